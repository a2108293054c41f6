"""The fake server's connections are closed with it, whenever they were made."""

from __future__ import annotations

import asyncio
import gc
import socket

import pytest

from tools.faults.fake import FakeServer


@pytest.mark.parametrize("steps", range(8))
@pytest.mark.filterwarnings("error")
def test_one_that_is_made_while_the_server_ends(steps: int) -> None:
    async def main(client: socket.socket) -> None:
        async with FakeServer(lambda _: []) as server:
            client.connect(("127.0.0.1", server.port))
            for _ in range(steps):
                await asyncio.sleep(0)
        assert server.connections == 0

    # An unclosed transport or a forgotten task is told when it is collected, and pytest makes a failure of it.
    with socket.socket() as client:
        asyncio.run(main(client))
    gc.collect()
