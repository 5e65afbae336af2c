"""What an author reads when a condition is wrong, and where it points."""

from __future__ import annotations

import attrs
import pytest

from exoguide.errors import Exit, FlowError
from exoguide.flow.conditions import ConditionErrors, Type, Use, check, parse
from exoguide.flow.conditions import types as t
from tests.flow.conditions.world import SCOPE, complaints

DATE_HELP = "A date is written `2026-11-23`, a length of time `7 days`."

ONE_ERROR = [
    # The text, the words it points at, the message, the help.
    ("", "", "the condition is empty", ""),
    ("age >", "", "a name, a number or `(` is missing at the end", ""),
    ("age > 18)", ")", "`)` is not expected here", "Remove it, or open the bracket."),
    ("(age > 18", "", "`)` is missing at the end", ""),
    ("max(age 1) > 2", "1", "`)` is needed here, not `1`", ""),
    ("age > > 1", ">", "a name, a number or `(` is needed here, not `>`", ""),
    (
        "age > 18 smoker is yes",
        "smoker",
        "`smoker` is not expected here",
        "Join two conditions with `and` or `or`.",
    ),
    (
        "age > 18 AND smoker is yes",
        "AND",
        "`AND` is not expected here",
        "Write `and` in small letters.",
    ),
    (
        "count_a > 1,000",
        ",",
        "`,` is not expected here",
        "Write numbers without thousands signs, decimals with a point.",
    ),
    ("age = not smoker", "not", "`not` cannot stand here", "Put `not ...` in brackets."),
    (
        "18 < age > 3",
        ">",
        "`>` cannot continue this chain",
        "A chain goes one way, as in `18 <= age < 65`; otherwise join with `and`.",
    ),
    (
        "1 = age = 3",
        "=",
        "`=` cannot continue this chain",
        "A chain goes one way, as in `18 <= age < 65`; otherwise join with `and`.",
    ),
    (
        "age > 1 is yes",
        "is",
        "`is` cannot follow another test",
        "Join the two tests with `and` or `or`.",
    ),
    (
        "pain is in [mild]",
        "in",
        "`is` takes one option",
        "For several options write `in [...]`.",
    ),
    (
        "pain is not [mild]",
        "[",
        "`is` takes one option",
        "For several options write `not in [...]`.",
    ),
    (
        "pain in mild",
        "mild",
        "a list after `in` is needed here, not `mild`",
        "Write options as `[one, other]`.",
    ),
    ("pain in []", "[]", "the list holds no option", ""),
    ("pain in [mild severe]", "severe", "`,` or `]` is needed here, not `severe`", ""),
    ("pain in [mild,", "", "the name of an option after `,` is missing at the end", ""),
    (
        "smoker is true",
        "true",
        "the name of an option after `is` is needed here, not `true`",
        "Write `is yes`.",
    ),
    (
        "smoker is not false",
        "false",
        "the name of an option after `is` is needed here, not `false`",
        "Write `is no`.",
    ),
    (
        "age is 18",
        "18",
        "the name of an option after `is` is needed here, not `18`",
        "Numbers and dates are compared with `=`, `<` and so on.",
    ),
    (
        "symptoms has [fever]",
        "[",
        "`has` takes one option",
        "For several write `has any of`, `has all of` or `has none of`.",
    ),
    (
        "symptoms has any [fever]",
        "[",
        "`of` is needed here, not `[`",
        "Write `has any of [...]`.",
    ),
    (
        "symptoms has not fever",
        "not",
        "`not` cannot stand here",
        "Write `has none of [...]`, or `not` in front.",
    ),
    # Signs of other languages.
    (
        "age == 3",
        "==",
        "`==` is not part of conditions",
        "Write `=` for numbers and dates, `is` for a choice.",
    ),
    ("age => 3", "=>", "`=>` is not part of conditions", "Write `>=`."),
    ("age =< 3", "=<", "`=<` is not part of conditions", "Write `<=`."),
    ("age <> 3", "<>", "`<>` is not part of conditions", "Write `!=`."),
    ("age ≥ 3", "≥", "`≥` is not part of conditions", "Write `>=`."),
    ("age ≤ 3", "≤", "`≤` is not part of conditions", "Write `<=`."),
    ("age ≠ 3", "≠", "`≠` is not part of conditions", "Write `!=`."),
    ("age − 3 > 1", "−", "`−` is not part of conditions", "Write `-`."),
    ("age × 3 > 1", "×", "`×` is not part of conditions", "Write `*`."),
    ("age ÷ 3 > 1", "÷", "`÷` is not part of conditions", "Write `/`."),
    ("age > 3 && true", "&&", "`&&` is not part of conditions", "Write `and`."),
    ("age > 3 || true", "||", "`||` is not part of conditions", "Write `or`."),
    ("!frail", "!", "`!` is not part of conditions", "Write `not`."),
    (
        "pain is 'mild'",
        "'",
        "`'` is not part of conditions",
        "Option names stand without quotes.",
    ),
    (
        "fee > $20",
        "$",
        "`$` is not part of conditions",
        "Write money with its currency code, for example `USD 20`.",
    ),
    (
        "count_a > 5%",
        "%",
        "`%` is not part of conditions",
        "Write a share as a number, for example `0.2 * fee`.",
    ),
    (
        "age ^ 2 > 5",
        "^",
        "`^` is not part of conditions",
        "Write a power as a product, for example `height * height`.",
    ),
    (
        "age > 5;",
        ";",
        "`;` is not part of conditions",
        "Join conditions with `and` or `or`.",
    ),
    ("age > 5 @", "@", "the character `@` (U+0040) means nothing here", ""),
    ("age\u00a0> 5", "\u00a0", "character U+00A0 means nothing here", ""),
    ("\x07", "\x07", "character U+0007 means nothing here", ""),
    # Literals.
    (
        "planned < born + 7days",
        "7days",
        "`7days` is not a number",
        "Put a space between them: `7 days`.",
    ),
    (
        "age > .5",
        ".5",
        "`.5` is not a number",
        "Write numbers as `12` or `0.5`, dates as `2026-11-23`.",
    ),
    (
        "age > 1e9",
        "1e9",
        "`1e9` is not a number",
        "Write numbers as `12` or `0.5`, dates as `2026-11-23`.",
    ),
    (
        "born > 2026-02-30",
        "2026-02-30",
        "there is no date 2026-02-30",
        "Write year-month-day.",
    ),
    (
        "born > today - 1.5 years",
        "1.5 years",
        "a length of time is a whole number",
        "Write it in a smaller unit.",
    ),
    (
        "born > today - 100000 days",
        "100000 days",
        "a length of time is at most 99,999 days",
        "",
    ),
    ("age > " + "9" * 29, "9" * 29, "a number has at most 28 digits", ""),
    ("fee > USD 0." + "9" * 28, "0." + "9" * 28, "a number has at most 28 digits", ""),
    # Names.
    (
        "pian is severe",
        "pian",
        "there is no step or computed value `pian`",
        "Did you mean `pain`?",
    ),
    ("zzz > 1", "zzz", "there is no step or computed value `zzz`", ""),
    (
        "clinic.limt > 1",
        "clinic.limt",
        "there is no clinic value `clinic.limt`",
        "Did you mean `clinic.limit`?",
    ),
    ("pain is sever", "sever", "`pain` has no option `sever`", "Did you mean `severe`?"),
    (
        "smoker is perhaps",
        "perhaps",
        "`smoker` has no option `perhaps`",
        "Its options: yes, no, unknown, declined, not_applicable.",
    ),
    ("pain in [mild, mild]", "mild", "`mild` stands in the list twice", ""),
    (
        "pain is mild or severe",
        "severe",
        "`severe` is an option, not a value by itself",
        "Write `pain is severe`.",
    ),
    (
        "fever",
        "fever",
        "`fever` is an option, not a value by itself",
        "Write `symptoms has fever`.",
    ),
    ("drugs > 3", "drugs", "`drugs` is a repeating group, not a value", "Write `count(drugs)`."),
    ("too_young", "too_young", "`too_young` is a flag", "Write `raised(too_young)`."),
    (
        "dose > 3",
        "dose",
        "`dose` is asked once for each item of `drugs`",
        "Read it inside sum(...), any(...) or all(...).",
    ),
    # Kinds that do not go together.
    (
        "smoker",
        "smoker",
        "a condition is needed here, and this is a choice",
        "Write `smoker is yes`.",
    ),
    (
        "true and symptoms",
        "symptoms",
        "a condition is needed here, and this is a set of choices",
        "Write `symptoms has fever`.",
    ),
    (
        "not age",
        "age",
        "a condition is needed here, and this is a number of years",
        "Compare it with something, or ask known(...).",
    ),
    (
        "pain = severe",
        "pain = severe",
        "a choice cannot be tested with `=`",
        "Write `pain is severe`.",
    ),
    (
        "pain != severe",
        "pain != severe",
        "a choice cannot be tested with `!=`",
        "Write `pain is not severe`.",
    ),
    (
        "age = pain",
        "age = pain",
        "a choice cannot be tested with `=`",
        "Write `pain is ...`.",
    ),
    (
        "symptoms = 1",
        "symptoms = 1",
        "a set of choices cannot be tested with `=`",
        "Write `symptoms has ...`.",
    ),
    (
        "lot = 1",
        "lot = 1",
        "free text cannot be tested with `=`",
        "Free text can only be tested with answered() and known().",
    ),
    (
        "frail = true",
        "frail = true",
        "a condition (true or false) cannot be tested with `=`",
        "Write `frail` or `not frail`.",
    ),
    (
        "(age > 1) = true",
        "(age > 1) = true",
        "a condition (true or false) cannot be tested with `=`",
        "Use and, or and not.",
    ),
    (
        "fee > 20",
        "fee > 20",
        "an amount in USD and a number cannot be compared",
        "Write an amount with its currency, for example `USD 20`.",
    ),
    ("fee > fare", "fee > fare", "an amount in USD and an amount in EUR cannot be compared", ""),
    (
        "age > weight",
        "age > weight",
        "a number of years and a number of kg cannot be compared",
        "",
    ),
    (
        "born > 2026",
        "born > 2026",
        "a date and a number cannot be compared",
        DATE_HELP,
    ),
    (
        "planned - born > 3 months",
        "planned - born > 3 months",
        "a length of time in days and a length of time in months cannot be compared",
        "A month has no fixed number of days; write both in days, or both in months.",
    ),
    (
        "3 months + 2 days > 3 months",
        "3 months + 2 days > 3 months",
        "a length of time in months and days and a length of time in months cannot be compared",
        "A month has no fixed number of days; write both in days, or both in months.",
    ),
    (
        "age + weight > 1",
        "age + weight",
        "a number of years and a number of kg cannot be added",
        "",
    ),
    (
        "born + planned > today",
        "born + planned",
        "a date and a date cannot be added",
        DATE_HELP,
    ),
    (
        "born - 7 > today",
        "born - 7",
        "a date and a number cannot be subtracted",
        DATE_HELP,
    ),
    (
        "7 days - born > today",
        "7 days - born",
        "a length of time in days and a date cannot be subtracted",
        DATE_HELP,
    ),
    (
        "fee * deposit > fee",
        "fee * deposit",
        "an amount in USD and an amount in USD cannot be multiplied",
        "",
    ),
    (
        "fee / fare > 1",
        "fee / fare",
        "an amount in USD and an amount in EUR cannot be divided",
        "",
    ),
    (
        "1 year + 1 day > 1 year + 1 day",
        "1 year + 1 day > 1 year + 1 day",
        (
            "a length of time in months and days and a length of time in months and days "
            "cannot be compared"
        ),
        "A month has no fixed number of days; write both in days, or both in months.",
    ),
    (
        "2 / fee > 1",
        "2 / fee",
        "a number and an amount in USD cannot be divided",
        "Write an amount with its currency, for example `USD 20`.",
    ),
    (
        "7 days / 2 > 1 day",
        "7 days / 2",
        "a length of time in days and a number cannot be divided",
        DATE_HELP,
    ),
    (
        "frail + frail > 1",
        "frail + frail",
        "a condition (true or false) and a condition (true or false) cannot be added",
        "",
    ),
    ("age / 0 > 1", "0", "nothing can be divided by zero", ""),
    ("-born > today", "-born", "a date cannot be made negative", ""),
    (
        "symptoms is fever",
        "symptoms is fever",
        "a set of choices cannot be tested with `is` or `in`",
        "Write `symptoms has fever`.",
    ),
    (
        "frail is yes",
        "frail is yes",
        "a condition (true or false) cannot be tested with `is` or `in`",
        "Write `frail` or `not frail`.",
    ),
    (
        "age is unknown",
        "age is unknown",
        "a number of years cannot be tested with `is` or `in`",
        "Write `not known(age)`.",
    ),
    (
        "age in [old]",
        "age in [old]",
        "a number of years cannot be tested with `is` or `in`",
        "Numbers, money and dates are compared with `=`, `<` and so on.",
    ),
    (
        "pain has severe",
        "pain has severe",
        "a choice cannot be tested with `has`",
        "Write `pain is severe` or `pain in [...]`.",
    ),
    ("age has severe", "age has severe", "a number of years cannot be tested with `has`", ""),
    (
        "symptoms has unknown",
        "symptoms has unknown",
        "`has` tests for options, not for non-answers",
        "Write `not known(symptoms)`.",
    ),
    (
        "symptoms has fevr",
        "fevr",
        "`symptoms` has no option `fevr`",
        "Did you mean `fever`?",
    ),
    (
        "(pain else mild) is unknown",
        "(pain else mild) is unknown",
        "after `else` there is no non-answer left to test for",
        "",
    ),
    (
        "(age + 1) else 3 > 2",
        "age + 1",
        "`else` stands after the name of something that may be missing",
        "",
    ),
    (
        "age else USD 3 > 2",
        "age else USD 3",
        "the default is not the same kind: a number of years and an amount in USD",
        "",
    ),
    (
        "pain else 3 is mild",
        "pain else 3",
        "the default is not the same kind: a choice and a number",
        "",
    ),
    (
        "lot else 3 > 2",
        "lot else 3",
        "free text can have no default",
        "Guard it with known(...).",
    ),
    (
        "(pain else sever) is mild",
        "sever",
        "there is no step or computed value `sever`",
        "",
    ),
    # Functions.
    ("mn(age, 3) > 2", "mn", "there is no function `mn`", "Did you mean `min`?"),
    ("known()", "known()", "known() takes 1 argument", ""),
    ("age_on(born) > 3", "age_on(born)", "age_on() takes 2 arguments", ""),
    ("round(age, 1, 2) > 3", "round(age, 1, 2)", "round() takes 1 to 2 arguments", ""),
    ("min() > 3", "min()", "min() takes 1 or more arguments", ""),
    ("answered(3)", "3", "answered() takes the name of a step", ""),
    (
        "answered(bmi)",
        "bmi",
        "answered() takes the name of a step",
        "Write `known(bmi)`.",
    ),
    (
        "known(clinic.limit)",
        "clinic.limit",
        "known() takes the name of a step or a computed value",
        "",
    ),
    ("risk(bmi)", "bmi", "risk() takes the name of a step", "Write `known(bmi)`."),
    (
        "known(pian)",
        "pian",
        "there is no step or computed value `pian`",
        "Did you mean `pain`?",
    ),
    (
        "raised(too_yung)",
        "too_yung",
        "raised() takes the name of a flag",
        "Did you mean `too_young`?",
    ),
    ("raised(1)", "1", "raised() takes the name of a flag", ""),
    ("any_flag(stopp)", "stopp", "any_flag() takes an action", "Did you mean `stop`?"),
    (
        "any_flag(2)",
        "2",
        "any_flag() takes an action",
        "Actions: stop, defer, refer, caution, note.",
    ),
    (
        "min(age, fee) > 1",
        "fee",
        "min() takes numbers, amounts, dates or lengths of time of one kind, not an amount in USD",
        "",
    ),
    (
        "max(frail, frail)",
        "frail",
        (
            "max() takes numbers, amounts, dates or lengths of time of one kind, "
            "not a condition (true or false)"
        ),
        "",
    ),
    ("round(born) > born", "born", "round() takes a number or an amount, not a date", ""),
    ("round(age, 0.5) > 1", "0.5", "the places of round() are a whole number up to 12", ""),
    ("round(age, 13) > 1", "13", "the places of round() are a whole number up to 12", ""),
    ("round(age, age) > 1", "age", "the places of round() are a whole number up to 12", ""),
    (
        "abs(born) > born",
        "born",
        "abs() takes a number, an amount or a length of time, not a date",
        "",
    ),
    ("age_on(born, 3) > 2", "3", "age_on() takes two dates, not a number", ""),
    (
        "days_between(age, born) > 2",
        "age",
        "days_between() takes two dates, not a number of years",
        "",
    ),
    (
        "count(age) > 1",
        "age",
        "count() takes a group or a set of choices, not a number of years",
        "",
    ),
    (
        "sum(age) > 1",
        "sum(age)",
        "sum() reads the items of one repeating group, not none",
        "",
    ),
    (
        "any(dose > 1 and side is left)",
        "any(dose > 1 and side is left)",
        "any() reads the items of one repeating group, not `drugs` and `joints`",
        "",
    ),
    (
        "any(all(dose > 1))",
        "all(dose > 1)",
        "all() cannot stand inside another sum, any or all",
        "",
    ),
    (
        "sum(daily) > 1",
        "daily",
        "sum() takes numbers, amounts or lengths of time, not a choice",
        "",
    ),
    ("any(dose)", "dose", "any() takes a condition, not a number of mg", ""),
    (
        "sum(drug_cost) > USD 1",
        "drug_cost",
        "`drug_cost` is computed once for each item of `drugs`",
        "Write out its expression here.",
    ),
    (
        "any(date_of(dose) > born)",
        "date_of(dose)",
        "date_of() cannot be asked of the items of a group",
        "",
    ),
    ("reached(age)", "reached", "only a rule can use reached()", "Use answered(...) instead."),
]


