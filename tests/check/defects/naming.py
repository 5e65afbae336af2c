"""Files, tables, names and types: what a flow says of itself."""

from __future__ import annotations

from typing import Final

from tests.check.defects.parts import (
    AGE,
    FEE,
    PAIN,
    SHOWN,
    WEIGHT,
    Seed,
    asks,
    compute,
    otherwise,
    reads,
    row,
)

NAMING: Final = (
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
)
