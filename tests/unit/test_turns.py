"""The state of a turn: whatever is lost, repeated, cut or late, what was shown adds up to what is stored."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import SESSION, assistant_message, text_part, tool_part, user_message

from opencode_sessions import PartReset, Reply, UnknownEvent
from opencode_sessions.turns import TurnState
from opencode_sessions_api.api.event import event_subscribe

SESSION_ID = SESSION["id"]
#: The same examples in each run.
QUICK = settings(derandomize=True, max_examples=80, deadline=None, database=None)

decode = event_subscribe.build().decode


def event(kind: str, **properties: Any) -> dict[str, Any]:
    return {"type": kind, "properties": {"sessionID": SESSION_ID, **properties}}


def updated(part: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return event("message.part.updated", part=copy.deepcopy(part) | changes)


def delta(part: dict[str, Any], text: str) -> dict[str, Any]:
    return event("message.part.delta", messageID=part["messageID"], partID=part["id"], field="text", delta=text)


def written(kind: str, number: int, text: str) -> dict[str, Any]:
    """A part of the agent's, as it is stored when it is done."""
    time = {"start": 1760000002000, "end": 1760000003000}
    return text_part(text, id=f"prt_{kind}{number}", type=kind, time=time)


@define
class Story:
    """A turn as the server tells it: its events, and what is stored before each of them and at the end."""

    told: list[dict[str, Any]] = field(factory=list)
    stored: list[list[dict[str, Any]]] = field(factory=list)
    messages: list[dict[str, Any]] = field(factory=list)

    def tell(self, event: dict[str, Any]) -> None:
        """One more event, after which this is stored."""
        self.stored.append(copy.deepcopy(self.messages))
        self.told.append({"id": f"evt_{len(self.told)}", **event})

    def write(self, message: dict[str, Any], part: dict[str, Any], pieces: Iterable[str], *, whole: bool) -> None:
        """A part that is written in pieces: as deltas, or as old servers tell them, whole each time."""
        begun = part | {"text": "", "time": {"start": part["time"]["start"]}}
        message["parts"].append(begun)
        self.tell(updated(begun))
        for piece in pieces:
            if whole:
                begun["text"] += piece
                self.tell(updated(begun))
            else:
                # These servers store nothing of it before the part is done.
                self.tell(delta(part, piece))
        message["parts"][-1] = part
        self.tell(updated(part))

    @property
    def at_last(self) -> list[Reply]:
        """The messages, as they are stored in the end."""
        return [Reply.from_dict(message) for message in self.messages]


@st.composite
def stories(draw: st.DrawFn, *, trims: bool = True) -> Story:
    """A turn of some steps, each with reasoning, text and tools, on a server of any generation."""
    whole = draw(st.booleans(), "whole parts, as before 1.2.27")
    is_trimmed = trims and whole and draw(st.booleans())
    story = Story()
    prompt = user_message()
    story.messages.append(prompt)
    story.tell(event("message.updated", info=prompt["info"]))
    story.tell(updated(prompt["parts"][0]))
    number = 0
    for step in range(draw(st.integers(1, 3))):
        message = assistant_message(id=f"msg_{step}")
        info = message["info"]
        finished, info["time"] = info["time"], {"created": info["time"]["created"]}
        story.messages.append(message)
        story.tell(event("message.updated", info=copy.deepcopy(info)))
        for kind in draw(st.lists(st.sampled_from(["text", "reasoning", "tool"]), max_size=3)):
            number += 1
            if kind == "tool":
                part = tool_part(id=f"prt_tool{number}", messageID=info["id"])
                message["parts"].append(part)
                story.tell(updated(part))
                continue
            pieces = draw(st.lists(st.text(alphabet="ab \u2028ü木🌲", min_size=1, max_size=3), max_size=5))
            text = "".join(pieces)
            part = written(kind, number, text.strip() if is_trimmed else text) | {"messageID": info["id"]}
            story.write(message, part, pieces, whole=whole)
        info["time"] = finished
        story.tell(event("message.updated", info=copy.deepcopy(info)))
    story.tell(event("session.idle"))
    return story


