"""Answers: read too early, not asked, asked twice, and the texts that show them."""

from __future__ import annotations

from typing import Final

from tests.check.defects.parts import AGE, FEE, PAIN, Seed, asks, compute, output, reads

SINCE: Final = asks("since", "number", "when = '@pain is severe'")
READING: Final = (
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
        34,
        "worrying answer that nothing uses",
        ("EXG725",),
        AGE,
        asks(
            "pain",
            "choice",
            "options = [\n"
            '  { id = "none_at_all", label = "None" },\n'
            '  { id = "severe", label = "Severe" },\n'
            '  { id = "torn", label = "Torn" },\n'
            "]\n"
            'cautious = [⟦"severe", "torn"]',
        )
        + '[[flag]]\nid = "@note"\naction = "note"\n#applies#\n'
        "when = '@pain <<is torn||in [severe, torn]>>'\nmessage = \"Look.\"\n",
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
        47,
        "text that shows what some path does not ask",
        ("EXG608",),
        PAIN + SINCE,
        asks("shown", "statement", "<<||when = '@pain is severe'>>", ask="Since {@since}.").replace(
            "ask = ", "ask = ⟦"
        ),
    ),
    Seed(
        47,
        "summary that shows what some path does not ask",
        ("EXG608",),
        PAIN + SINCE,
        output("text = ⟦\"Since {@since}.\"\n<<||when = '@pain is severe'>>"),
    ),
    Seed(
        47,
        "line of the summary that shows what some path does not ask",
        ("EXG608",),
        PAIN + SINCE,
        output(
            'items = [\n{ id = "a", text = "A" },\n'
            '{ id = "b", text = ⟦"Since {@since}."<<||, when = \'answered(@since)\'>> },\n]',
            "checklist",
        ),
    ),
    Seed(
        49,
        "value that a skipped question leaves without",
        ("EXG602",),
        PAIN + SINCE + compute("total", "value = '@since * 2'"),
        reads("<<⟦@total||(⟦@total else 0)>> > 3"),
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
