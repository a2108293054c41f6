"""Clients in a process that is forked."""

from __future__ import annotations

import multiprocessing
import os
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer

from opencode_sessions import Opencode


def _list_in_child(client: Opencode, results: Any) -> None:
    try:
        results.put(len(client.session.list()))
    except Exception as error:
        results.put(type(error).__name__)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_after_a_fork_the_child_opens_its_own_connections(base_url: str, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/session").respond_with_json([])
    own = httpx.Client()
    fork = multiprocessing.get_context("fork")
    results = fork.Queue()
    with Opencode(base_url) as client, Opencode(base_url, http_client=own) as with_own:
        for each, expected in ((client, 0), (with_own, "EventLoopError")):
            each.session.list()
            child = fork.Process(target=_list_in_child, args=(each, results))
            child.start()
            assert results.get(timeout=30) == expected
            child.join(30)
            # The parent's connection is as it was.
            each.session.list()
    own.close()
    results.close()
    results.join_thread()
