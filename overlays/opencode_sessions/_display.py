"""What shows models, and lists of them, in a terminal (with rich) and in a notebook.

What is shown of each kind of object is in `_views`, how a terminal shows it in `_view_rich`, and a notebook in
`_view_html`. All three are imported when something is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, overload

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencode_sessions._views import Block

__all__ = ["Shown", "ShownList", "View", "shown", "view_of"]

Value = TypeVar("Value")


class View:
    """What is shown of an object."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks

    def __rich__(self) -> Any:
        from opencode_sessions._view_rich import renderable

        return renderable(self.blocks)

    def _repr_html_(self) -> str | None:
        from opencode_sessions._view_html import html

        return html(self.blocks)


def view_of(thing: Any) -> View | None:
    """Return what shows an object, or a list of objects; None if nothing shows it better than its `repr`."""
    from opencode_sessions._views import blocks_of

    blocks = blocks_of(thing)
    return None if blocks is None else View(blocks)


class Shown:
    """An object that a terminal and a notebook show as its view."""

    __slots__ = ()

    def __rich__(self) -> Any:
        """Show this in a terminal."""
        from rich.pretty import Pretty

        return view_of(self) or Pretty(self)

    def _repr_html_(self) -> str | None:
        """Show this in a notebook; None leaves it to the `repr`."""
        view = view_of(self)
        return None if view is None else view._repr_html_()


class ShownList(Shown, list[Value]):
    """A list that a terminal and a notebook show as its view; its slices are shown likewise. A copy is a plain list."""

    __slots__ = ()

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> Value: ...

    @overload
    def __getitem__(self, index: slice, /) -> list[Value]: ...

    def __getitem__(self, index: SupportsIndex | slice, /) -> Value | list[Value]:
        found = super().__getitem__(index)
        return type(self)(found) if isinstance(index, slice) and isinstance(found, list) else found

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        return list, (list(self),)


def shown(items: list[Any]) -> list[Any]:
    """Return a list of models as one that is shown, and any other list as it is."""
    return ShownList(items) if items and isinstance(items[0], Model) else items


Model._view = staticmethod(view_of)
