"""The live tests of aborts, with the fake."""

from tests.live import test_aborts as live
from tests.support.shared import shared

globals().update(shared(live))
