"""The live tests of events and requests of all directories, with the fake."""

from tests.live import test_watching as live
from tests.support.shared import shared

# The fake is no program that could be restarted.
globals().update(shared(live, without={"test_what_waits_before_and_after_a_restart"}))
