"""Conditions and routes: gaps, overlaps, and what never or always holds."""

from __future__ import annotations

from typing import Final

from tests.check.defects.parts import (
    AGE,
    PAIN,
    SHOWN,
    Seed,
    asks,
    compute,
    jumping,
    otherwise,
    reads,
    row,
)

DECIDING: Final = (
    Seed(
        13,
        "step that is always asked",
        ("EXG406",),
        AGE,
        reads("⟦@age < 18 or @age >= <<18||19>>"),
    ),
    Seed(
        13,
        "route that takes everything",
        ("EXG406",),
        AGE,
        jumping("⟦@age < 18 or @age >= <<18||19>>"),
    ),
    Seed(
        13,
        "rule that nothing breaks",
        ("EXG406",),
        AGE + row("@age < 18", "end_later") + otherwise(),
        asks("adult", "statement")
        + '[[rule]]\nid = "@r"\nsays = "Adults only."\n'
        + "never = ⟦'reached(@adult) and @age < 18<< and @age > 65||>>'\n",
    ),
    Seed(
        14,
        "step that is never asked",
        ("EXG507",),
        AGE,
        reads("⟦@age < 18 <<and||or>> @age >= 65"),
    ),
    Seed(
        14,
        "route that takes nothing",
        ("EXG403",),
        AGE,
        jumping("⟦@age < 18 <<and||or>> @age >= 65"),
    ),
    Seed(
        15,
        "step that its path excludes",
        ("EXG507",),
        asks("smoker"),
        asks("packs", "number", "when = '@smoker is yes'")
        + reads("⟦answered(@packs) and @smoker is <<no||yes>>"),
    ),
    Seed(
        15,
        "route that its path excludes",
        ("EXG403",),
        asks("smoker") + row("@smoker is no", "end_later") + otherwise(),
        jumping("⟦@it is yes and @smoker is <<no||yes>>"),
    ),
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
)
