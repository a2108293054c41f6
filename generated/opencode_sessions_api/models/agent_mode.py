# Generated from openapi.yaml; do not edit.
"""The use of an agent - for tasks from other agents, for prompts from people, or for both."""

from typing import Literal, TypeAlias

AgentMode: TypeAlias = Literal["all", "primary", "subagent"]
