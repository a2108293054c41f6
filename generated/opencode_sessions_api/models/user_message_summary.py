# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class UserMessageSummary(Model):
    """A summary of a turn and its changes to files."""

    diffs: list[models.FileDiff]
    """The changes, file by file; empty if there are none."""
    title: str | None = None
    """The subject of the prompt, in a few words. Rare on newer servers."""
    body: str | None = None
    """A summary of the work in a sentence or two. Rare on newer servers."""

    @staticmethod
    def _read(data: Any, model: UserMessageSummary) -> None:
        model.diffs = (
            [
                models.decode_file_diff(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data["diffs"], list)
            else value
        )
        model.title = data.get("title")
        model.body = data.get("body")
