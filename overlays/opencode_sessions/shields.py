"""Keep cancellation out of a block that has to finish: one class per mode, since only async code can be cancelled."""

from __future__ import annotations

from types import TracebackType
from typing import Self

__all__ = ["AsyncShield", "SyncShield"]


class AsyncShield:
    """A block that a cancelled scope around it does not cut short."""

    def __enter__(self) -> Self:
        # Only here: the sync client does without an event loop's library.
        from anyio import CancelScope

        self._scope = CancelScope(shield=True)
        self._scope.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        return self._scope.__exit__(kind, error, trace)


class SyncShield:
    """A block of sync code, which nothing cancels."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass
