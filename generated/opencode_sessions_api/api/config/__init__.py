"""The operations tagged `config`, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import builtins
    from typing import Any, Literal

    from opencode_sessions_api.client import AsyncEventStream, AsyncSender, EventStream, Sender
    from opencode_sessions_api.models.config import Config
    from opencode_sessions_api.models.config_providers import ConfigProviders

__all__ = ["AsyncConfigResource", "ConfigResource"]


class ConfigResource:
    """The operations tagged `config`."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def get(self, *, directory: str | None = None) -> Config:
        """Show the settings of a directory.

        `GET /config`

        Settings of the user and of the project, merged. Only those that concern sessions are described. The
        answer may hold secrets: keys of providers, and headers.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The settings.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.config.config_get import build

        return self._sender.send(build(directory=directory))

    def providers(self, *, directory: str | None = None) -> ConfigProviders:
        """List the providers that can be used, with their models.

        `GET /config/providers`

        Only providers for which the server has credentials or a configuration, and those that need none.
        The answer may hold secrets: keys of providers, in `key` and in `options`.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The providers, and the model that each uses by default.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.config.config_providers import build

        return self._sender.send(build(directory=directory))


class AsyncConfigResource:
    """The operations tagged `config`, awaited."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    async def get(self, *, directory: str | None = None) -> Config:
        """Show the settings of a directory.

        `GET /config`

        Settings of the user and of the project, merged. Only those that concern sessions are described. The
        answer may hold secrets: keys of providers, and headers.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The settings.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.config.config_get import build

        return await self._sender.send(build(directory=directory))

    async def providers(self, *, directory: str | None = None) -> ConfigProviders:
        """List the providers that can be used, with their models.

        `GET /config/providers`

        Only providers for which the server has credentials or a configuration, and those that need none.
        The answer may hold secrets: keys of providers, in `key` and in `options`.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The providers, and the model that each uses by default.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.config.config_providers import build

        return await self._sender.send(build(directory=directory))
