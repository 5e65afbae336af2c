"""Random conditions, each written twice: in our language and in CEL, and random answers to them.

Ours is written with as few brackets as its precedence allows, CEL with a bracket round
everything, so that a wrong precedence shows as a different result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final, TypeAlias

import attrs

from exoguide.flow.values import UNSET, Money, NonAnswer, Unset, Value
from tests.flow.conditions.world import PAIN, SYMPTOMS, TODAY, World

OR, AND, NOT, COMPARE, SUM, PRODUCT, UNARY, ELSE, PRIMARY = range(1, 10)

NUMBERS: Final = ("count_a", "count_b", "bmi")
AMOUNTS: Final = ("fee", "deposit")
DATES: Final = ("born", "planned")
CHOICES: Final = {"pain": PAIN, "pain_then": PAIN, "smoker": ("yes", "no")}
INPUTS: Final = (*NUMBERS, *AMOUNTS, *DATES, *CHOICES, "symptoms", "frail")
CAUTIOUS: Final = {"pain": ("moderate", "severe"), "smoker": ("yes",), "pain_then": ()}


@attrs.frozen
class Both:
    """One expression in both languages; ``power`` is how tightly ours binds."""

    ours: str
    cel: str
    power: int = PRIMARY

    def within(self, floor: int) -> str:
        """Ours, bracketed where it must be at a place that binds as tightly as ``floor``."""
        return self.ours if self.power >= floor else f"({self.ours})"


class Writer:
    """Writes random expressions; ``exact`` keeps to what CEL has too."""

    def __init__(self, random: Random, *, exact: bool) -> None:
        self.random = random
        self.one = random.choice
        self.exact = exact
        self.in_items = False

    def number(self, depth: int, names: tuple[str, ...] = NUMBERS) -> Both:
        """A number."""
        forms = ["name", "name", "literal", "else"]
        if depth:
            forms += ["+", "-", "*", "neg", "min", "max", "abs", "days"]
            forms += [] if self.exact else ["/", "round"]
            forms += [] if self.exact or self.in_items else ["sum"]
        match form := self.one(forms):
            case "name":
                return self.name(*names)
            case "literal":
                return self.literal(str(self.random.randint(0, 9)))
            case "else":
                return self.default(names, str(self.random.randint(0, 9)))
            case "days":
                one, other = self.day(depth - 1), self.day(depth - 1)
                cel = f"({other.cel} - {one.cel})"
                # Times one, so that numbers of every unit can meet.
                return Both(f"days_between({one.ours}, {other.ours}) * 1", cel, PRODUCT)
            case "sum":
                return Both("sum(dose else 1) * 1", "", PRODUCT)
            case "round":
                return Both(f"round({self.number(depth - 1, names).ours}, 1)", "")
            case "/":
                one, other = self.number(depth - 1, names), self.number(depth - 1, names)
                divisor = "1" if other.ours == "0" else other.within(UNARY)
                return Both(f"{one.within(PRODUCT)} / {divisor}", "", PRODUCT)
        return self.sum_like(form, lambda: self.number(depth - 1, names))

    def sum_like(self, form: str, make: Callable[[], Both]) -> Both:
        """Arithmetic that is the same for every kind of quantity."""
        one = make()
        match form:
            case "neg":
                return Both(f"-{one.within(UNARY)}", f"(-{one.cel})", UNARY)
            case "abs":
                return Both(f"abs({one.ours})", f"({one.cel} < 0 ? -{one.cel} : {one.cel})")
            case "min" | "max":
                other, sign = make(), "<" if form == "min" else ">"
                cel = f"({one.cel} {sign} {other.cel} ? {one.cel} : {other.cel})"
                return Both(f"{form}({one.ours}, {other.ours})", cel)
        other = make()
        power = PRODUCT if form == "*" else SUM
        ours = f"{one.within(power)} {form} {other.within(power + 1)}"
        return Both(ours, f"({one.cel} {form} {other.cel})", power)

    def amount(self, depth: int) -> Both:
        """An amount of money; in CEL its number."""
        forms = ["name", "literal", "else"] + (
            ["+", "-", "neg", "min", "max", "times"] * bool(depth)
        )
        match form := self.one(forms):
            case "name":
                return self.name(*AMOUNTS)
            case "literal":
                return self.literal(str(self.random.randint(0, 50)), "USD ")
            case "else":
                return self.default(AMOUNTS, str(self.random.randint(0, 50)), "USD ")
            case "times":
                one, other = self.amount(depth - 1), self.number(depth - 1)
                ours = f"{one.within(PRODUCT)} * {other.within(UNARY)}"
                return Both(ours, f"({one.cel} * {other.cel})", PRODUCT)
        return self.sum_like(form, lambda: self.amount(depth - 1))

    def day(self, depth: int) -> Both:
        """A date; in CEL its day number."""
        match self.one(("name", "literal", "today", *["shift", "shift"] * bool(depth))):
            case "name":
                return self.name(*DATES)
            case "today":
                return Both("today", str(TODAY.toordinal()))
            case "literal":
                day = TODAY + timedelta(days=self.random.randint(-40, 40))
                return Both(day.isoformat(), str(day.toordinal()))
        one, sign = self.day(depth - 1), self.one("+-")
        days = self.random.randint(0, 40)
        return Both(f"{one.within(SUM)} {sign} {days} days", f"({one.cel} {sign} {days})", SUM)

    def condition(self, depth: int) -> Both:
        """A condition."""
        forms = ["compare", "chain", "is", "in", "has", "known", "bool", "risk"]
        if depth:
            forms += ["and", "and", "or", "or", "not", "not", "items"]
        match form := self.one(forms):
            case "and" | "or":
                power, sign = (AND, "&&") if form == "and" else (OR, "||")
                parts = [self.condition(depth - 1) for _ in range(self.random.randint(2, 3))]
                ours = f" {form} ".join(part.within(power) for part in parts)
                return Both(ours, f"({f' {sign} '.join(part.cel for part in parts)})", power)
            case "not":
                one = self.condition(depth - 1)
                return Both(f"not {one.within(NOT)}", f"(!{one.cel})", NOT)
            case "compare":
                return self.comparison(depth)
            case "chain":
                return self.chain(depth)
            case "items":
                return self.over_items(depth)
        return self.question(form)

    def comparison(self, depth: int) -> Both:
        """One comparison of two like things."""
        make = self.one((self.number, self.amount, self.day))
        one, other = make(max(depth - 1, 0)), make(max(depth - 1, 0))
        sign = self.one(("=", "!=", "<", "<=", ">", ">="))
        cel = f"({one.cel} {'==' if sign == '=' else sign} {other.cel})"
        return Both(f"{one.within(SUM)} {sign} {other.within(SUM)}", cel, COMPARE)

    def chain(self, depth: int) -> Both:
        """A chain of comparisons in one direction."""
        parts = [self.number(max(depth - 1, 0)) for _ in range(self.random.randint(3, 4))]
        direction = self.one(("<", ">"))
        signs = [self.one((direction, f"{direction}=")) for _ in parts[1:]]
        ours, tests = parts[0].within(SUM), []
        for sign, left, right in zip(signs, parts, parts[1:], strict=False):
            ours += f" {sign} {right.within(SUM)}"
            tests.append(f"({left.cel} {sign} {right.cel})")
        return Both(ours, f"({' && '.join(tests)})", COMPARE)

    def over_items(self, depth: int) -> Both:
        """A test of the items of the repeating group."""
        function, cel = self.one((("any", "exists"), ("all", "all")))
        sign = self.one(("<", ">="))
        self.in_items = True
        limit = self.number(max(depth - 1, 0))
        test = Both(f"dose {sign} {limit.within(SUM)}", f"(i.dose {sign} {limit.cel})", COMPARE)
        other = self.condition(0)
        joined = Both(f"{test.ours} or {other.within(OR)}", f"({test.cel} || {other.cel})", OR)
        self.in_items = False
        item = self.one((test, joined))
        return Both(f"{function}({item.ours})", f"drugs.{cel}(i, {item.cel})")

    def question(self, form: str) -> Both:
        """A condition that holds no other."""
        match form:
            case "is" | "in":
                return self.choice(form)
            case "has":
                return self.several()
            case "known":
                name = self.one(INPUTS)
                return Both(f"known({name})", f"known_{name}")
            case "risk":
                name = self.one(list(CHOICES))
                risky = ", ".join(f'"{o}"' for o in (*CAUTIOUS[name], "unknown", "declined"))
                ours, cel = f"risk({name})", f"({name} in [{risky}])"
                return Both(ours, cel)
        return self.one(
            (
                Both("frail", "frail"),
                Both("raised(pregnant)", "pregnant"),
                Both("information_only", "information_only"),
                Both("true", "true"),
                Both("false", "false"),
                Both("frail else true", "(known_frail ? frail : true)", ELSE),
            )
        )

    def choice(self, form: str) -> Both:
        """A test of a choice, non-answers included."""
        name = self.one(list(CHOICES))
        options = CHOICES[name]
        negated = self.one((True, False))
        subject = self.one(
            (Both(name, name), Both(f"{name} else {options[0]}", _default(name, options[0])))
        )
        if subject.cel == name:
            options += tuple(answer.value for answer in NonAnswer)
        mark = "!" if negated else ""
        if form == "is":
            option = self.one(options)
            ours = f"{subject.ours} is {'not ' * negated}{option}"
            return Both(ours, f'({mark}({subject.cel} == "{option}"))', COMPARE)
        some = self.some(options)
        ours = f"{subject.ours} {'not ' * negated}in [{', '.join(some)}]"
        return Both(ours, f"({mark}({subject.cel} in {_strings(some)}))", COMPARE)

    def several(self) -> Both:
        """A test of a set of choices."""
        some = self.some(SYMPTOMS)
        match mode := self.one(("one", "any", "all", "none", "count")):
            case "one":
                return Both(f"symptoms has {some[0]}", f'("{some[0]}" in symptoms)', COMPARE)
            case "count":
                return Both("count(symptoms) > 1", "(size(symptoms) > 1)", COMPARE)
            case "all":
                cel = " && ".join(f'"{option}" in symptoms' for option in some)
            case _:
                cel = f"symptoms.exists(s, s in {_strings(some)})"
        mark = "!" if mode == "none" else ""
        ours = f"symptoms has {mode} of [{', '.join(some)}]"
        return Both(ours, f"({mark}({cel}))", COMPARE)

    def some(self, options: tuple[str, ...]) -> list[str]:
        """One to three different options."""
        return self.random.sample(options, self.random.randint(1, min(3, len(options))))

    def name(self, *names: str) -> Both:
        """One of these names."""
        name = self.one(names)
        return Both(name, name)

    def literal(self, digits: str, before: str = "") -> Both:
        """A number or an amount."""
        return Both(f"{before}{digits}", digits)

    def default(self, names: tuple[str, ...], digits: str, before: str = "") -> Both:
        """A name with a default."""
        name = self.one(names)
        return Both(f"{name} else {before}{digits}", f"(known_{name} ? {name} : {digits})", ELSE)


def _default(name: str, option: str) -> str:
    return f'(known_{name} ? {name} : "{option}")'


def _strings(options: list[str]) -> str:
    return str(options).replace("'", '"')


Make: TypeAlias = Callable[[Random], Value]
Answers: TypeAlias = "dict[str, Value | Unset]"


@attrs.frozen
class Given:
    """An answer, a non-answer or UNSET for every input; None for a group not yet met."""

    answers: Answers
    doses: tuple[Value | Unset, ...] | None
    pregnant: bool
    information_only: bool

    def world(self) -> World:
        """The environment of these answers."""
        values = {name: v for name, v in self.answers.items() if not isinstance(v, Unset)}
        computes = {name: values.pop(name) for name in {"bmi", "frail"} & set(values)}
        if self.doses is not None:
            values["drugs"] = tuple(range(len(self.doses)))
        items: list[dict[str, Value]] = [
            {} if isinstance(dose, Unset) else {"dose": dose} for dose in self.doses or ()
        ]
        return World(
            values,
            computes=computes,
            rosters={"drugs": items},
            flags=frozenset({"pregnant"} if self.pregnant else ()),
            information_only=self.information_only,
        )


def condition(random: Random, *, exact: bool = False) -> Both:
    """A random condition."""
    return Writer(random, exact=exact).condition(random.randint(0, 3))


def expression(random: Random) -> Both:
    """A random condition or number."""
    writer = Writer(random, exact=False)
    return random.choice((writer.condition, writer.number))(random.randint(0, 3))


def given(random: Random, *, unset: bool = True, non_answers: bool = True) -> Given:
    """Random answers, and unless told otherwise some non-answers and some unset."""

    def maybe(known: Make) -> Value | Unset:
        return _maybe(random, known, unset=unset, non_answers=non_answers)

    roster = [maybe(_number) for _ in range(random.randint(0, 3))]
    return Given(
        answers={name: maybe(_KNOWN[name]) for name in INPUTS},
        doses=None if unset and random.random() < 0.3 else tuple(roster),
        pregnant=random.random() < 0.5,
        information_only=random.random() < 0.5,
    )


def completed(random: Random, start: Given) -> Given:
    """The same answers with everything that was unset now given, as an answer of any kind."""
    filled = given(random, unset=False)
    answers = {
        name: filled.answers[name] if value is UNSET else value
        for name, value in start.answers.items()
    }
    doses = filled.doses
    if start.doses is not None:
        doses = tuple(
            _maybe(random, _number, unset=False) if dose is UNSET else dose for dose in start.doses
        )
    return attrs.evolve(start, answers=answers, doses=doses)


def _maybe(random: Random, known: Make, *, unset: bool, non_answers: bool = True) -> Value | Unset:
    """A value most of the time."""
    chance = random.random()
    if unset and chance < 0.3:
        return UNSET
    if non_answers and chance < 0.45:
        return random.choice(list(NonAnswer))
    return known(random)


def _number(random: Random) -> Value:
    return Decimal(random.randint(-9, 9))


_KNOWN: Final[Mapping[str, Make]] = {
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys(AMOUNTS, lambda random: Money(Decimal(random.randint(0, 60)), "USD")),
    **dict.fromkeys(DATES, lambda random: TODAY + timedelta(days=random.randint(-40, 40))),
    "pain": lambda random: random.choice(PAIN),
    "pain_then": lambda random: random.choice(PAIN),
    "smoker": lambda random: random.choice(("yes", "no")),
    "symptoms": lambda random: frozenset(random.sample(SYMPTOMS, random.randint(0, 3))),
    "frail": lambda random: random.choice((True, False)),
}


def cel_data(given: Given, *, strict: bool) -> dict[str, object]:
    """The same answers for CEL; what is unset is left out, as is what hangs on it.

    In strict evaluation an unset input is known to be unknown; in partial evaluation it may
    still come.
    """
    data: dict[str, object] = {
        "pregnant": given.pregnant,
        "information_only": given.information_only,
    }
    for name, value in given.answers.items():
        if value is UNSET:
            if strict:
                data[f"known_{name}"] = False
            continue
        data[f"known_{name}"] = not isinstance(value, NonAnswer)
        if not isinstance(value, NonAnswer):
            data[name] = _cel_value(value)
        elif name in CHOICES:
            data[name] = value.value
    if given.doses is not None:
        data["drugs"] = [
            {"dose": _cel_value(dose)} if isinstance(dose, Decimal) else {} for dose in given.doses
        ]
    return data


def _cel_value(value: object) -> object:
    match value:
        case Decimal():
            return int(value)
        case Money(amount=amount):
            return int(amount)
        case date():
            return value.toordinal()
        case frozenset():
            return sorted(value)
    return value
