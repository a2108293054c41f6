# Generated from openapi.yaml; do not edit.
"""The status of sessions, by session identifier. Idle sessions are left out."""

from typing import TypeAlias

from opencode_sessions_api import models

SessionStatusMap: TypeAlias = dict[str, models.SessionStatus]