@pytest.mark.parametrize(("text", "words", "message", "advice"), ONE_ERROR)
def test_an_error_says_what_is_wrong_where_and_what_to_write(
    text: str, words: str, message: str, advice: str
) -> None:
    assert [(m, a) for _, m, a in complaints(text)] == [(message, advice)]
    assert complaints(text)[0][0] == words


@pytest.mark.parametrize(
    ("text", "use", "words", "message", "advice"),
    [
        (
            "answered(age)",
            Use.FLAG,
            "answered",
            "a flag cannot ask whether something is answered",
            "It is not assessed until then; say in `applies` when it matters.",
        ),
        (
            "raised(too_young)",
            Use.FLAG,
            "raised",
            "a flag cannot read flags",
            "Write out the condition itself.",
        ),
        (
            "any_flag(stop)",
            Use.FLAG,
            "any_flag",
            "a flag cannot read flags",
            "Write out the condition itself.",
        ),
        (
            "before(age, pain)",
            Use.COMPUTE,
            "before",
            "only a rule can use before()",
            "Use answered(...) instead.",
        ),
        (
            "reached(aeg)",
            Use.RULE,
            "aeg",
            "reached() takes the name of a step",
            "Did you mean `age`?",
        ),
        ("before(age, bmi)", Use.RULE, "bmi", "before() takes the name of a step", ""),
    ],
)
def test_a_function_is_refused_where_it_does_not_belong(
    text: str, use: Use, words: str, message: str, advice: str
) -> None:
    assert complaints(text, use) == [(words, message, advice)]


