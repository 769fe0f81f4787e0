"""Files of evidence: copied, sealed, looked at as a copy without metadata, destroyed; and nobody else gets to them."""

import hashlib
import io
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from cogs.reports.gate import NO_SUCH_CASE
from cogs.reports.records import evidence_files, record_rules, record_texts
from cogs.reports.records.record_rules import Why
from data import evidence_folder, trail
from data.case_papers import Copy
from data.cases import Case
from tests.reflections.doing import forge_press, says
from tests.reports.doing import opened, opened_from_mine, ready, sent
from tests.reports.recording import (
    CAMERA,
    evidence_of,
    folder,
    out_of_reach,
    picture,
    pixels,
    put,
    standing,
    told_with,
    view,
    within_reach,
)
from tests.reports.working import more
from tests.world import World, labels_of, newest_answer, parts_of

COLOURS = ("teal", "maroon", "olive", "navy", "purple", "gray", "black", "white", "orange", "pink")
GALLERY = 12  # Discord's number of the part that shows pictures


async def with_the_team(world: World, *contents: bytes, name: str = "IMG_rin.png") -> Case:
    """A report with files that the team can read."""
    await ready(world)
    case = await told_with(world, world.member, [put(world, name, content) for content in contents])
    await sent(world)
    return case


async def trail_of(world: World, case: Case) -> list[str]:
    async with world.bot.store.reading() as session:
        return [entry.what for entry in await trail.of_case(session, world.guild.id, case.id)]


# Copying


async def test_ten_attachments_are_copied_hashed_and_readable_after_the_source_is_gone(world: World) -> None:
    """R10."""
    await ready(world)
    contents = [picture(colour) for colour in COLOURS]
    files = [put(world, f"{number}.png", content) for number, content in enumerate(contents)]
    case = await told_with(world, world.member, files)
    await sent(world)
    rows = await evidence_of(world, case)
    assert [row.copy for row in rows] == [Copy.KEPT] * 10
    assert [row.sha256 for row in rows] == [hashlib.sha256(content).digest() for content in contents]
    assert [row.file_bytes for row in rows] == [len(content) for content in contents]
    out_of_reach(world)
    await world.restart()
    for row, content in zip(rows, contents, strict=True):
        answer = await view(world, world.moderator, row)
        ((name, shown),) = world.files(answer).items()
        assert name == "picture.jpg"
        size, colour = pixels(shown)
        expected = pixels(content)
        assert size == expected[0]
        assert max(abs(a - b) for a, b in zip(colour, expected[1], strict=True)) < 12


async def test_what_nobody_asked_to_copy_is_not_copied(world: World) -> None:
    case = await told_with(world, world.member, [put(world, "a.png", picture())], copies=False)
    (row,) = await evidence_of(world, case)
    assert (row.copy, row.source, row.stored_as) == (Copy.NOT_COPIED, None, None)
    assert standing(world) == []


async def test_a_copy_is_sealed_under_a_random_name_that_only_its_owner_can_read(world: World) -> None:
    """R14: neither the folder nor the database says what a file is called, or who sent it."""
    content = picture()
    case = await told_with(world, world.member, [put(world, "from_kavya_mendes.png", content)] * 2)
    names = standing(world)
    assert sorted(str(row.stored_as) for row in await evidence_of(world, case)) == names
    assert len({*names}) == 2
    assert folder(world).stat().st_mode & 0o777 == 0o700
    for name in names:
        file = folder(world) / name
        assert file.stat().st_mode & 0o777 == 0o600
        assert "kavya" not in name
        kept = file.read_bytes()
        assert content not in kept
        assert content[16:60] not in kept
        assert CAMERA.encode() not in kept


async def test_the_same_picture_twice_looks_different_on_the_disk(world: World) -> None:
    await told_with(world, world.member, [put(world, "a.png", picture())] * 2)
    first, second = [(folder(world) / name).read_bytes() for name in standing(world)]
    assert first != second


