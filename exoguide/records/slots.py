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
from typing import TYPE_CHECKING, Final

import attrs

from exoguide.canonical import Json, canonical
from exoguide.errors import StoreError
from exoguide.records.keys import KEY_BYTES, PASSPHRASE, RECOVERY, Slot, StoreKey, damaged

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

_NONCE: Final = 12
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

_MOST: Final = Cost(memory=4_194_304, time=64, lanes=64)
"""What a key file may ask for: more would only keep its owner waiting."""


class WrongSecret(Exception):
    """The secret does not open the slot, whose bytes are as they were saved."""


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
    opener = _slowed(secret, told)
    told["private"] = _sealed_in(opener, private.private_bytes_raw(), canonical(told))
    return rewrapped(told, key)


def rewrapped(slot: Slot, key: StoreKey) -> Slot:
    """The same slot, opened by the same secret, holding another data key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    kept = {name: slot[name] for name in ("kind", "id", "user", "kdf", "public", "private")}
    theirs = X25519PublicKey.from_public_bytes(_bytes(slot["public"]))
    once = X25519PrivateKey.generate()
    mine = once.public_key()
    shared = _shared(once.exchange(theirs), mine, theirs)
    wrapped = _sealed_in(shared, key.key, _bound(key.store, slot))
    made: dict[str, Json] = {
        **kept,
        "wrapped": {"from": mine.public_bytes_raw().hex(), **wrapped},
    }
    made["seal"] = _seal(made, key)
    made["check"] = _check(made)
    return made


def opened_slot(slot: Slot, store: bytes, secret: str, folder: Path) -> StoreKey:
    """The data key in ``slot``, for the store with this name.

    :class:`WrongSecret` when the secret is another one; ``StoreError`` when the slot is damaged or
    belongs to another store. ``folder`` is for its words.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        if slot["check"] != _check(slot):
            raise damaged(folder, "a slot in it is not what was saved")
        told = {name: slot[name] for name in ("kind", "id", "user", "kdf", "public")}
        boxed, wrapped = slot["private"], slot["wrapped"]
        opener = _slowed(secret, told)
        try:
            raw = _opened_from(opener, boxed, canonical(told))
        except InvalidTag:
            raise WrongSecret from None
        private = X25519PrivateKey.from_private_bytes(raw)
        theirs = X25519PublicKey.from_public_bytes(_bytes(_field(wrapped, "from")))
        shared = _shared(private.exchange(theirs), theirs, private.public_key())
        key = StoreKey(store, _opened_from(shared, wrapped, _bound(store, slot)))
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(folder, "a slot in it cannot be read") from error
    except InvalidTag:
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


def _slowed(secret: str, told: Slot) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = told["kdf"]
    if _field(kdf, "name") != "argon2id":
        raise ValueError("a way to slow down that this version does not know")
    memory, time, lanes = (
        _number(_field(kdf, name), most) for name, most in attrs.asdict(_MOST).items()
    )
    return Argon2id(
        salt=_bytes(_field(kdf, "salt")),
        length=KEY_BYTES,
        iterations=time,
        lanes=lanes,
        memory_cost=memory,
    ).derive(secret.encode())


def _shared(agreed: bytes, ephemeral: X25519PublicKey, public: X25519PublicKey) -> bytes:
    """The key that two halves agree on, bound to both of them."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    both = ephemeral.public_bytes_raw() + public.public_bytes_raw()
    made: bytes = HKDF(SHA256(), KEY_BYTES, None, b"exoguide slot 1" + both).derive(agreed)
    return made


def _sealed_in(key: bytes, data: bytes, bound: bytes) -> dict[str, Json]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return {"nonce": nonce.hex(), "box": AESGCM(key).encrypt(nonce, data, bound).hex()}


def _opened_from(key: bytes, boxed: Json, bound: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, box = _bytes(_field(boxed, "nonce")), _bytes(_field(boxed, "box"))
    return AESGCM(key).decrypt(nonce, box, bound)


def _bound(store: bytes, slot: Slot) -> bytes:
    return canonical({"store": store.hex(), "id": slot["id"]})


def _seal(slot: Slot, key: StoreKey) -> str:
    bare = {name: value for name, value in slot.items() if name not in _UNSEALED}
    return hmac.digest(key.key, b"exoguide slot seal 1" + canonical(bare), "sha256").hex()


def _check(slot: Slot) -> str:
    bare = {name: value for name, value in slot.items() if name != "check"}
    return hashlib.sha256(canonical(bare)).hexdigest()[:16]


def _field(value: Json, name: str) -> Json:
    if not isinstance(value, dict):
        raise TypeError("a table is missing")
    found: Json = value[name]
    return found


def _number(value: Json, most: int) -> int:
    if type(value) is not int or not 0 < value <= most:
        raise ValueError("a cost beyond all bounds")
    return value


def _bytes(value: Json) -> bytes:
    if not isinstance(value, str):
        raise TypeError("digits are missing")
    return bytes.fromhex(value)
