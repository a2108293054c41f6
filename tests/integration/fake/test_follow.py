"""The live tests of turns that somebody else sent, with the fake."""

from tests.live import test_follow as live
from tests.support.shared import shared

globals().update(shared(live))
