"""How hard the texts are that a patient reads, by the Flesch-Kincaid grade of textstat.

``python -m tests.flows.readability`` lists the hardest. Values that stand in a text are taken for
a short word, and the words of ``readability.toml`` for a plain one.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import attrs
import textstat

from exoguide.flow.finding import built_in_flows
from exoguide.flow.loading import load_flow
from exoguide.flow.model import Flow
from exoguide.flow.texts import placed_texts

GRADE: Final = 8.0
"""Years of school that a text may ask for: AHRQ and the NIH advise 6 to 8 for patients."""
SHORTEST: Final = 10
"""Words below which a grade says nothing: one long word would decide it."""
EXCEPTIONS: Final = Path(__file__).with_name("readability.toml")

PATIENT: Final[Mapping[str, frozenset[str]]] = {
    "flow": frozenset({"notice", "device"}),
    "group": frozenset({"ask"}),
    "step": frozenset({"ask", "help", "label", "unavailable", "signs", "message"}),
    "flag": frozenset({"message", "message_unknown"}),
    "card": frozenset({"text", "evidence"}),
    "output": frozenset({"text"}),
    "end": frozenset({"text", "summary"}),
}
"""What a patient reads; not what the article says, which is quoted, nor notes for the clinician."""


@attrs.frozen
class Graded:
    """A text with its grade."""

    key: str
    grade: float
    text: str


@cache
def plain_words() -> Mapping[str, str]:
    """Words that cannot be avoided, each with why."""
    found: Mapping[str, str] = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))["words"]
    return found


@cache
def allowed_texts() -> Mapping[str, Mapping[str, object]]:
    """Texts that may be harder, each with its limit and why."""
    found: Mapping[str, Mapping[str, object]]
    found = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8")).get("texts", {})
    return found


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of ``text``: how many years of school it asks for."""
    words = "|".join(re.escape(word) for word in plain_words())
    said = re.sub(r"\{[^}]*\}", "seven", text)
    said = re.sub(rf"\b(?:{words})\b", "thing", said, flags=re.IGNORECASE)
    rows = (
        row if row.rstrip().endswith((".", "?", "!")) else f"{row}." for row in said.split("\n")
    )
    return round(float(textstat.flesch_kincaid_grade(" ".join(rows))), 1)


def graded(flow: Flow) -> Iterator[Graded]:
    """Every patient text of ``flow`` that is long enough to be graded."""
    for placed in placed_texts(flow):
        fields = PATIENT.get(str(placed.path[0]), frozenset())
        if placed.path[-1] in fields and len(placed.value.split()) >= SHORTEST:
            yield Graded(placed.key, grade(placed.value), " ".join(placed.value.split()))


def main() -> None:
    """Print the hardest texts of the shipped flow."""
    flow = load_flow(built_in_flows() / "exosome-therapy").flow
    hardest = sorted(graded(flow), key=lambda one: -one.grade)[:20]
    for one in hardest:
        sys.stdout.write(f"{one.grade:5.1f}  {one.key}\n       {one.text}\n")


if __name__ == "__main__":
    main()
