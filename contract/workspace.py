"""The files of one checkout that the commands read and write."""

from __future__ import annotations

from pathlib import Path

from attrs import Factory, field, frozen

__all__ = ["Workspace"]


def _below_root(path: str) -> Path:
    """Declare the default of a field: a path below `root`."""
    default: Path = Factory(lambda workspace: workspace.root / path, takes_self=True)
    return default


@frozen
class Workspace:
    """A checkout, and the places in it; each can be replaced on its own, as tests do.

    Attributes:
        root: The root of the checkout.
        contract: The OpenAPI document.
        generator_config: The options of openapi-python-client.
        templates: The templates that override those of the generator.
        generated: The generated package.
        redocly_config: The rules of `redocly lint`.
        allowed_breaks: The breaking changes that are intended.
        known_differences: The accepted differences between the contract and servers.
        recorded: The recorded traffic of servers.
        corpus: Changes of known severity, which measure the breaking change report.
        corpus_page: The page of the documentation that shows the result of the corpus.
        borders: What was seen on each version of the server.
        matrix: The results of the tests against many versions of the server.
        compatibility_page: The page of the documentation that shows those results.
        changelog: The changes of each release.
        contract_changelog: The page of the documentation with the changes of the contract in each release.
        version_module: The module with the version of the package.
        review: The folder that a review is written into; git ignores it.
        cache: Downloaded programs; git ignores it.
    """

    root: Path
    contract: Path = field(default=_below_root("openapi.yaml"))
    generator_config: Path = field(default=_below_root("generator-config.yaml"))
    templates: Path = field(default=_below_root("overlays/templates"))
    generated: Path = field(default=_below_root("generated/opencode_sessions_api"))
    redocly_config: Path = field(default=_below_root("redocly.yaml"))
    allowed_breaks: Path = field(default=_below_root("contract/allowed-breaks.yaml"))
    known_differences: Path = field(default=_below_root("contract/known-differences.yaml"))
    recorded: Path = field(default=_below_root("tests/data/recorded"))
    corpus: Path = field(default=_below_root("tests/data/contract/changes"))
    corpus_page: Path = field(default=_below_root("docs/contract-review.md"))
    borders: Path = field(default=_below_root("contract/borders.json"))
    matrix: Path = field(default=_below_root(".cache/matrix"))
    compatibility_page: Path = field(default=_below_root("docs/compatibility.md"))
    changelog: Path = field(default=_below_root("CHANGELOG.md"))
    contract_changelog: Path = field(default=_below_root("docs/contract-changelog.md"))
    version_module: Path = field(default=_below_root("overlays/opencode_sessions/_version.py"))
    review: Path = field(default=_below_root("review"))
    cache: Path = field(default=_below_root(".cache"))

    @classmethod
    def here(cls) -> Workspace:
        """Return the checkout that this module is part of."""
        return cls(Path(__file__).resolve().parents[1])
