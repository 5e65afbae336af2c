"""What the chain of access says that the sessions of a store must hold.

A session cannot tell by itself that it was cut off, put back to an earlier day or removed with its
head; the entries of access can, since each holds the head of its session at that moment. An entry
of a rescue says that a session is shorter from then on, or gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import attrs

from exoguide.records.access import CHAIN, Deed, entries
from exoguide.records.chain import Link
from exoguide.records.store import Store
from exoguide.records.verify import Finding, Problem, Verdict, check_log, verify


@attrs.frozen
class Witnesses:
    """What was seen of each session, and whether the chain that says so is sound.

    ``seen`` has the digest in hexadecimal digits by session and sequence number. ``erased`` names
    the sessions whose words were erased on purpose. After the first entry that is not as it was
    saved, nothing is believed.
    """

    verdict: Verdict
    seen: Mapping[str, Mapping[int, str]]
    erased: frozenset[str]


def witnesses(store: Store) -> Witnesses:
    """What the chain of access says, as far as it is sound."""
    log = store.access_log()
    verdict = check_log(CHAIN, log, store.record_key)
    if log.head is None and not log.links:
        verdict = attrs.evolve(verdict, finding=None)  # nobody has done anything yet
    seen: dict[str, dict[int, str]] = defaultdict(dict)
    erased = set()
    for entry in entries(log.links[: verdict.events]):
        if entry.deed == Deed.RESCUE.value:  # what was lost is on record from here on
            seen[entry.session] = {
                seq: digest for seq, digest in seen[entry.session].items() if seq <= entry.head_seq
            }
        if entry.head_seq > 0:
            seen[entry.session][entry.head_seq] = entry.head
        if entry.deed == Deed.ERASE.value:
            erased.add(entry.session)
    return Witnesses(verdict, seen, frozenset(erased))


def verify_all(store: Store) -> Iterator[Verdict]:
    """The verdict on every session that is stored or was seen, then on the chain of access."""
    known = witnesses(store)
    for session_id in session_ids(store, known):
        yield verify_witnessed(store, session_id, known)
    yield known.verdict


def session_ids(store: Store, known: Witnesses) -> list[str]:
    """Every session that is stored or, in a store of real ones, was seen; in order."""
    # Practice sessions may be deleted.
    seen = set() if store.practice else {name for name, heads in known.seen.items() if heads}
    return sorted(seen | set(store.ids()))


def verify_witnessed(store: Store, session_id: str, known: Witnesses) -> Verdict:
    """The verdict on a session, held against what was seen of it as well."""
    verdict = verify(store, session_id)
    if not verdict.sound:
        return verdict
    finding = _contradiction(store.log(session_id).links, session_id, known)
    return attrs.evolve(verdict, finding=finding)


def _contradiction(links: Sequence[Link], session_id: str, known: Witnesses) -> Finding | None:
    for seq, digest in sorted(known.seen.get(session_id, {}).items()):
        if seq > len(links) or links[seq - 1].digest.hex() != digest:
            return Finding(seq, Problem.PUT_BACK)
    if session_id not in known.erased:
        for link in links:
            if link.body is None:
                return Finding(link.header.seq, Problem.WORDS_LOST)
    return None
