"""Every class of mistake that checkers are measured by: its seeds, or why it has none."""

from __future__ import annotations

from typing import Final

from tests.check.defects.deciding import DECIDING
from tests.check.defects.guarding import GUARDING
from tests.check.defects.leading import LEADING
from tests.check.defects.naming import NAMING
from tests.check.defects.reading import READING

SEEDS: Final = (*NAMING, *DECIDING, *LEADING, *READING, *GUARDING)

SPECIAL: Final = {
    24: "dead end: the places after which nothing stands",
    43: "required stage avoidable: a way over a whole stage",
    55: "stale suppression: stands outside the flow",
    56: "breaking change without a new version: two versions side by side",
}
"""Classes with seeds of their own shape, in the test itself."""
