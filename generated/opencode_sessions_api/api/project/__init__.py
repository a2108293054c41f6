# Generated from openapi.yaml; do not edit.
"""The operations tagged `project`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncProjectResource", "ProjectResource"]


class ProjectResource:
    """The operations tagged `project`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Project]:
        """List the projects that the server has opened.

        `GET /project`

        A project is a git repository, which the server recognizes by its first commit; all directories
        outside of git are one project, `global`. Since 1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The projects.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.project.project_list import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def current(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Project:
        """Get the project of a directory.

        `GET /project/current`

        A change by `project.update` may be shown here only after `instance.dispose`; `project.list` has it
        at once. Since 1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The project.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.project.project_current import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def update(
        self,
        project_id: models.ProjectLike,
        *,
        name: str | None = None,
        icon: models.ProjectIcon | None = None,
        commands: models.ProjectCommands | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Project:
        """Change a project's name, icon or commands.

        `PATCH /project/{projectID}`

        Fields that are left out keep their value. For an unknown project the response is 404, or 500 from
        1.14. Since 1.0.142.

        Args:
            project_id: The project's identifier, which is the hash of its first commit.
            name: The name for display.
            icon: The icon for display.
            commands: The commands of the project.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The project after the change.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.project.project_update import build

        return self._transport.send(
            build(
                project_id,
                name=name,
                icon=icon,
                commands=commands,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )


class AsyncProjectResource:
    """The operations tagged `project`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Project]:
        """List the projects that the server has opened.

        `GET /project`

        A project is a git repository, which the server recognizes by its first commit; all directories
        outside of git are one project, `global`. Since 1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The projects.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.project.project_list import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def current(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Project:
        """Get the project of a directory.

        `GET /project/current`

        A change by `project.update` may be shown here only after `instance.dispose`; `project.list` has it
        at once. Since 1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The project.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.project.project_current import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def update(
        self,
        project_id: models.ProjectLike,
        *,
        name: str | None = None,
        icon: models.ProjectIcon | None = None,
        commands: models.ProjectCommands | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Project:
        """Change a project's name, icon or commands.

        `PATCH /project/{projectID}`

        Fields that are left out keep their value. For an unknown project the response is 404, or 500 from
        1.14. Since 1.0.142.

        Args:
            project_id: The project's identifier, which is the hash of its first commit.
            name: The name for display.
            icon: The icon for display.
            commands: The commands of the project.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The project after the change.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.project.project_update import build

        return await self._transport.send(
            build(
                project_id,
                name=name,
                icon=icon,
                commands=commands,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )
