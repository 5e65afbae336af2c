"""What the program itself says, and in which language: phrases, words, numbers.

English stands in the code, where it is read; every other language is a catalogue beside it
(``exoguide/speech/es``), keyed by the English or by the name of a word.
"""

from exoguide.speech.catalogues import LANGUAGES, catalogue, typed_words
from exoguide.speech.phrases import Phrase, fill, joined, phrase, spoken

__all__ = ["LANGUAGES", "Phrase", "catalogue", "fill", "joined", "phrase", "spoken", "typed_words"]