class Watcher:
    """Somebody who looks at a turn, and keeps what was shown."""

    def __init__(self) -> None:
        self.state = TurnState(SESSION_ID)
        self.text = ""
        self.parts: dict[str, list[Any]] = {}
        self.resets: list[PartReset] = []

    def see(self, progress: Iterable[Any]) -> None:
        for item in progress:
            self.text += item.text
            if isinstance(item.event, PartReset):
                self.resets.append(item.event)
            if item.part is not None:
                self.parts.setdefault(item.part.id, []).append(item.part)

    def hear(self, *events: dict[str, Any]) -> None:
        for one in events:
            self.see(self.state.hear(decode(one)))

    def read(self, messages: Iterable[dict[str, Any]], *, at_rest: bool = False) -> None:
        self.see(self.state.read([Reply.from_dict(copy.deepcopy(one)) for one in messages], at_rest=at_rest))

    def end(self, story: Story) -> None:
        """What the turn does when it is over."""
        if not (self.state.is_idle and self.state.is_complete):
            self.read(story.messages, at_rest=True)


def assert_right(watcher: Watcher, story: Story) -> None:
    """What was shown is what is stored, of each part and of the turn, and nothing was taken back."""
    stored = story.at_last
    assert watcher.resets == []
    assert watcher.state.steps == stored[1:]
    stored_parts = parts_of(stored)
    for identifier, versions in watcher.parts.items():
        assert versions[-1] == stored_parts[identifier]
        texts = [part.text.strip() for part in versions if part.type in ("text", "reasoning")]
        assert all(later.startswith(earlier) for earlier, later in pairwise(texts))
    written = [part.text for message in stored[1:] for part in message.parts if part.type == "text"]
    assert "".join(watcher.text.split()) == "".join("".join(written).split())


def parts_of(messages: Iterable[Reply]) -> dict[str, Any]:
    return {part.id: part for message in messages for part in message.parts}


@QUICK
@given(stories(trims=False))
def test_the_events_alone_tell_it_all(story: Story) -> None:
    watcher = Watcher()
    watcher.hear(*story.told)
    assert watcher.state.is_complete
    assert_right(watcher, story)
    texts = [part.text for message in story.at_last[1:] for part in message.parts if part.type == "text" and part.text]
    assert watcher.text == "\n\n".join(texts)


@QUICK
@given(stories(), st.data())
def test_what_is_lost_is_read(story: Story, data: st.DataObject) -> None:
    """Any stretches of events are lost, and the messages are read some time after each."""
    watcher, place, end = Watcher(), 0, len(story.told)
    for _ in range(data.draw(st.integers(1, 3), "cuts")):
        cut = data.draw(st.integers(place, end), "cut at")
        watcher.hear(*story.told[place:cut])
        place = data.draw(st.integers(cut, end), "connected again at")
        watcher.state.miss()
        # What happens between connecting and reading is told by both.
        watcher.read((*story.stored, story.messages)[data.draw(st.integers(place, end), "read at")])
    watcher.hear(*story.told[place:])
    watcher.end(story)
    assert_right(watcher, story)


@QUICK
@given(stories(), st.data())
def test_what_is_lost_and_cannot_be_read_comes_at_the_end(story: Story, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(story.told)), "cut at")
    again = data.draw(st.integers(cut, len(story.told)), "connected again at")
    watcher = Watcher()
    watcher.hear(*story.told[:cut])
    watcher.state.miss()
    watcher.hear(*story.told[again:])
    watcher.read(story.messages, at_rest=True)
    assert watcher.resets == []
    assert watcher.state.is_complete
    assert parts_of(watcher.state.steps) == parts_of(story.at_last[1:])


@QUICK
@given(stories(), st.data())
def test_what_comes_twice_is_shown_once(story: Story, data: st.DataObject) -> None:
    watcher = Watcher()
    for number, one in enumerate(story.told):
        watcher.hear(one)
        for earlier in data.draw(st.lists(st.integers(0, number), max_size=2), "again"):
            watcher.hear(story.told[earlier])
    assert_right(watcher, story)


