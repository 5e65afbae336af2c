"""The flow that comes with the program is sound, and ways to break it are found."""

from __future__ import annotations

import gc
from functools import cache

import pytest

from exoguide.check import render_text
from exoguide.flow.bundle import read_bundle
from exoguide.flow.finding import built_in_flows
from tests.check.flows import checked


@cache
def shipped() -> dict[str, str]:
    bundle = read_bundle(built_in_flows() / "exosome-therapy")
    return {name: raw.decode() for name, raw in bundle.raw.items()}


def test_the_shipped_flow_has_no_finding() -> None:
    report = checked(shipped())
    assert report.findings == (), render_text(report)


def test_a_check_frees_all_that_it_made_but_what_it_found() -> None:
    checked(shipped())
    gc.collect()
    gc.disable()
    try:
        checked(shipped())
        # What hangs in circles stays until somebody looks for it: each run would add to the last.
        assert gc.collect() < 5_000
    finally:
        gc.enable()


BREAKS = {
    "a quote is lost": (
        "history.toml",
        'ask = "Are you breastfeeding?"',
        'ask = "Are you',
        "EXG101",
    ),
    "an option is renamed": ("source.toml", '{ id = "prp_own"', '{ id = "prp"', "EXG204"),
    "an end is misspelt": ("source.toml", 'goto = "end_more_time"', 'goto = "end_more"', "EXG201"),
    "a way leads back": ("source.toml", 'goto = "end_more_time"', 'goto = "age"', "EXG202"),
    "a guard is lost": ("opening.toml", "'known(age) and age < 18'", "'age < 18'", "EXG604"),
    "an otherwise is lost": (
        "opening.toml",
        'when = \'risk(interpreter)\'\ngoto = "end_pause"\n\n[[step.route]]\notherwise = "next"\n',
        "when = 'risk(interpreter)'\ngoto = \"end_pause\"\n",
        "EXG401",
    ),
    "a currency is mixed": (
        "cost.toml",
        "'USD 2000 * sessions'",
        "'EUR 2000 * sessions'",
        "EXG304",
    ),
    "a question moves behind its reader": (
        "opening.toml",
        "when = 'interpreter is wanted_here'",
        "when = 'legal_pathway is trial'",
        "EXG601",
    ),
    "a text runs ahead": ("opening.toml", '"How old are you?"', '"At {total_cost}?"', "EXG606"),
    "a claim slips in": (
        "source.toml",
        "It may not help, and it can harm.",
        "It is a proven treatment.",
        "EXG713",
    ),
    "a teach-back tests what comes later": (
        "consent.toml",
        'tests = "notice_consent"',
        'tests = "urgent_signs"',
        "EXG201",
    ),
    "a score reads itself": ("cost.toml", "'total_cost + cost_own'", "'total_with_own'", "EXG605"),
}


@pytest.mark.parametrize("how", BREAKS)
def test_a_way_to_break_it_is_found(how: str) -> None:
    name, old, new, code = BREAKS[how]
    text = shipped()[name]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    start = text[: text.index(old)].count("\n") + 1
    stop = start + max(old.count("\n"), new.count("\n"))
    found = checked({**shipped(), name: text.replace(old, new)}).findings
    assert code in [one.code for one in found]
    assert len(found) <= 2
    near = [one for one in found if one.file == name and start <= one.line <= stop]
    assert near or how == "an option is renamed"
