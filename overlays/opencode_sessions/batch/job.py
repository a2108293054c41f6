"""Jobs: a prompt, where to send it, and how."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from attrs import evolve, field, fields_dict, frozen

from opencode_sessions._options import directory_text
from opencode_sessions._prompt import prompt_parts
from opencode_sessions._seconds import check_seconds
from opencode_sessions._structured_output import output_format
from opencode_sessions_api.models.text_part_input import TextPartInput

if TYPE_CHECKING:
    from opencode_sessions.aliases import FormatLike, Prompt, PromptOptions
    from opencode_sessions_api.models import PartInput

__all__ = ["Job"]

#: Characters of a key that is made of the job itself.
_KEY_LENGTH = 16
#: What says where and how a job is followed, but not what is sent.
_NOT_SENT = ("key", "title", "timeout")
_TEXTS = ("title", "model", "agent", "system", "variant")


def _directory(given: str | os.PathLike[str] | None) -> str | None:
    return None if given is None else directory_text(given)


def _key(given: str | os.PathLike[str] | None) -> str:
    if not isinstance(given, str | os.PathLike | None):
        raise TypeError(f"key must be a text or a path, not {given!r:.80}")
    return "" if given is None else os.fspath(given)


@frozen(kw_only=True)
class Job:
    """A prompt for a session of its own.

    Args:
        prompt: A text, or a list that begins with one: texts, files by their paths, and parts. Files are read by the
            process that runs the batch, when the job begins.
        key: The name of the job in the journal. Default: a digest of what is sent.
        directory: The directory to work in. A relative one is made absolute. Default: the server's own.
        title: The title of its session. Default: the key.
        model: The model, as `"provider/model"`. Default: that of the agent or the server.
        agent: The agent, by name. Default: the server's.
        system: Further instructions for the model.
        tools: Tools to allow (true) or forbid (false), by name.
        variant: A variant of the model, e.g. a reasoning effort.
        format: The form of the reply: a type or a JSON schema, as for `session.chat`.
        worktree: Work in a new git worktree of the directory. Servers from 1.1.11.
        timeout: Seconds until the agent is stopped. Default: that of the batch.

    Raises:
        TypeError: The prompt has something other than texts, paths and parts, the format has no JSON schema, or
            another argument is of the wrong type.
        ValueError: The prompt does not begin with a text, or the text is only white space; or the timeout is not more
            than 0.
    """

    prompt: Prompt = field(kw_only=False)
    directory: str | None = field(default=None, converter=_directory)
    key: str = field(default="", converter=_key)
    title: str | None = None
    model: str | None = None
    agent: str | None = None
    system: str | None = None
    tools: Mapping[str, bool] | None = None
    variant: str | None = None
    format: FormatLike | None = None
    worktree: bool = False
    timeout: float | None = None

    def __attrs_post_init__(self) -> None:
        first = self._pieces[0] if self._pieces else None
        if not isinstance(first, str | TextPartInput):
            raise ValueError("The prompt of a job begins with a text: its identifier tells if it was sent.")
        prompt_parts(first)
        check_seconds("timeout", self.timeout)
        for name in _TEXTS:
            if not isinstance(value := getattr(self, name), str | None):
                raise TypeError(f"{name} must be a text, not {value!r:.80}")
        if not isinstance(self.tools, Mapping | None):
            raise TypeError(f"tools must be a mapping from names to true or false, not {self.tools!r:.80}")
        if not self.key:
            # The one way to set a field of a frozen class.
            object.__setattr__(self, "key", self.digest[:_KEY_LENGTH])

    @classmethod
    def from_dict(cls, data: Any) -> Self:
        """Make a job from JSON: a text, or an object with the arguments of the class.

        Raises:
            TypeError: A value is of the wrong type.
            ValueError: It has no prompt, or something that is no argument.
        """
        if isinstance(data, str):
            return cls(data)
        if not isinstance(data, Mapping) or not isinstance(data.get("prompt"), str):
            raise ValueError('A job is a text, or an object with its "prompt", a text.')
        if unknown := sorted(data.keys() - fields_dict(cls).keys()):
            raise ValueError(f"A job has no {', '.join(map(repr, unknown))}; it has {', '.join(fields_dict(cls))}.")
        return cls(**data)

    @property
    def digest(self) -> str:
        """A digest of what is sent: it changes when the job does. Files count by their paths."""
        data = {name: getattr(self, name) for name in fields_dict(type(self)) if name not in _NOT_SENT}
        data |= {"prompt": [_plain(piece) for piece in self._pieces], "format": _plain(output_format(self.format))}
        return hashlib.sha256(json.dumps(data, sort_keys=True, default=dict).encode()).hexdigest()[:32]

    @property
    def summary(self) -> str:
        """The beginning of the prompt, in one line."""
        first = self._pieces[0]
        words = " ".join((first.text if isinstance(first, TextPartInput) else str(first)).split())
        return words if len(words) <= 80 else f"{words[:79]}…"

    def parts(self) -> list[PartInput]:
        """Return the parts of the prompt; the first has no identifier.

        Raises:
            FileNotFoundError: There is no file at a path of the prompt.
            ValueError: A file cannot be attached.
        """
        first, *others = prompt_parts(self.prompt)
        assert isinstance(first, TextPartInput)
        return [evolve(first, id=None), *others]

    def options(self, directory: str | None) -> PromptOptions:
        """Return the options of the prompt.

        Args:
            directory: The directory of its session.
        """
        return {
            "model": self.model,
            "agent": self.agent,
            "system": self.system,
            "tools": None if self.tools is None else dict(self.tools),
            "variant": self.variant,
            "directory": directory,
        }

    @property
    def _pieces(self) -> Sequence[Any]:
        is_list = isinstance(self.prompt, Sequence) and not isinstance(self.prompt, str | bytes)
        return self.prompt if is_list else [self.prompt]  # type: ignore[return-value]


def _plain(value: Any) -> Any:
    return value.to_dict() if hasattr(value, "to_dict") else None if value is None else os.fspath(value)
