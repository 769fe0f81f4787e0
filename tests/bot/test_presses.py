"""Every press and every form is answered, whoever drew it and whether or not it means anything."""

from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord.results import InteractionResult

from bot.access import ONLY_FOR_ADMINS, ONLY_FOR_MODERATORS, ONLY_IN_A_SERVER, Standing
from bot.answers import NO_LONGER_WORKS, Call
from bot.presses import BUTTON, FORM
from bot.ui import Choice, Drawing, Form, Words, button
from tests import seams
from tests.world import World, fields_of, labels_of

PRESS, SEND = 3, 5  # Discord's numbers for a component and for a form
GONE = NO_LONGER_WORKS.in_("en")
LARGEST = 2**63 - 1


async def press(world: World, custom_id: str) -> InteractionResult:
    """Press a button of this id in #general, drawn or not."""
    return await seams.forge(world.member, world.general, PRESS, {"custom_id": custom_id, "component_type": 2})


async def send(world: World, custom_id: str, **fields: str | None) -> InteractionResult:
    """Send a form of this id in #general, opened or not."""
    components = [
        {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}} for name, value in fields.items()
    ]
    return await seams.forge(world.member, world.general, SEND, {"custom_id": custom_id, "components": components})


class Heard:
    """A door of the tests: remembers what came through it."""

    def __init__(self, world: World) -> None:
        self.calls: list[tuple[int, int, dict[str, str]]] = []
        world.equip(lambda bot: bot.presses.on("tests:press", self.hear))
        world.equip(lambda bot: bot.presses.on_form("tests:send", self.hear))

    async def hear(self, call: Call) -> None:
        """Remember a call, and answer it."""
        self.calls.append((call.row_id, call.form, dict(call.values)))
        await call.show(Drawing(parts=["Heard."]))


@pytest.fixture
def heard(world: World) -> Heard:
    return Heard(world)


# What means nothing


@pytest.mark.parametrize(
    "custom_id",
    [
        "tests:nothing:1",  # no such verb
        "nobody:press:1",  # no such feature
        "tests:press",  # no row
        "tests:press:",
        "tests:press:one",
        "tests:press:-1",
        "tests:press:1:2",  # a form's id on a button
        "tests:press:1 ",
        " tests:press:1",
        "tests:press:1\n",
        "tests:press:１",  # a digit, but not of ASCII
        "TESTS:PRESS:1",
        "tests:press:1.5",
        f"tests:press:{LARGEST + 1}",
        "tests:press:9999999999999999999",
        "tests:press:99999999999999999999",
        "tests:send:1",  # a form's verb on a button
        "x",
        ":" * 50,
        "ẓ" * 100,
    ],
)
async def test_a_button_that_means_nothing_is_answered_kindly_and_privately(
    world: World, heard: Heard, custom_id: str
) -> None:
    answer = await press(world, custom_id)
    assert world.said(answer) == GONE
    assert answer.ephemeral
    assert heard.calls == []


@pytest.mark.parametrize(
    "custom_id",
    [
        "tests:nothing:1:5",
        "tests:send:1",  # no random number
        "tests:send:1:",
        "tests:send:1:99999999999",
        "tests:send:1:5:5",
        "tests:press:1:5",  # a button's verb on a form
        f"tests:send:{LARGEST + 1}:5",
        "",
    ],
)
async def test_a_form_that_means_nothing_is_answered_kindly_and_gives_the_words_back(
    world: World, heard: Heard, custom_id: str
) -> None:
    answer = await send(world, custom_id, **{"words:5": "Long thought about."})
    assert GONE in world.said(answer)
    assert list(world.files(answer).values()) == [b"Long thought about."]
    assert answer.ephemeral
    assert heard.calls == []


async def test_the_largest_and_the_smallest_row_still_have_a_meaning(world: World, heard: Heard) -> None:
    for row_id in (0, LARGEST):
        await press(world, f"tests:press:{row_id}")
    assert [row_id for row_id, _, _ in heard.calls] == [0, LARGEST]