async def test_a_file_put_in_anothers_place_does_not_open(world: World) -> None:
    case = await with_the_team(world, picture("teal"), picture("maroon"))
    first, second = await evidence_of(world, case)
    (folder(world) / str(first.stored_as)).write_bytes((folder(world) / str(second.stored_as)).read_bytes())
    assert says(world.said(await view(world, world.moderator, first)), record_texts.UNREADABLE)


async def test_a_missing_copy_is_said_and_breaks_nothing(world: World) -> None:
    case = await with_the_team(world, picture())
    (row,) = await evidence_of(world, case)
    (folder(world) / str(row.stored_as)).unlink()
    assert says(world.said(await view(world, world.moderator, row)), record_texts.UNREADABLE)


async def test_once_copied_the_address_of_the_source_is_not_kept(world: World) -> None:
    case = await told_with(world, world.member, [put(world, "a.png", picture())])
    (row,) = await evidence_of(world, case)
    assert row.source is None
    assert await opened(world, row, "file_name") == "a.png"


# What cannot be copied


async def test_a_file_over_25_mb_is_not_fetched_and_the_row_says_why(world: World) -> None:
    large = put(world, "large.png", b"")
    huge = type(large)(large.url, large.name, record_rules.MOST_OF_A_FILE + 1)
    out_of_reach(world)  # whoever asks for it fails
    case = await told_with(world, world.member, [huge])
    (row,) = await evidence_of(world, case)
    assert (row.copy, row.why, row.source) == (Copy.FAILED, Why.TOO_BIG, None)


async def test_a_file_that_is_larger_than_was_said_is_not_kept_either(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[record_rules.__name__], "MOST_OF_A_FILE", 1000)
    told = put(world, "a.png", bytes(2000))
    case = await told_with(world, world.member, [type(told)(told.url, told.name, 10)])
    (row,) = await evidence_of(world, case)
    assert (row.copy, row.why) == (Copy.FAILED, Why.TOO_BIG)
    assert standing(world) == []


async def test_of_more_than_a_case_may_hold_the_first_files_are_kept_and_the_rest_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[record_rules.__name__], "MOST_OF_A_CASE", 2500)
    files = [put(world, f"{number}.bin", bytes(1000)) for number in range(4)]
    case = await told_with(world, world.member, [*files[:3], put(world, "small.bin", bytes(300))])
    assert [(row.copy, row.why) for row in await evidence_of(world, case)] == [
        (Copy.KEPT, None),
        (Copy.KEPT, None),
        (Copy.FAILED, Why.TOO_MUCH),
        (Copy.KEPT, None),
    ]


async def test_a_file_that_is_gone_is_named_and_the_others_are_copied(world: World) -> None:
    gone = put(world, "gone.png", picture())
    lost = type(gone)(gone.url + ".not-there", gone.name, gone.size)
    case = await told_with(world, world.member, [lost, put(world, "here.png", picture())])
    assert [(row.copy, row.why) for row in await evidence_of(world, case)] == [
        (Copy.FAILED, Why.GONE),
        (Copy.KEPT, None),
    ]
    assert world.errors() == []


async def test_the_reporter_is_told_which_files_could_not_be_copied_and_why(world: World) -> None:
    """R10: by how many, not by name; what was sent is not shown again on the account."""
    gone = put(world, "of-us-two.png", picture())
    lost = [type(gone)(f"{gone.url}.{number}", gone.name, gone.size) for number in range(2)]
    huge = type(gone)(gone.url, gone.name, record_rules.MOST_OF_A_FILE + 1)
    await told_with(world, world.member, [*lost, huge, gone])
    page = await opened_from_mine(world, world.member)
    said = world.said(page)
    assert "2 files were not copied: it was no longer there." in said
    assert "1 file was not copied: it is larger than 25 MB." in said
    assert "of-us-two" not in said


async def test_while_discord_cannot_be_reached_it_is_tried_again(world: World) -> None:
    out_of_reach(world)
    case = await told_with(world, world.member, [put(world, "a.png", picture())])
    assert [row.copy for row in await evidence_of(world, case)] == [Copy.WAITING]
    within_reach(world)
    await world.pass_time(minutes=2)
    assert [row.copy for row in await evidence_of(world, case)] == [Copy.KEPT]
    assert world.errors() == []


async def test_after_a_day_out_of_reach_it_is_given_up_and_no_admin_hears_of_it(world: World) -> None:
    """A line to the admins would say that there is a report, and whoever it is about may read it."""
    await ready(world)
    before = len(world.messages(world.team))
    out_of_reach(world)
    case = await told_with(world, world.member, [put(world, "a.png", picture())])
    await world.pass_time(days=2, hours=1)
    (row,) = await evidence_of(world, case)
    assert (row.copy, row.why, row.source) == (Copy.FAILED, Why.OUT_OF_REACH, None)
    assert "reports.copy_files" not in world.room_text(world.team)
    assert len(world.messages(world.team)) <= before + 1  # at most the card of the case
    assert world.errors() == []


def test_each_wait_is_as_long_as_what_came_before_and_ends_after_a_day() -> None:
    from tests.builders import START

    waits, now = [], START
    while (again := record_rules.try_again_at(now, kept_at=START)) is not None:
        waits.append(again - now)
        now = again
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 1, 2, 4)]
    assert len(waits) < 15
    assert now - START >= record_rules.TRIED_FOR


def test_every_reason_has_words() -> None:
    assert set(record_texts.WHY) == set(Why)
    assert set(record_texts.NO_FILE) == set(Copy) - {Copy.KEPT}


@pytest.mark.parametrize("point", ["evidence.named", "evidence.written"])
async def test_a_process_that_dies_while_it_copies_leaves_one_copy_and_no_other_file(world: World, point: str) -> None:
    files = [put(world, f"{colour}.png", picture(colour)) for colour in COLOURS[:3]]
    world.crash_at(point, times_before=1)
    case = await told_with(world, world.member, files)
    await world.restart_after_crash()
    await world.pass_time(minutes=2)
    rows = await evidence_of(world, case)
    assert [row.copy for row in rows] == [Copy.KEPT] * 3
    assert sorted(str(row.stored_as) for row in rows) == standing(world)


