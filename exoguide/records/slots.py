"""Slots that open a store with a secret that a person knows: a passphrase, or the recovery code.

The secret, slowed down by Argon2id, opens a private key (X25519) that belongs to the slot alone,
and the data key is wrapped for its public half. So a store can be given a new data key while
nobody but the one who asks for it is there: the slots of all others are wrapped again without
their passphrases.

Four things are told apart: bytes that were damaged (``check``, which takes no secret), a wrong
secret (the private key does not open), a slot of another store (the data key does not open), and
a slot that was planted or altered by somebody without the data key (``seal``).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Final

import attrs

from exoguide.canonical import Json, canonical
from exoguide.errors import StoreError
from exoguide.records.keys import KEY_BYTES, PASSPHRASE, RECOVERY, Slot, StoreKey, damaged
from exoguide.records.wrapping import (
    OtherStore,
    Unwrap,
    agreed,
    bound,
    read_bytes,
    sealed_in,
    slowed,
    unwrapped,
)

_SALT: Final = 16
_UNSEALED: Final = frozenset({"check", "seal"})


@attrs.frozen
class Cost:
    """What one try of a secret costs; stored in the slot, so that later versions may raise it.

    ``memory`` in KiB, ``time`` in passes, ``lanes`` that can be worked on at once.
    """

    memory: int
    time: int
    lanes: int


COST: Final = Cost(memory=65_536, time=3, lanes=4)
"""RFC 9106, section 4, second choice: 64 MiB. About 0.15 s on one core."""


def passphrase_slot(key: StoreKey, user: str, passphrase: str, cost: Cost = COST) -> Slot:
    """A new slot for ``user`` that opens ``key`` with ``passphrase``."""
    return _slot(key, PASSPHRASE, user, passphrase, cost)


def recovery_slot(key: StoreKey, code: str, cost: Cost = COST) -> Slot:
    """A new slot that opens ``key`` with the recovery code."""
    return _slot(key, RECOVERY, "", code, cost)


def _slot(key: StoreKey, kind: str, user: str, secret: str, cost: Cost) -> Slot:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    told: dict[str, Json] = {
        "kind": kind,
        "id": secrets.token_hex(8),
        "user": user,
        "kdf": {
            "name": "argon2id",
            "salt": secrets.token_bytes(_SALT).hex(),
            **attrs.asdict(cost),
        },
        "public": private.public_key().public_bytes_raw().hex(),
    }
    opener = slowed(secret, told)
    told["private"] = sealed_in(opener, private.private_bytes_raw(), canonical(told))
    return rewrapped(told, key)


def rewrapped(slot: Slot, key: StoreKey) -> Slot:
    """The same slot, opened by the same secret, holding another data key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    kept = {name: slot[name] for name in ("kind", "id", "user", "kdf", "public", "private")}
    theirs = X25519PublicKey.from_public_bytes(read_bytes(slot["public"]))
    once = X25519PrivateKey.generate()
    mine = once.public_key()
    wrapped = sealed_in(
        agreed(once.exchange(theirs), mine, theirs), key.key, bound(key.store, slot)
    )
    made: dict[str, Json] = {
        **kept,
        "wrapped": {"from": mine.public_bytes_raw().hex(), **wrapped},
    }
    made["seal"] = _seal(made, key)
    made["check"] = _check(made)
    return made


def opened_slot(
    slot: Slot, store: bytes, secret: str, folder: Path, unwrap: Unwrap = unwrapped
) -> StoreKey:
    """The data key in ``slot``, for the store with this name.

    :class:`WrongSecret` when the secret is another one; ``StoreError`` when the slot is damaged or
    belongs to another store. ``folder`` is for its words.
    """
    try:
        if slot["check"] != _check(slot):
            raise damaged(folder, "a slot in it is not what was saved")
        key = StoreKey(store, unwrap(slot, store, secret))
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(folder, "a slot in it cannot be read") from error
    except OtherStore:
        raise damaged(folder, "a slot in it belongs to another store") from None
    if len(key.key) != KEY_BYTES or not is_genuine(slot, key):
        raise damaged(folder, "a slot in it was altered")
    return key


def is_genuine(slot: Slot, key: StoreKey) -> bool:
    """Whether the slot was made by somebody who held the data key."""
    try:
        seal = _seal(slot, key)
    except (TypeError, ValueError):  # numbers or halves of characters that no slot holds
        return False
    return hmac.compare_digest(str(slot.get("seal")).encode("utf-8", "replace"), seal.encode())


def require_genuine(slots: tuple[Slot, ...], key: StoreKey, folder: Path) -> None:
    """``StoreError`` unless every slot was made by somebody who held the data key.

    A planted one would be handed the next data key.
    """
    for slot in slots:
        if not is_genuine(slot, key):
            raise StoreError(
                "A slot of the key file was planted or altered",
                f"{folder}: the slot of “{str(slot.get('user'))[:60] or slot.get('kind')}” was not"
                " made by this store. Nothing was changed.",
                "Find out who could write into that folder. Put the key file back from a backup.",
            )


def _seal(slot: Slot, key: StoreKey) -> str:
    bare = {name: value for name, value in slot.items() if name not in _UNSEALED}
    return hmac.digest(key.key, b"exoguide slot seal 1" + canonical(bare), "sha256").hex()


def _check(slot: Slot) -> str:
    bare = {name: value for name, value in slot.items() if name != "check"}
    return hashlib.sha256(canonical(bare)).hexdigest()[:16]
