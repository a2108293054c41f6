"""Names of plain answers, as the SDKs in other languages have them. A test holds them against the contract."""

from __future__ import annotations

from typing import TypeAlias

from opencode_sessions_api.models.session import Session
from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

SessionAbortResponse: TypeAlias = bool
SessionDeleteResponse: TypeAlias = bool
SessionInitResponse: TypeAlias = bool
SessionListResponse: TypeAlias = list[Session]
SessionMessagesResponse: TypeAlias = list[SessionMessagesResponseItem]
SessionSummarizeResponse: TypeAlias = bool
