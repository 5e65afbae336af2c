"""What an event would bring about, before it is committed.

Computed from the log with the event in it, and looked at ahead: nothing is guessed, and what
hangs on a question that is still open is said to be possible only.
"""

from __future__ import annotations

import attrs

from exoguide.engine.allowed import Refusal
from exoguide.engine.apply import apply
from exoguide.engine.events import Event, Kind
from exoguide.engine.outlook import Outlook, outlook
from exoguide.engine.outputs import shown_items, shows
from exoguide.engine.path import READABLE, Status
from exoguide.engine.rendering import render, show
from exoguide.engine.state import State
from exoguide.engine.surroundings import BINDING, FlagState, Surroundings


@attrs.frozen
class Line:
    """One line of the summary that would change: its id, and its text before and after."""

    id: str
    before: str
    after: str


@attrs.frozen
class Consequences:
    """The difference that an event makes, in keys and ids, in walk order."""

    asks: tuple[str, ...] = ()
    """Questions that come up and have no answer."""
    may_ask: tuple[str, ...] = ()
    """Questions that come up if an open one is answered in a certain way."""
    sets_aside: tuple[str, ...] = ()
    """Answers that leave the path: kept, and offered again if it returns."""
    brings_back: tuple[str, ...] = ()
    """Answers set aside earlier that hold again."""
    confirms: tuple[str, ...] = ()
    """Answers that must be confirmed."""
    again: tuple[str, ...] = ()
    """Answers that are no longer allowed."""
    raises: tuple[str, ...] = ()
    """Flags that will be raised."""
    may_raise: tuple[str, ...] = ()
    """Flags that hang on a question that comes up."""
    clears: tuple[str, ...] = ()
    voids: tuple[str, ...] = ()
    """Signatures that become void."""
    lines: tuple[Line, ...] = ()
    """Costs and checklist lines that appear, vanish or change."""
    leaves_end: str = ""
    """The end that had been reached and no longer is."""
    reaches_end: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return any(attrs.astuple(self, recurse=False))


def consequences(state: State, event: Event) -> Consequences | Refusal:
    """What ``event`` would bring about; a refusal when it cannot be taken.

    A reason or a confirmation that the event still lacks is not missed here: it is asked for once
    the person has seen what follows.
    """
    body = {"reason": "(not given yet)", "sure": True, **event.body}
    if event.kind not in (Kind.ANSWERED, Kind.UNDONE):
        body = dict(event.body)
    taken = apply(state, attrs.evolve(event, body=body))
    if isinstance(taken, Refusal):
        return taken
    before = outlook(state.plan, state.ledger)
    after = outlook(state.plan, taken.state.ledger)
    changed = str(event.body.get("key", ""))
    return _difference(state, taken.state, before, after, changed)


def _difference(
    state: State, then: State, before: Outlook, after: Outlook, changed: str
) -> Consequences:
    now = state.ledger.answers
    old, new = before.positions, after.positions
    opened = [
        key
        for key, position in new.items()
        if position.status is Status.OPEN
        and key != changed
        and (key not in old or old[key].status in READABLE)
    ]
    certain = {f.id for f in then.raised if not state.around.raised(f.id)}
    certain |= {
        name
        for name, flag in after.around.flags.items()
        if flag is FlagState.RAISED and before.around.flags.get(name) is not FlagState.RAISED
    }
    order = state.plan.flag_order
    return Consequences(
        asks=tuple(key for key in opened if key not in after.possible),
        may_ask=tuple(key for key in opened if key in after.possible),
        sets_aside=tuple(key for key, p in old.items() if p.status in READABLE and key not in new),
        brings_back=tuple(
            key
            for key, position in new.items()
            if position.status in READABLE and key not in old and key in now
        ),
        confirms=_turned(before, after, Status.TO_CONFIRM),
        again=_turned(before, after, Status.AGAIN),
        raises=tuple(sorted(certain, key=order.__getitem__)),
        may_raise=_may_raise(before, after, set(opened), certain),
        clears=tuple(
            name
            for name, flag in before.around.flags.items()
            if flag is FlagState.RAISED and not after.around.raised(name)
        ),
        voids=tuple(
            key
            for key, position in state.positions.items()
            if now.get(key) is not None
            and now[key].name
            and position.status is Status.ANSWERED
            and (key not in new or new[key].status is not Status.ANSWERED)
        ),
        lines=_lines(before, after),
        leaves_end=before.end if before.end != after.end else "",
        reaches_end=after.end if before.end != after.end else "",
    )


def _turned(before: Outlook, after: Outlook, status: Status) -> tuple[str, ...]:
    old = before.positions
    return tuple(
        key
        for key, position in after.positions.items()
        if position.status is status and (key not in old or old[key].status is not status)
    )


def _may_raise(
    before: Outlook, after: Outlook, opened: set[str], certain: set[str]
) -> tuple[str, ...]:
    """Flags that a question which comes up can raise, strongest reading: any of its inputs."""
    plan = after.around.plan
    names = {plan.nodes[after.positions[key].node].key for key in opened}
    return tuple(
        name
        for name, flag in plan.flags.items()
        if name not in certain
        and flag.action in BINDING
        and not before.around.raised(name)
        and names & set(flag.inputs)
        and not (flag.applies is not None and flag.applies.guess(after.around) is False)
    )


def _lines(before: Outlook, after: Outlook) -> tuple[Line, ...]:
    old, new = _shown(before.around), _shown(after.around)
    return tuple(
        Line(name, old.get(name, ""), new.get(name, ""))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    )


def _shown(around: Surroundings) -> dict[str, str]:
    """Every line that the summary would print now, by id."""
    found: dict[str, str] = {}
    for output in around.plan.flow.outputs:
        if not shows(around, output):
            continue
        for item in shown_items(around, output):
            text = render(around, item.text, language="")
            value = f": {show(around, item.value, '')}" if item.value else ""
            found[f"{output.id}.{item.id}"] = f"{text}{value}"
        if output.total:
            found[f"{output.id}.total"] = f"{output.title}: {show(around, output.total, '')}"
    return found
