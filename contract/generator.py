"""Run openapi-python-client with our templates, which also get the operations as calls."""

from __future__ import annotations

import io
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from contract.calls import Call

__all__ = ["GeneratorFailedError", "run"]


class GeneratorFailedError(Exception):
    """The generator, a template or a post-hook failed or warned; the text says how."""


def run(
    content: Mapping[str, Any],
    calls: Sequence[Call],
    package: Path,
    *,
    templates: Path,
    config: Path,
    name: str | None,
    path: str,
    values: Mapping[str, object],
) -> None:
    """Generate a package into an empty folder.

    Args:
        content: The document, as `lowered` returns it.
        calls: Its operations.
        package: The folder.
        templates: The templates that override those of the generator.
        config: The options of the generator.
        name: The name of the package; None for that of the options.
        path: The folders in which the programs of the post-hooks are found.
        values: Further values for templates, by their names.

    Raises:
        GeneratorFailedError: It failed, or warned: it would go on without what it cannot read.
    """
    file = ConfigFile.load_from_path(config)
    hooks, file.post_hooks = file.post_hooks or [], []
    file.package_name_override = name or file.package_name_override
    settings = Config.from_sources(file, MetaType.NONE, package, "utf-8", True, package)
    parsed = GeneratorData.from_dict(dict(content), config=settings)
    if isinstance(parsed, GeneratorError):
        raise GeneratorFailedError(_text(parsed))
    collections = parsed.endpoint_collections_by_tag.values()
    if errors := [*parsed.errors, *(error for each in collections for error in each.parse_errors)]:
        raise GeneratorFailedError("\n".join(map(_text, errors)))
    project = Project(openapi=parsed, custom_template_path=templates, config=settings)
    by_module = {(call.tag, call.module): call for call in calls}
    bound = {
        id(endpoint): by_module[endpoint.tags[0], endpoint.name].bound(endpoint)
        for collection in collections
        for endpoint in collection.endpoints
    }
    # The generator gives `isbool` to one template only: unless all have it, Jinja evaluates the macros for each file.
    project.env.globals.update(isbool=None, call_of=lambda endpoint: bound[id(endpoint)], **values)
    try:
        with redirect_stdout(io.StringIO()):
            project.build()
        for module in ("encoding",) if values["is_own"] else ("encoding", "http"):
            text = project.env.get_template(f"{module}.py.jinja").render()
            (package / f"{module}.py").write_text(text, "utf-8")
    except TemplateError as error:
        raise GeneratorFailedError(str(error)) from error
    (package / "py.typed").touch()
    for hook in hooks:
        _run(hook, package, path)
    # Known only now: the hooks remove the imports that are not used.
    if not any("import encoding as" in file.read_text("utf-8") for file in (package / "api").rglob("*.py")):
        (package / "encoding.py").unlink()


def _run(hook: str, package: Path, path: str) -> None:
    """Run a post-hook: a program and its arguments."""
    program, *arguments = shlex.split(hook)
    found = shutil.which(program, path=path)
    if found is None:
        raise GeneratorFailedError(f"{program} is not in PATH")
    finished = subprocess.run([found, *arguments], cwd=package, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise GeneratorFailedError(f"{program} failed: {finished.stderr or finished.stdout}")


def _text(error: GeneratorError) -> str:
    return "\n".join(part for part in (error.header, error.detail) if part)
