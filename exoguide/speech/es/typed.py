"""Words of dates as people type them, without accents, with their English; empty says nothing."""

from typing import Final

_MONTHS: Final = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
_IN_ENGLISH: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

TYPED: Final = {
    **dict(zip(_MONTHS, _IN_ENGLISH, strict=True)),
    "lunes": "monday",
    "martes": "tuesday",
    "miercoles": "wednesday",
    "jueves": "thursday",
    "viernes": "friday",
    "sabado": "saturday",
    "domingo": "sunday",
    "hoy": "today",
    "manana": "tomorrow",
    "ayer": "yesterday",
    "proximo": "next",
    "en": "in",
    "dentro": "in",
    "hace": "ago",
    "un": "one",
    "una": "one",
    "dia": "day",
    "dias": "days",
    "semana": "week",
    "semanas": "weeks",
    "mes": "month",
    "meses": "months",
    "ano": "year",
    "anos": "years",
    "de": "",
    "del": "",
    "el": "",
}
