"""The settings of a project whose models are scripted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from opencode_sessions.testing.permissions import PermissionSetting
from opencode_sessions.testing.script import INPUT_COST, OUTPUT_COST

__all__ = ["MODEL", "scripted_settings"]

#: The model that is used when no other one is named.
MODEL = "scripted/scripted"


def scripted_settings(
    base_url: str,
    *,
    models: Iterable[str] = (),
    permission: PermissionSetting | None = None,
    settings: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the content of an opencode.json.

    Args:
        base_url: The address of the scripted model.
        models: Further names for it, each as `provider/model`.
        permission: The setting `permission`. Default: the server's own.
        settings: Other settings, merged into these: objects key by key, and anything else replaces what is there.
    """
    config: dict[str, Any] = {
        "model": MODEL,
        "small_model": MODEL,
        "autoupdate": False,
        "share": "disabled",
        "provider": {},
    }
    for name in (MODEL, *models):
        provider, _, model = name.partition("/")
        if not model:
            raise ValueError(f"A model is named as provider/model, not {name!r}")
        entry = config["provider"].setdefault(
            provider,
            {
                "npm": "@ai-sdk/openai-compatible",
                "name": provider.capitalize(),
                "options": {"baseURL": base_url, "apiKey": "none"},
                "models": {},
            },
        )
        entry["models"][model] = {
            "name": model.capitalize(),
            "tool_call": True,
            "reasoning": True,
            "limit": {"context": 100_000, "output": 4096},
            # US dollars for a million tokens, so that there is a cost to show.
            "cost": {"input": INPUT_COST, "output": OUTPUT_COST},
        }
    if permission is not None:
        config["permission"] = permission
    return _merged(config, settings or {})


def _merged(config: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**config, **others}
    for name in config.keys() & others.keys():
        if isinstance(config[name], Mapping) and isinstance(others[name], Mapping):
            merged[name] = _merged(config[name], others[name])
    return merged
