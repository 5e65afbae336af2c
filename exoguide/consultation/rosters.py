"""Lists of items as a script gives them: one after the other, or changed at one go."""

from __future__ import annotations

from exoguide.consultation.session import Consultation
from exoguide.consultation.spelling import Items
from exoguide.engine.encoding import Roster


def next_roster(consultation: Consultation, key: str, items: Items) -> Roster:
    """The list of items as a person would give it next: one more, or that it is complete."""
    if items.serials is not None:
        return Roster(items.serials, closed=True)
    ledger = consultation.state.ledger
    given = ledger.answers.get(key)
    listed = given.value.serials if given and isinstance(given.value, Roster) else ()
    if len(listed) >= items.count:
        return Roster(listed, closed=True)
    return Roster((*listed, ledger.serials.get(key, 0) + 1))


def whole_roster(consultation: Consultation, key: str, items: Items) -> Roster:
    """A list of items changed at one go: the serials named, or so many, kept ones first."""
    if items.serials is not None:
        return Roster(items.serials, closed=True)
    ledger = consultation.state.ledger
    given = ledger.answers.get(key)
    listed = given.value.serials if given and isinstance(given.value, Roster) else ()
    used = ledger.serials.get(key, 0)
    new = range(used + 1, used + 1 + items.count - len(listed))
    return Roster((*listed, *new)[: items.count], closed=True)
