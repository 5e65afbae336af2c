"""exoguide leads a clinician through a consultation that is written down as data."""

__version__ = "0.1.0"
"""The version of the program; packaging takes it from here."""