@pytest.mark.parametrize(
    ("text", "expect", "message"),
    [
        ("age", t.Money("USD"), "an amount in USD is needed here, and this is a number of years"),
        ("age", t.Number("kg"), "a number of kg is needed here, and this is a number of years"),
        ("age > 1", t.NUMBER, "a number is needed here, and this is a condition (true or false)"),
        ("pain", t.YES_NO, "a choice is needed here, and this is a choice"),
        (
            "3 months",
            t.Duration("days"),
            "a length of time in days is needed here, and this is a length of time in months",
        ),
    ],
)
def test_a_value_of_another_kind_than_needed_is_refused(
    text: str, expect: Type, message: str
) -> None:
    assert complaints(text, expect=expect) == [(text, message, "")]


def test_all_errors_of_a_condition_are_told_at_once_in_the_order_of_the_text() -> None:
    text = "pian is severe and fee > 20 or not (known(agee) and pain is sever) and age / 0 > 1"
    assert [words for words, _, _ in complaints(text)] == ["pian", "fee > 20", "agee", "sever", "0"]


def test_one_mistake_gives_one_error_however_deep_it_sits() -> None:
    text = "max(1, abs(-(agee + 1) * 2)) else 4 > 3 and not (round(agee) = 1)"
    assert [words for words, _, _ in complaints(text)] == ["agee", "agee"]
    assert [words for words, _, _ in complaints("any(agee > 1)")] == ["agee"]


