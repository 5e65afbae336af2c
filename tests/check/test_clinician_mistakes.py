"""Mistakes that a clinician can make in the shipped flow: each is found, and at its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import attrs
import pytest

from exoguide.check import render_text
from tests.check.flows import checked
from tests.check.shipped import changed, lines, moved, removed, shipped
from tests.check.witnesses import must_show

Files: TypeAlias = Mapping[str, str]


@attrs.frozen
class Mistake:
    """What is done to the flow, the code that tells it, and the table at which it is told.

    ``most`` is how many findings it may give.
    """

    done: Callable[[Files], dict[str, str]]
    code: str
    at: tuple[str, str]
    most: int = 2


def edit(kind: str, name: str, old: str, new: str) -> Callable[[Files], dict[str, str]]:
    """One text of a table replaced."""
    return lambda files: changed(files, kind, name, old, new)


MISTAKES: Final = {
    "weeks are written for days": Mistake(
        edit("clinic", "cooling_off_days_long", 'unit = "days"', 'unit = "weeks"'),
        "EXG303",
        ("compute", "wait_days"),
    ),
    "a route is deleted": Mistake(
        edit("step", "age", '[[step.route]]\notherwise = "next"\n', ""), "EXG401", ("step", "age")
    ),
    "a no goes on like a yes": Mistake(
        edit("step", "decision", '\ngoto = "end_declined"', ""),
        "EXG731",
        ("rule", "only-a-yes-is-signed"),
        most=3,
    ),
    "an option is renamed in one file": Mistake(
        edit("step", "source", 'id = "prp_own"', 'id = "own_blood"'),
        "EXG204",
        ("step", "care_draw"),
    ),
    "low and high are swapped": Mistake(
        lambda files: changed(
            changed(files, "compute", "article_range", "low = 'USD 2000", "low = 'USD 20000"),
            "compute",
            "article_range",
            "high = 'USD 10000",
            "high = 'USD 2000",
        ),
        "EXG612",
        ("compute", "article_range"),
    ),
    "“don't know” is no longer handled": Mistake(
        edit("flag", "pregnant", "risk(pregnancy)", "pregnancy in [pregnant, could_be, trying]"),
        "EXG724",
        ("flag", "pregnant"),
    ),
    "a stop goes on instead of ending": Mistake(
        edit("flag", "hot_joint_now", 'goto = "end_refer_same_day"', 'goto = "notice_start"'),
        "EXG706",
        ("flag", "hot_joint_now"),
    ),
    "there is no time to think": Mistake(
        edit("clinic", "cooling_off_days", 'default = "7"', 'default = "0"'),
        "EXG126",
        ("clinic", "cooling_off_days"),
    ),
    "a text names what is not asked of everybody": Mistake(
        edit("step", "dis_harms", 'ask = """\\\n', 'ask = """\\\nFor {which_joint}: '),
        "EXG608",
        ("step", "dis_harms"),
    ),
    "evidence has passed its date": Mistake(
        edit("card", "mechanism", "review_by = 2027-05-01", "review_by = 2026-10-01"),
        "EXG711",
        ("card", "mechanism"),
    ),
    "a promise slips in": Mistake(
        edit("step", "notice_source", "It may not help, and it can harm.", "It is a breakthrough."),
        "EXG713",
        ("step", "notice_source"),
    ),
    "consent comes before the cost": Mistake(
        edit("step", "suitable", '"Only inside a trial"', '"Only in a trial", goto = "dis_rights"'),
        "EXG504",
        ("step", "suitable"),
        most=4,
    ),
    "a question moves behind its reader": Mistake(
        lambda files: moved(files, "interpreter", "interpreter_who"),
        "EXG601",
        ("step", "interpreter_who"),
    ),
    "accepting is open without the cost": Mistake(
        edit("step", "decision", "and known(total_cost) and known(quoted_total)\n", ""),
        "EXG731",
        ("rule", "cost-known-before-signing"),
    ),
    "illnesses are asked of some only": Mistake(
        edit(
            "step",
            "conditions",
            'title = "Illnesses"',
            "title = \"Illnesses\"\nwhen = 'risk(infection_recent)'",
        ),
        "EXG722",
        ("step", "sign_patient"),
    ),
    "a flag is deleted": Mistake(
        lambda files: removed(files, "flag", "autoimmune_disease"), "EXG725", ("step", "conditions")
    ),
    "nothing calls for caution any more": Mistake(
        lambda files: changed(files, "step", "anaphylaxis", 'cautious = ["yes"]\n', ""),
        "EXG707",
        ("step", "anaphylaxis"),
    ),
    "a number has no lower limit": Mistake(
        edit("step", "sessions", 'min = "1"\n', ""), "EXG612", ("compute", "article_range")
    ),
    "a gate is deleted": Mistake(
        lambda files: removed(files, "step", "gate_consent"),
        "EXG702",
        ("flag", "something_changed"),
    ),
    "“none of these” goes with the others": Mistake(
        edit("step", "urgent_signs", ", exclusive = true", ""), "EXG407", ("step", "urgent_signs")
    ),
    "who has not understood goes on": Mistake(
        edit("group", "rounds_harms", "in [correct, retaught]", "in [correct, not_yet]"),
        "EXG731",
        ("rule", "own-words-before-signing"),
    ),
    "who it does not suit goes on": Mistake(
        edit("step", "suitable", ', goto = "end_not_now"', ""),
        "EXG731",
        ("rule", "not-for-whom-it-does-not-suit"),
    ),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_found_at_its_place(what: str) -> None:
    mistake = MISTAKES[what]
    files = mistake.done(shipped())
    report = checked(files)
    said = render_text(report)
    file, place = lines(files, *mistake.at)
    told = [one for one in report.findings if one.code == mistake.code and one.file == file]
    assert any(one.line in place for one in told), said
    assert len(report.findings) <= mistake.most, said
    for one in report.findings:
        must_show(files, one)
