"""A reply as an object: python examples/structured.py "Which licence is this under?" """

import sys

import attrs

from opencode_sessions import Opencode


@attrs.frozen
class Licence:
    """The object to get."""

    name: str
    file: str
    is_open_source: bool


with Opencode.launch() as client:
    session = client.session.create()
    licence = client.session.chat(session.id, sys.argv[1], format=Licence).structured
    print(f"{licence.name}, see {licence.file}{'' if licence.is_open_source else ': not open source'}")
