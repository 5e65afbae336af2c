"""exoguide leads a clinician through a consultation that is written down as data."""
