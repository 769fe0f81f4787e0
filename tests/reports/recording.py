"""What the tests of records do often: telling with pictures, waiting for the copies, looking at what is on the disk."""

import io
import itertools
import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import simcord
from PIL import Image
from simcord.results import InteractionResult

from cogs.reports.telling import actions
from cogs.reports.telling.actions import HeldFile, HeldMessage, Named, Told
from data import case_papers, evidence_folder
from data.case_papers import Evidence
from data.cases import Case
from tests import seams
from tests.reflections.doing import forge_press
from tests.reports.doing import WORDS, case_of, shown_name
from tests.world import World

SAID = "Tell your aunt I say hello."  # the message that is held
CAMERA = "the camera of somebody's own"  # hidden in a picture
_forms = itertools.count(1)


def picture(colour: str = "teal", *, kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture with something hidden in it."""
    written = io.BytesIO()
    image = Image.new("RGB", size, colour)
    hidden = Image.Exif()
    hidden[0x010F] = CAMERA  # the camera's maker
    image.save(written, kind, exif=hidden)
    return written.getvalue()


def put(world: World, name: str, content: bytes) -> HeldFile:
    """Let Discord hold a file, as it holds those of a message."""
    backend = world.env.backend
    held = backend.cdn.store_attachment(backend.snowflake(), world.general.id, name, content, None)
    return HeldFile(url=str(held["url"]), name=name, size=len(content))


async def told_with(
    world: World,
    actor: simcord.MemberActor,
    files: Sequence[HeldFile] = (),
    *,
    about: simcord.MemberActor | None = None,
    words: str = WORDS,
    copies: bool = True,
) -> Case:
    """Let somebody tell about a message with files, and Banyan come to rest."""
    author = world.other if about is None else about
    message = HeldMessage(
        link=f"https://discord.example/{world.general.id}/1",
        said_at=world.now() - timedelta(hours=1),
        author=Named(author.id, shown_name(world, author)),
        words=SAID,
        files=tuple(files),
    )
    told = Told(
        form=next(_forms),
        reporter=Named(actor.id, shown_name(world, actor)),
        words=words,
        message=message,
        copies_files=copies,
    )
    with seams.as_bot(world.env):
        receipt = await actions.tell(world.bot.kit, guild_id=world.guild.id, told=told)
    await world.env.settle()
    return await case_of(world, receipt.name)


async def evidence_of(world: World, case: Case) -> list[Evidence]:
    """The files of a case, in the order in which they were told."""
    async with world.bot.store.reading() as session:
        return [row for row in await case_papers.evidence(session, case.id) if row.is_file]


async def view(world: World, actor: simcord.MemberActor, row: Evidence) -> InteractionResult:
    """Let somebody look at a file."""
    return await forge_press(world, actor, f"reports:view_file:{row.id}")


def folder(world: World) -> Path:
    """Where the files of evidence stand."""
    return evidence_folder.folder(world.settings.state_dir)


def standing(world: World) -> list[str]:
    """The names of everything that stands in the evidence folder."""
    return sorted(os.listdir(folder(world))) if folder(world).exists() else []


def pixels(content: bytes) -> tuple[tuple[int, int], tuple[int, int, int]]:
    """A picture's size, and the colour in its middle."""
    with Image.open(io.BytesIO(content)) as opened:
        image = opened.convert("RGB")
        found = image.getpixel((image.width // 2, image.height // 2))
        assert isinstance(found, tuple)
        return image.size, (int(found[0]), int(found[1]), int(found[2]))


def out_of_reach(world: World, error: Exception | None = None) -> None:
    """Let Discord's files not be reached from now on, or be gone for good."""

    async def fails(url: str) -> bytes:
        raise error or ConnectionResetError

    world.equip(lambda bot: setattr(bot.http, "get_from_cdn", fails))


def within_reach(world: World) -> None:
    """Let them be reached again."""
    world._fittings.pop()
    del world.bot.http.get_from_cdn
