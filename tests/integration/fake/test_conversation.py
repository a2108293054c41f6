"""The live tests of conversations, with the fake."""

from tests.live import test_conversation as live
from tests.support.shared import shared

# The fake does not know what the tools have done to files.
globals().update(shared(live, without={"test_undo_and_redo_with_their_files"}))
