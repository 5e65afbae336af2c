"""Whether a folder lies on another machine's disk, where a lock may not hold what it promises."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from exoguide.speech import phrase

_TABLE: Final = Path("/proc/self/mountinfo")
_REMOTE: Final = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|lustre|gpfs|beegfs|orangefs|glusterfs|ncpfs"
    r"|fuse\.(sshfs|glusterfs|cephfs|s3fs|rclone|davfs.*|gvfsd-fuse|smbnetfs|beegfs)"
)
"""Kinds of file systems that other machines serve, as Linux calls them."""


def remote_disk(folder: Path) -> tuple[str, ...]:
    """What to say when ``folder`` lies on a network file system; nothing where it is not known."""
    try:
        table = _TABLE.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()  # not Linux
    kind = file_system(folder, table)
    if not _REMOTE.fullmatch(kind):
        return ()
    said = phrase(
        "The sessions lie on a network disk ({kind}), whose locks cannot always be relied on."
        " Use this folder from one computer at a time, and make backups.",
        kind=kind,
    )
    return (said,)


def file_system(folder: Path, table: str) -> str:
    """The kind of file system that ``folder`` is on, by the kernel's table of mounts.

    Later lines of the table cover earlier ones at the same place. Empty when none fits.
    """
    best, kind = -1, ""
    for line in table.splitlines():
        before, _, after = line.partition(" - ")
        fields, words = before.split(" "), after.split(" ")
        if len(fields) < 5:
            continue
        place = Path(re.sub(r"\\([0-7]{3})", lambda sign: chr(int(sign[1], 8)), fields[4]))
        if folder.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), words[0]
    return kind
