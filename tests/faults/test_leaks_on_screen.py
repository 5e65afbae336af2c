"""Words of a consultation are nowhere but in the encrypted file, and where somebody asked for them.

Real runs of the program at real terminals, with words that are found nowhere else: names, notes,
half-typed text, passphrases, searches, corrections. The process is killed so that it would leave a
core dump, and broken so that it would tell of an error. Then every file that the runs left is
searched, and what others on the host could see of the processes meanwhile.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs
import pytest

from tests.cli.commands import PROGRAM
from tests.consultation.places import GARDEN
from tests.terminal.conftest import terminal as terminal  # noqa: PLC0414 - a fixture, not an alias
from tests.terminal.terminal import CHECKOUT, Terminal

LEAKY = (sys.executable, "-m", "tests.faults.leaky")
UNLIMITED = ("bash", "-c", 'ulimit -c unlimited; exec "$0" "$@"')
PLANTED = 50
SHELL = "bash-"
"""How a shell without settings asks for a command."""

Opener = Callable[..., Terminal]


@attrs.define
class Scene:
    """A home, a folder for temporary files and one to work in, and the words that were planted."""

    top: Path
    words: list[str] = attrs.Factory(list)
    seen: bytes = b""
    """What others on the host could see of the processes."""

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.words.append(f"wq{len(self.words):02d}zxk")
        return self.words[-1]

    def several(self, count: int) -> str:
        """So many of them, parted by blanks."""
        return " ".join(self.word() for _ in range(count))

    @property
    def environ(self) -> dict[str, str]:
        """What the programs are started with."""
        user, tmp = str(self.top / "user"), str(self.top / "tmp")
        return {
            **os.environ,
            "EXOGUIDE_HOME": str(self.top / "home"),
            "HOME": user,
            "TMPDIR": tmp,
            "HISTFILE": f"{user}/history",
            "PYTHONPATH": str(CHECKOUT),
            "TERM": "xterm-256color",
            **{f"XDG_{name}_HOME": user for name in ("CONFIG", "DATA", "CACHE", "STATE")},
        }

    @property
    def work(self) -> Path:
        """The current folder of the programs."""
        return self.top / "work"

    def look_at(self, process: int) -> None:
        """Remember what the system shows of a process to others, and of what it has started."""
        for name in ("cmdline", "environ", "comm", "status"):
            place = Path(f"/proc/{process}/{name}")
            if place.exists():
                self.seen += place.read_bytes()

    def found(self, words: Sequence[str] = ()) -> dict[str, list[str]]:
        """Every file below the top that holds a planted word, however it is written, and which."""
        places = {
            str(path.relative_to(self.top)): path.read_bytes()
            for path in sorted(self.top.rglob("*"))
            if path.is_file() and not path.is_symlink()
        }
        names = "\n".join(str(path) for path in self.top.rglob("*")).encode()
        held = {**places, "(names of files)": names, "(processes)": self.seen}
        wanted = words or self.words
        return {
            place: told
            for place, content in held.items()
            if (told := [word for word in wanted if _spelt(word).search(content)])
        }


def _spelt(word: str) -> re.Pattern[bytes]:
    """The word in UTF-8, UTF-16 and hexadecimal digits, in any case."""
    ways = (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode())
    return re.compile(b"|".join(map(re.escape, ways)), re.IGNORECASE)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = Scene(tmp_path / "scene")
    for name in ("user", "tmp", "work", "home/config"):
        (made.top / name).mkdir(parents=True)
    settings = made.top / "home" / "config" / "settings.toml"
    settings.write_text('clinician = "Dr Grey"\nrole = "physician"\n')
    return made


def _command(scene: Scene, *arguments: str | Path, secret: str = "", typed: str = "") -> str:
    """Run a command with the passphrase over a descriptor; what it printed."""
    reader, writer = os.pipe()
    os.write(writer, f"{secret}\n".encode())
    os.close(writer)
    environ = {**scene.environ, **({"EXOGUIDE_PASSPHRASE_FD": str(reader)} if secret else {})}
    process = subprocess.Popen(
        [*UNLIMITED, PROGRAM, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=(reader,),
        cwd=scene.work,
        env=environ,
        text=True,
    )
    os.close(reader)
    scene.look_at(process.pid)
    out, err = process.communicate(typed)
    assert process.returncode == 0, err
    return out


def _protected(scene: Scene) -> str:
    """Set a passphrase of planted words; the passphrase. The code counts as planted too."""
    passphrase = scene.several(5)
    reader, writer = os.pipe()
    code_reader, code_writer = os.pipe()
    os.write(writer, f"{passphrase}\n".encode())
    os.close(writer)
    subprocess.run(
        [PROGRAM, "protect", "--passphrase-fd", str(reader), "--code-fd", str(code_writer)],
        check=True,
        capture_output=True,
        pass_fds=(reader, code_writer),
        cwd=scene.work,
        env=scene.environ,
    )
    os.close(code_writer)
    with os.fdopen(code_reader) as file:
        scene.words.append(file.read().strip())
    os.close(reader)
    return passphrase


def _lines(scene: Scene) -> Iterator[str]:
    """A consultation about a tool, with planted words wherever there can be."""
    yield f"name {scene.several(2)}"
    yield f"note {scene.several(5)}"
    yield from ("2", "40", "1", "2", "d", "2 3", "in 2 weeks", "5", "yes")
    yield from ("yes", scene.word(), "1", "yes", scene.word(), "2", "no")
    yield from (
        scene.several(4),
        scene.several(2),
        ".",
        "ok",
        "1",
        scene.several(4),
        "1",
        scene.several(2),
        "yes",
    )
    yield "end"


def _answer(one: Terminal, prompt: str, line: str, at: int = 0) -> int:
    """Type ``line`` once ``prompt`` was shown behind ``at``; where that was."""
    one.until(lambda: prompt.encode() in one.output[at:], f"{prompt!r}")
    found = one.output.index(prompt.encode(), at) + len(prompt)
    one.send(f"{line}\n".encode())
    return found


def _by_lines(scene: Scene, opened: Opener, passphrase: str) -> None:
    """A whole consultation line by line, begun in a shell that keeps its history."""
    shell = opened(
        (*UNLIMITED, "bash", "--norc", "-i"), environ=scene.environ, folder=scene.work, rows=50
    )
    at = _answer(shell, SHELL, f"{PROGRAM} start {GARDEN} --plain")
    at = _answer(shell, "Passphrase of", passphrase, at)
    for line in _lines(scene):
        at = _answer(shell, "> ", line, at)
    _answer(shell, SHELL, "exit", at)
    shell.end()
    history = (scene.top / "user" / "history").read_text()
    assert "--plain" in history


def _on_screen(scene: Scene, opened: Opener, passphrase: str, *program: str) -> Terminal:
    """The program at a terminal, past the passphrase."""
    one = opened((*UNLIMITED, *program), environ=scene.environ, folder=scene.work)
    one.until(lambda: b"Passphrase" in one.output, "the passphrase is asked for")
    one.send(f"{passphrase}\r".encode())
    return one


def _killed(scene: Scene, opened: Opener, passphrase: str) -> None:
    """A consultation on the screen with notes and half-typed text, killed as a fault would."""
    one = _on_screen(scene, opened, passphrase, PROGRAM, "start", str(GARDEN))
    one.shows("hurt right now")
    for _ in range(2):
        one.send(b"\x1bOS")  # F4
        one.shows("note")
        one.send(f"{scene.several(3)}\r".encode())
        one.until(lambda: "Esc" not in one.lines[-1], "the note is written")
    one.send(b"2")
    one.shows("How old")
    one.send(b"\x1bOS")
    half = scene.several(4)
    (store,) = (scene.top / "home").rglob("sessions.db")
    before = store.stat().st_mtime_ns
    one.send(half.encode())
    one.shows(half)
    one.until(lambda: store.stat().st_mtime_ns > before, "the draft is saved")
    scene.look_at(one.process.pid)
    one.process.send_signal(signal.SIGSEGV)
    assert one.end() == -signal.SIGSEGV


def _broken(scene: Scene, opened: Opener, passphrase: str) -> None:
    """A mistake of the program's own, over a note, on the screen; it must not be told on it."""
    one = _on_screen(scene, opened, passphrase, *LEAKY, "breaking", "resume")
    one.shows("How old")
    one.send(b"\x1bOS")
    one.shows("note")
    one.send(b"\x05\x15")
    one.send(f"{scene.several(3)}\r".encode())
    assert one.end() == 2
    last = one.output.rpartition(b"\x1b[?1049l")[2]
    assert b"went wrong" in last
    scene.seen += last


