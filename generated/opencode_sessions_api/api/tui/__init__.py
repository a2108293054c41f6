# Generated from openapi.yaml; do not edit.
"""The operations tagged `tui`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncTuiResource", "TuiResource"]


class TuiResource:
    """The operations tagged `tui`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def append_prompt(
        self,
        text: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Append text to the input field.

        `POST /tui/append-prompt`

        The response does not show whether a user interface is connected, except on 0.5.29, where it comes
        only when the user interface has answered.

        Args:
            text: The text.
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
        from opencode_sessions_api.api.tui.tui_append_prompt import build

        return self._transport.send(build(text, directory=directory, timeout=timeout, extra_headers=extra_headers))

    def submit_prompt(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Send the prompt that is in the input field.

        `POST /tui/submit-prompt`

        The response does not show whether a user interface is connected. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_submit_prompt import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def clear_prompt(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Empty the input field.

        `POST /tui/clear-prompt`

        The response does not show whether a user interface is connected. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_clear_prompt import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def open_help(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Open the help.

        `POST /tui/open-help`

        The response does not show whether a user interface is connected. From 1.0.0 to 1.1.16 it does
        nothing. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_open_help import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def open_sessions(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Open the list of sessions.

        `POST /tui/open-sessions`

        The response does not show whether a user interface is connected. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_open_sessions import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def open_themes(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Open the list of themes.

        `POST /tui/open-themes`

        The response does not show whether a user interface is connected. Servers since 1.0.0 open the list
        of sessions instead. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_open_themes import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def open_models(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Open the list of models.

        `POST /tui/open-models`

        The response does not show whether a user interface is connected. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_open_models import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def execute_command(
        self,
        command: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Run a command of the user interface.

        `POST /tui/execute-command`

        The response does not show whether a user interface is connected, except on 0.5.29, where it comes
        only when the user interface has answered.

        Args:
            command: The command, such as `session_new`, `session_share`, `messages_first` or `agent_cycle`.
                An unknown one is ignored.
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
        from opencode_sessions_api.api.tui.tui_execute_command import build

        return self._transport.send(build(command, directory=directory, timeout=timeout, extra_headers=extra_headers))

    def show_toast(
        self,
        message: str,
        variant: models.TuiToastVariant,
        *,
        title: str | None = None,
        duration: int | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Show a notification.

        `POST /tui/show-toast`

        The response does not show whether a user interface is connected, except on 0.5.29, where it comes
        only when the user interface has answered.

        Args:
            message: The text.
            variant: The kind of a notification.
            title: The title, if any.
            duration: How long to show it, in milliseconds. Since 1.0.0.
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
        from opencode_sessions_api.api.tui.tui_show_toast import build

        return self._transport.send(
            build(
                message,
                variant,
                title=title,
                duration=duration,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def select_session(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Show a session.

        `POST /tui/select-session`

        The response does not show whether a user interface is connected. Since 1.1.11.

        Args:
            session_id: The session's identifier, `ses_…`.
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
        from opencode_sessions_api.api.tui.tui_select_session import build

        return self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )


class AsyncTuiResource:
    """The operations tagged `tui`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def append_prompt(
        self,
        text: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Append text to the input field.

        `POST /tui/append-prompt`

        The response does not show whether a user interface is connected, except on 0.5.29, where it comes
        only when the user interface has answered.

        Args:
            text: The text.
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
        from opencode_sessions_api.api.tui.tui_append_prompt import build

        return await self._transport.send(
            build(text, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def submit_prompt(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Send the prompt that is in the input field.

        `POST /tui/submit-prompt`

        The response does not show whether a user interface is connected. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_submit_prompt import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def clear_prompt(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Empty the input field.

        `POST /tui/clear-prompt`

        The response does not show whether a user interface is connected. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_clear_prompt import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def open_help(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Open the help.

        `POST /tui/open-help`

        The response does not show whether a user interface is connected. From 1.0.0 to 1.1.16 it does
        nothing. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_open_help import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def open_sessions(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Open the list of sessions.

        `POST /tui/open-sessions`

        The response does not show whether a user interface is connected. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_open_sessions import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def open_themes(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Open the list of themes.

        `POST /tui/open-themes`

        The response does not show whether a user interface is connected. Servers since 1.0.0 open the list
        of sessions instead. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_open_themes import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def open_models(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Open the list of models.

        `POST /tui/open-models`

        The response does not show whether a user interface is connected. 0.5.29 always responds with 400.

        Args:
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
        from opencode_sessions_api.api.tui.tui_open_models import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def execute_command(
        self,
        command: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Run a command of the user interface.

        `POST /tui/execute-command`

        The response does not show whether a user interface is connected, except on 0.5.29, where it comes
        only when the user interface has answered.

        Args:
            command: The command, such as `session_new`, `session_share`, `messages_first` or `agent_cycle`.
                An unknown one is ignored.
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
        from opencode_sessions_api.api.tui.tui_execute_command import build

        return await self._transport.send(
            build(command, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def show_toast(
        self,
        message: str,
        variant: models.TuiToastVariant,
        *,
        title: str | None = None,
        duration: int | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Show a notification.

        `POST /tui/show-toast`

        The response does not show whether a user interface is connected, except on 0.5.29, where it comes
        only when the user interface has answered.

        Args:
            message: The text.
            variant: The kind of a notification.
            title: The title, if any.
            duration: How long to show it, in milliseconds. Since 1.0.0.
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
        from opencode_sessions_api.api.tui.tui_show_toast import build

        return await self._transport.send(
            build(
                message,
                variant,
                title=title,
                duration=duration,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def select_session(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Show a session.

        `POST /tui/select-session`

        The response does not show whether a user interface is connected. Since 1.1.11.

        Args:
            session_id: The session's identifier, `ses_…`.
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
        from opencode_sessions_api.api.tui.tui_select_session import build

        return await self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )
