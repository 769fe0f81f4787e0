"""The roster: named one by one, each reads the guide and says yes, is away, steps back; never plain in the file."""

import pytest
import simcord

from bot.language import Text
from cogs.reports.gate import NO_SUCH_CASE
from cogs.reports.roster import roster_texts
from data import roster
from data.roster import MOST
from tests import cast
from tests.reflections.doing import bytes_on_disk, says
from tests.reports import doing
from tests.reports.working import later
from tests.server.doing import value_of
from tests.world import World, labels_of, newest_answer, text_of

KEY = "reports.roster"


async def name(world: World, actor: simcord.MemberActor) -> str:
    """Let the admin name somebody, by mention."""
    return world.said(await world.set(world.admin, KEY, f"<@{actor.id}>"))


async def accepted(world: World, actor: simcord.MemberActor) -> None:
    """Let somebody be named, read the guide and say yes."""
    await name(world, actor)
    guide = await actor.slash(world.general, "safety accept")
    await world.press(actor, guide, "I take this on")


# Naming


async def test_people_are_named_one_by_one_and_shown_once_they_said_yes(world: World) -> None:
    said = await name(world, world.moderator)
    assert "one person has not accepted yet" in said
    assert cast.MODERATORS[0].name not in said
    await accepted(world, world.person("shirin"))
    assert await value_of(world, KEY) == f"{cast.MODERATORS[1].name} · one person has not accepted yet"
    await accepted(world, world.moderator)
    assert await value_of(world, KEY) == f"{cast.MODERATORS[0].name}, {cast.MODERATORS[1].name}"


@pytest.mark.parametrize("form", ["<@{id}>", "<@!{id}>", "{id}", " {id} ", "https://discord.com/users/{id}"])
async def test_somebody_is_named_by_mention_or_id_in_any_spelling(world: World, form: str) -> None:
    """R23, R47."""
    await world.set(world.admin, KEY, form.format(id=world.moderator.id))
    assert await value_of(world, KEY) == "one person has not accepted yet"


@pytest.mark.parametrize("typed", ["Batbayar", "@batbayar", "everyone", "", "remove", "12"])
async def test_a_name_alone_names_nobody(world: World, typed: str) -> None:
    """R23: names picked the wrong person elsewhere."""
    assert says(world.said(await world.set(world.admin, KEY, typed)), roster_texts.NOT_A_PERSON)
    assert await value_of(world, KEY) == "none"


async def test_the_owner_cannot_be_named_and_it_says_how_they_can_be_asked(world: World) -> None:
    assert await name(world, world.person("mehwish")) == roster_texts.OWNER_NOT_NAMED.in_("en")
    assert await value_of(world, KEY) == "none"


async def test_banyan_takes_no_reports(world: World) -> None:
    me = world.env.backend.bot_user.id
    assert world.said(await world.set(world.admin, KEY, f"<@{me}>")) == roster_texts.BANYAN_NOT_NAMED.in_("en")


async def test_another_bot_is_taken_off_again(world: World) -> None:
    other = world.env.create_user("helper", bot=True)
    world.guild.add_member(other)
    assert roster_texts.IS_A_BOT.in_("en") in world.said(await world.set(world.admin, KEY, str(other.id)))
    assert await value_of(world, KEY) == "none"


async def test_whoever_is_named_without_the_role_or_from_elsewhere_hears_what_is_missing(world: World) -> None:
    assert says(await name(world, world.member), roster_texts.NEEDS_THE_ROLE)
    assert says(world.said(await world.set(world.admin, KEY, "123456789012345678")), roster_texts.NOT_HERE)
    assert await value_of(world, KEY) == "2 people have not accepted yet"


async def test_at_most_ten_people_are_named(world: World) -> None:
    for number in range(MOST):
        await world.set(world.admin, KEY, str(223456789012345670 + number))
    said = await name(world, world.moderator)
    assert said == roster_texts.TOO_MANY.in_("en", most=MOST)
    assert await value_of(world, KEY) == f"{MOST} people have not accepted yet"


async def test_naming_somebody_twice_changes_nothing(world: World) -> None:
    await accepted(world, world.moderator)
    await name(world, world.moderator)
    assert await value_of(world, KEY) == cast.MODERATORS[0].name


@pytest.mark.parametrize(
    "form", ["remove <@{id}>", "remove {id}", "Remove  {name}", "remove {lower}", "remove @batbayar"]
)
async def test_somebody_is_taken_off_by_mention_id_name_or_handle(world: World, form: str) -> None:
    await accepted(world, world.moderator)
    shown = cast.MODERATORS[0].name
    await world.set(world.admin, KEY, form.format(id=world.moderator.id, name=shown, lower=shown.lower()))
    assert await value_of(world, KEY) == "none"


async def test_taking_off_somebody_who_is_not_on_it_says_so(world: World) -> None:
    said = world.said(await world.set(world.admin, KEY, "remove Somebody Else"))
    assert says(said, roster_texts.NOT_ON_IT)


