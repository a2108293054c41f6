"""The backend of a campaign, in a process of its own: an environment of a server and a proxy for each case.

    python -m tools.faults.backend '{"seed": "1", …}'

It prints the port for control connections, of which each case has one. The campaign sends the index of the case as a
line and gets the address of its proxy. A second line gets the report. Closing the connection closes the environment.
All of it is JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from abc import ABC, abstractmethod
from contextlib import AsyncExitStack, suppress
from itertools import islice
from typing import Any

from attrs import asdict, define, field, frozen

from tools.faults.fake import FakeServer
from tools.faults.plans import CasePlan, ServerFault, Settings, cases, marker_of
from tools.faults.proxy import FaultProxy, InjectedFault

__all__ = ["Backend", "Environment", "FakeBackend", "PromptReport", "Report"]

#: The fake sends a heartbeat every 0.3 s, not every 10 s.
TIME_SCALE = 0.03


@frozen
class PromptReport:
    """A prompt that the server has.

    Attributes:
        marker: The marker in its text.
        state: What became of it; see `Prompt` of the fake.
        said: What was said in return, part by part: the part, the message, the kind, the text. Without what was taken
            back.
    """

    marker: str
    state: str
    said: list[tuple[str, str, str, str]]


@frozen
class Report:
    """The server's side of a case.

    Attributes:
        prompts: The prompts that the server has, in order.
        injected: The faults of connections that were injected.
        server_faults: The faults of the server that were injected, by kind.
    """

    prompts: list[PromptReport]
    injected: list[InjectedFault] = field(factory=list)
    server_faults: list[str] = field(factory=list)

    @classmethod
    def from_json(cls, data: Any) -> Report:
        """A report as `attrs.asdict` gave it."""
        return cls(
            prompts=[
                PromptReport(one["marker"], one["state"], [tuple(said) for said in one["said"]])
                for one in data["prompts"]
            ],
            injected=[InjectedFault(**one) for one in data["injected"]],
            server_faults=data["server_faults"],
        )


@define(eq=False)
class Environment(ABC):
    """The server and the proxy of one case.

    Attributes:
        proxy: The proxy.
        server_faults: The faults of the server that were injected so far, by kind.
    """

    proxy: FaultProxy
    server_faults: list[str] = field(factory=list, init=False)

    @property
    def url(self) -> str:
        """The address for the client."""
        return self.proxy.url

    @abstractmethod
    async def report(self) -> Report:
        """Report on the case so far."""


class Backend(ABC):
    """Makes the environments of cases."""

    @abstractmethod
    async def open(self, case: CasePlan, stack: AsyncExitStack) -> Environment:
        """Make the environment of a case, until the stack is closed."""


class FakeBackend(Backend):
    """Makes environments with a fake server each."""

    async def open(self, case: CasePlan, stack: AsyncExitStack) -> Environment:
        server = FakeServer(
            case.replies,
            version=case.version,
            password=case.password,
            busy_after=case.busy_after,
            time_scale=TIME_SCALE,
        )
        await stack.enter_async_context(server)
        proxy = await stack.enter_async_context(FaultProxy(lambda: server.port, case.fault_plan))
        environment = _FakeEnvironment(proxy, server)
        task = asyncio.get_running_loop().create_task(environment.inject(case.server_faults))
        stack.push_async_callback(_cancelled, task)
        return environment


@define(eq=False)
class _FakeEnvironment(Environment):
    _server: FakeServer

    async def inject(self, server_faults: tuple[ServerFault, ...]) -> None:
        """Inject faults of the server, from the first prompt on."""
        await self._server.prompted.wait()
        for fault in server_faults:
            await asyncio.sleep(fault.after)
            self.server_faults.append(fault.kind)
            if fault.kind == "kill":
                # The port is the proxy's: where no server listens, nobody must.
                await self.proxy.stop()
                await self._server.kill()
                await asyncio.sleep(fault.down)
                await self._server.start(unresponsive=fault.unresponsive)
                await self.proxy.start()
            elif fault.kind == "other-client":
                self._server.prompt_all("A prompt of another client.")
            else:
                self._server.freeze()
                await asyncio.sleep(fault.down)
                self._server.thaw()

    async def report(self) -> Report:
        prompts = [
            PromptReport(
                marker_of(prompt.text),
                prompt.state,
                [(said.part_id, said.message_id, said.kind, said.text) for said in prompt.said if not said.retracted],
            )
            for prompt in self._server.prompts
        ]
        return Report(prompts, list(self.proxy.injected), list(self.server_faults))


async def serve(backend: Backend, settings: Settings) -> None:
    """Open and close environments as the control connections ask, until standard input ends."""
    drawn = _Drawn(settings)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with AsyncExitStack() as stack:
                index = json.loads(await reader.readline() or "null")
                if index is None:
                    return
                case = drawn[index]
                environment = await backend.open(case, stack)
                writer.write(json.dumps(environment.url).encode() + b"\n")
                await reader.readline()
                writer.write(json.dumps(asdict(await environment.report())).encode() + b"\n")
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


class _Drawn:
    """The cases by their index; each is drawn once."""

    def __init__(self, settings: Settings) -> None:
        self._more = cases(settings)
        self._cases: list[CasePlan] = []

    def __getitem__(self, index: int) -> CasePlan:
        self._cases += islice(self._more, max(0, index + 1 - len(self._cases)))
        return self._cases[index]


async def main(settings: Settings) -> None:
    """Serve the cases that the settings give."""
    if not settings.is_real:
        await serve(FakeBackend(), settings)
        return
    from tools.faults.real import RealBackend

    async with RealBackend(settings) as backend:
        await serve(backend, settings)


if __name__ == "__main__":
    asyncio.run(main(Settings.from_json(json.loads(sys.argv[1]))))