async def test_what_one_run_has_no_time_for_the_next_one_copies(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handler ends before its lease, however many files there are."""
    monkeypatch.setattr(sys.modules["cogs.reports.records.record_effects"], "_ENOUGH", -1.0)
    case = await told_with(world, world.member, [put(world, f"{each}.png", picture(each)) for each in COLOURS[:4]])
    assert [row.copy for row in await evidence_of(world, case)] == [Copy.KEPT] * 4
    assert world.errors() == []


async def test_a_disk_without_room_is_tried_again_and_leaves_no_piece(world: World) -> None:
    folder(world).parent.mkdir(exist_ok=True)
    folder(world).write_bytes(b"")  # no folder can be made here
    case = await told_with(world, world.member, [put(world, "a.png", picture())])
    assert [row.copy for row in await evidence_of(world, case)] == [Copy.WAITING]
    folder(world).unlink()
    await world.pass_time(minutes=2)
    (row,) = await evidence_of(world, case)
    assert (row.copy, [row.stored_as]) == (Copy.KEPT, standing(world))


# Looking


async def test_a_look_is_for_one_person_covered_noted_and_without_what_was_hidden(world: World) -> None:
    """R14, R21."""
    case = await with_the_team(world, picture(kind="JPEG"))
    (row,) = await evidence_of(world, case)
    answer = await view(world, world.moderator, row)
    message = newest_answer(answer)
    assert message.ephemeral
    (shown,) = world.files(answer).values()
    assert CAMERA.encode() not in shown
    with Image.open(io.BytesIO(shown)) as copy:
        assert not copy.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & copy.info.keys()
    (gallery,) = [part for part in parts_of(message) if part["type"] == GALLERY]
    assert [item["spoiler"] for item in gallery["items"]] == [True]
    assert (await trail_of(world, case))[-1] == "viewed_file"
    assert row.sha256 is not None
    assert row.sha256.hex() in world.said(answer)


async def test_whoever_may_not_open_the_case_reads_the_same_as_for_a_file_that_does_not_exist(world: World) -> None:
    """R21: the subject, the reporter, another moderator, the owner, anybody; each look is checked."""
    await ready(world, "batbayar")
    case = await told_with(world, world.member, [put(world, "a.png", picture())], about=world.person("shirin"))
    await sent(world)
    (row,) = await evidence_of(world, case)
    for key in ("shirin", "kavya", "rin", "amihan", "mehwish"):
        for verb in ("view_file", "destroy_file", "destroy_file_now"):
            answers = [
                await forge_press(world, world.person(key), f"reports:{verb}:{number}") for number in (row.id, 12345)
            ]
            assert {world.said(answer) for answer in answers} == {NO_SUCH_CASE.in_("en")}, (key, verb)
            assert not any(world.files(answer) for answer in answers)
    assert "viewed_file" not in await trail_of(world, case)
    assert [each.copy for each in await evidence_of(world, case)] == [Copy.KEPT]
    assert world.files(await view(world, world.moderator, row))


async def test_before_the_team_has_it_nobody_of_the_team_can_look(world: World) -> None:
    await ready(world)
    case = await told_with(world, world.member, [put(world, "a.png", picture())])
    (row,) = await evidence_of(world, case)
    assert world.said(await view(world, world.moderator, row)) == NO_SUCH_CASE.in_("en")


async def test_of_what_is_no_picture_only_name_size_and_hash_are_shown(world: World) -> None:
    content = b"MZ" + bytes(3000)
    case = await with_the_team(world, content, name="wedding*.png")
    (row,) = await evidence_of(world, case)
    answer = await view(world, world.moderator, row)
    said = world.said(answer)
    assert world.files(answer) == {}
    assert "wedding\\*.png" in said
    assert "3 KiB" in said
    assert hashlib.sha256(content).hexdigest() in said
    assert says(said, record_texts.NO_PICTURE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        picture()[:60],
        b"GIF89a" + b"\xff" * 300,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
    ids=["empty", "broken", "cut", "noise", "svg", "postscript"],
)
def test_whatever_a_file_holds_it_is_a_picture_or_it_is_not(content: bytes) -> None:
    assert evidence_files.shown(content).picture is None


def test_a_picture_that_claims_too_many_pixels_is_not_opened() -> None:
    written = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(written, "PNG")
    assert len(written.getvalue()) < 200_000
    assert evidence_files.shown(written.getvalue()).picture is None


def test_a_large_picture_is_shown_smaller_and_a_turned_one_upright() -> None:
    written = io.BytesIO()
    turned = Image.Exif()
    turned[0x0112] = 6  # held upright, stored lying
    Image.new("RGB", (3000, 1500), "navy").save(written, "JPEG", exif=turned)
    shown = evidence_files.shown(written.getvalue()).picture
    assert shown is not None
    assert pixels(shown)[0] == (1024, 2048)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_picture_of_any_kind_of_colours_is_shown(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (30, 20)).save(written, "PNG")
    shown = evidence_files.shown(written.getvalue()).picture
    assert shown is not None
    assert pixels(shown)[0] == (30, 20)


@pytest.mark.parametrize("ink", [(0, 0, 0, 255), (255, 255, 255, 255)], ids=["black", "white"])
def test_words_on_a_clear_ground_can_be_read_whatever_their_colour(ink: tuple[int, int, int, int]) -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste(ink, (10, 10, 30, 30))
    written = io.BytesIO()
    image.save(written, "PNG")
    shown = evidence_files.shown(written.getvalue()).picture
    assert shown is not None
    with Image.open(io.BytesIO(shown)) as copy:
        grey = copy.convert("L")
        middle, edge = grey.getpixel((20, 20)), grey.getpixel((2, 2))
        assert isinstance(middle, int | float)
        assert isinstance(edge, int | float)
        assert abs(middle - edge) > 90


def test_of_a_moving_picture_the_first_frame_is_shown_and_that_is_said() -> None:
    written = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    looked = evidence_files.shown(written.getvalue())
    assert looked.moves
    assert looked.picture is not None
    assert pixels(looked.picture)[1][0] > 200


async def test_from_a_case_the_team_gets_to_each_of_its_files(world: World) -> None:
    case = await with_the_team(world, picture("teal"), picture("maroon"))
    page = await world.press(world.moderator, await more(world, world.moderator, case), "Files")
    contents = [world.files(await world.press(world.moderator, page, f"Look at file {number}")) for number in (1, 2)]
    assert all(contents)
    assert contents[0] != contents[1]


async def test_sealing_decoding_and_the_disk_keep_nobody_waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []

    def noting(do: Callable[..., Any]) -> Callable[..., Any]:
        def done(*args: Any, **how: Any) -> Any:
            threads.append(threading.current_thread().name)
            return do(*args, **how)

        return done

    files = sys.modules[evidence_files.__name__]
    for module, name in ((evidence_folder, "put"), (evidence_folder, "take"), (files, "shown")):
        monkeypatch.setattr(module, name, noting(getattr(module, name)))
    case = await with_the_team(world, picture())
    (row,) = await evidence_of(world, case)
    await view(world, world.moderator, row)
    assert len(threads) == 3
    assert threading.main_thread().name not in threads


# Destroying


async def test_a_destroyed_file_is_gone_from_the_disk_and_only_that_it_was_destroyed_stays(world: World) -> None:
    case = await with_the_team(world, picture("teal"), picture("maroon"))
    first, second = await evidence_of(world, case)
    looked = await view(world, world.moderator, first)
    asked = await world.press(world.moderator, looked, "Destroy this file")
    assert len(standing(world)) == 2
    assert says(world.said(await world.press(world.moderator, asked, "Destroy this file")), record_texts.DESTROYED)
    assert standing(world) == [second.stored_as]
    gone = (await evidence_of(world, case))[0]
    assert gone.copy == Copy.DESTROYED
    kept = (gone.words, gone.author, gone.link, gone.source, gone.file_name, gone.stored_as, gone.sha256)
    assert kept == (None,) * 7
    assert (await trail_of(world, case))[-1] == "destroyed_file"
    await forge_press(world, world.moderator, f"reports:destroy_file_now:{gone.id}")
    assert (await trail_of(world, case)).count("destroyed_file") == 1
    assert says(world.said(await view(world, world.moderator, gone)), record_texts.NO_FILE[Copy.DESTROYED])


async def test_asked_first_a_file_that_is_kept_after_all_stays(world: World) -> None:
    case = await with_the_team(world, picture())
    (row,) = await evidence_of(world, case)
    asked = await world.press(world.moderator, await view(world, world.moderator, row), "Destroy this file")
    assert says(world.said(await world.press(world.moderator, asked, "Keep it")), record_texts.FILE_STAYS)
    assert world.files(await view(world, world.moderator, row))


async def test_a_file_nobody_named_is_swept_away_and_a_strangers_file_is_left_alone(world: World) -> None:
    case = await with_the_team(world, picture(), picture())
    orphan, mine = folder(world) / ("ab" * 16), folder(world) / "note-to-self.txt"
    orphan.write_bytes(b"left over")
    mine.write_bytes(b"buy rice")
    first, second = await evidence_of(world, case)
    await forge_press(world, world.moderator, f"reports:destroy_file_now:{first.id}")
    await world.pass_time(seconds=10)
    assert standing(world) == sorted([str(second.stored_as), mine.name])


@pytest.mark.parametrize("was_read", [False, True], ids=["before it was read", "after it was read"])
async def test_a_report_that_is_taken_back_takes_its_files_along(world: World, was_read: bool) -> None:
    case = await with_the_team(world, picture(), picture())
    if was_read:
        await more(world, world.moderator, case)
    page = await opened_from_mine(world, world.member)
    asked = await world.press(world.member, page, "Take it back")
    if "Take it back" in labels_of(asked):
        await world.press(world.member, asked, "Take it back")
    await world.pass_time(seconds=10)
    assert standing(world) == []
    assert {row.copy for row in await evidence_of(world, case)} == ({Copy.DESTROYED} if was_read else set())
