"""Who signs, in words."""

from __future__ import annotations

from typing import Final

from exoguide.speech.phrases import phrase

ROLES: Final = {
    "patient": phrase("patient"),
    "clinician": phrase("clinician"),
    "interpreter": phrase("interpreter"),
    "witness": phrase("witness"),
}
"""Roles by the name that flows give them."""


def role_of(name: str) -> str:
    """A role in words; one that the program does not know reads as the flow has it."""
    return ROLES.get(name, name)
