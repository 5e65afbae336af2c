"""What this account and this clinic have set: two small TOML files in the configuration folder.

``settings.toml`` says how the program behaves for this account. ``clinic.toml`` is the clinic
profile: plain ``id = value`` lines that flows read as ``clinic.<id>``; each flow says which it
needs, of what type and in which range. A file that is not there sets nothing.
"""

from __future__ import annotations

import os
from codecs import BOM_UTF8 as BOM
from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import attrs

from exoguide.errors import UsageError

SETTINGS: Final = "settings.toml"
CLINIC: Final = "clinic.toml"

LONGEST_UNLOCKED: Final = 60
"""Minutes; a screen that stays open for longer without anybody there is not locked at all."""

_LETTERS: Final = "\u00a0\u202f\u3000\u200c\u200d"
"""Spaces and joiners that words of some languages are written with."""

LARGEST: Final = 1_000_000
"""Bytes; a settings file has a few hundred."""


@attrs.frozen
class Settings:
    """How the program behaves for this account; everything has a sensible default."""

    flow: str = ""
    """The flow that ``start`` takes when none is named; asked, when empty."""
    language: str = ""
    """The language of texts, where a flow has it; its own language, when empty."""
    clinician: str = ""
    """The clinician's name, offered when a consultation is opened."""
    role: str = ""
    """The clinician's role ("physician"), offered beside the name."""
    dates: str = ""
    """How 3/12/2026 is meant: ``day_first`` or ``month_first``; asked back, when empty."""
    plain: bool = False
    """Line by line always, also in a terminal that could show the full screen."""
    link: str = ""
    """``slow`` spares mouse and movement, ``fast`` has both; as SSH is detected, when empty."""
    theme: str = ""
    """Colours of the full screen: ``dark``, ``light``, ``contrast`` or ``contrast-light``."""
    lock_after: int = 5
    """Minutes without a key until the full screen is blanked, and locked where a passphrase is set;
    from 1 to 60."""
    keys: Mapping[str, str] = attrs.field(factory=dict)
    """Other keys for commands of the full screen: ``"consultation.note" = "f4,n"``."""


_WORDS: Final = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    dict: 'a table of "command" = "key" lines',
}


def load_settings(path: Path) -> Settings:
    """The settings in the file ``path``; ``UsageError`` names every line that does not fit."""
    known = {name: type(value) for name, value in attrs.asdict(Settings()).items()}
    values = _read(path)
    wrong = []
    for name, value in values.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f" Did you mean “{near[0]}”?" if near else ""
            wrong.append(f"There is no setting “{name[:60]}”.{meant}")
        elif type(value) is not known[name]:
            wrong.append(f"“{name}” must be {_WORDS[known[name]]}.")
        elif name == "lock_after" and not 1 <= value <= LONGEST_UNLOCKED:
            wrong.append(f"“{name}” must be from 1 to {LONGEST_UNLOCKED} minutes.")
        elif isinstance(value, dict) and not all(type(key) is str for key in value.values()):
            wrong.append(f"“{name}” must be {_WORDS[dict]}.")
    if wrong:
        listed = f"The settings are {', '.join(known)}."
        raise UsageError("Settings cannot be used", f"{path}: {' '.join(wrong)}", listed)
    return Settings(**values)


def remember(path: Path, values: Mapping[str, str]) -> None:
    """Set text settings in the file ``path`` that it does not hold yet, leaving the rest as it is.

    ``UsageError`` when it cannot be written.
    """
    _refuse_no_text(values)
    missing = {name: value for name, value in values.items() if name not in _read(path)}
    lines = "".join(f"{name} = {quoted(value)}\n" for name, value in missing.items() if value)
    try:
        before = path.read_bytes().removeprefix(BOM) if path.exists() else b""
        _replace(path, lines.encode() + before)  # before any table, which would take them in
    except OSError as error:
        raise UsageError(
            "Settings cannot be saved",
            f"{path}: {error.strerror}.",
            "Make the folder writable for your account.",
        ) from error


def quoted(value: str) -> str:
    """``value`` as TOML writes it, on one line: what a terminal acts on stands there by number."""
    return f'"{"".join(map(_quoted, value))}"'


def _quoted(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if sign.isprintable() or sign in _LETTERS:
        return sign
    code = ord(sign)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def load_clinic(path: Path) -> Mapping[str, Any]:
    """The clinic profile in the file ``path`` as it is written, with decimals for numbers.

    Text, numbers, dates, true and false; ``UsageError`` when it holds lists or tables.
    """
    values = _read(path)
    nested = [name for name, value in values.items() if isinstance(value, (dict, list))]
    if nested:
        raise UsageError(
            "Clinic profile cannot be used",
            f"{path}: “{nested[0][:60]}” is a list or table.",
            'Write one line for each value, without [brackets]: phone = "555-0142".',
        )
    return values


def set_clinic(path: Path, values: Mapping[str, object]) -> None:
    """Write ``values`` into the clinic profile ``path``; ``None`` takes a line out.

    Comments and all other lines stay as they are. The file is replaced at one moment and readable
    by its owner alone. ``UsageError`` when it cannot be read or written.
    """
    import tomlkit

    _refuse_no_text(values)
    _read(path)  # says in words what is wrong with it
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        document = tomlkit.parse(text)
        for name, value in values.items():
            if value is None:
                document.pop(name, None)
            elif isinstance(value, Decimal):
                document[name] = tomlkit.value(f"{value:f}")
            else:
                document[name] = value
        _replace(path, tomlkit.dumps(document).encode())
    except OSError as error:
        raise UsageError(
            "Clinic profile cannot be saved",
            f"{path}: {error.strerror}.",
            "Make the folder writable for your account.",
        ) from error


def _refuse_no_text(values: Mapping[str, object]) -> None:
    """Raise ``UsageError`` for a NUL or half a character, which no file and no session can hold."""
    for name, value in values.items():
        if isinstance(value, str) and any(
            sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in value
        ):
            raise UsageError(
                "This cannot be saved",
                f"“{name}” holds a NUL or half of a character.",
                "Type it again.",
            )


def _replace(path: Path, content: bytes) -> None:
    """Replace the file at one moment by one that only its owner can read."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(
            "File cannot be read",
            f"{path}: {error.strerror}.",
            "Make it readable for your account, or take it away.",
        ) from error
    if len(raw) > LARGEST:
        raise UsageError("File is too large", f"{path} has more than {LARGEST:,} bytes.")
    from tomllib import loads

    try:
        return loads(raw.decode("utf-8-sig").replace("\r\n", "\n"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise UsageError(
            "File is not text", f"{path} is not UTF-8 text.", "Save it as UTF-8."
        ) from error
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UsageError(
            "File is not valid TOML",
            f"{path}: {why}.",
            'One name = value on each line; text in "quotes".',
        ) from error