@given(st.text(max_size=100))
def test_whatever_matches_is_a_small_number_and_a_name(custom_id: str) -> None:
    for pattern in (BUTTON, FORM):
        found = pattern.fullmatch(custom_id)
        if found:
            assert found["row"].isascii()
            assert found["row"].isdigit()
            assert len(found["row"]) <= 19


# What comes through


async def test_a_form_comes_with_its_row_its_own_number_and_its_fields(world: World, heard: Heard) -> None:
    await send(world, "tests:send:7:5", **{"words:5": "Here.", "readers:5": "me", "x": "no field of ours", "a:b": "no"})
    assert heard.calls == [(7, 5, {"words": "Here.", "readers": "me"})]


async def test_a_field_that_was_left_empty_is_empty(world: World, heard: Heard) -> None:
    await send(world, "tests:send:7:5", **{"words:5": None})
    assert heard.calls == [(7, 5, {"words": ""})]


async def test_two_presses_at_once_are_both_answered(world: World, heard: Heard) -> None:
    answers = await world.race(*[lambda: press(world, "tests:press:1")] * 2)
    assert [world.said(answer) for answer in answers] == ["Heard.", "Heard."]
    assert len(heard.calls) == 2


async def test_a_press_in_a_room_where_the_bot_may_not_write_is_answered(world: World, heard: Heard) -> None:
    await world.forbid(world.general, "send_messages", "view_channel")
    assert world.said(await press(world, "tests:press:1")) == "Heard."


# Who may


@pytest.mark.parametrize(
    ("least", "by", "says"),
    [
        (Standing.MEMBER, "kavya", "Heard."),
        (Standing.MODERATOR, "kavya", ONLY_FOR_MODERATORS.in_("en")),
        (Standing.MODERATOR, "linh", ONLY_FOR_MODERATORS.in_("en")),
        (Standing.MODERATOR, "batbayar", "Heard."),
        (Standing.MODERATOR, "amihan", "Heard."),
        (Standing.ADMIN, "batbayar", ONLY_FOR_ADMINS.in_("en")),
        (Standing.ADMIN, "amihan", "Heard."),
        (Standing.ADMIN, "mehwish", "Heard."),
    ],
)
async def test_whoever_may_not_press_is_told_for_whom_it_is(
    world: World, heard: Heard, least: Standing, by: str, says: str
) -> None:
    world.equip(lambda bot: bot.presses.on("tests:guarded", heard.hear, least=least))
    data = {"custom_id": "tests:guarded:1", "component_type": 2}
    answer = await seams.forge(world.person(by), world.general, PRESS, data)
    assert world.said(answer) == says
    assert len(heard.calls) == (says == "Heard.")


async def test_a_role_that_was_taken_away_counts_at_the_next_press(world: World, heard: Heard) -> None:
    world.equip(lambda bot: bot.presses.on("tests:guarded", heard.hear, least=Standing.MODERATOR))
    data = {"custom_id": "tests:guarded:1", "component_type": 2}
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    moderator = await guild.fetch_member(world.moderator.id)
    await moderator.edit(roles=[])
    answer = await seams.forge(world.moderator, world.general, PRESS, data)
    assert world.said(answer) == ONLY_FOR_MODERATORS.in_("en")


async def test_a_press_in_a_direct_message_says_where_it_works(world: World) -> None:
    async def need_a_server(call: Call) -> None:
        assert call.person.server_id

    world.equip(lambda bot: bot.presses.on("tests:server", need_a_server))
    user = await world.bot.fetch_user(world.member.id)
    await user.send(view=Drawing(parts=["Here."], buttons=[button("Press", "tests:server", 1)]))
    answer = await world.press(world.member, world.card(world.letters(world.member)), "Press")
    assert world.said(answer) == ONLY_IN_A_SERVER.in_("en")


# Over time


async def put_button(world: World) -> None:
    """Let a message with a button of the tests stand in #general."""
    room = await world.bot.fetch_channel(world.general.id)
    assert isinstance(room, discord.TextChannel)
    await room.send(view=Drawing(parts=["Press."], buttons=[button("Press", "tests:press", 1)]))
    await world.env.settle()


