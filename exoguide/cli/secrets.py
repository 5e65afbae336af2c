"""Asking at the terminal for new secrets: twice, unseen, and written down before they count."""

from __future__ import annotations

import os
import secrets

from exoguide.consultation.prompting import Prompter
from exoguide.consultation.unlocking import passphrase_from
from exoguide.errors import Interrupted, UsageError
from exoguide.records.passphrase import require_strong, tidied
from exoguide.records.recovery import GROUPS, new_code, read_code, same_group

TRIES = 3
ASKED_BACK = 2
"""Groups of the recovery code that are typed back from the paper."""


def terminal() -> Prompter:
    """The terminal to ask at; ``UsageError`` where there is none."""
    prompter = Prompter()
    if not prompter:
        raise UsageError(
            "There is no terminal",
            "New secrets are asked at a terminal, so that nobody else sees them.",
            "Run it in a terminal. For scripts: --passphrase-fd and --code-fd.",
        )
    return prompter


def new_passphrase(user: str, descriptor: int | None) -> str:
    """A strong passphrase for ``user``, asked twice; from a descriptor where one is given.

    ``UsageError`` when it stays too weak or differs the second time.
    """
    if descriptor is not None:
        return require_strong(passphrase_from(str(descriptor)), user)
    with terminal() as prompter:
        for left in reversed(range(TRIES)):
            try:
                first = require_strong(prompter.secret(f"New passphrase of {user}: "), user)
                if tidied(prompter.secret("The same once more: ")) == first:
                    return first
                raise UsageError(
                    "The two differ", "The passphrase was typed differently.", "Type it again."
                )
            except UsageError as error:
                if not left:
                    raise
                prompter.say(str(error))
    raise AssertionError


def written_down(descriptor: int | None) -> str:
    """A new recovery code that somebody has shown to have on paper.

    It goes to the descriptor where one is given, and is not asked back then. ``Interrupted`` when
    it is not typed back: nothing has changed.
    """
    code = new_code()
    if descriptor is not None:
        _write(descriptor, code)
        return code
    with terminal() as prompter:
        prompter.say(
            "\nThe recovery code opens the sessions when every passphrase is forgotten. It is shown"
            "\nthis once. Write it on paper and lock it away, not beside this computer.\n"
            f"\n    {code}\n"
        )
        for number in sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), ASKED_BACK)):
            _asked_back(prompter, code, number)
    return code


def recovery_code(descriptor: int | None) -> str:
    """The recovery code as somebody types it from paper; from a descriptor where one is given."""
    if descriptor is not None:
        return read_code(passphrase_from(str(descriptor)))
    with terminal() as prompter:
        for _ in range(TRIES - 1):
            try:
                return read_code(prompter.ask("Recovery code: "))
            except UsageError as error:
                prompter.say(str(error))
        return read_code(prompter.ask("Recovery code: "))


def _asked_back(prompter: Prompter, code: str, number: int) -> None:
    for _ in range(TRIES):
        if same_group(code, number, prompter.ask(f"Type group {number} of {GROUPS} back: ")):
            return
        prompter.say("That is another group. Look at the paper.")
    raise Interrupted(
        "The recovery code was not typed back",
        "Nothing was changed, and this code will open nothing.",
        "Begin again when you have paper at hand.",
    )


def _write(descriptor: int, code: str) -> None:
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{code}\n")
    except OSError as error:
        raise UsageError(
            "The recovery code cannot be written",
            f"{descriptor} is no open file descriptor that can be written to.",
            "Open one for the program, such as: 4> code.txt, and name its number.",
        ) from error
