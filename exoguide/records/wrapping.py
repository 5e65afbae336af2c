"""What a secret opens in a slot: the arithmetic alone, with nothing about files or people.

:func:`unwrapped` may be run in a process of its own (:mod:`exoguide.records.apart`), so this module
needs little besides the cryptography itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from exoguide.canonical import Json, canonical

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

Unwrap = Callable[[Mapping[str, Json], bytes, str], bytes]
"""What :func:`unwrapped` is, wherever it is done."""

_NONCE: Final = 12
_LENGTH: Final = 32
"""Bytes of every key."""

_MOST: Final = {"memory": 4_194_304, "time": 64, "lanes": 64}
"""What a key file may ask for (KiB, passes, lanes): more would only keep its owner waiting."""


class WrongSecret(Exception):
    """The secret does not open the slot, whose bytes are as they were saved."""


class OtherStore(Exception):
    """The secret opens the slot, which holds no key of this store."""


def unwrapped(slot: Mapping[str, Json], store: bytes, secret: str) -> bytes:
    """The data key in ``slot``, for the store with this name.

    :class:`WrongSecret`, :class:`OtherStore`, or ``KeyError``, ``TypeError`` and ``ValueError`` for
    a slot that holds something else than it should.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    told = {name: slot[name] for name in ("kind", "id", "user", "kdf", "public")}
    boxed, wrapped = slot["private"], slot["wrapped"]
    opener = slowed(secret, told)
    try:
        raw = _opened_from(opener, boxed, canonical(told))
    except InvalidTag:
        raise WrongSecret from None
    private = X25519PrivateKey.from_private_bytes(raw)
    theirs = X25519PublicKey.from_public_bytes(read_bytes(_field(wrapped, "from")))
    shared = agreed(private.exchange(theirs), theirs, private.public_key())
    try:
        return _opened_from(shared, wrapped, bound(store, slot))
    except InvalidTag:
        raise OtherStore from None


def slowed(secret: str, told: Mapping[str, Json]) -> bytes:
    """What Argon2id makes of a secret, as slow as the slot says."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = told["kdf"]
    if _field(kdf, "name") != "argon2id":
        raise ValueError("a way to slow down that this version does not know")
    memory, time, lanes = (_number(_field(kdf, name), most) for name, most in _MOST.items())
    made: bytes = Argon2id(
        salt=read_bytes(_field(kdf, "salt")),
        length=_LENGTH,
        iterations=time,
        lanes=lanes,
        memory_cost=memory,
    ).derive(secret.encode())
    return made


def agreed(exchanged: bytes, ephemeral: X25519PublicKey, public: X25519PublicKey) -> bytes:
    """The key that two halves agree on, bound to both of them."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    both = ephemeral.public_bytes_raw() + public.public_bytes_raw()
    made: bytes = HKDF(SHA256(), _LENGTH, None, b"exoguide slot 1" + both).derive(exchanged)
    return made


def sealed_in(key: bytes, data: bytes, bound_to: bytes) -> dict[str, Json]:
    """``data`` encrypted, such that it opens with ``key`` and beside ``bound_to`` alone."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return {"nonce": nonce.hex(), "box": AESGCM(key).encrypt(nonce, data, bound_to).hex()}


def bound(store: bytes, slot: Mapping[str, Json]) -> bytes:
    """What the data key in a slot is bound to: its store and its slot."""
    return canonical({"store": store.hex(), "id": slot["id"]})


def read_bytes(value: Json) -> bytes:
    """Bytes as a slot spells them; ``TypeError`` or ``ValueError`` for anything else."""
    if not isinstance(value, str):
        raise TypeError("digits are missing")
    return bytes.fromhex(value)


def _opened_from(key: bytes, boxed: Json, bound_to: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, box = read_bytes(_field(boxed, "nonce")), read_bytes(_field(boxed, "box"))
    return AESGCM(key).decrypt(nonce, box, bound_to)


def _field(value: Json, name: str) -> Json:
    if not isinstance(value, dict):
        raise TypeError("a table is missing")
    found: Json = value[name]
    return found


def _number(value: Json, most: int) -> int:
    if type(value) is not int or not 0 < value <= most:
        raise ValueError("a cost beyond all bounds")
    return value
