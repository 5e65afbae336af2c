"""What is asked before a new consultation, line by line: which one, and the patient's number."""

from __future__ import annotations

from exoguide.consultation import flows
from exoguide.consultation.beginning import reference
from exoguide.errors import UsageError
from exoguide.line.voice import Voice
from exoguide.speech import phrase


def which_flow(voice: Voice, chosen: str = "") -> str:
    """The flow that is ``chosen`` already, the only one there is, or the one that is typed.

    Empty when there is none; ``Cancelled`` when the person leaves it.
    """
    names = flows.names()
    if chosen or len(names) < 2:
        return chosen or "".join(names)
    voice.say(phrase("Which consultation?"))
    for number, name in enumerate(names, 1):
        voice.listed(f"{number}.", name)
    while True:
        typed = voice.word(phrase("Its number or its name, or cancel")).strip()
        if typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= len(names):
            return names[int(typed) - 1]
        if typed in names:
            return typed
        voice.say(phrase("“{typed}” is none of these.", typed=typed[:40]))


def which_patient(voice: Voice) -> str:
    """The number that the clinic knows the patient by, which may be empty."""
    voice.say(
        phrase("A number that your clinic knows the patient by; never a name. It can stay empty.")
    )
    while True:
        try:
            return reference(voice.word(phrase("Patient's number"), optional=True))
        except UsageError as error:
            voice.failed(error)
