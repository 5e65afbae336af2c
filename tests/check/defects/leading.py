"""Ways through a flow: what nothing leads to, what leads nowhere, rounds and lists."""

from __future__ import annotations

from typing import Final

from tests.check.defects.parts import AGE, TOLD, Seed, asks, otherwise, row

LEADING: Final = (
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
        23,
        "step that no interview reaches",
        ("EXG508",),
        asks("one") + row("@one is yes", "@third") + otherwise(),
        asks("two")
        + row("<<@one is no||@two is yes>>", "@third")
        + otherwise()
        + asks("orphan", "statement").replace("id = ", "id = ⟦")
        + asks("third", "statement"),
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
        27,
        "rounds whose way out is dead",
        ("EXG510",),
        TOLD,
        '[[group]]\nid = "@again"\nrounds = 3\non_exhausted = "end_later"\n'
        "until = ⟦'@taught <<is correct and @taught is retaught||in [correct, retaught]>>'\n\n"
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
)
