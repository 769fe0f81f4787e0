"""The roster: named one by one, each reads the guide and says yes, is away, steps back; never plain in the file."""

import pytest
import simcord

from bot.language import Text
from cogs.reports.gate import NO_SUCH_CASE
from cogs.reports.roster import roster_texts
from data import roster
from data.cases import Case, Part, State
from data.roster import MOST
from tests import cast
from tests.reflections.doing import bytes_on_disk, says
from tests.reports import doing
from tests.reports.doing_deciding import press
from tests.reports.working import REFUSED, again, has_the_role, later, loses_the_role, owns_the_server, waiting
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
    opened = await world.press(world.moderator, world.card(world.team), "Open the case")
    assert world.said(opened) == NO_SUCH_CASE.in_("en")
    await later(world, days=2)
    opened = await world.press(world.moderator, world.card(world.team), "Open the case")
    assert "Show the case" in labels_of(opened)


async def test_whoever_is_back_earlier_says_so(world: World) -> None:
    await doing.ready(world, "batbayar")
    await world.moderator.slash(world.general, "safety away", until="5")
    said = world.said(await world.moderator.slash(world.general, "safety away", until="off"))
    assert says(said, roster_texts.BACK)
    await doing.told(world, world.member, about=world.other)
    await doing.sent(world)
    assert "Show the case" in labels_of(await world.press(world.moderator, world.card(world.team), "Open the case"))


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


# Since when somebody reads


async def takes_it_on(world: World, actor: simcord.MemberActor) -> None:
    """Let somebody become a moderator, be named, read the guide and say yes."""
    await has_the_role(world, actor)
    await accepted(world, actor)


async def lists(world: World, actor: simcord.MemberActor, case: Case) -> bool:
    """Whether a case stands in somebody's list, or opens when they press its button; never one of the two alone."""
    in_list = case.team_name in world.said(await actor.slash(world.general, "case list"))
    opens = world.said(await press(world, actor, "show", case.id)) != REFUSED
    assert in_list == opens
    return in_list


async def test_whoever_accepts_later_reads_what_is_told_later(world: World) -> None:
    mei = world.person("mei")
    before = await waiting(world)
    await takes_it_on(world, mei)
    after = await waiting(world, by="farid")
    assert not await lists(world, mei, before)
    assert await lists(world, mei, after)
    assert await lists(world, world.moderator, before)


async def test_nobody_new_counts_among_those_who_are_left_to_a_case(world: World) -> None:
    """R42: otherwise naming a friend would be a way into a case that its reporter gave to others."""
    case = await waiting(world, "batbayar")
    await takes_it_on(world, world.person("mei"))
    await press(world, world.moderator, "not_me", case.id)
    await world.env.settle()
    assert (await again(world, case)).state == State.NOBODY


async def test_what_went_back_to_its_reporter_and_is_sent_anew_goes_to_the_people_of_then(world: World) -> None:
    mei = world.person("mei")
    case = await waiting(world, "batbayar")
    await press(world, world.moderator, "not_me", case.id)
    await takes_it_on(world, mei)
    await press(world, world.person("kavya"), "send_now", case.receipt_id)
    await world.env.settle()
    assert await lists(world, mei, case)
    assert not await lists(world, world.moderator, case)


async def test_whoever_left_and_accepts_again_begins_anew(world: World) -> None:
    await accepted(world, world.moderator)
    before = await waiting(world)
    await world.moderator.slash(world.general, "safety leave")
    await world.pass_time(minutes=1)
    await accepted(world, world.moderator)
    assert not await lists(world, world.moderator, before)


async def test_whoever_was_away_reads_what_came_meanwhile_once_they_are_back(world: World) -> None:
    await doing.ready(world, "batbayar", "shirin")
    await world.moderator.slash(world.general, "safety away", until="5")
    case = await waiting(world)
    assert not await lists(world, world.moderator, case)
    await world.moderator.slash(world.general, "safety away", until="off")
    assert await lists(world, world.moderator, case)


