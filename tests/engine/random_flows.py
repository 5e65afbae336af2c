"""Random flows that are valid and use every part of the language, the same for the same seed.

A :class:`Sketch` is a flow as the reference sees it, with its conditions as formulas;
:func:`flow_of` spells it for the engine.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal

import attrs

from exoguide.flow.model import (
    Action,
    Compute,
    ComputeType,
    End,
    Flag,
    Flow,
    FlowHead,
    Group,
    Option,
    Outcome,
    Output,
    OutputItem,
    OutputKind,
    Recheck,
    Route,
    Stage,
    Step,
    StepKind,
)
from exoguide.flow.values import NonAnswer
from tests.engine.formulas import (
    Answered,
    AnyFlag,
    AnyItem,
    AtLeast,
    Both,
    Either,
    Formula,
    Has,
    InformationOnly,
    Is,
    Known,
    Not,
    Raised,
    Risk,
)

BINDING = ("stop", "defer", "refer")
"""The actions that keep signatures away."""


@attrs.frozen
class Limit:
    """A limit: a number, or what an earlier number step says, and the number where it says none."""

    number: int
    step: str = ""

    @property
    def text(self) -> str:
        """As an author writes it."""
        return f"{self.step} else {self.number}" if self.step else str(self.number)


@attrs.frozen
class Ask:
    """One position of a sketch."""

    id: str
    stage: str
    kind: str
    options: tuple[str, ...] = ()
    non_answers: tuple[NonAnswer, ...] = ()
    cautious: tuple[str, ...] = ()
    when: Formula | None = None
    gotos: Mapping[str, str] = attrs.field(factory=dict)
    opens: Mapping[str, Formula] = attrs.field(factory=dict)
    """When an option is open; the others always are."""
    exclusive: str = ""
    routes: tuple[tuple[Formula | None, str], ...] = ()
    least: Limit | None = None
    most: Limit | None = None
    recheck: bool = False
    material: bool | None = None
    depends: tuple[str, ...] = ()
    mentions: str = ""
    """A step whose answer stands in the question."""
    group: str = ""
    use: str = ""
    covers: tuple[str, ...] = ()


@attrs.frozen
class Rounds:
    """Steps asked again until the teach-back succeeds."""

    id: str
    rounds: int
    until: tuple[str, tuple[str, ...]]
    """A step, and the options that end the rounds."""
    exhausted: str


@attrs.frozen
class Repeats:
    """Steps asked for each item of a list."""

    id: str
    least: int
    most: int


@attrs.frozen
class Sum:
    """A compute: weights of chosen options, or numbers added up."""

    id: str
    steps: tuple[str, ...]
    weights: bool


@attrs.frozen
class Alarm:
    """A flag of a sketch."""

    id: str
    action: str
    when: Formula
    applies: Formula | None
    goto: str
    override: bool


@attrs.frozen
class Sketch:
    """A flow with its conditions as formulas."""

    seed: int
    asks: tuple[Ask, ...]
    rounds: Mapping[str, Rounds]
    repeats: Mapping[str, Repeats]
    sums: tuple[Sum, ...]
    alarms: tuple[Alarm, ...]
    ends: Mapping[str, tuple[str, int, bool]]
    """Outcome, rank, and whether it reopens."""
    skippable: tuple[str, ...]

    def ask(self, step: str) -> Ask:
        """The position that asks ``step``."""
        return next(one for one in self.asks if one.id == step)


ENDS: Mapping[str, tuple[str, int, bool]] = {
    "accepted": ("accepted", 50, False),
    "refused": ("declined", 60, False),
    "more_time": ("more_time", 55, True),
    "called": ("emergency", 1, False),
    "today_seen": ("refer_same_day", 2, True),
    "deferred": ("defer", 10, True),
    "referred": ("refer", 20, True),
}
STAGES = ("history", "concerns", "cost", "consent")


class _Maker:
    """Makes one sketch."""

    def __init__(self, seed: int, size: int) -> None:
        self.seed = seed
        self.size = size
        self.random = random.Random(seed)
        self.asks: list[Ask] = []
        self.rounds: dict[str, Rounds] = {}
        self.repeats: dict[str, Repeats] = {}
        self.sums: list[Sum] = []
        self.alarms: list[Alarm] = []

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def some(self, kinds: tuple[str, ...]) -> list[Ask]:
        """The plain questions asked so far of some kinds."""
        return [one for one in self.asks if one.kind in kinds and not one.group and not one.use]

    # Formulas -------------------------------------------------------------------------------

    def atom(self, *, flag: bool) -> Formula | None:
        """A condition about one earlier step, guarded as its place demands."""
        sums = [one for one in self.sums if not flag or self.maybe(0.5)]
        if sums and self.maybe(0.2):
            name = self.random.choice(sums).id
            return Both(Known(name, flag), AtLeast(name, self.random.randint(0, 8)))
        if self.repeats and self.maybe(0.2):
            group = self.random.choice(list(self.repeats))
            option = self.random.choice(("mild", "severe", "unknown"))
            any_item = AnyItem(group, f"what{group.removeprefix('list')}", option)
            return any_item if flag else Both(Answered(group), any_item)
        steps = self.some(("choice", "yes_no", "multi", "number"))
        if flag:
            steps = steps[:4] if self.maybe(0.7) else steps
        if not steps:
            return None
        step = self.random.choice(steps)
        if self.maybe(0.1):
            return Known(step.id, flag)
        if step.kind == "number":
            return Both(Known(step.id, flag), AtLeast(step.id, self.random.randint(0, 60)))
        if step.cautious and self.maybe(0.4):
            return self._guarded(Risk(step.id), flag=flag)
        if step.kind == "multi":
            has = Has(step.id, self.random.choice(step.options))
            return Both(Known(step.id, flag), has)
        names = [*step.options, *(one.value for one in step.non_answers)]
        return self._guarded(Is(step.id, self.random.choice(names)), flag=flag)

    def _guarded(self, formula: Formula, *, flag: bool) -> Formula:
        if flag:
            return formula
        (step,) = formula.reads
        if self.maybe(0.5):
            return Both(Answered(step), formula)
        return Either(Not(Answered(step)), formula)

    def formula(self, *, flag: bool = False) -> Formula | None:
        """A condition of one or two atoms."""
        made = self.atom(flag=flag)
        if made is None:
            return None
        if self.maybe(0.35):
            other = self.atom(flag=flag)
            if other is not None:
                made = self.random.choice((Both, Either))(made, other)
        return Not(made) if self.maybe(0.2) else made

    def condition(self) -> Formula | None:
        """A condition of a step, option or route, which may read flags as well."""
        if self.alarms and self.maybe(0.12):
            seen = Raised(self.random.choice(self.alarms).id)
            return self.random.choice((seen, Not(seen)))
        if self.maybe(0.06):
            return AnyFlag(self.random.choice(("defer", "refer", "caution")))
        return self.formula()

    # Steps ----------------------------------------------------------------------------------

    def question(self, stage: str, number: int) -> Ask:
        kind = self.random.choice(
            (
                "choice",
                "choice",
                "yes_no",
                "yes_no",
                "multi",
                "number",
                "number",
                "text",
                "statement",
            )
        )
        name = f"s{number}"
        non_answers = tuple(one for one in NonAnswer if kind != "statement" and self.maybe(0.25))
        made = Ask(name, stage, kind, non_answers=non_answers)
        if kind in ("choice", "multi"):
            made = attrs.evolve(
                made, options=("mild", "severe", "other")[: self.random.randint(2, 3)]
            )
            if kind == "multi" and self.maybe(0.4):
                made = attrs.evolve(made, exclusive=made.options[0])
        elif kind == "yes_no":
            made = attrs.evolve(made, options=("yes", "no"))
        elif kind == "statement":
            made = attrs.evolve(made, options=("acknowledged",))
        elif kind == "number":
            made = self._limited(made)
        if len(made.options) > 1 and self.maybe(0.4):
            made = attrs.evolve(made, cautious=(self.random.choice(made.options),))
        if number >= 2:
            made = self._dependent(made)
        return attrs.evolve(
            made,
            recheck=self.maybe(0.1),
            material=self.random.choice((None, None, None, True, False)),
        )

    def _limited(self, made: Ask) -> Ask:
        numbers = self.some(("number",))
        if numbers and self.maybe(0.4):
            other = self.random.choice(numbers)
            return attrs.evolve(made, least=Limit(0), most=Limit(70, other.id))
        return attrs.evolve(made, least=Limit(0), most=Limit(60))

    def _dependent(self, made: Ask) -> Ask:
        if self.maybe(0.45):
            made = attrs.evolve(made, when=self.condition())
        if made.kind in ("choice", "multi") and self.maybe(0.3):
            opens = self.condition()
            if opens is not None:
                made = attrs.evolve(made, opens={made.options[-1]: opens})
        if self.maybe(0.15):
            sure = self.asks[0]
            if sure.kind in ("choice", "yes_no", "number"):
                made = attrs.evolve(made, mentions=sure.id)
        if self.maybe(0.15):
            known = self.some(("choice", "yes_no", "number", "multi", "text"))
            if known:
                made = attrs.evolve(made, depends=(self.random.choice(known).id,))
        return made

    def add_round_group(self, stage: str, number: int) -> None:
        group = f"g{number}"
        teach = f"teach{number}"
        inside = group if self.maybe(0.5) else ""
        told = Ask(f"told{number}", stage, "statement", ("acknowledged",), group=inside)
        self.asks.append(told)
        self.asks.append(
            Ask(teach, stage, "teach_back", ("correct", "retaught", "not_yet"), group=group)
        )
        done = ("correct", "retaught") if self.maybe(0.7) else ("correct",)
        exhausted = self.random.choice(("deferred", "next"))
        self.rounds[group] = Rounds(group, self.random.randint(1, 3), (teach, done), exhausted)

    def add_repeat_group(self, stage: str, number: int) -> None:
        group = f"list{number}"
        self.asks.append(
            Ask(
                f"what{number}",
                stage,
                "choice",
                ("mild", "severe"),
                (NonAnswer.UNKNOWN,),
                group=group,
            )
        )
        if self.maybe(0.5):
            self.asks.append(
                Ask(
                    f"dose{number}",
                    stage,
                    "number",
                    when=Is(f"what{number}", "severe") if self.maybe(0.5) else None,
                    least=Limit(0),
                    most=Limit(60),
                    group=group,
                )
            )
        self.repeats[group] = Repeats(group, self.random.randint(0, 1), self.random.randint(2, 3))

    def add_sum(self, number: int) -> None:
        weights = self.maybe(0.5)
        steps = self.some(("choice", "multi") if weights else ("number",))
        if steps:
            chosen = self.random.sample(steps, min(len(steps), self.random.randint(1, 2)))
            names = tuple(sorted(one.id for one in chosen))
            self.sums.append(Sum(f"sum{number}", names, weights))

    def add_alarm(self, number: int) -> None:
        when = self.formula(flag=True)
        if when is None:
            return
        action = self.random.choice(("stop", "defer", "defer", "refer", "caution", "note"))
        goto = {
            "stop": self.random.choice(("called", "today_seen")),
            "defer": "deferred",
            "refer": "referred",
        }.get(action, "")
        applies = self.formula(flag=True) if self.maybe(0.3) else None
        override = action in BINDING and self.maybe(0.6)
        self.alarms.append(Alarm(f"f{number}", action, when, applies, goto, override))

    def add_gate(self, stage: str, number: int) -> None:
        when = self.condition() if self.maybe(0.15) else None
        self.asks.append(Ask(f"gate{number}", stage, "gate", ("end", "information"), when=when))

    def add_use(self, stage: str, number: int) -> None:
        asked = [
            one
            for one in self.some(("choice", "yes_no", "number"))
            if one.when is not None and not one.gotos
        ]
        if asked:
            step = self.random.choice(asked)
            when = self.formula() if self.maybe(0.5) else None
            self.asks.append(Ask(f"again{number}", stage, "", use=step.id, when=when))

    def make(self) -> Sketch:
        number = 0
        for stage in STAGES[:3]:
            self.asks.append(self.question(stage, number))
            number += 1
            for _ in range(self.size):
                self._add(stage, number)
                number += 1
        self._closing(number + 1)
        self._route()
        return Sketch(
            self.seed,
            tuple(self.asks),
            self.rounds,
            self.repeats,
            tuple(self.sums),
            tuple(self.alarms),
            ENDS,
            tuple(stage for stage in STAGES[1:3] if self.maybe(0.5)),
        )

    def _add(self, stage: str, number: int) -> None:
        draw = self.random.random()
        if draw < 0.05 and number > 2:
            self.add_round_group(stage, number)
        elif draw < 0.1 and number > 2:
            self.add_repeat_group(stage, number)
        elif draw < 0.17:
            self.add_gate(stage, number)
        elif draw < 0.22:
            self.add_use(stage, number)
        else:
            self.asks.append(self.question(stage, number))
        if self.maybe(0.25):
            self.add_alarm(number)
        if self.maybe(0.15):
            self.add_sum(number)

    def _closing(self, number: int) -> None:
        stage = STAGES[3]
        self.add_gate(stage, number)
        fits: Formula = Not(InformationOnly())
        for action in BINDING:
            fits = Both(fits, Not(AnyFlag(action)))
        decide = Ask(
            "decide",
            stage,
            "choice",
            ("accept", "later", "decline"),
            opens={"accept": fits} if self.maybe(0.7) else {},
            gotos={"later": "more_time", "decline": "refused"},
        )
        self.asks.append(decide)
        plain = [
            one.id for one in self.asks if not one.group and not one.use and one.kind != "gate"
        ]
        for role in ("patient", "clinician")[: self.random.randint(1, 2)]:
            covers = tuple(sorted(self.random.sample(plain, min(2, len(plain)))))
            self.asks.append(Ask(f"sign_{role}", stage, "signature", ("signed",), covers=covers))
            if role == "patient" and self.maybe(0.3):
                self.asks.append(self.question(stage, 90))
        self.asks.append(
            Ask("close", stage, "statement", ("acknowledged",), routes=((None, "accepted"),))
        )

    def _route(self) -> None:
        """Let some plain questions lead forward elsewhere than to the next step."""
        for place, one in enumerate(self.asks):
            if place < 2 or one.group or one.use or one.stage == STAGES[3]:
                continue
            used = [n for n, other in enumerate(self.asks) if other.use == one.id]
            later = [
                other.id
                for other in self.asks[place + 2 :]
                if not other.group and not other.use and not other.id.startswith(("sign", "close"))
            ]
            targets = [*later[:6], "refused", "more_time"]
            if one.kind in ("choice", "yes_no") and self.maybe(0.15):
                goto = self.random.choice(targets)
                self.asks[place] = attrs.evolve(one, gotos={one.options[-1]: goto})
            elif not used and self.maybe(0.12):
                made = InformationOnly() if one.kind == "gate" else self._back(place)
                if made is not None:
                    routes = ((made, self.random.choice(targets)), (None, "next"))
                    self.asks[place] = attrs.evolve(one, routes=routes)

    def _back(self, place: int) -> Formula | None:
        """A condition that reads steps up to ``place`` only."""
        kept = self.asks, self.alarms, self.sums
        self.asks, self.alarms, self.sums = self.asks[: place + 1], [], []
        made = self.formula()
        self.asks, self.alarms, self.sums = kept
        return made


def sketch(seed: int, size: int = 3) -> Sketch:
    """The flow of ``seed``; about ``size`` questions in each of its stages, and a closing."""
    return _Maker(seed, size).make()


WEIGHTS = {"mild": 1, "severe": 3, "other": 2, "accept": 0, "later": 0, "decline": 0}
"""What an option counts in a score."""


def flow_of(made: Sketch) -> Flow:
    """The flow that the engine walks."""
    groups = [
        Group(
            one.id,
            rounds=one.rounds,
            until=f"{one.until[0]} in [{', '.join(one.until[1])}]",
            on_exhausted=one.exhausted,
        )
        for one in made.rounds.values()
    ]
    groups += [
        Group(one.id, item="medicine", ask="Which medicines?", min=one.least, max=one.most)
        for one in made.repeats.values()
    ]
    return Flow(
        FlowHead(f"random-{made.seed}", "Random", "1", "en", languages=("fr",)),
        stages=tuple(
            Stage(name, name, number, skippable=name in made.skippable)
            for number, name in enumerate(STAGES, 1)
        ),
        steps=tuple(_step(one) for one in made.asks),
        groups=tuple(groups),
        computes=tuple(
            Compute(one.id, ComputeType.NUMBER, score=one.steps)
            if one.weights
            else Compute(one.id, ComputeType.NUMBER, value=" + ".join(one.steps))
            for one in made.sums
        ),
        flags=tuple(
            Flag(
                one.id,
                Action(one.action),
                one.when.text,
                f"Flag {one.id}.",
                applies=one.applies.text if one.applies else "",
                goto=one.goto,
                override=one.override,
            )
            for one in made.alarms
        ),
        outputs=(
            Output(
                "told",
                OutputKind.SECTION,
                "Told",
                items=tuple(
                    OutputItem(f"line_{one.id}", f"About {one.id}", when=f"known({one.id})")
                    for one in made.asks[:2]
                    if one.kind in ("choice", "yes_no", "number")
                ),
            ),
        ),
        ends=tuple(
            End(name, name, Outcome(outcome), rank, f"End {name}.", reopens=reopens)
            for name, (outcome, rank, reopens) in made.ends.items()
        ),
    )


def _step(one: Ask) -> Step:
    when = one.when.text if one.when else ""
    if one.use:
        return Step(one.id, one.stage, use=one.use, when=when)
    kind = StepKind(one.kind)
    options: tuple[Option, ...] = ()
    routes = tuple(
        Route(when=test.text, goto=goto) if test else Route(otherwise=goto)
        for test, goto in one.routes
    )
    if kind in (StepKind.CHOICE, StepKind.MULTI):
        options = tuple(
            Option(
                name,
                name.title(),
                when=one.opens[name].text if name in one.opens else "",
                unavailable="It does not fit." if name in one.opens else "",
                goto=one.gotos.get(name, ""),
                weight=Decimal(WEIGHTS[name]),
                exclusive=name == one.exclusive,
            )
            for name in one.options
        )
    elif one.gotos:
        (option, goto), *_ = one.gotos.items()
        routes = (Route(when=f"{one.id} is {option}", goto=goto), Route(otherwise="next"))
    asked = f"About {{{one.mentions}}}: {one.id}?" if one.mentions else f"Question {one.id}?"
    return Step(
        one.id,
        one.stage,
        kind,
        ask="" if kind is StepKind.GATE else asked,
        when=when,
        group=one.group,
        non_answers=one.non_answers,
        cautious=one.cautious,
        depends=one.depends,
        recheck=Recheck.VISIT if one.recheck else Recheck.NEVER,
        material=one.material if kind not in (StepKind.GATE, StepKind.SIGNATURE) else None,
        options=options,
        min=one.least.text if one.least else "",
        max=one.most.text if one.most else "",
        route=routes,
        role=one.id.removeprefix("sign_") if kind is StepKind.SIGNATURE else "",
        signs="I agree." if kind is StepKind.SIGNATURE else "",
        covers=one.covers,
        tests=f"told{one.id[5:]}" if kind is StepKind.TEACH_BACK else "",
    )
