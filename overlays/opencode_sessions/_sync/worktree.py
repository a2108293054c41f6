# Derived from _async/worktree.py by `make derive`: edit that file instead.
"""Worktrees of a project: what may be removed or reset."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from opencode_sessions._options import directory_text
from opencode_sessions.errors import UnsupportedByServerError
from opencode_sessions_api.api.worktree import WorktreeResource as GeneratedWorktreeResource
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout
from opencode_sessions_api.models.worktree import Worktree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencode_sessions.aliases import CallOptions


class WorktreeResource(GeneratedWorktreeResource):
    """The operations tagged `worktree`."""

    def remove(
        self,
        worktree_directory: str | os.PathLike[str] | Worktree,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Remove a worktree, and its branch. Changes in it are lost.

        `DELETE /experimental/worktree`, after `GET /experimental/worktree`: servers delete whatever directory they are
        given, with all that is in it. So only one that the project has as a worktree is sent.

        Args:
            worktree_directory: The worktree, or its directory as `list` names it.
            directory: The directory of the project. Default: the client's.
            timeout: Seconds for each call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for each call; they replace the client's of the same names.

        Returns:
            Always true.

        Raises:
            TypeError: It is neither a worktree nor a path.
            ValueError: The project has no such worktree.
            OpencodeError: A call failed; the subclass says how.
        """
        call: CallOptions = {"timeout": timeout, "extra_headers": extra_headers}
        path = self._known(worktree_directory, directory, call)
        return super().remove(path, directory=directory, **call)

    def reset(
        self,
        worktree_directory: str | os.PathLike[str] | Worktree,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Reset the branch of a worktree to the default branch, and its files with it.

        `POST /experimental/worktree/reset`, after `GET /experimental/worktree`: only a worktree of the project is sent.

        Changes in it are lost, new files too. If changes are left, servers from 1.14.41 respond with 400.

        Args:
            worktree_directory: The worktree, or its directory as `list` names it.
            directory: The directory of the project. Default: the client's.
            timeout: Seconds for each call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for each call; they replace the client's of the same names.

        Returns:
            Always true.

        Raises:
            TypeError: It is neither a worktree nor a path.
            ValueError: The project has no such worktree.
            OpencodeError: A call failed; the subclass says how.
        """
        call: CallOptions = {"timeout": timeout, "extra_headers": extra_headers}
        path = self._known(worktree_directory, directory, call)
        return super().reset(path, directory=directory, **call)

    def _known(self, worktree: str | os.PathLike[str] | Worktree, directory: str | None, call: CallOptions) -> str:
        """Return the directory of a worktree of the project, as the server names it."""
        path = directory_text(worktree.directory if isinstance(worktree, Worktree) else worktree)
        try:
            known = self.list(directory=directory, **call)
        except UnsupportedByServerError:
            # A server without the list has neither operation: the call itself fails and says so.
            return path
        if path not in known:
            raise ValueError(
                f"{path!r} is no worktree of this project. It was not sent: the server would delete it all the same. "
                "client.worktree.list() names those that there are."
            )
        return path
