"""A question as a face shows it: texts in the reader's language, options with their reasons."""

from __future__ import annotations

import attrs

from exoguide.engine.allowed import open_options
from exoguide.engine.answering import surroundings_at
from exoguide.engine.encoding import Answer
from exoguide.engine.limits import shown
from exoguide.engine.path import Position, Status
from exoguide.engine.rendering import text
from exoguide.engine.state import State
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.model import StepKind
from exoguide.flow.plan import GroupNode, Node, item
from exoguide.flow.values import NonAnswer
from exoguide.flow.words import word


@attrs.frozen
class Choice:
    """One answer that is offered. ``reason`` says why it cannot be chosen; empty when it can."""

    id: str
    label: str
    help: str = ""
    reason: str = ""
    exclusive: bool = False


@attrs.frozen
class Question:
    """What is asked at one position of the path, in one language.

    ``kind`` is ``None`` for the list of a repeat's items. ``number`` is the item's serial or the
    round. ``suggestion`` is the answer to offer pre-filled. ``flags`` are the ids of the flags
    that a gate puts to the clinician, or that make a signature unavailable.
    """

    key: str
    stage: str
    kind: StepKind | None
    status: Status
    title: str
    ask: str
    note: str = ""
    help: str = ""
    page: str = ""
    number: int = 0
    choices: tuple[Choice, ...] = ()
    non_answers: tuple[tuple[NonAnswer, str], ...] = ()
    least: str = ""
    most: str = ""
    unit: str = ""
    currency: str = ""
    multiline: bool = False
    max_length: int = 0
    role: str = ""
    signs: str = ""
    tests: str = ""
    """The statement that a teach-back tests."""
    cards: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    suggestion: Answer | None = None


def question(state: State, key: str, language: str = "") -> Question:
    """The question at ``key``, which is on the path; ``KeyError`` when it is not.

    ``language`` is the session's unless given.
    """
    position = state.positions[key]
    language = language or state.ledger.language
    around = surroundings_at(state, position)
    group = state.plan.groups.get(key)
    if group is not None:
        return _of_roster(state, group, position, around, language)
    return _of_step(state, position, around, language)


def _of_roster(
    state: State, group: GroupNode, position: Position, around: Surroundings, language: str
) -> Question:
    return Question(
        key=group.id,
        stage=state.plan.nodes[group.first].stage,
        kind=None,
        status=position.status,
        title=text(around, f"group.{group.id}.title", language),
        ask=text(around, f"group.{group.id}.ask", language),
        least=str(group.group.min),
        most=str(group.group.max),
        unit=text(around, f"group.{group.id}.item", language),
        suggestion=state.suggestion(group.id),
    )


def _of_step(state: State, position: Position, around: Surroundings, language: str) -> Question:
    node = state.plan.nodes[position.node]
    step = node.step
    key = f"step.{step.id}"
    limits = {name: limit.test(around) for name, limit in node.limits}
    least, most = limits.get("min"), limits.get("max")
    ask = text(around, f"{key}.ask", language)
    tested = f"step.{step.tests}.ask"
    return Question(
        key=position.key,
        stage=node.stage,
        kind=node.kind,
        status=position.status,
        title=text(around, f"{key}.title", language) or ask,
        ask=ask,
        note=text(around, f"{key}.note", language),
        help=text(around, f"{key}.help", language),
        page=node.entry.page,
        number=item(position.key),
        choices=_choices(node, around, language),
        non_answers=tuple(
            (value, word(state.plan.flow, value.value, language).value)
            for value in step.non_answers
        ),
        least="" if least is None else shown(least, node, language),
        most="" if most is None else shown(most, node, language),
        unit=text(around, f"{key}.unit", language),
        currency=step.currency or state.plan.flow.head.currency,
        multiline=step.multiline,
        max_length=step.max_length,
        role=step.role,
        signs=text(around, f"{key}.signs", language),
        tests=text(around, tested, language) if step.tests else "",
        cards=step.cards,
        flags=_flags(state, node, position),
        suggestion=state.suggestion(position.key),
    )


def _choices(node: Node, around: Surroundings, language: str) -> tuple[Choice, ...]:
    flow = node.plan.flow
    if not node.step.options:
        return tuple(
            Choice(option, word(flow, option, language).value) for option in node.option_ids
        )
    can = open_options(node, around)
    made = []
    for option in node.step.options:
        key = f"step.{node.key}.option.{option.id}"
        reason = "" if can[option.id] else text(around, f"{key}.unavailable", language)
        made.append(
            Choice(
                option.id,
                text(around, f"{key}.label", language),
                text(around, f"{key}.help", language),
                reason or ("" if can[option.id] else word(flow, "unavailable", language).value),
                option.exclusive,
            )
        )
    return tuple(made)


def _flags(state: State, node: Node, position: Position) -> tuple[str, ...]:
    if position.status is Status.BLOCKED:
        return state.walk.blocked
    if node.kind is not StepKind.GATE:
        return ()
    waiting = {"defer", "refer"}
    return tuple(flag.id for flag in state.standing if flag.action.value in waiting)
