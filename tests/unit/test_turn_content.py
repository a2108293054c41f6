"""The state of a turn: whatever is lost, repeated, cut or late, what was shown adds up to what is stored."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

from opencode_sessions import Part, PartReset, ReasoningPart, Reply, TextPart, UnknownEvent
from opencode_sessions._prompt import PromptKey
from opencode_sessions._turn_content import TurnContent
from opencode_sessions.replies import is_prompt
from opencode_sessions_api.api.event import event_subscribe
from tests.support.samples import SESSION, assistant_message, text_part, tool_part, user_message

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
    """A turn on a server: its events, and what is stored before each of them and at the end."""

    events: list[dict[str, Any]] = field(factory=list)
    stored: list[list[dict[str, Any]]] = field(factory=list)
    messages: list[dict[str, Any]] = field(factory=list)

    def add(self, event: dict[str, Any]) -> None:
        """One more event, after which this is stored."""
        self.stored.append(copy.deepcopy(self.messages))
        self.events.append({"id": f"evt_{len(self.events)}", **event})

    def write(self, message: dict[str, Any], part: dict[str, Any], pieces: Iterable[str], *, whole: bool) -> None:
        """A part that is written in pieces: as deltas, or as old servers send them, whole each time."""
        begun = part | {"text": "", "time": {"start": part["time"]["start"]}}
        message["parts"].append(begun)
        self.add(updated(begun))
        for piece in pieces:
            if whole:
                begun["text"] += piece
                self.add(updated(begun))
            else:
                # These servers store nothing of it before the part is done.
                self.add(delta(part, piece))
        message["parts"][-1] = part
        self.add(updated(part))

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
    story.add(event("message.updated", info=prompt["info"]))
    story.add(updated(prompt["parts"][0]))
    number = 0
    for step in range(draw(st.integers(1, 3))):
        message = assistant_message(id=f"msg_{step}")
        info = message["info"]
        finished, info["time"] = info["time"], {"created": info["time"]["created"]}
        story.messages.append(message)
        story.add(event("message.updated", info=copy.deepcopy(info)))
        for kind in draw(st.lists(st.sampled_from(["text", "reasoning", "tool"]), max_size=3)):
            number += 1
            if kind == "tool":
                part = tool_part(id=f"prt_tool{number}", messageID=info["id"])
                message["parts"].append(part)
                story.add(updated(part))
                continue
            pieces = draw(st.lists(st.text(alphabet="ab \u2028ü木🌲", min_size=1, max_size=3), max_size=5))
            text = "".join(pieces)
            part = written(kind, number, text.strip() if is_trimmed else text) | {"messageID": info["id"]}
            story.write(message, part, pieces, whole=whole)
        info["time"] = finished
        story.add(event("message.updated", info=copy.deepcopy(info)))
    story.add(event("session.idle"))
    return story


class Watcher:
    """Somebody who looks at a turn, and keeps what was shown."""

    def __init__(self) -> None:
        self.state = TurnContent(SESSION_ID)
        self.text = ""
        #: The same as shown by somebody who takes back what is retracted.
        self.as_shown = ""
        self.parts: dict[str, list[Any]] = {}
        self.resets: list[PartReset] = []

    def see(self, progress: Iterable[Any]) -> None:
        for item in progress:
            self.text += item.text
            self.as_shown = self.as_shown.removesuffix(item.retracted) + item.text
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
        """Finish the turn as the stream does when it is over."""
        if not (self.state.is_idle and self.state.is_complete):
            self.read(story.messages, at_rest=True)


def assert_right(watcher: Watcher, story: Story) -> None:
    """Check that the shown text is the stored text, of each part and of the turn, and that nothing was taken back."""
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


def text_of(part: Part) -> str:
    """The text of a part that has one."""
    assert isinstance(part, (TextPart, ReasoningPart))
    return part.text


def parts_of(messages: Iterable[Reply]) -> dict[str, Any]:
    return {part.id: part for message in messages for part in message.parts}


@QUICK
@given(stories(trims=False))
def test_the_events_alone_tell_it_all(story: Story) -> None:
    watcher = Watcher()
    watcher.hear(*story.events)
    assert watcher.state.is_complete
    assert_right(watcher, story)
    texts = [part.text for message in story.at_last[1:] for part in message.parts if part.type == "text" and part.text]
    assert watcher.text == "\n\n".join(texts)


@QUICK
@given(stories(), st.data())
def test_what_is_lost_is_read(story: Story, data: st.DataObject) -> None:
    """Any stretches of events are lost, and the messages are read some time after each."""
    watcher, place, end = Watcher(), 0, len(story.events)
    for _ in range(data.draw(st.integers(1, 3), "cuts")):
        cut = data.draw(st.integers(place, end), "cut at")
        watcher.hear(*story.events[place:cut])
        place = data.draw(st.integers(cut, end), "connected again at")
        watcher.state.miss()
        # What happens between connecting and reading is in both.
        watcher.read((*story.stored, story.messages)[data.draw(st.integers(place, end), "read at")])
    watcher.hear(*story.events[place:])
    watcher.end(story)
    assert_right(watcher, story)


@QUICK
@given(stories(), st.data())
def test_what_is_lost_and_cannot_be_read_comes_at_the_end(story: Story, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(story.events)), "cut at")
    again = data.draw(st.integers(cut, len(story.events)), "connected again at")
    watcher = Watcher()
    watcher.hear(*story.events[:cut])
    watcher.state.miss()
    watcher.hear(*story.events[again:])
    watcher.read(story.messages, at_rest=True)
    assert watcher.resets == []
    assert watcher.state.is_complete
    assert parts_of(watcher.state.steps) == parts_of(story.at_last[1:])


@QUICK
@given(stories(), st.data())
def test_what_comes_twice_is_shown_once(story: Story, data: st.DataObject) -> None:
    watcher = Watcher()
    for number, one in enumerate(story.events):
        watcher.hear(one)
        for earlier in data.draw(st.lists(st.integers(0, number), max_size=2), "again"):
            watcher.hear(story.events[earlier])
    assert_right(watcher, story)


@QUICK
@given(stories(trims=False), st.data())
def test_events_may_come_before_their_message(story: Story, data: st.DataObject) -> None:
    """Parts come before the message that says which turn they belong to."""
    late = data.draw(st.sampled_from([n for n, one in enumerate(story.events) if one["type"] == "message.updated"]))
    until = data.draw(st.integers(late, len(story.events)))
    late_events = [*story.events[:late], *story.events[late + 1 : until], story.events[late], *story.events[until:]]
    watcher = Watcher()
    watcher.hear(*late_events)
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
    (reset,) = watcher.resets
    assert (reset.part.id, text_of(reset.part), reset.shown) == ("prt_text1", "", "Half of")
    assert reset.type == "part.reset"
    assert watcher.state.steps == story.at_last[1:]
    assert watcher.text == "Half of\n\nAll of it."


def test_another_text_is_a_reset_and_is_shown_whole() -> None:
    watcher = Watcher()
    part = written("text", 1, "Something else")
    watcher.hear(event("message.updated", info=assistant_message()["info"]), updated(part, text="", time={"start": 1}))
    watcher.hear(delta(part, "Some thing"), updated(part))
    assert [(text_of(reset.part), reset.shown) for reset in watcher.resets] == [("Something else", "Some thing")]
    assert (watcher.text, watcher.as_shown) == ("Some thingSomething else", "Something else")


def test_a_model_that_fails_in_mid_stream_takes_its_paragraph_back() -> None:
    """The server says that it asks again, and then the text starts over in another part."""
    watcher = Watcher()
    first, second, third = (written("text", number, text) for number, text in enumerate(("One.", "", "All of it.")))
    watcher.hear(event("message.updated", info=assistant_message()["info"]), updated(first))
    watcher.hear(updated(second, time={"start": 1}), delta(second, "Half of"))
    assert watcher.as_shown == "One.\n\nHalf of"
    retry = {"type": "retry", "attempt": 1, "message": "overloaded", "next": 1}
    watcher.hear(event("session.status", status=retry), updated(third, text="", time={"start": 1}))
    watcher.hear(delta(third, "All "), delta(third, "of it."), updated(third))
    assert watcher.as_shown == "One.\n\nAll of it."
    assert [reset.shown for reset in watcher.resets] == ["Half of"]


def test_reasoning_is_no_text() -> None:
    """The wire calls the field of both "text"."""
    watcher = Watcher()
    thought, said = written("reasoning", 1, ""), written("text", 2, "")
    watcher.hear(event("message.updated", info=assistant_message()["info"]))
    for part in (thought, said):
        watcher.hear(updated(part, time={"start": 1}))
    watcher.hear(delta(said, "Yes"), delta(thought, "Hm"), delta(said, "."))
    assert watcher.text == "Yes."
    assert [text_of(part) for part in watcher.state.steps[0].parts] == ["Hm", "Yes."]


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
        assert not isinstance(progress.event, PartReset)
        assert (progress.event.to_dict(), progress.text, progress.part) == (odd, "", None)
    (progress,) = watcher.state.hear(decode({"type": "of.tomorrow"}))
    assert isinstance(progress.event, UnknownEvent)


def test_events_older_than_what_was_read_at_rest_change_nothing() -> None:
    """Parts of old servers do not tell that they are finished; events may still be on their way when they are read."""
    watcher, message = Watcher(), assistant_message()
    part = written("text", 1, "One, two, three.")
    del part["time"]["end"]
    message["parts"].append(part)
    watcher.hear(event("message.updated", info=message["info"]), updated(part, text="One, "))
    watcher.read([message], at_rest=True)
    watcher.hear(updated(part, text="One, two"), updated(part, text="One, two, "), updated(part))
    assert watcher.text == "One, two, three."
    assert watcher.resets == []


def test_a_malformed_delta_costs_nothing_of_the_text() -> None:
    """Its piece of the text is read with the part as a whole, and no piece after it is shown in its place."""
    watcher = Watcher()
    message = assistant_message()
    part = written("text", 1, "One, two, three.")
    watcher.hear(event("message.updated", info=message["info"]), updated(part, text="", time={"start": 1}))
    watcher.hear(delta(part, "One, "), delta(part, 7), delta(part, ", three."))  # type: ignore[arg-type]
    assert watcher.text == "One, "
    assert watcher.state.has_gap
    watcher.hear(updated(part))
    assert watcher.text == "One, two, three."
    assert watcher.resets == []


def test_an_event_with_an_odd_identifier_is_seen_all_the_same() -> None:
    state = TurnContent(SESSION_ID)
    identifiers: list[Any] = [[], {}, 7, None]
    for identifier in identifiers:
        [progress] = state.hear(decode({"id": identifier, **event("session.idle")}))
        assert progress.event.type == "session.idle"


@pytest.mark.parametrize("removal", ["part", "message"])
def test_text_that_is_removed_is_taken_back(removal: str) -> None:
    story, watcher = Story(), Watcher()
    first, second = assistant_message(id="msg_0"), assistant_message(id="msg_1")
    for number, message in enumerate((first, second)):
        story.messages.append(message)
        story.add(event("message.updated", info=message["info"]))
        story.write(message, written("text", number, "ab") | {"messageID": f"msg_{number}"}, ["a", "b"], whole=False)
    watcher.hear(*story.events)
    assert watcher.as_shown == "ab\n\nab"
    part_id = second["parts"][0]["id"]
    names = {"partID": part_id} if removal == "part" else {}
    watcher.hear(event(f"message.{'part.' if removal == 'part' else ''}removed", messageID="msg_1", **names))
    assert watcher.as_shown == "ab"
    assert watcher.state.steps[0].text == "ab"
    # Whoever keeps the last version of each part has none of it.
    assert watcher.parts[part_id][-1].text == ""
    # A new paragraph follows on the one that is left.
    third = assistant_message(id="msg_2")
    watcher.hear(event("message.updated", info=third["info"]))
    watcher.hear(updated(written("text", 5, "c") | {"messageID": "msg_2"}))
    assert watcher.as_shown == "ab\n\nc"


def test_a_part_that_turns_from_reasoning_into_text_is_taken_back_and_shown_as_text() -> None:
    watcher = Watcher()
    watcher.hear(event("message.updated", info=assistant_message(id="msg_0")["info"]))
    watcher.hear(updated(written("reasoning", 1, "Hm. Yes.") | {"id": "prt_1", "messageID": "msg_0"}))
    watcher.hear(updated(written("text", 1, "Hm. Yes.") | {"id": "prt_1", "messageID": "msg_0"}))
    (reset,) = watcher.resets
    assert reset.part.type == "reasoning"
    assert (reset.shown, watcher.text) == ("Hm. Yes.", "Hm. Yes.")
    assert [part.type for part in watcher.state.steps[0].parts] == ["text"]


def heard(content: TurnContent, *events: dict[str, Any]) -> list[Any]:
    return [progress for one in events for progress in content.hear(decode(one))]


@pytest.mark.parametrize("whole", [True, False], ids=["whole parts", "deltas"])
def test_a_character_whose_halves_come_apart(whole: bool) -> None:
    message = assistant_message()
    part = written("text", 1, "Hi \U0001f600 there") | {"messageID": message["info"]["id"]}
    open_part = part | {"text": "", "time": {"start": 1}}
    content = TurnContent(SESSION_ID)
    if whole:
        so_far = ["Hi \ud83d", "Hi \U0001f600 th", "Hi \U0001f600 there"]
        events = [updated(open_part, text=text) for text in so_far]
    else:
        events = [updated(open_part), *(delta(part, piece) for piece in ("Hi \ud83d", "\ude00 th", "ere"))]
    progress = heard(content, event("message.updated", info=message["info"]), *events, updated(part))
    assert "".join(one.text for one in progress) == "Hi \U0001f600 there"
    assert not any(one.retracted for one in progress)
    for one in progress:
        one.text.encode()


def test_half_a_character_that_stays_alone() -> None:
    message = assistant_message()
    part = written("text", 1, "Hi \ud83d") | {"messageID": message["info"]["id"]}
    content = TurnContent(SESSION_ID)
    progress = heard(
        content,
        event("message.updated", info=message["info"]),
        updated(part, text="", time={"start": 1}),
        delta(part, "Hi \ud83d"),
        updated(part),
    )
    assert "".join(one.text for one in progress) == "Hi \ud83d"


def test_a_reset_has_no_text_and_the_new_text_comes_next() -> None:
    message = assistant_message()
    part = written("text", 1, "one") | {"messageID": message["info"]["id"]}
    open_part = part | {"time": {"start": 1}}
    content = TurnContent(SESSION_ID)
    begin = event("message.updated", info=message["info"])
    progress = heard(content, begin, updated(open_part), updated(open_part, text="[redacted]"), delta(part, " two"))
    shown = ""
    for one in (one.delta for one in progress if one.delta is not None):
        shown = one.text if one.kind == "reset" else shown + one.text
    assert shown == "[redacted] two" == content.steps[0].text


@pytest.mark.parametrize("stored", ["msg_own", "msg_of_the_server"], ids=["the client's identifier", "the server's"])
def test_a_prompt_is_known_by_its_identifier_and_by_its_part(stored: str) -> None:
    """Also when a server chooses the identifier of the message although it got one."""
    key = PromptKey("msg_own", "prt_mark")
    user = user_message(id=stored)
    prompt = Reply.from_dict({**user, "parts": [text_part("Hi.", id="prt_mark", messageID=stored)]})
    assert key.is_of(prompt)
    content = TurnContent(SESSION_ID, None, mark=key.mark, prompt_id=key.message_id)
    content.recognize([prompt])
    list(content.read([prompt]))
    assert content.prompt is not None
    assert content.prompt.id == stored


@pytest.mark.parametrize(("gap", "joins"), [(300, True), (2_500, True), (60_000, False)])
def test_a_prompt_is_answered_with_the_next_one_if_the_agent_has_not_begun(gap: int, joins: bool) -> None:
    """A server that has just started takes seconds to begin with the first prompt of a session."""
    first = Reply.from_dict(user_message(id="msg_1", time={"created": 1_000}))
    second = Reply.from_dict(user_message(id="msg_2", time={"created": 1_000 + gap}))
    times = {"created": 1_100 + gap, "completed": 1_200 + gap}
    answer = Reply.from_dict(assistant_message(id="msg_3", parentID="msg_2", time=times))
    content = TurnContent(SESSION_ID, 999, prompt_id="msg_1")
    list(content.read([first]))
    assert (content.joined([first, second, answer]) is not None) is joins


def test_a_message_whose_parts_are_not_stored_yet_is_a_prompt() -> None:
    assert is_prompt(Reply.from_dict({**user_message(), "parts": []}))
    assert is_prompt(Reply.from_dict(user_message()))
    assert not is_prompt(Reply.from_dict({**user_message(), "parts": [text_part("Go on.", synthetic=True)]}))
    assert not is_prompt(Reply.from_dict(assistant_message()))


@pytest.mark.parametrize("is_read", [True, False])
def test_a_turn_that_others_began_before_may_go_on_meanwhile(is_read: bool) -> None:
    """Their prompt was there before, among the last messages or not; its answer comes when this turn has begun."""
    theirs, own = user_message(id="msg_1", time={"created": 1_000}), user_message(id="msg_3", time={"created": 1_001})
    before = [Reply.from_dict(theirs).info] if is_read else []
    content = TurnContent(SESSION_ID, 1_000, before=before, mark="prt_mark")
    answer_to_them = assistant_message(id="msg_2", parentID="msg_1", time={"created": 1_002})
    answer = assistant_message(id="msg_4", parentID="msg_3", time={"created": 1_003})
    content.hear(decode(event("message.updated", info=answer_to_them["info"])))
    assert content.steps == []
    content.hear(decode(event("message.updated", info=own["info"])))
    content.hear(decode(updated(text_part("Hello?", id="prt_mark", messageID="msg_3"))))
    content.hear(decode(event("message.updated", info=answer["info"])))
    assert [step.info.id for step in content.steps] == ["msg_4"]
