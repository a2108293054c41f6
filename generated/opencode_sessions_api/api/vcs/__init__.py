# Generated from openapi.yaml; do not edit.
"""The operations tagged `vcs`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncVcsResource", "VcsResource"]


class VcsResource:
    """The operations tagged `vcs`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def get(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.VcsInfo:
        """Get the git branch of a directory.

        `GET /vcs`

        Since 1.0.142.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The branch.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.vcs.vcs_get import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def status(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.VcsFileStatus]:
        """List the files that differ from the last commit, with the number of changed lines.

        `GET /vcs/status`

        New files are included, files that git ignores are not. Since 1.14.41.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The changed files.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.vcs.vcs_status import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def diff(
        self,
        mode: models.VcsDiffMode,
        *,
        context: int | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.FileDiff]:
        """Get the changes of the files since the last commit, or since the default branch.

        `GET /vcs/diff`

        New files are included, files that git ignores are not. Since 1.14.34.

        Args:
            mode: What to compare with - `git` (the last commit) or `branch` (the point at which the
                branch left the default branch; the list is empty on the default branch itself).
            context: The number of unchanged lines around each change. Known to 1.18; older servers may
                ignore it.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The changed files.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.vcs.vcs_diff import build

        return self._transport.send(
            build(mode=mode, context=context, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )


class AsyncVcsResource:
    """The operations tagged `vcs`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def get(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.VcsInfo:
        """Get the git branch of a directory.

        `GET /vcs`

        Since 1.0.142.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The branch.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.vcs.vcs_get import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def status(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.VcsFileStatus]:
        """List the files that differ from the last commit, with the number of changed lines.

        `GET /vcs/status`

        New files are included, files that git ignores are not. Since 1.14.41.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The changed files.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.vcs.vcs_status import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def diff(
        self,
        mode: models.VcsDiffMode,
        *,
        context: int | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.FileDiff]:
        """Get the changes of the files since the last commit, or since the default branch.

        `GET /vcs/diff`

        New files are included, files that git ignores are not. Since 1.14.34.

        Args:
            mode: What to compare with - `git` (the last commit) or `branch` (the point at which the
                branch left the default branch; the list is empty on the default branch itself).
            context: The number of unchanged lines around each change. Known to 1.18; older servers may
                ignore it.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The changed files.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.vcs.vcs_diff import build

        return await self._transport.send(
            build(mode=mode, context=context, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )
