"""Files of evidence on the disk: sealed, each under a random name, in a folder that only its owner can read.

A file's name stands in its row before the file is written, and a row that goes leaves its file to `sweep`; so
whatever interrupts, no file stays that no row names.
"""

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

_OURS = re.compile(r"[0-9a-f]{32}", re.ASCII)


def new_name() -> str:
    """Return a name that says nothing (R14)."""
    return secrets.token_hex(16)


def folder(state_dir: Path) -> Path:
    """Return where the files stand."""
    return state_dir / "evidence"


def put(state_dir: Path, name: str, sealed: bytes) -> None:
    """Write a file so that it is still there after the machine stops; written again, it stands once.

    Raises:
        OSError: when it cannot be written; then nothing of it stays.
    """
    place = folder(state_dir)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = place / name
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
            opened.write(sealed)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError:
        file.unlink(missing_ok=True)
        raise
    directory = os.open(place, os.O_RDONLY)
    try:
        os.fsync(directory)  # its entry in the folder, too
    finally:
        os.close(directory)


def take(state_dir: Path, name: str) -> bytes:
    """Return what stands in a file.

    Raises:
        FileNotFoundError: when it is gone.
    """
    return (folder(state_dir) / name).read_bytes()


def files(state_dir: Path) -> list[str]:
    """Return the names of the files that stand there and are ours."""
    place = folder(state_dir)
    return [file.name for file in place.iterdir() if _OURS.fullmatch(file.name)] if place.exists() else []


def remove(state_dir: Path, names: Iterable[str]) -> None:
    """Remove files; one that is gone already is no error."""
    for name in names:
        (folder(state_dir) / name).unlink(missing_ok=True)