@QUICK
@given(stories(trims=False), st.data())
def test_events_may_come_before_their_message(story: Story, data: st.DataObject) -> None:
    """Which turn they are of, their message tells."""
    late = data.draw(st.sampled_from([n for n, one in enumerate(story.told) if one["type"] == "message.updated"]))
    until = data.draw(st.integers(late, len(story.told)))
    told = [*story.told[:late], *story.told[late + 1 : until], story.told[late], *story.told[until:]]
    watcher = Watcher()
    watcher.hear(*told)
    watcher.end(story)
    assert watcher.resets == []
    assert parts_of(watcher.state.steps) == parts_of(story.at_last[1:])


def test_a_part_that_is_replaced_is_told() -> None:
    """The model fails in mid-stream: the part stays empty, and another takes its place. No event says so."""
    story, watcher = Story(), Watcher()
    message = assistant_message()
    story.messages += [user_message(), message]
    first, second = written("text", 1, ""), written("text", 2, "All of it.")
    del first["time"]["end"]
    watcher.read(story.messages[:1])
    watcher.hear(event("message.updated", info=message["info"]), updated(first), delta(first, "Half of"))
    watcher.hear(updated(second, text=""), delta(second, "All of it."), updated(second), event("session.idle"))
    assert watcher.resets == []
    message["parts"] += [first, second]
    assert not watcher.state.is_complete
    watcher.end(story)
    assert [(reset.part.id, reset.part.text, reset.shown) for reset in watcher.resets] == [("prt_text1", "", "Half of")]
    assert watcher.state.steps == story.at_last[1:]
    assert watcher.text == "Half of\n\nAll of it."


def test_another_text_is_a_reset_and_is_shown_whole() -> None:
    watcher = Watcher()
    part = written("text", 1, "Something else")
    watcher.hear(event("message.updated", info=assistant_message()["info"]), updated(part, text="", time={"start": 1}))
    watcher.hear(delta(part, "Some thing"), updated(part))
    assert [(reset.part.text, reset.shown) for reset in watcher.resets] == [("Something else", "Some thing")]
    assert watcher.text == "Some thing\n\nSomething else"


def test_reasoning_is_no_text() -> None:
    """The wire calls the field of both "text"."""
    watcher = Watcher()
    thought, said = written("reasoning", 1, ""), written("text", 2, "")
    watcher.hear(event("message.updated", info=assistant_message()["info"]))
    for part in (thought, said):
        watcher.hear(updated(part, time={"start": 1}))
    watcher.hear(delta(said, "Yes"), delta(thought, "Hm"), delta(said, "."))
    assert watcher.text == "Yes."
    assert [part.text for part in watcher.state.steps[0].parts] == ["Hm", "Yes."]


def test_what_is_late_is_of_an_earlier_turn() -> None:
    watcher = Watcher()
    watcher.state.since = 1760000002000
    late = written("text", 1, "From before.")
    watcher.hear(updated(late), event("message.updated", info=assistant_message()["info"]), updated(late))
    watcher.hear(delta(late, "More."), event("session.idle"))
    assert (watcher.text, watcher.parts, watcher.state.steps, watcher.state.is_idle) == ("", {}, [], False)


def test_an_event_without_what_its_type_has_is_shown_and_nothing_more() -> None:
    watcher = Watcher()
    for odd in (
        {"type": "message.part.updated", "properties": {}},
        {"type": "message.part.delta"},
        {"type": "message.updated", "properties": {}},
    ):
        (progress,) = watcher.state.hear(decode(odd))
        assert (progress.event.to_dict(), progress.text, progress.part) == (odd, "", None)
    (progress,) = watcher.state.hear(decode({"type": "of.tomorrow"}))
    assert isinstance(progress.event, UnknownEvent)


def test_an_odd_event_keeps_none_back_that_waits_with_it() -> None:
    watcher = Watcher()
    part = written("text", 1, "") | {"time": {"start": 1}}
    watcher.hear(updated(part), delta(part, "One, "), updated(part, text=7), delta(part, "two."))
    watcher.hear(event("message.updated", info=assistant_message()["info"]))
    assert watcher.text == "One, two."


def test_an_event_with_an_odd_identifier_is_seen_all_the_same() -> None:
    state = TurnState(SESSION_ID)
    for identifier in ([], {}, 7, None):
        [progress] = state.hear(decode({"id": identifier, **event("session.idle")}))
        assert progress.event.type == "session.idle"
