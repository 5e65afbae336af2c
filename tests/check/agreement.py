"""Whether the proof and the engine say the same of one flow."""

from __future__ import annotations

from exoguide.check.expressions import expressions
from exoguide.check.layout import Layout
from exoguide.check.proof.sweep import Sweep
from exoguide.flow.model import Flow
from tests.check.enumeration import Enumeration, Seen, TooManySessions


def swept(flow: Flow) -> Sweep:
    """The sweep of a flow, done."""
    sweep = Sweep(Layout(flow, expressions(flow)))
    sweep.run()
    return sweep


def exact(sweep: Sweep) -> bool:
    """Whether nothing but answers decides the conditions, so that both must say the same."""
    flow = sweep.layout.flow
    lists = any(group.max for group in flow.groups)
    moving = any(" else " in step.max for step in flow.steps)
    return not lists and not moving and all(name[0] not in "=?" for name in sweep.timeline.order)


def said(sweep: Sweep, seen: Seen) -> Seen:
    """What the sweep says, in the form of what was seen."""
    flow, hits = sweep.layout.flow, sweep.hits.values()
    blocking = {"unassessed", "standing", "information"}
    return Seen(
        asked={flow.steps[at].id for at in sweep.asked} - _silent(flow),
        ends=set(sweep.ended),
        raised={flow.flags[index].id for index in sweep.fired},
        blocked={"somewhere"} if any(hit.kind in blocking for hit in hits) else set(),
        faults={
            flow.steps[int(hit.path[1])].id
            for hit in hits
            if hit.kind in {"gap", "stop"} and hit.path[0] == "step"
        },
        broken={
            flow.rules[int(hit.path[1])].id for hit in hits if hit.kind in {"rule", "rule stop"}
        },
        states=seen.states,
    )


def agree(flow: Flow, name: str, most: int = 4000) -> bool:
    """Compare what is said of a flow with every session of it; ``name`` tells it apart.

    ``False`` when it has more than ``most`` states and cannot be gone through. Raises
    ``AssertionError`` where the two differ.
    """
    sweep = swept(flow)
    try:
        seen = Enumeration(sweep, most).run()
    except TooManySessions:
        return False
    told = said(sweep, seen)
    seen.asked -= _silent(flow) | set(sweep.layout.bodies)
    seen.blocked = {"somewhere"} if seen.blocked else set()
    for field in ("asked", "ends", "raised", "blocked", "faults", "broken"):
        happened, claimed = getattr(seen, field), getattr(told, field)
        assert happened <= claimed, (name, field)
        # A rule is told as soon as nothing can mend it, though nobody may sign behind it.
        sure = field != "broken" or not seen.blocked
        assert happened == claimed or not (sure and exact(sweep)), (name, field)
    return True


def _silent(flow: Flow) -> set[str]:
    return {step.id for step in flow.steps if step.use or step.kind == "gate"}
