"""One seed for each class of mistake: two halves of a flow, and what is wrong in one of them."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class Seed:
    """A mistake and its clean twin in one text, with the codes that may tell it."""

    number: int
    """Of the class, in the table of defects that checkers are measured by."""
    name: str
    codes: tuple[str, ...]
    here: str
    there: str = ""


def asks(name: str, kind: str = "yes_no", more: str = "", *, ask: str = "Is it so?") -> str:
    """A step that asks something."""
    return f'[[step]]\nid = "@{name}"\nstage = "$"\nkind = "{kind}"\nask = "{ask}"\n{more}\n\n'


def row(when: str, goto: str = "next") -> str:
    """A route."""
    return f"[[step.route]]\nwhen = '{when}'\ngoto = \"{goto}\"\n\n"


def otherwise(goto: str = "next") -> str:
    """The last route."""
    return f'[[step.route]]\notherwise = "{goto}"\n\n'


PAIN: Final = asks(
    "pain",
    "choice",
    "options = [\n"
    '  { id = "none_at_all", label = "None" },\n'
    '  { id = "mild", label = "Mild" },\n'
    '  { id = "severe", label = "Severe" },\n'
    "]",
)
AGE: Final = asks("age", "number", 'unit = "years"\nplaces = 0\nmin = 0\nmax = 120')
WEIGHT: Final = asks("weight", "number", 'unit = "kg"\nmin = 1')
FEE: Final = asks("fee", "money")


def reads(when: str) -> str:
    """A later step that hangs on a condition, which stands on its own line."""
    return asks("reader", "statement", f"when = '{when}'")


def compute(name: str, more: str, kind: str = "number") -> str:
    """A computed value."""
    return f'[[compute]]\nid = "@{name}"\ntype = "{kind}"\n{more}\n\n'


SHOWN: Final = asks("shown", "statement", ask="It is {@total}.")

SEEDS: Final = (
    Seed(
        1,
        "broken TOML",
        ("EXG101",),
        AGE,
        asks("note", "text", "help = ⟦'<<It is so.||It is \"so.'>>"),
    ),
    Seed(
        2,
        "the same id twice",
        ("EXG122",),
        AGE,
        asks("<<age||age_again>>").replace('id = "@', 'id = ⟦"@'),
    ),
    Seed(3, "unknown field", ("EXG111",), AGE, asks("it", "text", '⟦<<hlep||help>> = "Say it."')),
    Seed(
        4,
        "wrong primitive type",
        ("EXG113",),
        AGE,
        asks("it", "text", 'multiline = ⟦<<"false"||false>>'),
    ),
    Seed(
        5,
        "missing field",
        ("EXG112", "EXG124"),
        AGE,
        '⟦[[step]]\nid = "@it"\nstage = "$"\nkind = "statement"\n<<||ask = "Hear this."\n>>',
    ),
    Seed(
        6,
        "unknown target",
        ("EXG201",),
        asks("it") + row("@it is yes", "⟦@<<othr||other>>") + otherwise(),
        asks("between", "statement") + asks("other", "statement"),
    ),
    Seed(
        7,
        "unknown answer in a condition",
        ("EXG203",),
        FEE + compute("total", "value = '@fee + USD 20'", "money"),
        SHOWN + reads("⟦@<<totl||total>> > USD 30"),
    ),
    Seed(8, "unknown option", ("EXG204",), PAIN, reads("@pain is ⟦<<sever||severe>>")),
    Seed(9, "type clash", ("EXG301",), AGE + PAIN, reads("⟦<<@age||@pain>> is severe")),
    Seed(
        10,
        "currency mix",
        ("EXG304",),
        FEE,
        compute("total", "value = '⟦@fee + <<EUR||USD>> 20'", "money") + SHOWN,
    ),
    Seed(10, "unit mix", ("EXG303",), AGE + WEIGHT, reads("⟦@weight > <<@age||40>>")),
    Seed(11, "condition not boolean", ("EXG302",), AGE, reads("⟦<<@age||answered(@age)>>")),
    Seed(12, "constant out of range", ("EXG306",), AGE, reads("@age > ⟦<<200||100>>")),
    Seed(
        16,
        "gap in routes of a choice",
        ("EXG401",),
        PAIN
        + row("@pain is none_at_all", "@other")
        + row("⟦@pain <<is||in>> <<mild||[mild, severe]>>"),
        asks("other", "statement"),
    ),
    Seed(
        17,
        "gap at a boundary",
        ("EXG401",),
        AGE + row("@age < 18", "@other") + row("⟦@age <<>||>=>> 18"),
        asks("other", "statement"),
    ),
    Seed(
        18,
        "gap across two answers",
        ("EXG402",),
        asks("first")
        + asks("it")
        + row("@first is yes and @it is yes", "@other")
        + row("@first is no and @it is no", "@other")
        + row("@first is yes and @it is no")
        + row("⟦@first is no and @it <<is no||is yes>>"),
        asks("other", "statement"),
    ),
    Seed(
        19,
        "rows of a unique table clash",
        ("EXG622",),
        AGE,
        compute(
            "total",
            'inputs = ["@age"]\npolicy = "unique"\nrows = [\n'
            "  { when = '@age <= 18', then = 1 },\n"
            "  { when = ⟦'@age >= 18', then = <<2||1>> },\n]",
        )
        + SHOWN,
    ),
    Seed(
        20,
        "route in the shadow of one before it",
        ("EXG403",),
        AGE + row("@age < <<65||18>>", "@other") + row("⟦@age < <<18||65>>") + otherwise("@other"),
        asks("other", "statement"),
    ),
    Seed(
        20,
        "row in the shadow of one before it",
        ("EXG623",),
        PAIN,
        compute(
            "total",
            'inputs = ["@pain"]\nrows = [\n'
            "  { when = '@pain in [mild, <<severe||none_at_all>>]', then = 1 },\n"
            "  { when = ⟦'@pain is severe', then = 2 },\n  { otherwise = 3 },\n]",
        )
        + SHOWN,
    ),
    Seed(
        21,
        "route in the shadow of several",
        ("EXG403",),
        AGE
        + row("@age < 18", "@other")
        + row("@age >= <<18||19>>", "@another")
        + row("⟦@age >= 0"),
        asks("other", "statement") + asks("another", "statement"),
    ),
    Seed(
        21,
        "row in the shadow of several",
        ("EXG623",),
        PAIN,
        compute(
            "total",
            'inputs = ["@pain"]\nrows = [\n'
            "  { when = '@pain is mild', then = 1 },\n"
            "  { when = '@pain is <<severe||none_at_all>>', then = 2 },\n"
            "  { when = ⟦'@pain in [mild, severe]', then = 3 },\n  { otherwise = 4 },\n]",
        )
        + SHOWN,
    ),
    Seed(
        22,
        "step that nothing leads to",
        ("EXG502",),
        asks("it"),
        asks("jump")
        + row("@it is yes", "@other")
        + otherwise("@<<other||orphan>>")
        + asks("orphan", "statement").replace("id = ", "id = ⟦")
        + asks("other", "statement"),
    ),
    Seed(
        25,
        "a way back",
        ("EXG202",),
        AGE,
        asks("it") + row("@it is no", "⟦<<hello||next>>") + otherwise(),
    ),
    Seed(
        26,
        "rounds without a way out",
        ("EXG124",),
        asks("told", "statement"),
        '⟦[[group]]\nid = "@again"\nrounds = 3\n'
        "until = '@taught in [correct, retaught]'\n<<||on_exhausted = \"end_later\"\n>>\n"
        + asks("taught", "teach_back", 'tests = "@told"\ngroup = "@again"'),
    ),
    Seed(
        28,
        "a cycle without a question",
        ("EXG202",),
        AGE,
        '[[step]]\nid = "@gate"\nstage = "$"\nkind = "gate"\n\n'
        '[[step.route]]\notherwise = ⟦"<<@age||next>>"\n',
    ),
    Seed(
        29,
        "a list without a bound",
        ("EXG124",),
        '⟦[[group]]\nid = "@list"\nitem = "thing"\nask = "Any?"\n<<||max = 4\n>>\n',
        asks("thing", "text", 'group = "@list"'),
    ),
    Seed(
        30,
        "answer read before it is given",
        ("EXG601",),
        "<<" + reads("⟦@pain is mild") + "||" + PAIN + ">>",
        "<<" + PAIN + "||" + reads("⟦@pain is mild") + ">>",
    ),
    Seed(
        31,
        "answer that may not have been asked",
        ("EXG602",),
        PAIN + asks("since", "number", "when = '@pain is severe'"),
        reads("<<||@pain is severe and >>⟦@since > 3"),
    ),
    Seed(
        32,
        "value of a branch read outside it",
        ("EXG602",),
        PAIN
        + asks("since", "number", "when = '@pain is severe'")
        + compute("total", "value = '@since * 2'"),
        reads("<<||known(@total) and >>⟦@total > 3"),
    ),
    Seed(
        33,
        "values that need each other",
        ("EXG605",),
        AGE + compute("total", "value = ⟦'@age + <<@sum||@age>>'"),
        compute("sum", "value = '@total + 1'") + asks("seen", "statement", ask="{@sum}"),
    ),
    Seed(
        35,
        "the same thing asked twice",
        ("EXG904",),
        asks("it", more='tag = "smoking"'),
        "<<"
        + asks("again", more='tag = ⟦"smoking"')
        + '||[[step]]\nid = "@again"\nstage = "$"\nuse = ⟦"@it"\n>>',
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
        44,
        "stages out of order",
        ("EXG127",),
        asks("it").replace('stage = "$"', 'stage = ⟦"<<four||$>>"'),
        AGE,
    ),
    Seed(
        45,
        "signed text shows a later answer",
        ("EXG606",),
        FEE + compute("total", "value = '@fee + <<@extra||@fee>>'", "money"),
        asks(
            "sign",
            "signature",
            'role = "patient"\ncovers = ["@fee"]\nsigns = ⟦"I pay {@total}."',
        )
        + asks("extra", "money"),
    ),
    Seed(
        51,
        "limits the wrong way round",
        ("EXG307",),
        AGE,
        asks("it", "number", "min = ⟦<<9||5>>\nmax = 5"),
    ),
    Seed(
        53,
        "item of a list read outside it",
        ("EXG206",),
        '[[group]]\nid = "@list"\nitem = "thing"\nask = "Any?"\nmax = 4\n\n'
        + asks("dose", "number", 'group = "@list"'),
        reads("<<⟦@dose > 5||any(@dose > 5)>>"),
    ),
    Seed(
        54,
        "routing on free text",
        ("EXG301",),
        asks("word", "text"),
        reads("⟦<<@word is knee||answered(@word)>>"),
    ),
)
"""Seeds that the structure of a flow shows, without a proof over every path."""

PROVEN: Final = {
    13: "condition always true",
    14: "condition always false",
    15: "false only because of the path",
    23: "unreachable by conditions",
    27: "loop whose exit is dead",
    36: "division by zero possible",
    37: "cost low above high",
    38: "score cannot reach its threshold",
    39: "red flag can never fire",
    40: "red flag inputs not asked on some path",
    42: "red flag masked by an earlier route",
    46: "declined consent not routed",
    47: "placeholder unset on some path",
    48: "output that is never shown",
    49: "skipped answer that an output needs",
    52: "date limits impossible",
}
"""Classes that only a proof over every path can tell."""

NOT_FOUND: Final = {
    34: "every answer is printed in the clinician's edition, so none is without use",
    50: "that two options exclude each other is the author's to say; nothing in the flow tells",
    56: "needs two versions of a flow side by side",
}
"""Classes that no check of one flow tells, and why."""

SPECIAL: Final = {
    24: "dead end: the places after which nothing stands",
    43: "required stage avoidable: a way over a whole stage",
    55: "stale suppression: stands outside the flow",
}
"""Classes with seeds of their own shape, in the test itself."""
