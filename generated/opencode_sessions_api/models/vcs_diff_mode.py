# Generated from openapi.yaml; do not edit.
"""What to compare with - `git` (the last commit) or `branch` (the point at which the branch left the
default branch; the list is empty on the default branch itself)."""

from typing import Literal, TypeAlias

VcsDiffMode: TypeAlias = Literal["branch", "git"]
