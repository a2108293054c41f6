"""Allow harmless tools, and ask about the rest: python examples/permissions.py "Clean up." """

import sys
from fnmatch import fnmatch
from typing import Literal

from opencode_sessions import Opencode, PermissionRequest

HARMLESS = ("ls", "ls *", "cat *", "git status", "git diff")
#: With these the line may do anything, whatever its commands are called.
SHELL = set(";&|<>$`(){}=\n")


def is_harmless(request: PermissionRequest) -> bool:
    """A line only looks if the names of its commands say so, and the shell does nothing else with it."""
    line = str(request.metadata.get("command", ";"))
    known = all(any(fnmatch(command, known) for known in HARMLESS) for command in request.patterns)
    return request.permission == "bash" and known and not SHELL & set(line)


def decide(request: PermissionRequest) -> Literal["once", "reject"]:
    """Commands that only look may run; a person decides on the others."""
    if is_harmless(request):
        return "once"
    # The model wrote it: show all of it, and escape what could hide a part of it.
    what = str(request.metadata.get("command") or ", ".join(request.patterns))
    answer = input(f"May it use {request.permission} for {what!r}? [y/N] ")
    return "once" if answer == "y" else "reject"


with Opencode.launch() as client:
    session = client.session.create()
    print(client.session.chat(session.id, sys.argv[1], on_permission=decide).text)
