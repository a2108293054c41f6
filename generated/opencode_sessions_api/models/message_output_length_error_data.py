"""Nothing is known to be in it."""

from typing import Any, TypeAlias

__all__ = ["MessageOutputLengthErrorData"]

MessageOutputLengthErrorData: TypeAlias = dict[str, Any]
