"""Whether an agent gets tasks from other agents, prompts from people, or both."""

from typing import Literal, TypeAlias

__all__ = ["AgentMode"]

AgentMode: TypeAlias = Literal["all", "primary", "subagent"]
