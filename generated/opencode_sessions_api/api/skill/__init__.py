# Generated from openapi.yaml; do not edit.
"""The operations tagged `skill`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncSkillResource", "SkillResource"]


class SkillResource:
    """The operations tagged `skill`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Skill]:
        """List the skills of a directory.

        `GET /skill`

        Those of the project and of the user, in files named `SKILL.md`; 1.18 also has a built-in one. Since
        1.1.27.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The skills.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.skill.skill_list import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))


class AsyncSkillResource:
    """The operations tagged `skill`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Skill]:
        """List the skills of a directory.

        `GET /skill`

        Those of the project and of the user, in files named `SKILL.md`; 1.18 also has a built-in one. Since
        1.1.27.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The skills.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.skill.skill_list import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))