async def test_everybody_is_taken_off_with_none(world: World) -> None:
    await accepted(world, world.moderator)
    assert says(world.said(await world.set(world.admin, KEY, "none")), roster_texts.EVERYBODY_OFF)
    assert await value_of(world, KEY) == "none"


async def test_who_takes_reports_is_nowhere_in_the_file_as_plain_text(world: World) -> None:
    await accepted(world, world.moderator)
    on_disk = bytes_on_disk(world.bot.store.path)
    assert str(world.moderator.id).encode() not in on_disk
    assert cast.MODERATORS[0].name.encode() not in on_disk


# The guide


async def test_the_guide_comes_before_the_yes_and_not_now_keeps_nothing(world: World) -> None:
    await name(world, world.moderator)
    guide = await world.moderator.slash(world.general, "safety accept")
    for part in (roster_texts.GUIDE, roster_texts.GUIDE_KEPT, roster_texts.GUIDE_REST, roster_texts.GUIDE_NOBODY):
        assert part.in_("en") in world.said(guide)
    assert labels_of(guide) == ["I take this on", "Not now"]
    left = await world.press(world.moderator, guide, "Not now")
    assert says(world.said(left), roster_texts.NOT_TAKEN_ON)
    assert await value_of(world, KEY) == "one person has not accepted yet"


@pytest.mark.parametrize(
    ("others", "says_so"),
    [
        ((), roster_texts.GUIDE_NOBODY),
        (("shirin",), roster_texts.GUIDE_ONE),
        (("shirin", "amihan"), roster_texts.GUIDE_TWO),
    ],
)
async def test_the_guide_says_what_two_people_means_here(world: World, others: tuple[str, ...], says_so: Text) -> None:
    await doing.roster(world, *others)
    await name(world, world.moderator)
    assert says_so.in_("en") in world.said(await world.moderator.slash(world.general, "safety guide"))


async def test_whoever_was_not_named_cannot_accept(world: World) -> None:
    said = world.said(await world.moderator.slash(world.general, "safety accept"))
    assert said == roster_texts.NOT_NAMED.in_("en")


async def test_a_guide_of_earlier_accepts_nothing_for_whoever_was_taken_off_meanwhile(world: World) -> None:
    await name(world, world.moderator)
    guide = await world.moderator.slash(world.general, "safety accept")
    await world.set(world.admin, KEY, "none")
    answer = newest_answer(await world.press(world.moderator, guide, "I take this on"))
    assert text_of(answer) == roster_texts.NOT_NAMED.in_("en")
    assert await value_of(world, KEY) == "none"


async def test_safety_is_for_moderators(world: World) -> None:
    await name(world, world.member)
    assert not [each for each in world.member.available_commands(world.general) if each.startswith("safety")]


# Away, and stepping back


@pytest.mark.parametrize("until", ["2", "2026-01-02"])
async def test_whoever_is_away_gets_nothing_and_reads_nothing_until_then(world: World, until: str) -> None:
    await doing.ready(world, "batbayar", "shirin")
    said = world.said(await world.moderator.slash(world.general, "safety away", until=until))
    assert says(said, roster_texts.AWAY)
    await doing.told(world, world.member, about=world.other)
    await doing.sent(world)
    opened = await world.press(world.moderator, world.card(world.team), "Open")
    assert world.said(opened) == NO_SUCH_CASE.in_("en")
    await later(world, days=2)
    opened = await world.press(world.moderator, world.card(world.team), "Open")
    assert "Show" in labels_of(opened)


async def test_whoever_is_back_earlier_says_so(world: World) -> None:
    await doing.ready(world, "batbayar")
    await world.moderator.slash(world.general, "safety away", until="5")
    said = world.said(await world.moderator.slash(world.general, "safety away", until="off"))
    assert says(said, roster_texts.BACK)
    await doing.told(world, world.member, about=world.other)
    await doing.sent(world)
    assert "Show" in labels_of(await world.press(world.moderator, world.card(world.team), "Open"))


@pytest.mark.parametrize("typed", ["0", "367", "2025-12-31", "soon", "-1", "2026-13-01", "9" * 30])
async def test_what_is_no_day_is_refused_with_what_would_be_right(world: World, typed: str) -> None:
    await doing.ready(world, "batbayar")
    said = world.said(await world.moderator.slash(world.general, "safety away", until=typed))
    assert says(said, roster_texts.WHEN)


async def test_stepping_back_takes_the_name_off_the_list(world: World) -> None:
    await accepted(world, world.moderator)
    said = world.said(await world.moderator.slash(world.general, "safety leave"))
    assert says(said, roster_texts.LEFT)
    async with world.bot.store.reading() as session:
        assert not await roster.everyone(session, world.guild.id)


async def test_a_privacy_erasure_takes_somebody_off_the_roster(world: World) -> None:
    await accepted(world, world.moderator)
    asked = await world.moderator.slash(world.general, "privacy erase")
    await world.press(world.moderator, asked, labels_of(asked)[-1])
    assert await value_of(world, KEY) in ("none", "one person has not accepted yet")
