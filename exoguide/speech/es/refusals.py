"""Phrases."""

from typing import Final

REFUSALS: Final = {}
