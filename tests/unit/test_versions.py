"""Versions of servers, and the operations in their documents."""

from __future__ import annotations

from typing import Any

import pytest

from opencode_sessions import UndecodableResponseError
from opencode_sessions._compat import has_older_form, has_operation, is_older, is_refused

DOCUMENT: dict[str, Any] = {
    "paths": {
        "/session/{id}": {"get": {}},
        "/session/{id}/message/{messageID}": {"delete": {}},
        "/session/status": {"get": {}},
    }
}


@pytest.mark.parametrize(
    ("version", "than", "older"),
    [
        ("1.0.98", "1.0.185", True),
        ("1.1.11", "1.1.11", False),
        ("1.1.11-rc.2", "1.1.11", False),
        ("0.5.29", "1.0.0", True),
        ("1.18.33", "1.2.15", False),
        ("2.0.0", "1.18.33", False),
    ],
)
def test_older_versions(version: str, than: str, older: bool) -> None:
    assert is_older(version, than) is older


@pytest.mark.parametrize(
    ("operation", "there"),
    [
        ("GET /session/{sessionID}", True),
        ("DELETE /session/{sessionID}", False),
        ("DELETE /session/{sessionID}/message/{messageID}", True),
        ("GET /session/{sessionID}/todo", False),
        ("GET /session/status", True),
    ],
)
def test_operations_of_a_document(operation: str, there: bool) -> None:
    assert has_operation(DOCUMENT, operation) is there


def test_malformed_documents() -> None:
    assert not has_operation("<html>", "GET /session")
    assert not has_operation({}, "GET /session")


@pytest.mark.parametrize(
    ("operation", "body", "older"),
    [
        ("GET /session/status", [], True),
        ("GET /session/status", [{"type": "busy"}], True),
        ("GET /session/status", "[", False),
        ("GET /session", [], False),
        (None, [], False),
    ],
)
def test_operations_with_another_form_before(operation: str | None, body: Any, older: bool) -> None:
    error = UndecodableResponseError("Odd.", operation=operation, body=body)
    assert has_older_form(error) is older


@pytest.mark.parametrize(
    ("error", "refused"),
    [
        ("The user rejected permission to use this specific tool call.", True),
        ("Error: The user rejected permission to use this specific tool call with the following feedback: No.", True),
        ("Error: The user dismissed this question", True),
        # Those of 1.2.27.
        ('PermissionRejectedError({"_tag":"PermissionRejectedError"})', True),
        ('PermissionCorrectedError({"feedback":"Not today.","_tag":"PermissionCorrectedError"})', True),
        ('QuestionRejectedError({"_tag":"QuestionRejectedError"})', True),
        ("ENOENT: no such file", False),
        (None, False),
    ],
)
def test_tool_calls_that_were_refused(error: str | None, refused: bool) -> None:
    assert is_refused(error) is refused
