"""Spanish: formal (usted), plain, for the United States and Latin America.

No native-speaking clinician has reviewed it yet; a summary in Spanish says so.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exoguide.speech.es.answering import ANSWERING
from exoguide.speech.es.asides import ASIDES
from exoguide.speech.es.keys import KEYS
from exoguide.speech.es.lines import LINES
from exoguide.speech.es.lobby import LOBBY
from exoguide.speech.es.places import PLACES
from exoguide.speech.es.refusals import REFUSALS
from exoguide.speech.es.sheet import SHEET
from exoguide.speech.es.store import STORE
from exoguide.speech.es.words import WORDS

CATALOGUE: Final[Mapping[str, str]] = MappingProxyType(
    {
        **WORDS,
        **SHEET,
        **REFUSALS,
        **ANSWERING,
        **ASIDES,
        **PLACES,
        **KEYS,
        **LOBBY,
        **LINES,
        **STORE,
    }
)
"""Everything the program says in Spanish, by its English or by the name of a word."""
