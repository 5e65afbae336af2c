"""Phrases."""

from typing import Final

ASIDES: Final = {}
