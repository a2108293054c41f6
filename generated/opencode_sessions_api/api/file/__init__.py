# Generated from openapi.yaml; do not edit.
"""The operations tagged `file`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncFileResource", "FileResource"]


class FileResource:
    """The operations tagged `file`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def list(
        self,
        path: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.FileNode]:
        """List the files and directories in a directory.

        `GET /file`

        Only what is in the directory itself, directories first. If there is none, the response is an error;
        from 1.0.185 to 1.15.13 it is an empty list.

        Args:
            path: The directory to list, relative to the directory of the request; `.` for that one
                itself.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The files and directories.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.file.file_list import build

        return self._transport.send(build(path=path, directory=directory, timeout=timeout, extra_headers=extra_headers))

    def read(
        self,
        path: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.FileContent:
        """Read a file.

        `GET /file/content`

        White space at the beginning and the end of a text is **removed**, and a file that does not exist
        reads as an empty text. Binary files are encoded as base64: see `encoding`. Servers from 1.0.0 to
        1.0.162 encode many source files that way, too. Up to 1.15.13 the response also has the changes
        since the last commit; 0.5.29 sends only those of a changed file, with the type `patch`. Since
        1.1.11 a path outside of the directory is an error; older servers read such files too.

        Args:
            path: The file to read, relative to the directory of the request.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The content.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.file.file_read import build

        return self._transport.send(build(path=path, directory=directory, timeout=timeout, extra_headers=extra_headers))

    def status(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.FileStatus]:
        """List the files that differ from the last commit, with the number of changed lines.

        `GET /file/status`

        Servers from 1.17.0 always respond with an empty list: use `vcs.status` there, which exists since
        1.14.41.

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
        from opencode_sessions_api.api.file.file_status import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))


class AsyncFileResource:
    """The operations tagged `file`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def list(
        self,
        path: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.FileNode]:
        """List the files and directories in a directory.

        `GET /file`

        Only what is in the directory itself, directories first. If there is none, the response is an error;
        from 1.0.185 to 1.15.13 it is an empty list.

        Args:
            path: The directory to list, relative to the directory of the request; `.` for that one
                itself.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The files and directories.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.file.file_list import build

        return await self._transport.send(
            build(path=path, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def read(
        self,
        path: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.FileContent:
        """Read a file.

        `GET /file/content`

        White space at the beginning and the end of a text is **removed**, and a file that does not exist
        reads as an empty text. Binary files are encoded as base64: see `encoding`. Servers from 1.0.0 to
        1.0.162 encode many source files that way, too. Up to 1.15.13 the response also has the changes
        since the last commit; 0.5.29 sends only those of a changed file, with the type `patch`. Since
        1.1.11 a path outside of the directory is an error; older servers read such files too.

        Args:
            path: The file to read, relative to the directory of the request.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The content.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.file.file_read import build

        return await self._transport.send(
            build(path=path, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def status(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.FileStatus]:
        """List the files that differ from the last commit, with the number of changed lines.

        `GET /file/status`

        Servers from 1.17.0 always respond with an empty list: use `vcs.status` there, which exists since
        1.14.41.

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
        from opencode_sessions_api.api.file.file_status import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))
