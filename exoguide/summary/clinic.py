"""What the clinic has set otherwise than the flow suggests: every such value is on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exoguide.engine.rendering import show_value
from exoguide.flow.clinic import usual_value
from exoguide.flow.placeholders import Reads, parse_template
from exoguide.summary.lines import Fact
from exoguide.summary.teller import Teller


def overrides(teller: Teller) -> Mapping[str, str]:
    """The values that differ from the flow's own, with what the flow says instead, in words."""
    found = {}
    given = teller.state.ledger.clinic
    for value in teller.flow.clinic:
        usual = usual_value(teller.flow, value)
        if usual is not None and value.id in given and given[value.id] != usual:
            name = f"clinic.{value.id}"
            found[value.id] = show_value(teller.plan, name, usual, teller.language)
    return found


def override_lines(teller: Teller) -> Iterator[Fact]:
    """One line for each value that the clinic has set for itself."""
    for name, usual in overrides(teller).items():
        title = teller.text(f"clinic.{name}.title") or teller.text(f"clinic.{name}.ask") or name
        said = teller.word("sheet.set_by_clinic", value=teller.value(f"clinic.{name}"), usual=usual)
        yield Fact(f"about.clinic.{name}", title, said)


def override_note(teller: Teller, *texts: str) -> str:
    """What to say beside a line whose ``texts`` use a value that the clinic set for itself."""
    usual = overrides(teller)
    names = (
        part.name
        for text in texts
        for part in parse_template(text).placeholders
        if part.reads is Reads.CLINIC and part.name in usual
    )
    return "; ".join(
        teller.word("sheet.own_value", usual=usual[name]) for name in dict.fromkeys(names)
    )
