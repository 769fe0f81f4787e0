"""A case that names several people: whom a decision is about is picked, and each can be decided about."""

from cogs.reports.deciding import measure_texts as texts
from data.cases import State
from tests.reflections.doing import forge_press
from tests.reports import doing
from tests.reports.doing_deciding import Ready, decide, form, measures, press, preview, ready, says
from tests.world import World, fields_of


async def about_two(world: World) -> Ready:
    """A case about Rin and Farid."""
    it = await ready(world)
    who = await forge_press(world, world.member, f"reports:who:{it.case.receipt_id}")
    await doing.send(world.member, who, who=[world.person("farid")])
    await world.pass_time(seconds=5)
    return it


async def test_of_several_people_whoever_decides_picks_one(world: World) -> None:
    it = await about_two(world)
    opened = await form(world, world.moderator, it.case)
    assert fields_of(opened)[0]["custom_id"].startswith("whom:")
    assert texts.WHOM_ABOUT_SEVERAL.in_("en") in str(opened.modal)
    unpicked = await doing.send(world.moderator, opened, measures=["warn"], rule="Be kind")
    assert says(world.said(unpicked), texts.NOBODY_KNOWN)
    for key in ("rin", "farid"):
        shown = await preview(world, world.moderator, it.case, "warn", whom=[world.person(key)])
        assert f"About {world.person(key).mention} " in world.said(shown)


async def test_after_one_of_them_the_other_can_be_decided_about_too(world: World) -> None:
    it = await about_two(world)
    await decide(world, world.moderator, it.case, "warn", whom=[it.subject])
    await press(world, world.moderator, "reopen", it.case.id)
    await decide(world, world.moderator, it.case, "warn", whom=[world.person("farid")])
    assert (await doing.case_of(world)).state == State.DECIDED
    decided = [await doing.opened(world, each, "person") for each in await measures(world)]
    assert decided == [str(it.subject.id), str(world.person("farid").id)]


async def test_a_changed_preview_asks_anew_whom_it_is_about(world: World) -> None:
    it = await about_two(world)
    shown = await preview(world, world.moderator, it.case, "warn", whom=[it.subject])
    opened = await world.press(world.moderator, shown, "Change")
    changed = await doing.send(world.moderator, opened, whom=[world.person("farid")])
    assert f"About {world.person('farid').mention} " in world.said(changed)
