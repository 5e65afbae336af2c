"""Texts that nobody means well with, by the kind of harm they would do; every one is different.

A name, an answer, a note, a text of a flow, a file name or a search may hold any of them.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tests.terminal.payloads import CSI, DCS, ENDS, ESC, OSC, SHORT

C0: Final = tuple(map(chr, range(0x20)))
C1: Final = tuple(map(chr, range(0x7F, 0xA0)))

FORMAT: Final = tuple(
    map(
        chr,
        [
            *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x2028, 0x2029),
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            *(0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFA, 0xFFFB, 0x110BD),
            *(0xE0001, 0xE0020, 0xE0041, 0xE007F),
        ],
    )
)
"""Writing directions, widthless signs, separators and tags."""

TRIGGERS: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula."""


def controls() -> Iterator[str]:
    """Each control character alone, inside a word, doubled, and at both ends."""
    for char in (*C0, *C1):
        yield from (char, f"a{char}b", char * 2 + "c", f"{char}word{char}")


def commands() -> Iterator[str]:
    """Commands to a terminal, in 7 and 8 bits, ended in each way or not at all, and nested."""
    for opening, body, end in itertools.product((f"{ESC}]", "\x9d"), OSC, ENDS):
        yield f"a{opening}{body}{end}z"
    for opening, body in itertools.product((f"{ESC}[", "\x9b"), CSI):
        yield f"a{opening}{body}z"
    strings = ("P", "_", "^", "X"), ("\x90", "\x9f", "\x9e", "\x98")
    for opening, body in itertools.product((*(ESC + one for one in strings[0]), *strings[1]), DCS):
        yield f"a{opening}{body}{ESC}\\z"
    for body in SHORT:
        yield f"a{ESC}{body}z"
    yield from (f"{ESC}{ESC}]0;{ESC}[2J{ESC}\\", f"split{ESC}", "]0;second half\x07", f"{ESC}[")
    yield from (f"{ESC}[{'9' * 400}A", f"{ESC}[{'1;' * 400}m", f"{ESC}]52;c;{'QUJD' * 500}\x07")


def deception() -> Iterator[str]:
    """What is read as something else: directions, signs without width, tags, look-alikes."""
    for char in FORMAT:
        yield from (f"dose 5{char}0 mg", f"{char}name", f"name{char}", f"a{char * 3}b")
    yield "invoice\u202egnp.exe"
    yield "\u2066left\u2067right\u2068first\u2069\u2069\u2069"
    yield "/*\u202e } \u2066if (signed)\u2069 \u2066 begin */"
    yield "".join(chr(0xE0000 + ord(sign)) for sign in "tagged words")
    yield from (f"a{chr(code)}b" for code in range(0xFE00, 0xFE10))
    for pair in _listed("look-alikes"):
        other, latin = pair[0], pair[1]
        yield from (f"{other}{latin}", f"M{other}ria {latin}")
    yield from ("e\u0301 and \u00e9", "\ufb01ne", "K and \u212a", "\u2126 and \u03a9", "1\u20442")


def halves() -> Iterator[str]:
    """What is no character: NUL, halves of pairs, places without one."""
    for code in (0xD800, 0xD83D, 0xDBFF, 0xDC00, 0xDC80, 0xDCFF, 0xDFFF):
        yield from (chr(code), f"half {chr(code)} pair", f"{chr(code)}{chr(code)}")
    yield from ("\ude00\ud83d", "x\ud83d", "\udcc3\udca9", "nul\0nul", "\0\0", "a\0", "\0b")
    for plane in range(17):
        yield from (chr(plane * 0x10000 + 0xFFFE), f"n{chr(plane * 0x10000 + 0xFFFF)}")
    yield from (f"n{chr(code)}" for code in range(0xFDD0, 0xFDF0))
    yield from ("\ue000", "\U000f0000", "\U0010fffd", "\ufffc", "\ufffd")


def scripts() -> Iterator[str]:
    """Names and signs of all scripts, wide, joined and stacked; these must survive."""
    yield from _listed("scripts")
    for sign in _listed("emoji"):
        yield from (sign, f"{sign}\ufe0f", f"{sign}\U0001f3fd", f"{sign}\u200d{sign}", sign * 30)
    yield from ("👩‍⚕️", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇺🇸🇩🇪🇺", "#️⃣", "👩🏿‍🤝‍👩🏻", "🏴󠁧󠁢󠁥󠁮󠁧󠁿")
    for mark in "\u0300\u0301\u0308\u0327\u0338\u0489\u20d2\u20dd\u20e3\ufe20":
        yield from (f"e{mark}", mark, f"z{mark * 40}", f"{mark} first", f"漢{mark}")
    yield from (sign * 45 for sign in _listed("ambiguous"))


def markup() -> Iterator[str]:
    """What a toolkit, a page, or a flow would take for more than text."""
    styles = ("red", "b", "bold red on blue", "blink", "reverse", "link=http://x.invalid", "/", "@")
    for style in styles:
        yield from (f"[{style}]x[/{style}]", f"[{style}", f"{style}]", f"[/{style}]x", f"[[{style}")
    actions = ("app.quit", "app.bell", "screen.dismiss", "app.save_screenshot('/tmp/x')", "link(1)")
    for name in ("@click", "@hover", "@mouse.down"):
        yield from (f"[{name}={action}]x[/]" for action in actions)
    yield from ("[", "]", "[]", "[[[[", "\\[b]", "[b]" * 500, "[/]" * 50, "dose [/ml]", "$error")
    values = (
        "age",
        "clinic.days",
        "today",
        "date_of(tool)",
        "0",
        "",
        "__class__",
        "0.__init__",
        "!r",
    )
    for value in values:
        yield from (f"{{{value}}}", f"{{{{{value}}}}}", f"{{{value}", f"{value}}}", f"${{{value}}}")
    yield from ("{" * 300, "{}" * 100, "%s %n %x", "%(name)s", "{0:>999999999}", "$(id)", "`id`")
    yield from ("#{7*7}", "{{7*7}}", "<%= 7*7 %>", "{%raw%}", "\\x1b[31m", "\\u202e", "\\e[0m")


def pages() -> Iterator[str]:
    """HTML, scripts, Markdown and LaTeX."""
    for tag in ("script", "img", "svg", "iframe", "object", "style", "body", "a", "meta", "base"):
        yield from (f"<{tag}>x</{tag}>", f"<{tag} onload=alert(1)>", f"<{tag}/x=1", f"</{tag}")
        yield from (f'"><{tag} src=x onerror=alert(1)>', f"&lt;{tag}&gt;", f"<!--<{tag}>-->")
    for scheme in ("javascript", "data", "vbscript", "file", "JaVaScRiPt", "\tjavascript", "//"):
        yield from (f"[x]({scheme}:alert(1))", f"<{scheme}:alert(1)>", f"{scheme}:alert(1)")
        yield f"![x]({scheme}:y)"
    yield from _listed("pages")


def formulas() -> Iterator[str]:
    """What a spreadsheet would work out."""
    for sign in TRIGGERS:
        yield from (f"{sign}1+1", f"{sign}cmd|'/c calc'!A0", f'{sign}HYPERLINK("http://x";"y")')
        yield from (f" {sign}1", f'"{sign}1', f"'{sign}1", f",{sign}1", f";{sign}1", f"\n{sign}1")
        yield from (f"{sign}SUM(A1:A9)", f"{sign}DDE(1;2;3)", f"{sign}{sign}1")


def paths() -> Iterator[str]:
    """Names of files that lead elsewhere, or that a system keeps for itself."""
    yield from _listed("paths")
    yield from ("x" * 255, "x" * 256, "x/" * 128, "y" * 4096)


def searches() -> Iterator[str]:
    """Words of the languages in which databases are asked."""
    yield from _listed("searches")
    for word in ("AND", "OR", "NOT", "NEAR", "and", "or", "not", "near"):
        yield from (word, f"{word} x", f"x {word}", f"x {word} y", f"({word})")


def data() -> Iterator[str]:
    """Pieces of TOML, JSON, YAML and of the condition language."""
    yield from _listed("data")
    yield from ("[" * 200, '{"a":' * 200)


def numbers() -> Iterator[str]:
    """Numbers that are none, or too many digits of them."""
    yield from _listed("numbers")
    for power in (8, 16, 31, 32, 53, 63, 64, 128):
        yield from (str(2**power - 1), str(2**power), str(-(2**power) - 1))
    for digits in (29, 30, 31, 40, 41, 309, 4299, 4301, 9999):
        yield from ("9" * digits, "-" + "1" * digits, f"0.{'0' * digits}1", f"{'0' * digits}7")


def dates() -> Iterator[str]:
    """Days that there are not, or that can be meant in more than one way."""
    yield from _listed("dates")
    yield from (f"{'9' * many}-01-01" for many in (5, 30, 5000))
    yield from (f"in {'9' * many} days" for many in (5, 30, 5000))


def sizes() -> Iterator[str]:
    """Nothing, and too much: lengths about the limits of what is usual."""
    yield ""
    for power in (8, 10, 12, 16):
        yield from ("s" * (2**power - 1), "m" * 2**power, "l" * (2**power + 1))
    yield from ("漢" * 1000, "👍" * 1000, "\u202e" * 1000, "e\u0301" * 1000, "\ufdfa" * 300)
    yield from (
        "word " * 2000,
        " " * 500,
        "\n" * 500,
        "\t" * 500,
        "a\n" * 500,
        "-" * 500,
        "[x]" * 400,
    )
    yield from ("\r" * 300, "." * 500, "\\" * 500, '"' * 500, "'" * 500)


CLASSES: Final[Mapping[str, Callable[[], Iterator[str]]]] = MappingProxyType(
    {
        "controls": controls,
        "commands": commands,
        "deception": deception,
        "halves": halves,
        "scripts": scripts,
        "markup": markup,
        "pages": pages,
        "formulas": formulas,
        "paths": paths,
        "searches": searches,
        "data": data,
        "numbers": numbers,
        "dates": dates,
        "sizes": sizes,
    }
)
"""Every class of cases by its name."""


@cache
def _listed(name: str) -> tuple[str, ...]:
    """What stands under ``name`` in the lists beside this file."""
    text = Path(__file__).with_name("lists.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)[name])


@cache
def corpus() -> tuple[str, ...]:
    """All cases, each once: what two classes have is in the first of them."""
    return tuple(dict.fromkeys(case for cases in CLASSES.values() for case in cases()))


def of_classes(most: int) -> tuple[str, ...]:
    """At most so many cases of each class, taken evenly from all of it."""
    found: dict[str, None] = {}
    for cases in CLASSES.values():
        every = tuple(cases())
        step = max(1, -(-len(every) // most))
        found.update(dict.fromkeys(every[::step]))
    return tuple(found)
