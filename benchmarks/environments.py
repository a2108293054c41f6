"""An environment of its own for each contestant, made when first needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import frozen

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "bench"
STOCK = CACHE / "stock"
TOOLS = Path(sys.executable).parent
#: Seconds after which a measurement is given up.
_LONGEST = 300


@frozen
class Contestant:
    """Whom to measure.

    Attributes:
        name: The name in tables.
        module: The module of `benchmarks.contestants`.
        package: What its users import.
        requirements: What to install.
        path: A folder to import from besides.
    """

    name: str
    module: str
    package: str
    requirements: tuple[str, ...]
    path: Path | None = None

    @property
    def python(self) -> Path:
        """Its interpreter."""
        # The floor runs where this SDK does: on the same version of everything.
        return CACHE / "environments" / (OURS.name if self is FLOOR else self.name) / "bin" / "python"

    @property
    def variables(self) -> dict[str, str]:
        """Its environment variables: compiled modules are kept, as they are when installed."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return kept | ({"PYTHONPATH": str(self.path)} if self.path else {})

    def run(self, *arguments: str) -> str:
        """Run its Python in the root of the project, and give what it printed.

        Raises:
            subprocess.TimeoutExpired: It took too long.
        """
        command = [str(self.python), *arguments]
        finished = subprocess.run(
            command, cwd=ROOT, env=self.variables, stdout=subprocess.PIPE, text=True, check=True, timeout=_LONGEST
        )
        return finished.stdout


# The floor, which runs there too, reads its events with httpx-sse.
OURS = Contestant("opencode-sessions", "opencode_sessions", "opencode_sessions", (str(ROOT), "httpx-sse==0.4.3"))
FLOOR = Contestant("floor", "floor", "httpx", ())
CONTESTANTS = (
    FLOOR,
    OURS,
    Contestant("opencode-ai", "opencode_ai", "opencode_ai", ("opencode-ai==0.1.0a36",)),
    Contestant("opencode-client-python", "opencode_client", "opencode_client", ("opencode-client-python==0.2.0",)),
    Contestant("opencode-py", "opencode_py", "opencode", ("opencode-py==0.8.0",)),
    Contestant("opencode-python-sdk", "opencode_python_sdk", "opencode", ("opencode-python-sdk==0.2.3",)),
    Contestant("stock generator", "stock_generator", "stock_api", ("httpx", "attrs", "python-dateutil"), STOCK),
)


def prepare(contestants: tuple[Contestant, ...], tell: Callable[[str], Any]) -> None:
    """Make the environments that are not there, and install this SDK as it is now."""
    for contestant in contestants:
        if contestant is FLOOR:
            continue
        ready = contestant.python.parent / "ready"
        wanted = " ".join(contestant.requirements)
        if contestant is not OURS and ready.exists() and ready.read_text() == wanted:
            continue
        tell(f"installing {contestant.name}")
        folder = contestant.python.parent.parent
        _uv("venv", "--clear", "--python", sys.executable, str(folder))
        _uv("pip", "install", "--compile-bytecode", "--python", str(contestant.python), *contestant.requirements)
        if contestant.path is STOCK:
            _generate()
        contestant.run("-m", "compileall", "-q", "benchmarks/contestants", "benchmarks/workload.py")
        ready.write_text(wanted)


def _uv(*arguments: str) -> None:
    subprocess.run([str(TOOLS / "uv"), *arguments, "--quiet"], cwd=ROOT, check=True)


def _generate() -> None:
    """The package that the generator makes of the contract without templates of ours."""
    shutil.rmtree(STOCK, ignore_errors=True)
    STOCK.mkdir(parents=True)
    package = STOCK / "stock_api"
    arguments = ["generate", "--path", str(ROOT / "openapi.yaml"), "--meta", "none", "--output-path", str(package)]
    path = os.pathsep.join([str(TOOLS), os.environ.get("PATH", os.defpath)])
    subprocess.run(
        [str(TOOLS / "openapi-python-client"), *arguments],
        env=os.environ | {"PATH": path},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(package)], check=True)
