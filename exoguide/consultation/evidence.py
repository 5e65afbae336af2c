"""How old the evidence is that a consultation rests on."""

from __future__ import annotations

from exoguide.consultation.session import Consultation
from exoguide.speech import phrase


def overdue_line(consultation: Consultation) -> str:
    """One line on cards past their review date; empty when there is none.

    A new consultation does not begin with such cards, but one that is pinned to its flow goes on
    with them. The line informs and blocks nothing. Days count by the date of the visit.
    """
    state = consultation.state
    today = state.ledger.today
    overdue = sum(
        card.review_by is not None and card.review_by < today for card in state.plan.flow.cards
    )
    return (
        phrase("Evidence cards past their review date: {count}.", count=overdue) if overdue else ""
    )
