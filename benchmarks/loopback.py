"""A server on loopback that answers every GET with a session, for measuring calls over real connections.

python -m benchmarks.loopback    # prints its address, and serves until it is ended
"""

from __future__ import annotations

import asyncio
import json

from benchmarks.workload import SESSION


async def serve() -> None:
    """Listen, tell where, and go on."""
    wrapped = json.dumps({"data": SESSION}).encode()
    plain = json.dumps(SESSION).encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = wrapped if b" /api/" in head.partition(b"\r\n")[0] else plain
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n")
                writer.write(b"content-length: %d\r\n\r\n%s" % (len(body), body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=256)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