def _searched(scene: Scene, opened: Opener, passphrase: str) -> None:
    """A search on the first screen."""
    one = _on_screen(scene, opened, passphrase, PROGRAM)
    one.shows("In progress")
    one.send(b"/")
    sought = scene.several(3)
    one.send(sought.encode())
    one.shows(sought)
    scene.look_at(one.process.pid)
    one.send(b"\x11")
    one.end()


def test_planted_words_are_found_nowhere_but_in_what_was_asked_for(
    scene: Scene, terminal: Opener
) -> None:
    passphrase = _protected(scene)
    _by_lines(scene, terminal, passphrase)
    _killed(scene, terminal, passphrase)
    _broken(scene, terminal, passphrase)
    _searched(scene, terminal, passphrase)

    listed = json.loads(_command(scene, "sessions", "--json", secret=passphrase))
    ended = next(row["id"] for row in listed if row["ended"])
    new, why = scene.word(), scene.word()
    _command(scene, "amend", ended, "decision", secret=passphrase, typed=f"{new}\n{why}\n")
    harm = f"2026-11-23\n{scene.several(4)}\nmild\n"
    _command(scene, "adverse", ended, secret=passphrase, typed=harm)
    _command(scene, "withdraw", ended, secret=passphrase, typed=f"{scene.word()}\n")
    hold = ("retention", ended, "--hold")
    _command(scene, *hold, secret=passphrase, typed=f"{scene.word()}\n")
    _command(scene, "backup", scene.top / "elsewhere", secret=passphrase)
    _command(scene, "verify", "--all", secret=passphrase)
    page = scene.work / "page.txt"
    show = ("show", ended, "--edition", "clinician", "-o", page)
    _command(scene, *show, secret=passphrase)

    assert len(scene.words) >= PLANTED
    found = scene.found()
    assert len(found.pop("work/page.txt")) > 15
    assert found == {}
    assert list(scene.work.iterdir()) == [page]  # no core dump, no log
    assert list((scene.top / "tmp").iterdir()) == []


