"""`/support`: the emergency number first, then who listens, and how far what Banyan knows can be trusted."""

from datetime import date, timedelta

import pytest

from cogs.support import rules
from data.support import Resource, resources
from tests.world import World

NEW = date(2026, 11, 24)


def a_resource(source_on: date | None) -> Resource:
    return Resource(
        id="line", where=("SG",), name="A line", about="anyone", contact="1", source="its page", source_on=source_on
    )


async def test_the_emergency_number_comes_before_everything_else(world: World) -> None:
    said = world.said(await world.member.slash(world.general, "support"))
    assert said.startswith("**If you or somebody else is in danger, call your local emergency number.**")


async def test_only_the_person_who_asked_sees_it(world: World) -> None:
    answer = await world.member.slash(world.general, "support")
    assert answer.response is not None
    assert answer.response.ephemeral
    assert "Nobody is told that you asked." in world.said(answer)


async def test_a_country_narrows_it_and_keeps_the_directory(world: World) -> None:
    said = world.said(await world.member.slash(world.general, "support", where="SG"))
    assert "Samaritans of Singapore" in said
    assert "findahelpline.com" in said
    assert "Childline" not in said


@pytest.mark.parametrize("typed", ["sg", " SG ", "Singapore", "singapore", "  SINGAPORE "])
async def test_a_country_is_understood_however_it_is_typed(world: World, typed: str) -> None:
    said = world.said(await world.member.slash(world.general, "support", where=typed))
    assert "Samaritans of Singapore" in said
    assert "Childline" not in said
    assert "no checked contact" not in said


@pytest.mark.parametrize(("typed", "country"), [("UK", "United Kingdom"), ("usa", "United States")])
async def test_a_short_name_that_is_no_code_is_understood_too(world: World, typed: str, country: str) -> None:
    typed_so = world.said(await world.member.slash(world.general, "support", where=typed))
    assert typed_so == world.said(await world.member.slash(world.general, "support", where=country))
    assert typed not in typed_so


async def test_what_is_no_country_is_said_as_it_was_typed(world: World) -> None:
    said = world.said(await world.member.slash(world.general, "support", where="Narnia"))
    assert "no checked contact for Narnia yet" in said


async def test_a_country_without_anything_verified_says_so(world: World) -> None:
    said = world.said(await world.member.slash(world.general, "support", where="KZ"))
    assert "no checked contact for Kazakhstan yet" in said
    assert "findahelpline.com" in said


async def test_what_a_person_types_as_a_country_is_offered_by_name(world: World) -> None:
    offered = await world.member.autocomplete(world.general, "support", "where", "sing")
    assert [choice["value"] for choice in offered] == ["SG"]


async def test_a_communitys_own_words_stand_before_the_lines(world: World) -> None:
    await world.set(world.admin, "support.own", "Amihan answers here most evenings.")
    said = world.said(await world.member.slash(world.general, "support"))
    assert said.index("local emergency number") < said.index("Amihan answers") < said.index("findahelpline.com")


async def test_it_works_in_a_direct_message(world: World) -> None:
    said = world.said(await world.member.user.slash("support"))
    assert "local emergency number" in said


@pytest.mark.parametrize(
    ("days", "check_first", "for_operator"), [(180, False, False), (181, True, False), (366, True, True)]
)
def test_an_old_source_says_check_first_and_later_reaches_the_operator(
    days: int, check_first: bool, for_operator: bool
) -> None:
    """R51."""
    resource = a_resource(NEW - timedelta(days=days))
    assert rules.says_check_first(resource, NEW) is check_first
    assert rules.is_for_operator(resource, NEW) is for_operator


def test_a_source_without_a_date_is_never_trusted_silently() -> None:
    assert rules.says_check_first(a_resource(None), NEW)
    assert rules.is_for_operator(a_resource(None), NEW)


def test_every_resource_names_its_source_and_a_way_to_reach_it() -> None:
    assert all(each.source and each.contact and each.name for each in resources())
    assert len({each.id for each in resources()}) == len(resources())
