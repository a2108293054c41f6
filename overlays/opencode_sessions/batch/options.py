"""The options of a batch, checked."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

from attrs import frozen

from opencode_sessions._options import RECONNECT_SECONDS, reconnect_seconds
from opencode_sessions.batch.plan import error_names
from opencode_sessions.batch.policy import permission_policy, question_policy
from opencode_sessions.batch.servers import named_servers
from opencode_sessions.batch.workers import DaskExecutor

if TYPE_CHECKING:
    from opencode_sessions._options import Reconnect
    from opencode_sessions.aliases import OnPermission, OnQuestion
    from opencode_sessions.batch.policy import PermissionPolicy, QuestionPolicy
    from opencode_sessions.batch.progress import Progress
    from opencode_sessions.batch.servers import Launched, Server, ServerLike
    from opencode_sessions.errors import OpencodeError

__all__ = ["BatchOptions", "OnProgress", "Settings"]

#: Called with the progress after each change, in the thread of the batch. It has to return soon.
OnProgress: TypeAlias = "Callable[[Progress], object]"


class BatchOptions(TypedDict, total=False):
    """The options of `run` and `arun`.

    Attributes:
        servers: An address, a `Server` or `Launched`, or several. Default: as for `Opencode`.
        executor: Where the turns are followed: any `concurrent.futures.Executor`, or a Dask client. Default: in this
            process.
        concurrency: The most jobs that run at a time. Default: 8.
        per_server: The same for each server. Default: as many as run at a time.
        per_minute: The most prompts that are sent in a minute, evenly spread. Default: no limit.
        budget: US dollars, for all runs of the journal together. No prompt is sent that would exceed it, if it cost as
            much as the average so far. Default: no limit.
        timeout: Seconds after which the agent of a job is stopped. Default: no limit.
        retry: Errors after which a job is sent again, by name or class; also base classes. Default: none. A prompt that
            never reached its server is always sent again.
        attempts: The most prompts for a job. Default: 3.
        permission: The decision when an agent asks for a permission: `"once"`, `"always"`, `"reject"`, or a function as
            for `session.chat`; for an executor of processes one that can be pickled. Default: `"reject"`.
        question: The answer to an agent's question: `"reject"`, `"first"` (the first of those offered), or a function.
            Default: `"reject"`.
        reconnect: Seconds for which a server that is out of reach is waited for, or `"forever"`. Default: 60.
        on_progress: Called with the progress after each change, in the thread of the batch.
    """

    servers: ServerLike | Sequence[ServerLike] | None
    executor: Executor | Any
    concurrency: int
    per_server: int | None
    per_minute: float | None
    budget: float | None
    timeout: float | None
    retry: Collection[str | type[OpencodeError]]
    attempts: int
    permission: PermissionPolicy
    question: QuestionPolicy
    reconnect: Reconnect
    on_progress: OnProgress | None


@frozen(kw_only=True)
class Settings:
    """The options of a batch, as `BatchOptions` describes them, with their defaults."""

    servers: Mapping[str, Server | Launched]
    executor: Executor | None
    concurrency: int
    per_server: float
    per_minute: float
    budget: float
    timeout: float | None
    retry: Collection[str]
    attempts: int
    on_permission: OnPermission
    on_question: OnQuestion
    reconnect: float
    on_progress: OnProgress | None

    @classmethod
    def of(cls, options: BatchOptions) -> Settings:
        """Check the options of a batch.

        Raises:
            TypeError: An option is unknown, or of the wrong type.
            ValueError: An option is out of range.
        """
        if unknown := sorted(options.keys() - BatchOptions.__annotations__.keys()):
            raise TypeError(f"A batch has no option {unknown[0]!r}.")
        concurrency, attempts = options.get("concurrency", 8), options.get("attempts", 3)
        limits = {name: options.get(name) for name in ("per_server", "per_minute", "budget", "timeout")}
        for name, value in {"concurrency": concurrency, "attempts": attempts, **limits}.items():
            _check_positive(name, value)
        on_progress = options.get("on_progress")
        if not (on_progress is None or callable(on_progress)):
            raise TypeError(f"on_progress must be a function of the progress, or None, not {on_progress!r:.80}")
        return cls(
            servers=named_servers(options.get("servers")),
            executor=_executor(options.get("executor")),
            concurrency=concurrency,
            per_server=options.get("per_server") or math.inf,
            per_minute=options.get("per_minute") or math.inf,
            budget=options.get("budget") or math.inf,
            timeout=options.get("timeout"),
            retry=error_names(options.get("retry", ())),
            attempts=attempts,
            on_permission=permission_policy(options.get("permission", "reject")),
            on_question=question_policy(options.get("question", "reject")),
            reconnect=reconnect_seconds(options.get("reconnect", RECONNECT_SECONDS)),
            on_progress=on_progress,
        )


def _check_positive(name: str, value: object) -> None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise TypeError(f"{name} must be a number, not {value!r}")
    if isinstance(value, int | float) and not value > 0:
        raise ValueError(f"{name} must be more than 0, not {value!r}")


def _executor(given: Any) -> Executor | None:
    if given is None or isinstance(given, Executor):
        return given
    if hasattr(given, "get_executor"):
        # A Dask client.
        return DaskExecutor(given)
    raise TypeError(f"executor must be a concurrent.futures.Executor, or a Dask client, not {given!r:.80}")
