"""Stop the agent because whoever waited for it no longer does."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from opencode_sessions.errors import OpencodeError

if TYPE_CHECKING:
    from opencode_sessions._async.client import AsyncOpencode


async def abort_quietly(client: AsyncOpencode, session_id: str, directory: str | None) -> None:
    """Stop the agent, or do not: there is another error to tell of already."""
    with suppress(OpencodeError):
        await client.session.abort(session_id, directory=directory)
