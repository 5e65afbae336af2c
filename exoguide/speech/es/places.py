"""Phrases."""

from typing import Final

PLACES: Final = {}
