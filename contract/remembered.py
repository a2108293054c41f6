"""Results of checks, remembered: a check whose inputs are the same as in the last review is not run again."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from attrs import asdict, field, frozen

from contract.findings import Finding, Level, Who

__all__ = ["Memory"]

_Result = tuple[str, Iterable[Finding]]


def _digest(path: Path) -> str:
    """Return a hash of a file, or of all files below a folder and their names."""
    if path.is_dir():
        files = (each for each in sorted(path.iterdir()) if each.name != "__pycache__")
        return sha256("".join(f"{each.name}\0{_digest(each)}\n" for each in files).encode()).hexdigest()
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


@frozen
class Memory:
    """The results of the last review.

    Attributes:
        folder: Where they are; a file for each check.
        again: Run every check again.
    """

    folder: Path
    again: bool = False
    # The versions of the tools, and the code of the checks.
    _code: Sequence[Path] = field(factory=lambda: (Path(__file__).parent, Path(__file__).parents[1] / "uv.lock"))

    def result(self, name: str, inputs: Iterable[Path], check: Callable[[], _Result]) -> _Result:
        """Return what a check found, from the last review if everything that it reads is the same.

        Args:
            name: The name of the check, for its file.
            inputs: All files and folders that it reads, besides its own code.
            check: The check. If it fails, nothing is remembered.
        """
        path = self.folder / f"{name}.json"
        texts = [sys.version, *map(_digest, (*self._code, *inputs))]
        key = sha256("\n".join(texts).encode()).hexdigest()
        if not self.again and (found := _read(path, key)) is not None:
            summary, findings = found
            return f"{summary} As in the last review: nothing that it reads has changed.", findings
        summary, made = check()
        findings = list(made)
        self.folder.mkdir(parents=True, exist_ok=True)
        value = {"key": key, "summary": summary, "findings": [asdict(finding) for finding in findings]}
        path.write_text(json.dumps(value), "utf-8")
        return summary, findings


def _read(path: Path, key: str) -> tuple[str, list[Finding]] | None:
    try:
        value = json.loads(path.read_text("utf-8"))
        if value["key"] != key:
            return None
        return value["summary"], [_finding(**finding) for finding in value["findings"]]
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _finding(level: str, who: Iterable[str], users: Iterable[str], excerpt: None, **others: object) -> Finding:
    values = {"level": Level(level), "who": tuple(map(Who, who)), "users": tuple(users), "excerpt": excerpt, **others}
    return Finding(**values)  # type: ignore[arg-type]
