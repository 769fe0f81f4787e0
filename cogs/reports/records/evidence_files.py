"""Files of evidence: copied into the evidence folder, sealed, and looked at as a copy without metadata.

Nobody is given the file itself, and nothing here has an address of its own: each look passes the gate (R21).
What takes long (hashing, sealing, decoding, the disk) runs in a thread.
"""

import asyncio
import hashlib
import io
import threading
from dataclasses import dataclass
from pathlib import Path

from data import evidence_folder
from data.case_papers import Evidence
from data.sealing import CannotOpen, GuildSeals

_FILE = "file"  # what is sealed outside the database, of a row of evidence
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_MOST_PIXELS = 40_000_000  # a picture that claims more is not opened: it would fill the memory
_LONGEST_SIDE = 2048  # pixels, of the viewing copy
_BEHIND = (128, 128, 128)  # what is clear in the picture: on grey, black and white words can both be read
_one_at_a_time = threading.Lock()  # a large picture takes 160 MB while it is decoded


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a file found.

    Attributes:
        picture: The viewing copy, a JPEG; None where the file is no picture that Banyan can show.
        moves: Whether the file is a moving picture, of which the copy shows the first frame.
    """

    picture: bytes | None
    moves: bool = False


async def keep(state_dir: Path, seals: GuildSeals, row: Evidence, content: bytes) -> bytes:
    """Seal a file, write it under the name that its row has for it, and return its SHA-256.

    Raises:
        OSError: when it cannot be written.
    """
    assert row.stored_as is not None
    name = row.stored_as

    def work() -> bytes:
        evidence_folder.put(state_dir, name, seals.seal_bytes(row, _FILE, content))
        return hashlib.sha256(content).digest()

    return await asyncio.to_thread(work)


async def look(state_dir: Path, seals: GuildSeals, row: Evidence) -> Looked | None:
    """Return the viewing copy of a file, None when the file cannot be read any more."""
    if row.stored_as is None:
        return None
    name = row.stored_as

    def work() -> Looked | None:
        try:
            content = seals.open_bytes(row, _FILE, evidence_folder.take(state_dir, name))
        except (OSError, CannotOpen):
            return None
        return shown(content)

    return await asyncio.to_thread(work)


def shown(content: bytes) -> Looked:
    """Make the viewing copy of a file: its pixels alone, drawn anew, so that nothing else of it comes along (R14)."""
    from PIL import Image, ImageOps  # late: most processes never need it

    try:
        with _one_at_a_time, Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            moves = bool(getattr(opened, "is_animated", False))
            if opened.width * opened.height > _MOST_PIXELS:
                return Looked(None)
            opened.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
            drawn = Image.new("RGB", upright.size, _BEHIND)
            drawn.paste(upright, mask=upright)
            written = io.BytesIO()
            drawn.save(written, "JPEG", quality=88)
    except Exception:  # whatever a broken or hostile file makes a decoder raise: it is no picture then
        return Looked(None)
    return Looked(written.getvalue(), moves)
