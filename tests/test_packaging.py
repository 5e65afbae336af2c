"""exoguide finds its flows however it was installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from exoguide.flow.finding import MANIFEST

PROBE = """
import json
from exoguide.flow.finding import built_in_flows, known_flows
flows = built_in_flows()
print(json.dumps([str(flows), {flow.name: sorted(
    str(file.relative_to(flow)) for file in flow.rglob("*.toml")
) for flow in known_flows()}]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=checkout)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """The interpreter of an environment with every library of this one, but not exoguide."""
    venv.create(tmp_path / "clean", with_pip=False)
    interpreter = tmp_path / "clean" / "bin" / "python"
    libraries = {sysconfig.get_path(kind) for kind in ("purelib", "platlib")}
    _site(interpreter).joinpath("libraries.pth").write_text("\n".join(libraries))
    with pytest.raises(AssertionError, match="No module named 'exoguide'"):
        _run(interpreter, "-c", "import exoguide", cwd=tmp_path)
    return interpreter


def _run(*command: str | Path, cwd: Path, **environment: str) -> str:
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    ran = subprocess.run(
        command, cwd=cwd, env=kept | environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def _site(interpreter: Path) -> Path:
    place = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return Path(_run(interpreter, "-c", place, cwd=interpreter.parent).strip())


def _install(interpreter: Path, *what: str | Path) -> None:
    _run(
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", interpreter),
        *("install", "--no-deps", "--no-index", "--no-build-isolation", *what),
        cwd=interpreter.parent,
    )


def _from_checkout(python: Path, checkout: Path, _wheel: Path) -> str:
    return _run(python, "-c", PROBE, cwd=python.parent, PYTHONPATH=str(checkout))


def _from_editable(python: Path, checkout: Path, _wheel: Path) -> str:
    _install(python, "--editable", checkout)
    return _run(python, "-c", PROBE, cwd=python.parent)


def _from_wheel(python: Path, _checkout: Path, wheel: Path) -> str:
    _install(python, wheel)
    return _run(python, "-c", PROBE, cwd=python.parent)


@pytest.mark.parametrize("installed", [_from_checkout, _from_editable, _from_wheel])
def test_the_same_flows_are_found_from_a_checkout_an_editable_install_and_a_wheel(
    installed: Callable[[Path, Path, Path], str], python: Path, checkout: Path, wheel: Path
) -> None:
    place, found = json.loads(installed(python, checkout, wheel))
    shipped = {
        manifest.parent.name: sorted(
            str(file.relative_to(manifest.parent)) for file in manifest.parent.rglob("*.toml")
        )
        for manifest in (checkout / "flows").glob(f"*/{MANIFEST}")
    }
    assert found == shipped
    assert "exosome-therapy" in found
    inside = Path(place).is_relative_to(checkout)
    assert inside is (installed is not _from_wheel)


def test_the_command_is_installed_and_says_its_version(
    python: Path, wheel: Path, checkout: Path
) -> None:
    _install(python, wheel)
    said = _run(python.with_name("exoguide"), "--version", cwd=python.parent)
    assert wheel.name.split("-")[1] in said
    assert str(checkout) not in said


def test_a_wheel_holds_the_package_its_flows_and_its_licence_and_nothing_else(
    wheel: Path, checkout: Path
) -> None:
    with ZipFile(wheel) as archive:
        names = [Path(name) for name in archive.namelist()]
        (metadata,) = (name for name in names if name.name == "METADATA")
        said = archive.read(str(metadata)).decode()
    assert {name.parts[0].partition("-")[0] for name in names} == {"exoguide"}
    assert Path("exoguide/py.typed") in names
    assert any(name.name == "LICENSE" for name in names)
    assert "License-Expression: Apache-2.0" in said
    packed = {str(name.relative_to("exoguide/_flows")) for name in names if "_flows" in name.parts}
    flows = checkout / "flows"
    assert packed == {str(file.relative_to(flows)) for file in flows.rglob("*") if file.is_file()}
