"""Answers that a step calls cautious and that nothing in the flow tells from harmless ones.

Where flags read the step, one of them must look at the answer; where none does, anything that
asks, closes or leads elsewhere because of it will do. Often a flag was taken away, or forgot one
of the options that it is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.findings import Issue, Verdict
from exoguide.check.proof.diagrams import Set
from exoguide.check.proof.sweep import Sweep
from exoguide.check.words import called, option_words, several
from exoguide.flow.conditions import Use
from exoguide.flow.model import Step
from exoguide.flow.values import NonAnswer


def concern_issues(sweep: Sweep) -> Iterator[Issue]:
    """The steps with such answers."""
    for name, step in sweep.layout.asked.items():
        silent = [one for one in step.cautious if not _heard(sweep, step, one)]
        if silent:
            answers = several([option_words(step, option) for option in silent], "or")
            said = f"No flag looks at {answers}, which {called(step)} calls cautious."
            todo = f"Let a flag read it, as in when = 'risk({name})', or take it out of cautious."
            first = step.cautious.index(silent[0])
            path = ("step", sweep.layout.position[name], "cautious", first)
            yield Issue("EXG725", path, said, todo, verdict=Verdict.PROVEN)


def _heard(sweep: Sweep, step: Step, option: str) -> bool:
    if any(one.id == option and one.goto for one in step.options):
        return True
    level = sweep.timeline.levels.get(step.id)
    if level is None:
        return False
    cells = [*enumerate(sweep.vocabulary.variable(step.id).cells, 1)]
    others = set(step.cautious) - {option}
    chosen = {n: _chosen(cell.value) for n, cell in cells}
    here = [n for n, values in chosen.items() if option in values and others.isdisjoint(values)]
    plain = [n for n, values in chosen.items() if values and values.isdisjoint(step.cautious)]
    if not here or not plain:
        return True
    at = sweep.diagrams.at
    return any(
        at(held, {level: here[0]}) != at(held, {level: other})
        for held in _answering(sweep, step)
        for other in plain
    )


def _chosen(value: object) -> frozenset[object]:
    if isinstance(value, NonAnswer):
        return frozenset()
    return value if isinstance(value, frozenset) else frozenset({value})


def _answering(sweep: Sweep, step: Step) -> Iterator[Set]:
    """Where the flags that read a step are raised, and where its own routes are taken."""
    own = sweep.layout.position[step.id]
    for number in range(len(step.route)):
        typed = sweep.layout.typed("step", own, "route", number, "when")
        if typed is not None:
            yield sweep.meaning.strict(typed.node).true
    alarms = sweep.timeline.reading.get(step.id, ())
    for alarm in alarms:
        when = sweep.meaning.partial(alarm.when).true
        applies = sweep.meaning.partial(alarm.applies).true if alarm.applies is not None else when
        yield sweep.diagrams.meet(when, applies)
    if alarms:
        return
    for path, expression in sweep.layout.expressions.items():
        typed, use = expression.typed, expression.written.use
        if typed is None or use is not Use.CONDITION or path[-1] not in {"when", "until"}:
            continue
        if step.id in sweep.vocabulary.names(typed.node):
            yield sweep.meaning.strict(typed.node).true
