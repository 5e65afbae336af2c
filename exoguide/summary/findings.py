"""The flags that were raised, and the signatures that were given: in words, none left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exoguide.engine.ledger import Given
from exoguide.engine.path import Status
from exoguide.flow.model import Action
from exoguide.flow.plan import FlagNode, base
from exoguide.speech import spoken
from exoguide.speech.roles import role_of
from exoguide.summary.document import Part, PartKind
from exoguide.summary.lines import Flag, Signature
from exoguide.summary.teller import Teller
from exoguide.summary.wording import iso_time

LAST: Final = 100
"""The rank of a flag that leads to no end: after all that do."""


def flag_part(teller: Teller) -> Part:
    """Every raised flag with its words, the strongest first, and who set it aside."""
    return Part(
        id="flags",
        kind=PartKind.FLAGS,
        title=teller.word("sheet.flags"),
        lines=tuple(
            _flag(teller, flag)
            for flag in sorted(teller.state.raised, key=lambda flag: _rank(teller, flag))
        ),
    )


def _rank(teller: Teller, flag: FlagNode) -> tuple[int, int, int]:
    end = teller.plan.ends.get(flag.flag.goto)
    strength = list(Action).index(flag.action)
    return (end.rank if end else LAST, strength, teller.plan.flag_order[flag.id])


def _flag(teller: Teller, flag: FlagNode) -> Flag:
    around = teller.state.around
    field = "message"
    if flag.flag.message_unknown and around.by_ignorance(flag):
        field = "message_unknown"
    lifted = around.lifted(flag)
    said = ""
    if lifted is not None and lifted.document:
        said = teller.word(
            "sheet.resolved",
            who=lifted.who,
            document=lifted.document,
            date=teller.day(lifted.day),
        )
    elif lifted is not None:
        said = teller.word(
            "sheet.lifted", who=teller.person(lifted.event.user), date=teller.day(lifted.event.at)
        )
    return Flag(
        id=f"flag.{flag.id}",
        action=teller.word(f"action.{flag.action.value}"),
        title=teller.text(f"flag.{flag.id}.title"),
        message=teller.text(f"flag.{flag.id}.{field}"),
        lifted=said,
        reason=lifted.reason if lifted else "",
    )


def signature_part(teller: Teller) -> Part:
    """Every signature that was given, in order; those that no longer hold are void."""
    found = sorted(_signatures(teller), key=lambda one: one[1].seq)
    return Part(
        id="signatures",
        kind=PartKind.SIGNATURES,
        title=teller.word("sheet.signatures"),
        lines=tuple(
            Signature(
                id=f"sign.{key}.{given.seq}",
                role=spoken(role_of(given.role), teller.language),
                name=given.name,
                time=iso_time(teller.words, given.event.at),
                meaning=_meaning(teller, key),
                good=good,
            )
            for key, given, good in found
        ),
    )


def _meaning(teller: Teller, key: str) -> str:
    return teller.text(f"step.{base(key)}.signs") or teller.asked(key)


def _signatures(teller: Teller) -> Iterator[tuple[str, Given, bool]]:
    """Key, signature and whether it holds: the present ones and all that they replaced."""
    ledger, positions = teller.state.ledger, teller.state.positions
    for kept, present in ((ledger.answers, True), (ledger.retired, False)):
        for key, latest in kept.items():
            position = positions.get(key)
            good = present and position is not None and position.status is Status.ANSWERED
            given: Given | None = latest
            while given is not None:
                if given.name:
                    yield key, given, good
                good = False
                given = given.previous
