"""Compare what a client saw of a turn with what the server sent, and say what is wrong."""

from __future__ import annotations

import base64
import pickle
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import asdict, field, frozen

from opencode_sessions import APITimeoutError, OpencodeError
from tools.faults.backend import Report
from tools.faults.plans import RETRACTED, CasePlan
from tools.faults.turns import Seen

__all__ = ["Damage", "Verdict", "compare", "judge", "secret_in"]


@frozen
class Damage:
    """Damage to a text, in characters."""

    lost: int = 0
    duplicated: int = 0
    reordered: int = 0

    def __bool__(self) -> bool:
        return bool(self.lost or self.duplicated or self.reordered)


@frozen
class Verdict:
    """The end of a turn, and everything that was wrong with it.

    Attributes:
        number: The turn.
        outcome: How it ended, in a word or two.
        problems: What is wrong with the way the SDK handled it: the kind, and what there is to say. Nothing when it is
            right.
        damage: What is wrong with the text.
        injected: The faults that were injected in its case.
    """

    number: int
    outcome: str
    problems: list[tuple[str, str]] = field(factory=list)
    damage: Damage = Damage()
    injected: list[str] = field(factory=list)


def judge(case: CasePlan, seen: Seen, report: Report, *, hung: str | None = None) -> Verdict:
    """Judge a turn.

    Args:
        case: Its case.
        seen: What the SDK's user saw of it.
        report: What happened in the backend.
        hung: Where it hangs; None when it has ended.
    """
    plan = seen.plan
    problems: list[tuple[str, str]] = []
    received = [prompt for prompt in report.prompts if prompt.marker == plan.marker]
    if len(received) > 1:
        problems.append(("prompt duplicated", f"the server has it {len(received)} times"))
    said = received[0].said if received else []
    state = received[0].state if received else "never received"
    damage = Damage()
    for name, got, expected in _views(seen, said):
        wrong = compare(got, expected, whole=seen.ended == "over")
        damage = damage or wrong
        problems += [
            (f"text {kind}", f"{count} characters in {name}: {got[:900]!r}, not {expected[:900]!r}")
            for kind, count in asdict(wrong).items()
            if count and not hung
        ]
    injected = [f"{one.kind} of {one.role} {one.number}" for one in report.injected] + report.server_faults
    outcome = _outcome(case, seen, hung)
    if hung is not None:
        problems.append(("hang", hung))
    problems += _of_error(case, seen, injected)
    if seen.stops and not hung and state in ("waiting", "busy") and not injected and seen.ended:
        problems.append(("abort missed", f"the agent is {state} after the block was left"))
    return Verdict(plan.number, outcome, problems, damage, injected)


