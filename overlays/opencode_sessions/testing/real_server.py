"""A real opencode server with a scripted model behind it, for the tests that otherwise have a fake."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opencode_sessions.testing.permissions import PermissionSetting
from opencode_sessions.testing.scripted_model import ScriptedModel

if TYPE_CHECKING:
    from opencode_sessions import AsyncOpencode, Opencode, ServerProcess

__all__ = ["RealServer", "server_environment"]


def server_environment(home: str | os.PathLike[str]) -> dict[str, str]:
    """Return variables for a server that neither reads nor changes the user's settings, and needs no network.

    Args:
        home: A directory for its own settings and sessions.
    """
    place = Path(home)
    catalogue = place / "catalogue.json"
    catalogue.write_text("{}", "utf-8")
    return {
        "HOME": str(place),
        # Servers prefer these over HOME.
        "XDG_CACHE_HOME": str(place / ".cache"),
        "XDG_CONFIG_HOME": str(place / ".config"),
        "XDG_DATA_HOME": str(place / ".local" / "share"),
        "XDG_STATE_HOME": str(place / ".local" / "state"),
        "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1",
        # Of the models of the world none is needed, and to read them takes long.
        "OPENCODE_MODELS_PATH": str(catalogue),
        "OPENCODE_DISABLE_MODELS_FETCH": "1",
    }


class RealServer(ScriptedModel):
    """A directory of a real server, and the scripted model that it asks. It has the face of a `FakeServer`.

    A context manager, which writes the opencode.json of the directory.

    Args:
        process: The server, which may serve other directories as well.
        directory: The directory to work in, which has no opencode.json.
        permission: The setting `permission`, such as `{"bash": "ask"}`. Default: the server's own.
        settings: Other settings.
        models: Further models that can be named, each as `provider/model`.
    """

    def __init__(
        self,
        process: ServerProcess,
        directory: str | os.PathLike[str],
        *,
        permission: PermissionSetting | None = None,
        settings: Mapping[str, Any] | None = None,
        models: Iterable[str] = (),
    ) -> None:
        super().__init__()
        self.directory = os.fspath(directory)
        self._process = process
        self._permissions, self._settings, self._models = permission, settings, tuple(models)

    @property
    def url(self) -> str:
        """The address of the server."""
        return self._process.url

    @property
    def password(self) -> str | None:
        """The password of the server."""
        return self._process.password

    def client(self, **options: Any) -> Opencode:
        """Return a client that works in the directory.

        Args:
            options: Arguments of `Opencode`.
        """
        from opencode_sessions import Opencode

        return Opencode(**self._options(options))

    def async_client(self, **options: Any) -> AsyncOpencode:
        """Return an async client that works in the directory.

        Args:
            options: Arguments of `AsyncOpencode`.
        """
        from opencode_sessions import AsyncOpencode

        return AsyncOpencode(**self._options(options))

    def _options(self, options: dict[str, Any]) -> dict[str, Any]:
        process = self._process
        own = {"base_url": process.url, "username": process.username, "password": process.password}
        return {**own, "directory": self.directory, **options}

    def __enter__(self) -> RealServer:
        super().__enter__()
        self.configure(self.directory, permission=self._permissions, settings=self._settings, models=self._models)
        return self
