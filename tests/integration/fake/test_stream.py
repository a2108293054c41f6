"""The live tests of turns as they happen, with the fake."""

from tests.live import test_stream as live
from tests.support.shared import shared

# The first two take long, and the third takes another scripted model.
LEFT_OUT = {"test_a_long_idle_time", "test_out_of_time", "test_two_sessions_at_once"}
globals().update(shared(live, without=LEFT_OUT))
