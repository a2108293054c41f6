"""The live tests of raw calls, with the fake."""

from tests.live import test_calls as live
from tests.support.shared import shared

globals().update(shared(live))
