"""What every test stands on: no test touches the records of the person who runs it."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

FULL = os.environ.get("EXOGUIDE_FULL") == "1"
"""Whether sizes are full (``make campaign``) or reduced (``make test``)."""

settings.register_profile("reduced", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=2_000, deadline=None)
settings.load_profile("full" if FULL else "reduced")


# A shell starts what runs in its background with Ctrl+C ignored, nohup with hang-ups, and the
# programs that are tested here would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session", autouse=True)
def _cores_of_others() -> Iterator[None]:
    """Keep the right to core dumps for programs that are started here.

    A process that opens a store gives it up for good, and so for every process it starts; this one
    opens stores itself.
    """
    real = resource.setrlimit

    def limit(what: int, limits: tuple[int, int]) -> None:
        hard = resource.getrlimit(what)[1] if what == resource.RLIMIT_CORE else limits[1]
        real(what, (limits[0], hard))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resource, "setrlimit", limit)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for exoguide, for this test alone."""
    folder = tmp_path / "home"
    monkeypatch.setenv("EXOGUIDE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def full_size() -> bool:
    """Whether to run at full size."""
    return FULL


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of this checkout."""
    return Path(__file__).resolve().parent.parent