def _views(seen: Seen, said: Sequence[tuple[str, str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Each way in which the turn was seen, what was seen, and what should have been."""
    is_over = seen.ended == "over"
    text = "".join(text for _, _, kind, text in said if kind == "text")
    by_part = {part: text for part, _, _, text in said}
    if seen.plan.view == "text":
        # Of a turn that is not over more may have been said than the server still has.
        yield "text_deltas", seen.text, text if is_over else "".join(seen.plan.texts)
    if is_over and seen.reply is not None:
        own = (text for _, message, kind, text in said if message == seen.reply_id and kind == "text")
        yield "reply.text", seen.reply, "".join(own)
    for name, parts in (("parts", seen.parts), ("turn.steps", seen.steps)):
        if parts is None or (name == "parts" and seen.plan.view != "parts"):
            continue
        if is_over:
            yield name, "".join(parts.get(part, "") for part in by_part), "".join(by_part.values())
        # What the server no longer has is compared with nothing.
        known = [part for part in parts if by_part.get(part)]
        yield f"the order of {name}", " ".join(known), " ".join(part for part in by_part if part in known)
        if not is_over:
            for part in known:
                yield name, parts[part], by_part[part]


def compare(got: str, expected: str, *, whole: bool) -> Damage:
    """Compare a text with the one that was said.

    What the model took back, and line ends, between parts or at the end of one, do not count: servers trim them.

    Args:
        got: The text.
        expected: As it should be.
        whole: It should be all of it; else, as far as it goes.
    """
    got, expected = (text.replace("\n", "").replace(RETRACTED, "") for text in (got, expected))
    if got == expected or (not whole and expected.startswith(got)):
        return Damage()
    if expected.startswith(got):
        return Damage(lost=len(expected) - len(got))
    # No word comes twice in a text, so that each has one place.
    words, pieces = expected.split(" "), got.split(" ")
    place = {word: index for index, word in enumerate(words)}
    counted = Counter(piece for piece in pieces if piece in place)
    duplicated = sum(len(word) * (number - 1) for word, number in counted.items())
    last = len(words) if whole else max((place[word] for word in counted), default=0)
    lost = sum(len(word) for word in words[:last] if word not in counted)
    highest, reordered = -1, 0
    for piece in dict.fromkeys(pieces):
        if piece in place:
            reordered += len(piece) if place[piece] < highest else 0
            highest = max(highest, place[piece])
    if not (lost or duplicated or reordered):
        # Pieces of words: something is missing in the middle, or there is too much.
        surplus = len(got) - len(expected)
        lost, duplicated = max(1, -surplus), max(0, surplus)
    return Damage(lost, duplicated, reordered)


def _outcome(case: CasePlan, seen: Seen, hung: str | None) -> str:
    if hung is not None:
        return "hang"
    match seen.ended:
        case "over":
            return "aborted" if seen.plan.leaving.kind == "abort" else "failed by the model" if seen.failed else "ok"
        case "left":
            return "left on purpose"
        case "error":
            return type(seen.error).__name__
    return "not over (its case hangs)"


def _of_error(case: CasePlan, seen: Seen, injected: list[str]) -> Iterator[tuple[str, str]]:
    error = seen.error
    if error is None:
        return
    if where := secret_in(error, case.password):
        yield "secret", where
    if seen.ended != "error":
        return
    name = f"{type(error).__name__}: {error}"[:300]
    if not isinstance(error, OpencodeError):
        yield "untyped error", name
    elif not injected and not _is_expected(case, seen):
        yield "error without a fault", name


def _is_expected(case: CasePlan, seen: Seen) -> bool:
    """True when the plan itself, or a machine that is busy with other things, brings the error with it."""
    if isinstance(seen.error, APITimeoutError) or any(turn.leaving.kind == "close" for turn in case.turns):
        return True
    return seen.plan.leaving.kind == "limit" or (case.turn_timeout is not None and seen.took >= case.turn_timeout)


def secret_in(error: BaseException, password: str) -> str | None:
    """Find a password in an error and in everything that it holds; None when it is nowhere."""
    forms = [password, base64.b64encode(f"opencode:{password}".encode()).decode()]
    for one in _all_of(error):
        places = {
            "text": f"{one}",
            "repr": f"{one!r}",
            "arguments": repr(one.args),
            "notes": repr(getattr(one, "__notes__", None)),
            "attributes": repr(vars(one)),
            "headers": _headers_of(one),
            "pickle": _pickle_of(one),
        }
        for place, text in places.items():
            if any(form in text for form in forms):
                return f"in the {place} of {type(one).__name__}"
    return None


def _all_of(error: BaseException | None, known: set[int] | None = None) -> Iterator[BaseException]:
    known = set() if known is None else known
    if error is None or id(error) in known:
        return
    known.add(id(error))
    yield error
    for other in (error.__cause__, error.__context__, *getattr(error, "exceptions", ())):
        yield from _all_of(other, known)


def _headers_of(error: BaseException) -> str:
    texts = []
    for name in ("request", "_request", "response"):
        try:
            holder = getattr(error, name, None)
        except RuntimeError:
            continue
        texts.append(str(getattr(holder, "headers", {}).get("authorization", "")) if holder is not None else "")
    return " ".join(texts)


def _pickle_of(error: BaseException) -> str:
    try:
        return pickle.dumps(error).decode("latin-1")
    except Exception:
        return ""
