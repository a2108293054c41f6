"""The operations tagged `global`, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import builtins
    from typing import Any, Literal

    from opencode_sessions_api.client import AsyncSender, Sender
    from opencode_sessions_api.models.health import Health

__all__ = ["AsyncGlobalResource", "GlobalResource"]


class GlobalResource:
    """The operations tagged `global`."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def health(self) -> Health:
        """Ask whether the server is up, and its version.

        `GET /global/health`

        Since 1.1.11; older servers answer 404 or 500.

        Returns:
            The server is up.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.global_.global_health import build

        return self._sender.send(build())


class AsyncGlobalResource:
    """The operations tagged `global`, awaited."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    async def health(self) -> Health:
        """Ask whether the server is up, and its version.

        `GET /global/health`

        Since 1.1.11; older servers answer 404 or 500.

        Returns:
            The server is up.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.global_.global_health import build

        return await self._sender.send(build())
