"""What a terminal and a notebook show of each kind of object: blocks of text, without a word about how they look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import unified_diff
from itertools import chain, islice
from typing import Any, Literal, TypeAlias

from attrs import frozen

from opencode_sessions._events import pattern_texts, readable_text
from opencode_sessions._models import ModelInfo
from opencode_sessions._readable import dollars, number, text_or_none, tokens_in_words
from opencode_sessions.replies import Reply, Turn
from opencode_sessions_api.models.file_diff import FileDiff
from opencode_sessions_api.models.permission_request import PermissionRequest
from opencode_sessions_api.models.question_request import QuestionRequest
from opencode_sessions_api.models.session import Session
from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem
from opencode_sessions_api.models.todo import Todo

__all__ = ["Block", "Conversation", "Facts", "Line", "Lines", "Span", "Style", "Table", "blocks_of"]

#: Items of a list, and lines of changes, that are shown.
_MOST_ITEMS = 200
_MOST_LINES = 400
#: Characters of a line of a file that are shown.
_LONGEST_LINE = 500
#: Lines of a file that are compared with those after the change, where the server sends no patch.
_MOST_COMPARED = 2_000

Style: TypeAlias = Literal["plain", "strong", "quiet", "added", "removed", "active"]
Span: TypeAlias = tuple[str, Style]
#: A line; an empty one is nothing.
Line: TypeAlias = Sequence[Span]
_SPACE: Span = (" ", "plain")


@frozen
class Lines:
    """Lines of text, one below the other.

    Attributes:
        lines: The lines.
        is_code: They are of a file.
    """

    lines: Sequence[Line]
    is_code: bool = False


@frozen
class Facts:
    """Names, and what is known of each."""

    facts: Mapping[str, Line]


@frozen
class Table:
    """Rows of cells.

    Attributes:
        columns: The heading of each column, and whether its cells are numbers.
        rows: The cells of each row.
    """

    columns: Mapping[str, bool]
    rows: Sequence[Sequence[Line]]


@frozen
class Conversation:
    """Messages, oldest first."""

    messages: Sequence[Reply]


Block: TypeAlias = Lines | Facts | Table | Conversation
#: What shows an object, and what shows a list of such objects.
_Views: TypeAlias = tuple[Callable[[Any], list[Block]], Callable[[list[Any]], list[Block]]]


def blocks_of(thing: Any) -> list[Block] | None:
    """Return what to show of an object, or of a list of objects of a kind; None leaves it to its `repr`."""
    if not isinstance(thing, list):
        return None if (views := _views_of(thing)) is None else views[0](thing)
    kinds = {views[1] if (views := _views_of(item)) is not None else None for item in thing}
    if len(kinds) != 1 or (show := kinds.pop()) is None:
        return None
    blocks = show(thing[:_MOST_ITEMS])
    if (more := len(thing) - _MOST_ITEMS) > 0:
        blocks.append(_note(f"… and {more:,} more"))
    return blocks


def _views_of(thing: Any) -> _Views | None:
    """Return the views of an object, alone and in a list; None if it has none."""
    return next((_VIEWS[kind] for kind in type(thing).__mro__ if kind in _VIEWS), None)


def _one(view: Callable[[list[Any]], list[Block]]) -> Callable[[Any], list[Block]]:
    return lambda thing: view([thing])


def _span(value: object, style: Style = "plain") -> Span:
    """Return a value as a part of one line."""
    return " ".join(readable_text(value).split()), style


def _line(value: object, style: Style = "plain") -> Line:
    """Return a value as a line; nothing for None."""
    return [] if value is None else [_span(value, style)]


def _note(text: str) -> Lines:
    return Lines([_line(text, "quiet")])


def _facts(**facts: Line) -> Facts:
    """Return the facts that there are; an underscore in a name is a space."""
    return Facts({name.replace("_", " "): line for name, line in facts.items() if line})


def _table(columns: Mapping[str, bool], rows: Sequence[Sequence[Line]]) -> Table:
    """Return a table without the columns that have no cell."""
    used = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    names = list(columns)
    return Table(
        {names[index]: columns[names[index]] for index in used}, [[row[index] for index in used] for row in rows]
    )


def _moment(thing: Any, name: str) -> Line:
    moment = getattr(getattr(thing, "time", None), f"{name}_at", None)
    return [] if moment is None else [(f"{moment:%Y-%m-%d %H:%M}", "plain")]


def _counts(additions: Any, deletions: Any) -> list[Span]:
    return [(f"+{number(additions):,}", "added"), (" ", "plain"), (f"-{number(deletions):,}", "removed")]


# ---------------------------------------------------------------- sessions


#: Stands before the title of a session that has a parent.
_CHILD: Span = ("↳ ", "quiet")


def _session(session: Session) -> list[Block]:
    model = session.model
    return [
        Lines([_title(session)]),
        _facts(
            session=_line(session.id),
            parent=_line(session.parent_id),
            directory=_line(session.directory),
            created=_utc(_moment(session, "created")),
            updated=_utc(_moment(session, "updated")),
            archived=_utc(_moment(session, "archived")),
            agent=_line(session.agent),
            model=[] if model is None else _line(f"{_part(model, 'provider_id')}/{_part(model, 'id')}"),
            changes=_changes(session),
            tokens=[] if session.tokens is None else _line(tokens_in_words(session.tokens)),
            cost=[] if session.cost is None else _line(dollars(session.cost)),
            shared=_line(getattr(session.share, "url", None)),
        ),
    ]


def _sessions(sessions: list[Session]) -> list[Block]:
    directories = {readable_text(session.directory) for session in sessions if session.directory is not None}
    several = len(directories) > 1
    columns = {"session": False, "updated (UTC)": False, "title": False, "changes": False, "cost": True}
    rows = [
        [
            _line(session.id),
            _moment(session, "updated"),
            _title(session) if session.parent_id is None else [_CHILD, *_title(session)],
            _changes(session),
            [] if session.cost is None else _line(dollars(session.cost)),
            *([_line(session.directory)] if several else []),
        ]
        for session in sessions
    ]
    head = [] if several or not directories else [_note(f"Sessions of {_span(directories.pop())[0]}")]
    return [*head, _table(columns | ({"directory": False} if several else {}), rows)]


def _title(session: Session) -> list[Span]:
    return [_span(session.title, "strong") if text_or_none(session.title) else ("(no title)", "quiet")]


def _changes(session: Session) -> Line:
    summary = session.summary
    files = getattr(summary, "files", None)
    if files is None:
        return []
    return [
        (f"{number(files):,} file{'' if files == 1 else 's'} ", "plain"),
        *_counts(getattr(summary, "additions", 0), getattr(summary, "deletions", 0)),
    ]


def _utc(line: Line) -> Line:
    return [*line, (" UTC", "quiet")] if line else line


def _part(thing: Any, name: str) -> str:
    return readable_text(getattr(thing, name, None))


# ---------------------------------------------------------------- changes of files


def _diffs(diffs: list[FileDiff]) -> list[Block]:
    blocks: list[Block] = []
    room = _MOST_LINES
    for diff in diffs:
        status: Line = [] if diff.status is None else [("  ", "plain"), _span(diff.status, "quiet")]
        blocks.append(
            Lines([[_span(diff.file, "strong"), ("  ", "plain"), *_counts(diff.additions, diff.deletions), *status]])
        )
        changes = _changed_lines(diff, room)
        room -= sum(len(block.lines) for block in changes if block.is_code)
        blocks += changes
    return blocks


def _changed_lines(diff: FileDiff, room: int) -> list[Lines]:
    """Return the hunks of a change, as many lines as there is room for."""
    if isinstance(diff.patch, str):
        return patch_lines(diff.patch, room)
    before, after = text_or_none(diff.before), text_or_none(diff.after)
    if before is None and after is None:
        return []
    old, new = _file_lines(before or ""), _file_lines(after or "")
    if max(len(old), len(new)) > _MOST_COMPARED:
        return [_note("(too large to be compared here)")]
    return patch_lines("\n".join(unified_diff(old, new, lineterm="")), room)


def patch_lines(patch: str, room: int = _MOST_LINES) -> list[Lines]:
    """Return the hunks of a unified diff, as many lines as there is room for."""
    lines = _file_lines(patch)
    hunks = lines[next((index for index, line in enumerate(lines) if line.startswith("@@")), len(lines)) :]
    shown: list[list[Span]] = [[(_cut(line), _STYLES.get(line[:1], "plain"))] for line in hunks[: max(room, 0)]]
    more = len(hunks) - len(shown)
    return [
        *([Lines(shown, is_code=True)] if shown else []),
        *([_note(f"… {more:,} more line{'' if more == 1 else 's'}")] if more else []),
    ]


_STYLES: dict[str, Style] = {"+": "added", "-": "removed", "@": "quiet", "\\": "quiet"}


def _file_lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"


# ---------------------------------------------------------------- tasks and models

_MARKS: dict[str, Span] = {
    "pending": ("☐ ", "plain"),
    "in_progress": ("● ", "active"),
    "completed": ("✓ ", "added"),
    "cancelled": ("✗ ", "quiet"),
}


_URGENT: Span = (" (high)", "strong")


def _todos(todos: list[Todo]) -> list[Block]:
    return [Lines([_todo(todo) for todo in todos])]


def _todo(todo: Todo) -> Line:
    status = readable_text(todo.status)
    over: Style = "quiet" if status in ("completed", "cancelled") else "plain"
    return [
        _MARKS.get(status, (f"{_span(status)[0]} ", "quiet")),
        _span(todo.content, over),
        *([_URGENT] if todo.priority == "high" and over == "plain" else []),
    ]


def _model(model: ModelInfo) -> list[Block]:
    return [
        Lines([[_span(model.name, "strong"), _SPACE, _span(model.provider, "quiet")]]),
        _facts(
            id=_line(model.id),
            context=_tokens(model.context_limit, " tokens"),
            output=_tokens(model.output_limit, " tokens"),
            price=_line(f"${model.input_cost:g} in, ${model.output_cost:g} out, for a million tokens"),
            images=_yes(model.takes_images),
            tools=_yes(model.calls_tools),
            default=_line(_default(model)),
        ),
    ]


def _models(models: list[ModelInfo]) -> list[Block]:
    columns = {
        "model": False,
        "name": False,
        "context": True,
        "output": True,
        "$/M in": True,
        "$/M out": True,
        "images": False,
        "tools": False,
        "default": False,
    }
    return [
        _table(
            columns,
            [
                [
                    _line(model.id),
                    _line(model.name, "quiet"),
                    _tokens(model.context_limit),
                    _tokens(model.output_limit),
                    _line(f"{model.input_cost:g}"),
                    _line(f"{model.output_cost:g}"),
                    _yes(model.takes_images),
                    _yes(model.calls_tools),
                    _line(_default(model)),
                ]
                for model in models
            ],
        )
    ]


def _default(model: ModelInfo) -> str | None:
    return "of prompts" if model.is_prompt_default else "of its provider" if model.is_default else None


def _tokens(limit: int | None, unit: str = "") -> Line:
    return [] if limit is None else [(f"{limit:,}{unit}", "plain")]


def _yes(value: object) -> Line:
    return [] if value is None else [("yes", "plain") if value else ("no", "quiet")]


# ---------------------------------------------------------------- permissions and questions


def _requests(requests: list[PermissionRequest | QuestionRequest]) -> list[Block]:
    return list(chain.from_iterable(map(_request, requests)))


def _request(request: PermissionRequest | QuestionRequest) -> list[Block]:
    facts = _facts(
        request=_line(request.id),
        session=_line(request.session_id),
        directory=_line(getattr(request, "directory", None)),
    )
    if isinstance(request, QuestionRequest):
        return [Lines(list(_questions(request))), facts]
    metadata = request.metadata if isinstance(request.metadata, dict) else {}
    patch = text_or_none(metadata.get("diff"))
    head = [_span(request.permission, "strong"), ("  ", "plain"), _span(", ".join(pattern_texts(request)))]
    return [
        Lines([[("Permission: ", "active"), *head]]),
        *([] if patch is None else patch_lines(patch)),
        _facts(**{"always allows": _always(request)}, **facts.facts),
    ]


def _always(request: PermissionRequest) -> Line:
    patterns = request.always if isinstance(request.always, list) else []
    return [_span(", ".join(map(readable_text, patterns)))] if patterns else []


def _questions(request: QuestionRequest) -> Iterator[Line]:
    for info in request.questions if isinstance(request.questions, list) else []:
        several = " (one or more)" if getattr(info, "multiple", None) else ""
        yield [("Question: ", "active"), _span(getattr(info, "question", info), "strong"), (several, "quiet")]
        options = getattr(info, "options", None)
        for option in islice(options if isinstance(options, list) else [], _MOST_ITEMS):
            about = getattr(option, "description", None)
            yield [
                ("  • ", "plain"),
                _span(getattr(option, "label", option)),
                *([] if not about else [("  ", "plain"), _span(about, "quiet")]),
            ]


# ---------------------------------------------------------------- messages


def _conversation(messages: list[SessionMessagesResponseItem]) -> list[Block]:
    return [
        Conversation([Reply.of(message) for message in messages if message.info and isinstance(message.parts, list)])
    ]


def _turn(turn: Turn) -> list[Block]:
    return [Conversation(turn.messages)]


def _turns(turns: list[Turn]) -> list[Block]:
    return [Conversation([message for turn in turns for message in turn.messages])]


_VIEWS: dict[type, _Views] = {
    Session: (_session, _sessions),
    FileDiff: (_one(_diffs), _diffs),
    Todo: (_one(_todos), _todos),
    ModelInfo: (_model, _models),
    PermissionRequest: (_request, _requests),
    QuestionRequest: (_request, _requests),
    SessionMessagesResponseItem: (_one(_conversation), _conversation),
    Turn: (_turn, _turns),
}
