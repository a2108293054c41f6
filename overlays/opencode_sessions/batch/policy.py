"""Answers to permissions and questions when nobody is there: a word, or a function of the user's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from opencode_sessions import PermissionRequest, QuestionRequest
    from opencode_sessions.aliases import OnPermission, OnQuestion
    from opencode_sessions_api.models.permission_reply import PermissionReply

__all__ = ["PermissionPolicy", "QuestionPolicy", "permission_policy", "question_policy"]

#: A decision on every permission, or a function as for `session.chat`.
PermissionPolicy: TypeAlias = "PermissionReply | OnPermission"
#: `reject` refuses every question, `first` chooses the first of the offered answers; or a function as for
#: `session.chat`.
QuestionPolicy: TypeAlias = "Literal['reject', 'first'] | OnQuestion"


@frozen
class _Decide:
    decision: PermissionReply

    def __call__(self, request: PermissionRequest) -> PermissionReply:
        return self.decision


@frozen
class _Answer:
    first: bool

    def __call__(self, request: QuestionRequest) -> list[list[str]] | None:
        if not self.first or not all(question.options for question in request.questions):
            return None
        return [[question.options[0].label] for question in request.questions]


def permission_policy(given: PermissionPolicy) -> OnPermission:
    """Return the function that decides on permissions.

    Raises:
        ValueError: It is an unknown word.
    """
    if callable(given):
        return given
    if given not in ("once", "always", "reject"):
        raise ValueError(f'permission must be "once", "always", "reject" or a function, not {given!r}')
    return _Decide(given)


def question_policy(given: QuestionPolicy) -> OnQuestion:
    """Return the function that answers questions.

    Raises:
        ValueError: It is an unknown word.
    """
    if callable(given):
        return given
    if given not in ("reject", "first"):
        raise ValueError(f'question must be "reject", "first" or a function, not {given!r}')
    return _Answer(given == "first")
