"""What happened to a file."""

from typing import Literal, TypeAlias

__all__ = ["FileDiffStatus"]

FileDiffStatus: TypeAlias = Literal["added", "deleted", "modified"]
