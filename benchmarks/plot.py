"""The results as a picture: a bar for each contestant in each row, from the floor to its ratio, as a logarithm."""

from __future__ import annotations

import math
from html import escape
from typing import Any

_WIDTH, _LABEL, _BAR, _GAP = 860, 190, 13, 26
_COLORS = ("#d2542b", "#8aa0b4", "#6f8598", "#a9b8c6", "#5a6b7a", "#c3ccd4")
#: Ratios at the ends of the scale.
_LEAST, _MOST = 0.01, 100.0


def picture(results: dict[str, Any], targets: dict[str, float]) -> str:
    """An SVG of all rows, with a mark at each target."""
    shapes: list[str] = []
    top = 44
    for about, table in results["tables"].items():
        for title, row in table["rows"].items():
            shapes.append(_text(8, top, f"{about}: {title}", weight="bold"))
            target = targets.get(title)
            top += 8
            begin = top
            bars = [(name, result) for name, result in row.items() if name != "floor"]
            for number, (name, result) in enumerate(bars):
                top += _BAR + 2
                shapes.append(_text(_LABEL - 8, top, name, anchor="end"))
                if "reason" in result:
                    shapes.append(_text(_LABEL + 4, top, "—", color="#888"))
                    continue
                ratio = result["ratio"]
                left, right = sorted((_x(1.0), _x(ratio)))
                shapes.append(
                    f'<rect x="{left:.1f}" y="{top - _BAR + 3}" width="{max(right - left, 1.5):.1f}" '
                    f'height="{_BAR - 2}" '
                    f'fill="{_COLORS[number % len(_COLORS)]}"/>'
                )
                # To the right of the bar and of the mark.
                free = max(right, _x(target)) if target is not None and number == 0 else right
                shapes.append(_text(free + 4, top, f"{ratio:.2f}"))
            if target is not None:
                x = _x(target)
                shapes.append(
                    f'<line x1="{x:.1f}" y1="{begin + 4}" x2="{x:.1f}" y2="{begin + _BAR + 5}" stroke="#111" '
                    'stroke-width="1.5" stroke-dasharray="3 2"/>'
                )
            top += _GAP
    grid = [
        f'<line x1="{_x(value):.1f}" y1="24" x2="{_x(value):.1f}" y2="{top - 12}" '
        f'stroke="{"#444" if value == 1 else "#ddd"}"/>' + _text(_x(value), 18, f"{value:g}", anchor="middle")
        for value in (0.01, 0.1, 1.0, 10.0, 100.0)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{top}" viewBox="0 0 {_WIDTH} {top}" '
        'font-family="system-ui, sans-serif" font-size="11">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join([*grid, *shapes]) + "\n</svg>\n"
    )


def _x(ratio: float) -> float:
    share = math.log(min(max(ratio, _LEAST), _MOST) / _LEAST) / math.log(_MOST / _LEAST)
    return _LABEL + share * (_WIDTH - _LABEL - 50)


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "normal", color: str = "#222") -> str:
    return (
        f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" font-weight="{weight}" fill="{color}">{escape(text)}</text>'
    )
