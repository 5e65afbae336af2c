"""From what a sweep met to findings, each shown by an interview or by there being no way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs

from exoguide.check.findings import Issue, Verdict
from exoguide.check.proof.blocking import blocked_issue, blocks
from exoguide.check.proof.caution import strength
from exoguide.check.proof.interview import interview
from exoguide.check.proof.replay import Played, Player
from exoguide.check.proof.sweep import Contradicted, Hit, Sweep
from exoguide.check.words import called
from exoguide.flow.conditions import ConditionStop
from exoguide.flow.conditions import strict as strictly
from exoguide.flow.model import Step
from exoguide.flow.problems import Path

TURNS: Final = 4
"""How often an example is tried with other values where conditions do not tell them apart."""
MOST_PLAYED: Final = 60
"""Examples that are played in one check; the rest are only possible."""


@attrs.frozen
class Shown:
    """What became of the attempt to show a hit."""

    verdict: Verdict
    words: str
    played: Played | None

    def on(self, issue: Issue, *notes: str) -> Issue:
        """An issue with what shows it."""
        told = "Interview that shows it" if self.verdict is Verdict.PROVEN else "It may be so with"
        own = (f"{told}: {self.words}.",) if self.words else ()
        events = self.played.events if self.played is not None else ()
        notes = (*own, *notes)
        return attrs.evolve(issue, notes=notes, verdict=self.verdict, interview=events)


class Teller:
    """Shows hits of one sweep."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        self.layout = sweep.layout
        self.player = Player(sweep)
        self.exact = sweep.exact()
        self._played = 0

    def show(self, hit: Hit, holds: Callable[[Played], bool]) -> Shown:
        """Find an interview that leads to ``hit`` and play it.

        Raises :class:`Contradicted` when the sweep was exact and the engine does not agree.
        """
        example = self.sweep.states.example(hit.place, hit.held)
        clinic = self._clinic(hit)
        words = interview(self.player, example, self._matter(hit))
        if self._played >= MOST_PLAYED:
            return Shown(Verdict.POSSIBLE, words, None)
        for turn in range(1 if self.exact else TURNS):
            self._played += 1
            played = self.player.play(example, clinic, turn)
            if holds(played):
                words = interview(self.player, example, self._matter(hit))
                return Shown(Verdict.PROVEN, words, played)
        if self.exact:
            raise Contradicted(f"{hit.kind} at {hit.path}: {words}")
        return Shown(Verdict.POSSIBLE, words, None)

    def _clinic(self, hit: Hit) -> dict[str, int]:
        """Clinic values under which it is so, taken from the states at the end."""
        held = self.sweep.diagrams.example(
            self.sweep.diagrams.meet(self.sweep.states.sets[hit.place], hit.held)
        )
        order = self.sweep.timeline.order
        return {
            order[level]: value
            for level, value in held.items()
            if order[level].startswith("clinic.")
        }

    def _matter(self, hit: Hit) -> frozenset[str]:
        order = self.sweep.timeline.order
        names = {order[level] for level in self.sweep.diagrams.support(hit.held)}
        if hit.kind == "gap":
            at = int(hit.path[1])
            for number in range(len(self.layout.entries[at].route)):
                typed = self.layout.typed("step", at, "route", number, "when")
                if typed is not None:
                    names |= self.sweep.vocabulary.names(typed.node)
        for alarm in self.sweep.timeline.alarms:
            if alarm.name in names or alarm.flag.id == hit.about:
                names |= alarm.inputs
        return frozenset(names)

    # Hits ---------------------------------------------------------------------------------------

    def issues(self, told: Iterable[Issue]) -> Iterator[Issue]:
        """The hits that are worth telling beside what has been ``told``."""
        known = {(one.code, one.path) for one in told}
        gaps = {path[1] for code, path in known if code == "EXG401"}
        broken = {path for code, path in known if code in {"EXG602", "EXG604"}}
        signed: set[Path] = set()
        for hit in self.sweep.hits.values():
            match hit.kind:
                case "gap" if hit.path[1] not in gaps:
                    yield self._gap(hit)
                case "stuck":
                    yield self._stuck(hit)
                case "stop" if hit.path not in broken:
                    yield from self._stop(hit)
                case "unassessed" | "standing" | "information" if hit.path not in signed:
                    signed.add(hit.path)
                    yield self._blocked(hit)
                case "rule" | "rule stop":
                    yield self._rule(hit)
                case "hidden":
                    yield from self._hiding(hit)

    def _step(self, hit: Hit) -> Step:
        at = hit.path[1]
        assert isinstance(at, int)  # noqa: S101 - paths of steps hold their place
        return self.layout.step(at)

    def _gap(self, hit: Hit) -> Issue:
        shown = self.show(hit, lambda played: "No route of step" in played.stopped)
        may = "is" if shown.verdict is Verdict.PROVEN else "may be"
        said = f"There {may} no way on from {called(self._step(hit))}: no route takes every answer."
        todo = 'Add a last [[step.route]] with otherwise = "…" (a step, an end, or next).'
        row = self.layout.entries[int(hit.path[1])].route[-1]
        path = (*hit.path, "when" if row.when else "otherwise")
        return shown.on(Issue("EXG402", path, said, todo))

    def _stuck(self, hit: Hit) -> Issue:
        step = self._step(hit)

        def holds(played: Played) -> bool:
            cursor = played.state.cursor if played.state else None
            return cursor is not None and cursor.key.partition("#")[0] == step.id

        shown = self.show(hit, holds)
        said = f"{called(step)} can be asked when every answer to it is closed."
        todo = "Leave one option open, or skip the step with a when."
        return shown.on(Issue("EXG404", hit.path, said, todo))

    def _stop(self, hit: Hit) -> Iterator[Issue]:
        shown = self.show(hit, lambda played: bool(played.stopped))
        if shown.verdict is Verdict.PROVEN:
            what = self.layout.expressions[hit.path].written.what
            said = f"{what[0].upper()}{what[1:]} reads an answer that is not there on some path."
            todo = "Guard it with answered() or known(), or ask it on every way to here."
            yield shown.on(Issue("EXG602", hit.path, said, todo))

    def _blocked(self, hit: Hit) -> Issue:
        shown = self.show(hit, blocks)
        issue, notes = blocked_issue(self.sweep, hit, shown.played)
        return shown.on(issue, *notes)

    def _hiding(self, hit: Hit) -> Iterator[Issue]:
        """Not knowing that does less than caution; the engine must agree that it does not."""
        step = self.layout.asked[hit.about]
        flags = self.layout.flow.flags

        def holds(played: Played) -> bool:
            state = played.state
            if state is None or played.stopped or played.refused:
                return False
            if hit.path[0] == "flag":
                least = strength(flags[int(hit.path[1])].action)
                reading = self.sweep.timeline.reading[hit.about]
                return not any(
                    state.around.raised(one.flag.id)
                    for one in reading
                    if strength(one.flag.action) >= least
                )
            entry = self.layout.entries[int(hit.path[1])]
            if hit.path[2] == "when":
                return all(
                    self.player.plan.nodes[p.node].entry.id != entry.id for p in state.walk.path
                )
            return True

        try:
            shown = self.show(hit, holds)
        except Contradicted:
            return
        if shown.verdict is not Verdict.PROVEN:
            return
        what = "close this option"
        if hit.path[0] == "flag":
            flag = flags[int(hit.path[1])]
            what = f"raise the flag “{flag.title or flag.id}”"
        elif hit.path[2] == "when":
            what = f"ask {called(self._step(hit))}"
        said = f"“Don't know” to {called(step)} does not {what}, and a worrying answer does."
        todo = f"Write risk({step.id}): it holds for worrying answers, “don't know” and"
        todo += " “rather not say”."
        yield shown.on(Issue("EXG724", hit.path, said, todo))

    def _rule(self, hit: Hit) -> Issue:
        index = hit.path[1]
        assert isinstance(index, int)  # noqa: S101 - paths of rules hold their place
        rule = self.layout.flow.rules[index]
        typed = self.layout.typed(*hit.path)
        assert typed is not None  # noqa: S101 - only typed rules are swept
        test = strictly(typed)
        wanted = {"rule": rule.always == "", "rule stop": None}[hit.kind]

        def holds(played: Played) -> bool:
            if played.state is None or played.stopped or played.refused:
                return False
            try:
                return test(played.state.around) is wanted
            except ConditionStop:
                return wanted is None

        shown = self.show(hit, holds)
        says = rule.says.rstrip(".")
        if hit.kind == "rule stop":
            said = f"The safety rule “{says}” reads an answer that is not there on some way."
            todo = "Ask reached() or known() of it first."
            return shown.on(Issue("EXG732", hit.path, said, todo))
        proven = shown.verdict is Verdict.PROVEN
        said = f"The safety rule “{says}” {'is' if proven else 'may be'} broken on some way."
        todo = "Go along the interview, and close the way where it should have ended; or change"
        todo += " the rule."
        return shown.on(Issue("EXG731", hit.path, said, todo))