def test_spans_count_characters_after_accents_too() -> None:
    text = "âge > 3 and pian is severe"
    assert complaints(text) == [
        ("âge", "there is no step or computed value `âge`", "Did you mean `age`?"),
        ("pian", "there is no step or computed value `pian`", "Did you mean `pain`?"),
    ]
    with pytest.raises(ConditionErrors) as found:
        check(text, SCOPE, Use.CONDITION)
    assert [error.span for error in found.value.errors] == [(0, 3), (12, 16)]


def test_a_very_long_name_is_cut_in_the_message() -> None:
    ((_, message, _),) = complaints("x" * 1_000)
    assert message == f"there is no step or computed value `{'x' * 39}…`"


def test_errors_belong_to_the_programs_own_family() -> None:
    with pytest.raises(FlowError) as found:
        check("age > and", SCOPE, Use.CONDITION)
    assert found.value.exit_code is Exit.USAGE
    assert "a name, a number or `(` is needed here, not `and`" in str(found.value)


def test_inside_its_group_a_field_is_read_bare_and_other_groups_fields_are_not() -> None:
    inside = attrs.evolve(SCOPE, inside="drugs")
    assert complaints("dose > 3 and drug_cost > USD 1", scope=inside) == []
    assert complaints("side is left", scope=inside) == [
        (
            "side",
            "`side` is asked once for each item of `joints`",
            "Read it inside sum(...), any(...) or all(...).",
        )
    ]


def test_parsing_alone_raises_its_one_error_directly() -> None:
    with pytest.raises(Exception, match="is missing at the end") as found:
        parse("age >")
    assert type(found.value).__name__ == "ConditionError"
