# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class FileContent(Model):
    """The content of a file."""

    type: str
    """The kind of content - `text` or, since 1.15, `binary`. On 0.5.29 `raw`, or `patch` if
    `content` is the change since the last commit."""
    content: str
    """The text without white space around it, or the bytes as `encoding` says."""
    encoding: str | None = None
    """The encoding of `content`, only `base64`; left out if it is the text itself. Since
    1.0.0."""
    mime_type: str | None = None
    """The media type of encoded content, such as `image/png`. Since 1.0.0."""
    diff: str | None = None
    """The change since the last commit as a unified diff; seen from 1.0.0 to 1.15.13."""
    patch: models.FilePatch | None = None
    """The change since the last commit in parts; seen from 1.0.0 to 1.15.13."""

    @staticmethod
    def _read(data: Any, model: FileContent) -> None:
        model.type = data["type"]
        model.content = data["content"]
        model.encoding = data.get("encoding")
        model.mime_type = data.get("mimeType")
        model.diff = data.get("diff")
        model.patch = models.decode_file_patch(value) if isinstance(value := data.get("patch"), dict) else value
