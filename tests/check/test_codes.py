"""One mistake for each code, found at its exact place, and nothing else."""

from __future__ import annotations

import pytest

from exoguide.check import explanations
from exoguide.flow.problems import CODES
from tests.check.flows import SAMPLE, checked, found
from tests.check.proven import POSSIBLE, PROVEN, UNPLANTED

VISIT, END, FLOW, FR = "visit.toml", "end.toml", "flow.toml", "texts/fr.toml"

RISKS = """\
[[step]]
id = "risks"
stage = "consent"
kind = "statement"
ask = "It may harm you."
"""

MISTAKES: dict[str, list[tuple[str, str, str]]] = {
    # The text of a condition, behind accents in the same file and inside other conditions.
    "EXG140": [(VISIT, "'known(age) and age < 18'", "'known(age) and age ⟦=>⟧ 18'")],
    "EXG203": [(VISIT, "'known(age) and age < 18'", "'known(age) and ⟦agee⟧ < 18'")],
    "EXG204": [(VISIT, "when = 'smoker is yes'", "when = 'smoker is ⟦ye⟧'")],
    "EXG205": [(VISIT, "'risk(smoker)'", "'⟦risky⟧(smoker)'")],
    "EXG206": [(VISIT, "must = 'plan is wait or", "must = '⟦dose⟧ > 5 or plan is wait or")],
    "EXG301": [(VISIT, "when = 'smoker is yes'", "when = '⟦age is yes⟧'")],
    "EXG302": [(VISIT, "when = 'smoker is yes'", "when = '⟦smoker⟧'")],
    "EXG303": [(VISIT, "'known(age) and age < 18'", "'known(age) and ⟦age < packs⟧'")],
    "EXG304": [(VISIT, "'fee + USD 20'", "'⟦fee + EUR 20⟧'")],
    "EXG305": [(VISIT, "'risk(smoker)'", "'⟦answered⟧(smoker) and risk(smoker)'")],
    "EXG306": [(VISIT, "'known(age) and age < 18'", "'known(age) and age < ⟦180⟧'")],
    "EXG307": [(VISIT, 'min = "0"\nmax = "120"', 'min = ⟦"121"⟧\nmax = "120"')],
    # Decisions.
    "EXG401": [(VISIT, "when = 'hours >= 4'", "when = ⟦'hours > 4'⟧")],
    "EXG402": [(VISIT, "when = 'hours >= 4'", "when = ⟦'hours >= 4 and who is alone'⟧")],
    "EXG403": [
        (VISIT, "when = 'hours < 4'", "when = 'hours < 10'"),
        (VISIT, "when = 'hours >= 4'", "when = 'hours >= 10'"),
        (
            VISIT,
            "[[step.route]]\nwhen = 'hours >= ",
            (
                "[[step.route]]\nwhen = ⟦'hours < 2'⟧\ngoto = \"next\"\n\n"
                "[[step.route]]\nwhen = 'hours >= "
            ),
        ),
    ],
    "EXG406": [
        (VISIT, "when = 'smoker is yes'", "when = ⟦'smoker is yes or not (smoker is yes)'⟧")
    ],
    "EXG407": [
        (
            VISIT,
            '{ id = "none_of_these", label = "None", exclusive = true }',
            '{ id = ⟦"none_of_these"⟧, label = "None" }',
        )
    ],
    # Ways through the flow.
    "EXG501": [
        (END, '[[step.route]]\notherwise = "end_yes"', ""),
        (END, 'id = "sign"', 'id = ⟦"sign"⟧'),
        (END, 'id = "end_yes"', 'id = "end_yes"'),
    ],
    "EXG502": [
        (VISIT, "when = 'hours >= 4'\ngoto = \"next\"", "when = 'hours >= 4'\ngoto = \"signs\""),
        (VISIT, 'id = "overnight"', 'id = ⟦"overnight"⟧'),
    ],
    "EXG503": [
        (
            END,
            '[[end]]\nid = "end_later"',
            (
                '[[end]]\nid = ⟦"end_never"⟧\ntitle = "Never"\noutcome = "declined"\nrank = 50\n'
                'text = "No."\n\n[[end]]\nid = "end_later"'
            ),
        ),
        (
            FR,
            '"end.end_later.title"',
            '"end.end_never.title" = "N"\n"end.end_never.text" = "N"\n"end.end_later.title"',
        ),
    ],
    "EXG504": [
        (VISIT, 'label = "A seller", goto = "later"', 'label = "A seller", goto = ⟦"risks"⟧')
    ],
    "EXG505": [
        (
            VISIT,
            '[[step]]\nid = "age"',
            '[[step]]\nid = "early"\nstage = "history"\nuse = ⟦"smoker"⟧\n\n[[step]]\nid = "age"',
        )
    ],
    "EXG506": [
        (VISIT, 'goto = "later" }', 'goto = ⟦"unit"⟧ }'),
        (
            VISIT,
            '[[step]]\nid = "gate_history"',
            (
                '[[step]]\nid = "unit"\nstage = "history"\ngroup = "medicines"\nkind = "text"\n'
                'ask = "Of what?"\n\n[[step]]\nid = "gate_history"'
            ),
        ),
        (FR, '"step.dose.ask"', '"step.unit.ask" = "?"\n"step.dose.ask"'),
    ],
    # The flow of answers.
    "EXG601": [(VISIT, "when = 'smoker is yes'", "when = '⟦hours⟧ > 2'")],
    "EXG602": [(VISIT, "'plan is wait or total < USD 9000'", "'plan is wait or ⟦packs⟧ < 3'")],
    "EXG603": [
        (VISIT, "when = 'smoker is yes'", "when = 'today > 2026-01-01'"),
        (VISIT, "'plan is wait or total < USD 9000'", "'plan is wait or ⟦packs⟧ < 3'"),
    ],
    "EXG604": [(VISIT, "'known(age) and age < 18'", "'⟦age⟧ < 18'")],
    "EXG605": [(VISIT, "value = 'fee + USD 20'", "value = ⟦'fee + total'⟧")],
    "EXG606": [(VISIT, 'ask = "How old are you?"', 'ask = "À côté: are ⟦{hours}⟧ true?"')],
    "EXG608": [(VISIT, '"What does it cost?"', '"What does it cost after ⟦{packs}⟧?"')],
    # Decision tables.
    "EXG620": [
        (
            VISIT,
            "value = 'sum(dose)'",
            (
                'inputs = ["who"]\nrows = [\n'
                "  { when = 'who is alone and ⟦smoker⟧ is yes', then = 1 },\n"
                "  { otherwise = 2 },\n]"
            ),
        )
    ],
    "EXG621": [
        (
            VISIT,
            "value = 'sum(dose)'",
            (
                "inputs = [\"who\"]\nrows = [\n  { when = 'who is alone', then = 1 },\n"
                "  { when = ⟦'who is friend'⟧, then = 2 },\n]"
            ),
        )
    ],
    "EXG622": [
        (
            VISIT,
            "value = 'sum(dose)'",
            (
                'inputs = ["hours"]\npolicy = "unique"\nrows = [\n'
                "  { when = 'hours <= 4', then = 1 },\n"
                "  { when = ⟦'hours >= 4'⟧, then = 2 },\n]"
            ),
        )
    ],
    "EXG623": [
        (
            VISIT,
            "value = 'sum(dose)'",
            (
                "inputs = [\"who\"]\nrows = [\n  { when = 'not (who is friend)', then = 1 },\n"
                "  { when = ⟦'who in [alone, seller]'⟧, then = 2 },\n  { otherwise = 3 },\n]"
            ),
        )
    ],
    "EXG624": [
        (
            VISIT,
            'id = "per_day"\ntype = "number"\nunit = "mg"\nvalue = \'sum(dose)\'',
            (
                'id = ⟦"per_day"⟧\ntype = "number"\ninputs = ["overnight"]\nrows = [\n'
                "  { when = 'overnight < today', then = 1 },\n"
                "  { when = 'overnight > today', then = 2 },\n]"
            ),
        )
    ],
    # Safety.
    "EXG701": [
        (
            VISIT,
            "when = 'known(age) and age < 18'\ngoto = \"end_refer\"",
            "when = 'known(age) and age < 18'\ngoto = ⟦\"who\"⟧",
        ),
    ],
    "EXG702": [
        (VISIT, '[[step]]\nid = "gate_history"\nstage = "history"\nkind = "gate"\n', ""),
        (VISIT, 'id = "smokes"', 'id = ⟦"smokes"⟧'),
    ],
    "EXG703": [
        (END, 'covers = ["risks", "costs"]', ""),
        (END, 'id = "sign"', 'id = ⟦"sign"⟧'),
    ],
    "EXG704": [
        (
            END,
            RISKS,
            "",
        ),
        (
            END,
            '[[step]]\nid = "sign"',
            (RISKS + "\n" + '[[step]]\nid = "sign"'),
        ),
        (END, 'tests = "risks"', 'tests = ⟦"risks"⟧'),
    ],
    "EXG705": [
        (VISIT, 'message_unknown = "We do not know whether you smoke."\n', ""),
        (VISIT, 'message = "You smoke."', 'message = ⟦"You smoke."⟧'),
        (FR, '"flag.smokes.message_unknown" = "« We do not know whether you smoke. »"\n', ""),
    ],
    "EXG706": [
        (
            VISIT,
            "when = 'known(age) and age < 18'\ngoto = \"end_refer\"",
            "when = 'known(age) and age < 18'\ngoto = ⟦\"gate_history\"⟧",
        ),
    ],
    "EXG707": [
        (
            VISIT,
            'id = "smoker"\nstage = "history"\nkind = "yes_no"',
            'id = ⟦"smoker"⟧\nstage = "history"\nkind = "yes_no"',
        ),
        (VISIT, 'cautious = ["yes"]\n', ""),
    ],
    "EXG710": [
        (FLOW, 'grade = "C"\n', ""),
        (FLOW, 'id = "knee"', 'id = ⟦"knee"⟧'),
    ],
    "EXG711": [(FLOW, "2030-01-31", "⟦2026-11-22⟧")],
    "EXG712": [(FLOW, "2030-01-31", "⟦2027-01-22⟧")],
    "EXG713": [
        (VISIT, '"How far have you had to travel?"', '"À côté: it is a ⟦miracle⟧. A miracle."')
    ],
    "EXG714": [
        (
            FLOW,
            'article = "The article says that it is a proven cure."',
            'article = ⟦"The article says that it is a proven cure for every bad knee."⟧',
        ),
    ],
    "EXG715": [
        (FLOW, 'languages = ["fr"]', 'languages = ["fr"]\nweighed = ["Helps:", "Harms:"]'),
        (
            VISIT,
            'ask = "How far have you had to travel?"',
            'ask = ⟦"Helps: a lot, and for long.\\nHarms: no."⟧',
        ),
    ],
    # Texts and outputs.
    "EXG801": [
        (FR, '"step.age.ask" = "« How old are you? »"\n', ""),
        (FLOW, 'languages = ["fr"]', 'languages = [⟦"fr"⟧]'),
    ],
    "EXG802": [(FR, '"« We wait {clinic.rest} days. »"', '⟦"On attend."⟧')],
    "EXG805": [(FR, '"step.age.ask" =', '⟦"step.aeg.ask"⟧ =')],
    "EXG803": [
        (
            END,
            '[[end]]\nid = "end_yes"',
            (
                '[[output]]\nid = ⟦"blank"⟧\nkind = "section"\ntitle = "Blank"\n\n'
                '[[end]]\nid = "end_yes"'
            ),
        ),
        (FR, '"output.costs.title"', '"output.blank.title" = "B"\n"output.costs.title"'),
    ],
    # Style.
    "EXG901": [
        (VISIT, 'cards = ["knee"]\n', ""),
        (FLOW, 'id = "knee"', 'id = ⟦"knee"⟧'),
    ],
    "EXG902": [
        (
            FLOW,
            "[[card]]",
            '[[source]]\nid = ⟦"s2"⟧\norganisation = "B"\ntitle = "Unused"\n\n[[card]]',
        ),
    ],
    "EXG903": [
        (END, 'total = "total"\n', ""),
        (VISIT, "'plan is wait or total < USD 9000'", "'plan is wait or fee < USD 9000'"),
        (VISIT, '"It costs {total}, and', '"And'),
        (VISIT, 'id = "total"', 'id = ⟦"total"⟧'),
        (FR, "« It costs {total}, and", "« And"),
    ],
    "EXG904": [
        (VISIT, 'ask = "Do you smoke?"', 'ask = "Do you smoke?"\ntag = "tobacco"'),
        (
            VISIT,
            'ask = "How many packs a day?"',
            'ask = "How many packs a day?"\ntag = ⟦"tobacco"⟧',
        ),
    ],
    # Files, tables and names, found by the loader and placed by the checker.
    "EXG101": [(VISIT, 'id = "age"\nstage = "history"', 'id = "age"\nstage ⟦"⟧history"')],
    "EXG110": [(END, "[[rule]]", "[[⟦ruel⟧]]")],
    "EXG111": [(VISIT, 'ask = "How old', '⟦promt⟧ = "How old')],
    "EXG112": [(END, '[[end]]\nid = "end_later"\n', "⟦[[end]]⟧\n")],
    "EXG113": [(VISIT, "places = 0", 'places = ⟦"0"⟧')],
    "EXG114": [(VISIT, 'kind = "date"', 'kind = ⟦"dat"⟧')],
    "EXG120": [(FLOW, 'id = "s1"', 'id = ⟦"S 1"⟧')],
    "EXG123": [(VISIT, 'ask = "Do you smoke?"', 'ask = "Do you smoke?"\n⟦unit⟧ = "packs"')],
    "EXG129": [(END, '"It may harm you."', '⟦"It may { harm you."⟧')],
    "EXG201": [(VISIT, 'goto = "later" }', 'goto = ⟦"latter"⟧ }')],
    "EXG202": [
        (VISIT, "when = 'hours < 4'\ngoto = \"signs\"", "when = 'hours < 4'\ngoto = ⟦\"age\"⟧")
    ],
}

ALSO = {
    # Removing the question mends nothing: the flow says twice what is wrong with it.
    "EXG111": {"EXG124"},
    "EXG112": {"EXG201"},
}
"""Codes that the same mistake also gives, one at most."""


def test_the_sample_has_no_finding() -> None:
    assert checked(SAMPLE).findings == ()


@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_is_found_where_it_stands(code: str) -> None:
    given, places = found(*MISTAKES[code])
    assert f"{code} {places[0]}" in given


@pytest.mark.parametrize("code", MISTAKES)
def test_one_mistake_gives_two_findings_at_most(code: str) -> None:
    given, _ = found(*MISTAKES[code])
    assert len(given) <= 2


ELSEWHERE = {"EXG607", "EXG905", "EXG906", "EXG910", "EXG911"}
"""Codes that take hundreds of tables (test_robustness), are about ``check.toml``, which is no file
of the flow (test_suppressing), or about two versions of a flow (test_changes_told)."""


def test_every_code_of_the_checker_has_its_mistake() -> None:
    own = {code for code in explanations() if code not in CODES} - ELSEWHERE
    assert own <= MISTAKES.keys() | PROVEN.keys() | POSSIBLE.keys() | UNPLANTED
