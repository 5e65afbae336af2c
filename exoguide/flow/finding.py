"""Where flows are: the built-in ones, the user's own, or wherever a path leads.

The built-in flows lie inside the package in a wheel, and beside it in a checkout or an editable
install; nothing else in the program knows the difference.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from exoguide.errors import FlowError

MANIFEST = "flow.toml"
"""The file that makes a folder a flow."""

_PACKAGE = Path(__file__).resolve().parent.parent


def built_in_flows() -> Path:
    """The folder of the flows that come with the program (``FlowError`` when it is missing)."""
    for folder in (_PACKAGE / "_flows", _PACKAGE.parent / "flows"):
        if folder.is_dir():
            return folder
    raise FlowError(
        "Flows are missing",
        "The flows that come with exoguide are not where it is installed.",
        "Install exoguide again.",
    )


def known_flows(user_folder: Path | None = None) -> tuple[Path, ...]:
    """Every flow that has a name here, sorted by name; the user's own hides a built-in one.

    A flow is a folder with a ``flow.toml`` or a single ``.toml`` file; its name is the folder's
    or the file's without the ending.
    """
    found: dict[str, Path] = {}
    for folder in (built_in_flows(), user_folder):
        if folder is not None:
            found.update(_flows_in(folder))
    return tuple(found[name] for name in sorted(found))


def find_flow(name_or_path: str, user_folder: Path | None = None) -> Path:
    """The flow that a person named: a folder with ``flow.toml``, or a single ``.toml`` file.

    What reads as a path (it has a ``/`` or ends in ``.toml``) is one. A plain name is looked up
    among the user's own flows, then the built-in ones, and last as a folder right here. Raises
    ``FlowError`` with the nearest known name when there is none.
    """
    path = Path(name_or_path)
    if "/" in name_or_path or path.suffix == ".toml" or name_or_path in {".", ".."}:
        return _at(path)
    known = {name_of(flow): flow for flow in known_flows(user_folder)}
    if name_or_path in known:
        return known[name_or_path]
    if _is_flow(path):
        return path
    raise _unknown(name_or_path, tuple(known))


def name_of(flow: Path) -> str:
    """The name by which a flow in this place is known."""
    return flow.stem if flow.suffix == ".toml" else flow.name


def _is_flow(path: Path) -> bool:
    return path.suffix == ".toml" if path.is_file() else (path / MANIFEST).is_file()


def _flows_in(folder: Path) -> dict[str, Path]:
    try:
        inside = sorted(folder.iterdir())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise FlowError(
            "Flows cannot be listed",
            f"The folder {folder} cannot be read: {error.strerror}.",
            "Make it readable for your account, or name the flow by its path.",
        ) from error
    return {name_of(path): path for path in inside if _is_flow(path)}


def _at(path: Path) -> Path:
    if path.name == MANIFEST and path.is_file():
        return path.parent
    if _is_flow(path):
        return path
    if path.is_dir():
        problem = f"The folder {path} has no {MANIFEST}, so it is not a flow."
    elif path.exists():
        problem = f"{path} is not a flow: a flow is a folder or a file that ends in .toml."
    else:
        problem = f"There is nothing at {path}."
    raise FlowError(
        "No flow there",
        problem,
        f"Give the path of a folder with a {MANIFEST}, or of a single .toml file.",
    )


def _unknown(name: str, known: tuple[str, ...]) -> FlowError:
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    nearest = f" Did you mean {near[0]}?" if near else ""
    return FlowError(
        "Unknown flow",
        f'There is no flow called "{name}".{nearest}',
        f"Known flows: {', '.join(known) or 'none'}. A flow elsewhere is named by its path.",
    )