def test_a_program_that_leaks_is_found_out(scene: Scene, terminal: Opener) -> None:
    told, shown = scene.word(), scene.word()
    one = terminal(
        (*UNLIMITED, *LEAKY, "logging", "start", str(GARDEN), "--practice", f"--patient={shown}"),
        environ=scene.environ,
        folder=scene.work,
    )
    one.shows("hurt right now")
    one.send(b"\x1bOS")
    one.shows("note")
    one.send(f"{told}\r".encode())
    log = scene.top / "tmp" / "events.log"
    one.until(log.exists, "the leak")
    scene.look_at(one.process.pid)
    one.send(b"\x11")
    one.end()
    assert scene.found() == {"tmp/events.log": [told], "(processes)": [shown]}


@pytest.mark.skipif(sys.platform != "linux", reason="only there the name of a core dump is known")
def test_a_program_that_takes_no_care_leaves_its_memory_behind(scene: Scene) -> None:
    pattern = Path("/proc/sys/kernel/core_pattern").read_text(encoding="ascii").strip()
    if "/" in pattern or pattern.startswith("|"):
        pytest.skip("core dumps go elsewhere on this host")
    code = "import os, signal, sys; kept = sys.stdin.read(); os.kill(os.getpid(), signal.SIGSEGV)"
    subprocess.run(
        [*UNLIMITED, sys.executable, "-c", code],
        input=scene.word(),
        text=True,
        check=False,
        cwd=scene.work,
    )
    assert [place.partition("/")[0] for place in scene.found()] == ["work"]


@pytest.mark.parametrize("way", ["utf-8", "utf-16-le", "hex"])
def test_a_word_is_found_however_it_is_written(way: str, scene: Scene) -> None:
    word = scene.word()
    content = word.encode().hex().encode() if way == "hex" else word.upper().encode(way)
    (scene.work / "file").write_bytes(b"\0" + content)
    assert scene.found() == {"work/file": [word]}
