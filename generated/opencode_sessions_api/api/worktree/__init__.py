# Generated from openapi.yaml; do not edit.
"""The operations tagged `worktree`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncWorktreeResource", "WorktreeResource"]


class WorktreeResource:
    """The operations tagged `worktree`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[str]:
        """List the worktrees of the project that `worktree.create` made.

        `GET /experimental/worktree`

        Since 1.1.11, which lists a worktree only once something was asked in it.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The worktrees, as absolute paths.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.worktree.worktree_list import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def create(
        self,
        *,
        name: str | None = None,
        start_command: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Worktree:
        """Create a git worktree of the project, on a branch of its own.

        `POST /experimental/worktree`

        A copy of the last commit in the server's data directory, to be used as the `directory` of sessions.
        The start command of the project runs in it, then the given one; the response does not wait for
        them. Outside of git the response is 400. Since 1.1.11.

        Args:
            name: The name, of which the server makes one in lower case with hyphens, and adds words to it
                if it is taken. The default is a name of two words.
            start_command: A shell command to run in the worktree, after that of the project.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The worktree.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.worktree.worktree_create import build

        return self._transport.send(
            build(
                name=name,
                start_command=start_command,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def remove(
        self,
        worktree_directory: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Remove a worktree, and its branch.

        `DELETE /experimental/worktree`

        Changes in it are lost. Servers delete whatever directory they are given, with all that is in it,
        also if it is no worktree. Since 1.1.27.

        Args:
            worktree_directory: The directory of the worktree, an absolute path.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.worktree.worktree_remove import build

        return self._transport.send(
            build(worktree_directory, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def reset(
        self,
        worktree_directory: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Reset the branch of a worktree to the default branch, and its files with it.

        `POST /experimental/worktree/reset`

        Changes in it are lost, new files too. If changes are left, servers from 1.14.41 respond with 400,
        e.g. because they have added `$schema` to an `opencode.json` in the meantime. Since 1.1.27.

        Args:
            worktree_directory: The directory of the worktree, an absolute path.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.worktree.worktree_reset import build

        return self._transport.send(
            build(worktree_directory, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )


class AsyncWorktreeResource:
    """The operations tagged `worktree`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[str]:
        """List the worktrees of the project that `worktree.create` made.

        `GET /experimental/worktree`

        Since 1.1.11, which lists a worktree only once something was asked in it.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The worktrees, as absolute paths.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.worktree.worktree_list import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def create(
        self,
        *,
        name: str | None = None,
        start_command: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Worktree:
        """Create a git worktree of the project, on a branch of its own.

        `POST /experimental/worktree`

        A copy of the last commit in the server's data directory, to be used as the `directory` of sessions.
        The start command of the project runs in it, then the given one; the response does not wait for
        them. Outside of git the response is 400. Since 1.1.11.

        Args:
            name: The name, of which the server makes one in lower case with hyphens, and adds words to it
                if it is taken. The default is a name of two words.
            start_command: A shell command to run in the worktree, after that of the project.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The worktree.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.worktree.worktree_create import build

        return await self._transport.send(
            build(
                name=name,
                start_command=start_command,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def remove(
        self,
        worktree_directory: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Remove a worktree, and its branch.

        `DELETE /experimental/worktree`

        Changes in it are lost. Servers delete whatever directory they are given, with all that is in it,
        also if it is no worktree. Since 1.1.27.

        Args:
            worktree_directory: The directory of the worktree, an absolute path.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.worktree.worktree_remove import build

        return await self._transport.send(
            build(worktree_directory, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def reset(
        self,
        worktree_directory: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Reset the branch of a worktree to the default branch, and its files with it.

        `POST /experimental/worktree/reset`

        Changes in it are lost, new files too. If changes are left, servers from 1.14.41 respond with 400,
        e.g. because they have added `$schema` to an `opencode.json` in the meantime. Since 1.1.27.

        Args:
            worktree_directory: The directory of the worktree, an absolute path.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.worktree.worktree_reset import build

        return await self._transport.send(
            build(worktree_directory, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )
