"""Hostile texts: what a name, an answer, a flow or an error message might carry."""

from __future__ import annotations

from collections.abc import Iterator

ESC = "\x1b"
LINE = 130
"""Characters of one text."""

ENDS = ("\x07", "\x1b\\", "\x9c", "")
"""How a string sequence may end; the last does not."""

OSC = (
    "0;owned",
    "2;owned",
    "4;1;?",
    "8;;http://example.invalid/",
    "9;owned",
    "10;?",
    "11;#ff0000",
    "12;?",
    "50;font",
    "52;c;b3duZWQ=",
    "52;c;?",
    "104",
    "133;A",
    "777;notify;owned;owned",
    "1337;File=inline=1:AAAA",
)
CSI = (
    "2J",
    "3J",
    "H",
    "10;10H",
    "5A",
    "K",
    "5L",
    "5M",
    "10S",
    "1;5r",
    "?1049l",
    "?1000h",
    "?25h",
    "?5h",
    "4h",
    "20h",
    "6n",
    "5n",
    "c",
    ">c",
    "=c",
    "18t",
    "21t",
    "8;9;9t",
    "!p",
    "31;5m",
    ">4;2m",
    "0$p",
    "?2026h",
    '62"p',
)
DCS = ("$qm", "+q544e", "1000p", "q#0;2;0;0;0~")
SHORT = ("c", "(0", ")0", "7", "8", "D", "E", "M", "Z", "#8", "=", ">", "n", "o", "|", "}", "~")
DECEPTION = (
    "\u202egnp.exe",
    "\u2066left\u2067right\u2068first\u2069",
    "\u200bzero\u200cwidth\u200djoin\u2060",
    "\u200e\u200fmarks\u061c",
    "\ufeffmark",
    "".join(chr(0xE0000 + ord(sign)) for sign in "tagged"),
    "soft\u00adhyphen",
    "line\u2028paragraph\u2029next\u0085",
    "\ufff9annotated\ufffa\ufffb",
    "half \ud83d pair",
    "\ufffe\uffff\U0001ffff",
    "z" + "\u0301\u0489" * 40,
)
MARKUP = (
    "[red]red[/red]",
    "[@click=app.quit]quit[/]",
    "[link=http://example.invalid]link[/link]",
    "[blink]blink[/blink]",
    "[/]",
    "[b",
    "dose [/ml]",
    "[[[[[[",
    "\\[x]",
    "$primary [on $error]",
)
PLAIN = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))


def payloads() -> Iterator[str]:
    """All of them, several to a text that fits on one line of a wide window."""
    line = ""
    for body in _bodies():
        if len(line) + len(body) > LINE:
            yield line
            line = ""
        line += f"aa{body}zz"
    yield line


def _bodies() -> Iterator[str]:
    for opening in (f"{ESC}]", "\x9d"):
        for number, body in enumerate(OSC):
            yield f"{opening}{body}{ENDS[number % len(ENDS)]}"
    yield from (f"{ESC}]52;c;b3duZWQ={end}" for end in ENDS)
    for opening in (f"{ESC}[", "\x9b"):
        yield from (opening + body for body in CSI)
    for opening in (f"{ESC}P", "\x90", f"{ESC}_", "\x9f", f"{ESC}^", "\x9e", f"{ESC}X", "\x98"):
        yield from (f"{opening}{body}{ENDS[at % len(ENDS)]}" for at, body in enumerate(DCS))
    yield from (ESC + body for body in SHORT)
    yield f"{ESC}{ESC}]0;{ESC}[2J{ESC}\\"
    yield f"split{ESC}"
    yield "]0;second half\x07"
    yield from DECEPTION
    yield from MARKUP
    yield PLAIN
