"""Whether the list of a repeat's items is allowed."""

from __future__ import annotations

from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.encoding import Answer, Roster
from exoguide.flow.plan import GroupNode
from exoguide.speech import phrase


def roster_refusal(
    group: GroupNode, used: int, earlier: Roster | None, value: Answer
) -> Refusal | None:
    """Why ``value`` cannot be the list of a repeat's items; ``None`` when it can.

    ``used`` is the highest serial ever used: new items come after it, so that no serial is used
    twice.
    """
    if not isinstance(value, Roster):
        return Refusal(Why.KIND, phrase("Give the list of items."))
    before = set(earlier.serials) if earlier else set()
    new = [serial for serial in value.serials if serial not in before]
    if sorted(set(value.serials)) != list(value.serials) or any(n <= used for n in new):
        return Refusal(Why.NOT_ALLOWED, phrase("An item's number is used once only."))
    most, least = group.group.max, group.group.min
    name = group.group.item or "item"
    if len(value.serials) > most:
        return Refusal(
            Why.LIMITS, phrase("At most {most} can be listed ({name}).", most=most, name=name)
        )
    if value.closed and len(value.serials) < least:
        return Refusal(
            Why.LIMITS, phrase("List at least {least} ({name}).", least=least, name=name)
        )
    return None
