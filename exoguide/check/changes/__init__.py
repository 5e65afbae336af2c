"""What a new version of a flow means for sessions that were held with the old one.

``version_of`` and ``saved_version`` read one, ``compare`` sets two side by side, and
``difference_…`` shows what came of it.
"""

from exoguide.check.changes.comparing import (
    Comparison,
    Version,
    compare,
    saved_version,
    version_of,
)
from exoguide.check.changes.difference import Difference, Effect
from exoguide.check.changes.report import difference_json, difference_text

__all__ = [
    "Comparison",
    "Difference",
    "Effect",
    "Version",
    "compare",
    "difference_json",
    "difference_text",
    "saved_version",
    "version_of",
]
