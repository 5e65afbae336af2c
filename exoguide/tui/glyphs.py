"""Signs that are drawn, and plain ones for terminals that cannot draw them."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class Glyphs:
    """Every sign of the screen that is no letter."""

    done: str = "✓"
    rule: str = "─"
    dot: str = "·"
    more: str = "…"


ASCII = Glyphs(done="ok", rule="-", dot="-", more="..")


def glyphs_for(environment: Mapping[str, str]) -> Glyphs:
    """Plain signs on the Linux console and where the locale is not UTF-8."""
    if environment.get("TERM") == "linux":
        return ASCII
    names = (environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((name for name in names if name), "")
    encoding = locale.partition(".")[2].replace("-", "").lower()
    return Glyphs() if encoding.startswith("utf8") or not locale else ASCII
