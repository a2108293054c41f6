# Generated from openapi.yaml; do not edit.
"""The operations tagged `find`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncFindResource", "FindResource"]


class FindResource:
    """The operations tagged `find`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def text(
        self,
        pattern: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.SearchMatch]:
        """Search the text of the files.

        `GET /find`

        The server runs ripgrep, which it needs on its PATH or downloads. Files that git ignores are left
        out. Servers up to 1.2.20 pass the pattern through a shell: a pattern with a backslash or another
        special character of a shell finds nothing, or fails. With an invalid pattern the response is an
        error, or empty on 1.14.

        Args:
            pattern: A regular expression in the syntax of ripgrep.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The lines that match. Servers from 1.17.0 list at most 10 in all, older ones at most 10 of each
            file.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.find.find_text import build

        return self._transport.send(
            build(pattern=pattern, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def files(
        self,
        query: str,
        *,
        dirs: bool | None = None,
        type: models.FileNodeType | None = None,
        limit: int | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[str]:
        """Search the names of files and directories.

        `GET /find/file`

        A fuzzy search, best matches first: the letters of the query must occur in this order, but not
        necessarily next to each other. 0.5.29 needs the program `fzf` on its PATH, or downloads it.

        Args:
            query: The text to search for.
            dirs: False leaves out directories. Since 1.0.61.
            type: The kind of an entry of a directory.
            limit: The maximum number of paths. 10 by default. Since 1.1.11; older servers list at most 10.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The paths relative to the directory; those of directories end with a slash.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.find.find_files import build

        return self._transport.send(
            build(
                query=query,
                dirs=dirs,
                type=type,
                limit=limit,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def symbols(
        self,
        query: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.WorkspaceSymbol]:
        """Search the symbols of the language servers, such as functions and classes.

        `GET /find/symbol`

        No examined server has been seen to find anything: without a running language server the list is
        empty.

        Args:
            query: The text to search for.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The symbols.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.find.find_symbols import build

        return self._transport.send(
            build(query=query, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )


class AsyncFindResource:
    """The operations tagged `find`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def text(
        self,
        pattern: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.SearchMatch]:
        """Search the text of the files.

        `GET /find`

        The server runs ripgrep, which it needs on its PATH or downloads. Files that git ignores are left
        out. Servers up to 1.2.20 pass the pattern through a shell: a pattern with a backslash or another
        special character of a shell finds nothing, or fails. With an invalid pattern the response is an
        error, or empty on 1.14.

        Args:
            pattern: A regular expression in the syntax of ripgrep.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The lines that match. Servers from 1.17.0 list at most 10 in all, older ones at most 10 of each
            file.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.find.find_text import build

        return await self._transport.send(
            build(pattern=pattern, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def files(
        self,
        query: str,
        *,
        dirs: bool | None = None,
        type: models.FileNodeType | None = None,
        limit: int | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[str]:
        """Search the names of files and directories.

        `GET /find/file`

        A fuzzy search, best matches first: the letters of the query must occur in this order, but not
        necessarily next to each other. 0.5.29 needs the program `fzf` on its PATH, or downloads it.

        Args:
            query: The text to search for.
            dirs: False leaves out directories. Since 1.0.61.
            type: The kind of an entry of a directory.
            limit: The maximum number of paths. 10 by default. Since 1.1.11; older servers list at most 10.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The paths relative to the directory; those of directories end with a slash.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.find.find_files import build

        return await self._transport.send(
            build(
                query=query,
                dirs=dirs,
                type=type,
                limit=limit,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def symbols(
        self,
        query: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.WorkspaceSymbol]:
        """Search the symbols of the language servers, such as functions and classes.

        `GET /find/symbol`

        No examined server has been seen to find anything: without a running language server the list is
        empty.

        Args:
            query: The text to search for.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The symbols.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.find.find_symbols import build

        return await self._transport.send(
            build(query=query, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )
