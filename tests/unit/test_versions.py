"""Versions of servers, and what their own documents say of their operations."""

from __future__ import annotations

import pytest

from opencode_sessions.versions import has_operation, is_older

DOCUMENT = {
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
def test_which_is_older(version: str, than: str, older: bool) -> None:
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


def test_what_is_no_document() -> None:
    assert not has_operation("<html>", "GET /session")
    assert not has_operation({}, "GET /session")
