"""A small flow with something of everything, as the text of its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

HEAD = """
[flow]
id = "knee-talk"
title = "Talking about a knee"
version = "1.0"
language = "en"
languages = ["fr"]
files = ["steps.toml", "content.toml"]
currency = "USD"
reviewed_on = 2026-11-01

[[stage]]
id = "history"
title = "History"
order = 1

[[stage]]
id = "consent"
title = "Consent"
order = 2
"""

STEPS = """
[[step]]
id = "age"
stage = "history"
kind = "number"
ask = "How old are you?"
unit = "years"
min = 0
max = 120.5
non_answers = ["declined"]

[[step]]
id = "pain"
stage = "history"
kind = "choice"
ask = "How bad is the pain?"
cautious = ["severe"]
cards = ["rest"]
options = [
  { id = "mild", label = "Mild", weight = 1 },
  { id = "severe", label = "Severe", weight = 2.5, goto = "seen_first" },
]

[[step]]
id = "medicine"
stage = "history"
kind = "text"
ask = "Which one?"
group = "medicines"

[[step]]
id = "budget"
stage = "history"
kind = "money"
ask = "What may it cost?"
min = 0

[[step]]
id = "planned"
stage = "history"
kind = "date"
ask = "When, at {age} years?"
min = 2026-01-01

[[step]]
id = "stands"
stage = "history"
kind = "gate"

[[step]]
id = "facts"
stage = "consent"
kind = "statement"
ask = "Rest for {clinic.rest} hours. Written {{so}}."

[[step]]
id = "teach"
stage = "consent"
kind = "teach_back"
ask = "Tell me in your words."
tests = "facts"
group = "again"

[[step]]
id = "sign"
stage = "consent"
kind = "signature"
ask = "Sign here."
role = "patient"
covers = ["facts", "plan", "cost"]
route = [{ otherwise = "accepted" }]
"""

CONTENT = """
[[clinic]]
id = "rest"
type = "number"
unit = "hours"
min = 24
max = 72
default = 48

[[group]]
id = "medicines"
item = "medicine"
max = 5

[[group]]
id = "again"
rounds = 2
until = 'teach in [correct, retaught]'
on_exhausted = "waits"

[[compute]]
id = "cost"
type = "money"
low = 'budget'
high = 'budget * 1.5'

[[compute]]
id = "burden"
type = "number"
score = ["pain"]

[[flag]]
id = "child"
action = "stop"
when = 'known(age) and age < 18'
message = "Too young."
goto = "waits"

[[rule]]
id = "no-child"
says = "No child signs."
never = 'reached(sign) and known(age) and age < 18'

[[card]]
id = "rest"
title = "Rest"
grade = "B"
sources = ["paper"]
review_by = 2027-06-30

[[source]]
id = "paper"
organisation = "A society"
title = "A paper"

[[output]]
id = "plan"
kind = "checklist"
title = "Your plan"
items = [{ id = "rest", text = "Rest", end = "{clinic.rest} hours", card = "rest" }]

[[end]]
id = "accepted"
title = "Accepted"
outcome = "accepted"
rank = 90
text = "Agreed."

[[end]]
id = "seen_first"
title = "Seen first"
outcome = "refer"
rank = 10
text = "A doctor sees you first."

[[end]]
id = "waits"
title = "Waits"
outcome = "defer"
rank = 20
text = "Later."
"""

FRENCH = """
"step.age.ask" = "Quel âge avez-vous ?"
"word.yes" = "Oui"
"""

FILES: Mapping[str, str] = {
    "flow.toml": HEAD,
    "steps.toml": STEPS,
    "content.toml": CONTENT,
    "texts/fr.toml": FRENCH,
}


def write(folder: Path, files: Mapping[str, str] = FILES, **changed: str) -> Path:
    """The files in ``folder``; ``steps="…"`` puts another text in the place of ``steps.toml``."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        stem = file.stem
        file.write_text(changed.get(stem, text), encoding="utf-8")
    return folder
