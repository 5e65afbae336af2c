"""Amounts, scores, flags and signatures: what keeps a patient from harm."""

from __future__ import annotations

from typing import Final

from tests.check.defects.parts import (
    AGE,
    PAIN,
    SHOWN,
    SIGN,
    TOLD,
    Seed,
    asks,
    compute,
    flag,
    otherwise,
    output,
    reads,
    row,
)

SCORED: Final = asks(
    "pain",
    "choice",
    "options = [\n"
    '  { id = "mild", label = "Mild", weight = 1 },\n'
    '  { id = "severe", label = "Severe", weight = 2 },\n'
    "]",
)
SIGNS: Final = asks(
    "signs",
    "multi",
    'options = [\n  { id = "hot", label = "H" },\n  { id = "red", label = "R" },\n]',
)
AGREE: Final = asks(
    "agree",
    "choice",
    'options = [\n  { id = "agreed", label = "Yes" },\n  { id = "refused", label = "No" },\n]',
)
GUARDING: Final = (
    Seed(
        36,
        "division by zero",
        ("EXG611",),
        asks("height", "number", 'min = "<<0||1>>"\nmax = "250"'),
        compute("total", "value = '⟦5 / @height'") + SHOWN,
    ),
    Seed(
        37,
        "low of a cost above its high",
        ("EXG612",),
        asks("count", "number", 'min = "1"\nmax = "9"\nplaces = 0'),
        compute("total", "low = ⟦'USD <<300||200>> * @count'\nhigh = 'USD 200 * @count'", "money")
        + asks("shown", "statement", ask="{@total_low} to {@total_high}"),
    ),
    Seed(
        38,
        "score that cannot reach its threshold",
        ("EXG613", "EXG507"),
        SCORED,
        compute("score", 'score = ["@pain"]') + reads("⟦@score >= <<3||2>>"),
    ),
    Seed(
        39,
        "red flag that can never fire",
        ("EXG721",),
        PAIN + SIGNS,
        flag("⟦'<<@pain is mild and @pain is severe||@signs has all of [hot, red]>>'"),
    ),
    Seed(
        40,
        "red flag that some path does not ask about",
        ("EXG722",),
        PAIN + asks("thinner", more="when = '@pain is severe'"),
        flag("'@thinner is yes'", "<<#applies#||applies = '#branch#@pain is severe'>>\n")
        + TOLD
        + SIGN.replace("id = ", "id = ⟦"),
    ),
    Seed(
        41,
        "red flag that leads nowhere",
        ("EXG124",),
        asks("it"),
        '⟦[[flag]]\nid = "@red"\naction = "stop"\n#applies#\nwhen = \'@it is yes\'\n'
        'message = "Stop."\n'
        '<<||goto = "end_later"\n>>',
    ),
    Seed(
        41,
        "red flag that leads back",
        ("EXG701",),
        asks("it"),
        asks("behind_it", "statement") + '[[flag]]\nid = "@red"\naction = "stop"\n#applies#\n'
        'when = \'@it is yes\'\nmessage = "Stop."\ngoto = ⟦"<<@it||end_later>>"\n',
    ),
    Seed(
        41,
        "red flag that leads back into the consultation",
        ("EXG706",),
        asks("it"),
        flag("'@it is yes'", goto="⟦<<@on||end_later>>").replace('"⟦', '⟦"')
        + asks("between", "statement")
        + asks("on", "statement")
        + TOLD
        + SIGN,
    ),
    Seed(
        41,
        "red flag that a plain yes does not raise",
        ("EXG707",),
        AGE,
        asks("it", more='non_answers = ["unknown"]\n<<||cautious = ["yes"]>>').replace(
            "id = ", "id = ⟦"
        )
        + flag("'risk(@it)'", '#applies#\nmessage_unknown = "Unknown."'),
    ),
    Seed(
        42,
        "red flag masked by an earlier route",
        ("EXG721",),
        asks("it") + row("@it is yes", "end_later") + otherwise(),
        asks("two") + flag("⟦'@it is yes<< and @two is yes||>>'"),
    ),
    Seed(
        44,
        "stages out of order",
        ("EXG127",),
        asks("it").replace('stage = "$"', 'stage = ⟦"<<four||$>>"'),
        AGE,
    ),
    Seed(
        46,
        "no route for a declined consent",
        ("EXG401",),
        AGREE + row("@agree is agreed") + row("⟦@agree is <<agreed||refused>>", "end_later"),
    ),
    Seed(
        46,
        "declined consent that leads to the signature",
        ("EXG731",),
        AGREE.replace('label = "No"', 'label = "No"<<||, goto = "end_later">>'),
        TOLD + SIGN + '[[rule]]\nid = "@r"\nsays = "Nobody signs after a no."\n'
        "never = ⟦'reached(@sign) and @agree is refused'\n",
    ),
    Seed(
        48,
        "output that is never shown",
        ("EXG804",),
        AGE,
        output("text = \"T\"\nwhen = ⟦'known(@age) and @age < 18 <<and||or>> @age > 65'"),
    ),
    Seed(
        48,
        "line of a checklist that is never shown",
        ("EXG804",),
        AGE,
        output(
            'items = [\n{ id = "a", text = "A" },\n{ id = "b", text = "B", '
            "when = ⟦'known(@age) and @age < 18 <<and||or>> @age > 65' },\n]",
            "checklist",
        ),
    ),
    Seed(
        50,
        "“none” that can be ticked with others",
        ("EXG407",),
        AGE,
        SIGNS.replace(
            '"R" }', '"R" },\n  { id = ⟦"none_of_these", label = "None"<<||, exclusive = true>> }'
        ),
    ),
    Seed(
        51,
        "limits the wrong way round",
        ("EXG307",),
        AGE,
        asks("it", "number", "min = ⟦<<9||5>>\nmax = 5"),
    ),
    Seed(
        52,
        "date that cannot be",
        ("EXG307",),
        AGE,
        asks("day", "date", "min = ⟦'today'\nmax = 'today<< - 1 day||>>'"),
    ),
    Seed(
        52,
        "date that an earlier answer excludes",
        ("EXG307",),
        asks("first", "date"),
        asks("day", "date", "min = ⟦'@first + <<2 months||4 weeks>>'\nmax = '@first + 31 days'"),
    ),
)
