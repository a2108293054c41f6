"""Let an agent do what is harmless, and ask about the rest: python examples/permissions.py "Clean up." """

import sys
from fnmatch import fnmatch
from typing import Literal

from opencode_sessions import Opencode, PermissionRequest

HARMLESS = ("ls *", "cat *", "git status*", "git diff*")


def decide(request: PermissionRequest) -> Literal["once", "reject"]:
    """Commands that only look may run; a person decides on the others."""
    if all(any(fnmatch(pattern, known) for known in HARMLESS) for pattern in request.patterns):
        return "once"
    answer = input(f"May it use {request.permission} for {', '.join(request.patterns)}? [y/N] ")
    return "once" if answer == "y" else "reject"


with Opencode.launch() as client:
    session = client.session.create()
    print(client.session.chat(session.id, sys.argv[1], on_permission=decide).text)
