"""A server without a model, in a process that can end: it behaves as three generations of the real one."""

from tools.faults.fake.dialects import DIALECTS
from tools.faults.fake.server import FakeServer

__all__ = ["DIALECTS", "FakeServer"]