async def test_a_button_still_works_after_restarts_and_a_month(world: World, heard: Heard) -> None:
    await put_button(world)
    await world.pass_time(days=15)
    await world.restart()
    await world.pass_time(days=15)
    await world.kill_and_restart()
    assert world.said(await world.press(world.member, world.card(world.general), "Press")) == "Heard."


async def test_a_form_sent_after_a_restart_arrives(world: World, heard: Heard) -> None:
    world.equip(lambda bot: bot.presses.on("tests:open", open_form))
    opened = await press(world, "tests:open:7")
    await world.restart()
    answer = await world.fill(world.member, opened, words="Begun before, sent after.", readers="everyone")
    assert world.said(answer) == "Heard."
    ((row_id, _, values),) = heard.calls
    assert row_id == 7
    assert values == {"words": "Begun before, sent after.", "readers": "everyone"}


async def test_a_choice_that_was_not_touched_is_the_one_that_was_shown_as_chosen(world: World, heard: Heard) -> None:
    world.equip(lambda bot: bot.presses.on("tests:open", open_form))
    await world.fill(world.member, await press(world, "tests:open:7"), words="Here.")
    ((_, _, values),) = heard.calls
    assert values["readers"] == "me"


async def test_a_view_of_discord_py_that_ends_takes_no_button_of_ours_with_it(world: World, heard: Heard) -> None:
    await put_button(world)
    ours = world.card(world.general)

    class Stock(discord.ui.View):
        @discord.ui.button(label="Theirs", custom_id="tests:press:1")
        async def pressed(self, interaction: Any, item: Any) -> None:
            await interaction.response.send_message("Theirs.", ephemeral=True)

    room = await world.bot.fetch_channel(world.general.id)
    assert isinstance(room, discord.TextChannel)
    stopped, timed_out = Stock(timeout=600), Stock(timeout=60)
    with seams.as_bot(world.env):
        for view in (stopped, timed_out):
            await room.send("Stock.", view=view)
        stopped.stop()
    await world.pass_time(minutes=2)
    assert timed_out.is_finished()
    assert world.said(await world.press(world.member, ours, "Press")) == "Heard."


async def test_nothing_that_was_drawn_or_opened_stays_in_memory(world: World) -> None:
    world.equip(lambda bot: bot.presses.on("tests:open", open_form))
    await put_button(world)
    for _ in range(20):
        await press(world, "tests:open:7")
        await world.member.slash(world.general, "help")
    kept = world.bot._connection._view_store
    assert (kept._views, kept._modals, kept._synced_message_views) == ({}, {}, {})


# What is drawn


async def open_form(call: Call) -> None:
    """Open a form with one field of each kind."""
    await call.open(
        Form(
            "Yours",
            "tests:send",
            call.row_id,
            [
                "Take your time.",
                Words("words", "Your words"),
                Choice("readers", "Readers", [("me", "Me", None), ("everyone", "All", "Everyone here")], chosen="me"),
            ],
        )
    )


async def test_the_ids_of_a_form_are_fresh_at_each_opening_and_name_nobody(world: World) -> None:
    world.equip(lambda bot: bot.presses.on("tests:open", open_form))
    first, second = await press(world, "tests:open:7"), await press(world, "tests:open:7")
    assert first.modal is not None
    assert second.modal is not None
    assert first.modal["custom_id"] != second.modal["custom_id"]
    for opened in (first, second):
        assert opened.modal is not None
        assert FORM.fullmatch(opened.modal["custom_id"])
        random = opened.modal["custom_id"].rpartition(":")[2]
        assert [field["custom_id"] for field in fields_of(opened)] == [f"words:{random}", f"readers:{random}"]
        assert str(world.member.id) not in str(opened.modal)


async def test_a_label_that_is_too_long_is_cut_rather_than_refused(world: World) -> None:
    room = await world.bot.fetch_channel(world.general.id)
    assert isinstance(room, discord.TextChannel)
    await room.send(view=Drawing(parts=["Long."], buttons=[button("x" * 200, "tests:press", 1)]))
    assert labels_of(world.card(world.general)) == ["x" * 80]
