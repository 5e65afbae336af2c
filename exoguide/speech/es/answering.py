"""Phrases."""

from typing import Final

ANSWERING: Final = {}
