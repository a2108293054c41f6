"""The live tests of chats, with the fake."""

from tests.live import test_chat as live
from tests.support.shared import shared

# The fake does not know what the tools have done to files.
globals().update(shared(live, without={"test_a_turn_with_tools_its_undoing_and_redoing"}))