@pytest.mark.parametrize("typed", ["@rin", "Rin#0", "Ｒｉｎ", "Rin Hoshino-Baker", "rin  HOSHINO-baker"])
async def test_whoever_was_named_by_a_handle_and_joins_later_has_the_same_part(world: World, typed: str) -> None:
    """R44: told by handle, kept for lack of people, then the one whom it is about becomes one of them."""
    form = await doing.open_report(world, world.member, in_letters=True)
    await doing.send(world.member, form, in_letters=True, words=doing.WORDS, who=typed)
    case = await doing.case_of(world)
    await takes_it_on(world, world.other)
    await takes_it_on(world, world.person("mei"))
    assert (Part.SUBJECT, str(world.other.id)) in await doing.parts_in(world, case)
    await press(world, world.member, "send_now", case.receipt_id)
    await world.env.settle()
    assert await lists(world, world.person("mei"), case)
    assert not await lists(world, world.other, case)


async def test_a_part_by_handle_is_given_to_nobody_whose_handle_only_begins_like_it(world: World) -> None:
    form = await doing.open_report(world, world.member, in_letters=True)
    await doing.send(world.member, form, in_letters=True, words=doing.WORDS, who="@ri")
    case = await doing.case_of(world)
    await takes_it_on(world, world.other)
    assert str(world.other.id) not in {person for _, person in await doing.parts_in(world, case)}


# The role


async def test_whoever_lost_the_role_counts_no_longer_from_their_next_press_on(world: World) -> None:
    case = await waiting(world)
    await loses_the_role(world, world.moderator)
    assert await taking(world) == {"batbayar", "shirin"}
    await press(world, world.moderator, "show", case.id)
    assert await taking(world) == {"shirin"}


async def test_safety_notes_who_lost_the_role_and_who_has_it_again(world: World) -> None:
    await waiting(world)
    await loses_the_role(world, world.moderator)
    await press(world, world.moderator, "show", (await doing.case_of(world)).id)
    assert await taking(world) == {"shirin"}
    await has_the_role(world, world.moderator)
    assert await taking(world) == {"shirin"}
    await world.moderator.slash(world.general, "safety guide")
    assert await taking(world) == {"batbayar", "shirin"}
    assert await lists(world, world.moderator, await doing.case_of(world))


async def taking(world: World) -> set[str]:
    """Who of the cast takes reports."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        rows = await roster.taking_reports(session, world.guild.id, world.now())
        ids = {int(seals.open(row, "person")) for row in rows}
    return {each.key for each in cast.CAST if world.person(each.key).id in ids}


# The owner


async def test_only_the_owner_who_was_asked_reads_it_and_only_while_the_server_is_theirs(world: World) -> None:
    asked, mei = world.person("mehwish"), world.person("mei")
    case = await doing.case_of(world, await doing.told(world, world.member, about=world.other))
    await press(world, world.member, "ask_owner", case.receipt_id)
    await world.env.settle()
    assert await lists(world, asked, case)
    owns_the_server(world, mei)
    assert not await lists(world, mei, case)
    assert world.said(await press(world, asked, "show", case.id)) == REFUSED
    await later(world, days=4)
    assert (await again(world, case)).state == State.NOBODY


async def test_one_of_the_roster_who_owns_the_server_reads_only_what_they_are_asked(world: World) -> None:
    case = await waiting(world)
    owns_the_server(world, world.moderator)
    assert not await lists(world, world.moderator, case)
    assert await taking(world) == {"shirin"}
    said = world.said(await press(world, world.moderator, "accept", 0))
    assert said == roster_texts.OWNER_NOT_NAMED.in_("en")
    owns_the_server(world, world.person("mehwish"))
    await world.moderator.slash(world.general, "safety guide")
    assert await lists(world, world.moderator, case)
