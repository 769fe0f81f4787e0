"""Whoever has a part in a case finds no trace of it, wherever they look and whatever they call (R11 to R18).

One world for each kind of person: in it that person is whom cases are about, a witness, their reporter, left out, or
somebody who said *Not me*, in every state that a case can be in, quiet and in danger. Then everything they can see is
collected and everything they can call is called (`eyes.py`), and what belongs to a case is searched for in it: code
names, numbers, words, evidence, questions, notes, who told. What a call was asked with does not count. In the same
world somebody without a part finds every case, so the search is able to find.
"""

import re
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import pytest
import pytest_asyncio
import simcord

from cogs.reports.telling import actions
from cogs.reports.telling.actions import Named
from data.cases import Case, Part
from data.measures import Decision
from tests import cast
from tests.reports import doing, doing_deciding
from tests.reports.doing_deciding import press
from tests.reports.eyes import Eyes, alike
from tests.world import World

TAKERS = ("shirin", "batbayar", "amihan")
VIEWERS = ("batbayar", "amihan", "mehwish", "linh", "rin")  # moderator, admin, owner, facilitator, member
REPORTERS = ("tenzin", "mei", "farid", "aizhan")
STATES = ("private", "new", "looking", "waiting", "decided", "closed", "taken_back", "kept")
ENDED = {"decided", "closed"}
NEVER = 8_888_888_888_888_888_888  # a number that nothing has
NO_NAME = "Gone Heron"  # no case is called that: neither word is in the list
TELLS_ANEW = {"reports:keep", "reports:keep_message", "reports:keep_person", "reports:tell", "reports:delete_letters"}
OWN_LIST = {"/report mine ", "press reports:mine"}


@dataclass(frozen=True, slots=True)
class Played:
    """One case that was played, and what of it the viewer must never come across."""

    part: Part
    state: str
    in_danger: bool
    case: Case
    decision: Decision | None
    secret: str  # stands in everything that somebody wrote in it
    reporter: simcord.MemberActor

    def forbidden(self) -> list[str]:
        """Return what would be a trace for the viewer."""
        traces = [self.case.team_name, str(self.case.id), f"note {self.secret}"]
        if self.part != Part.REPORTER:
            traces += [self.case.receipt_name, str(self.case.receipt_id), self.secret, str(self.reporter.id)]
        if self.decision is not None and self.part != Part.SUBJECT:
            traces += [self.decision.subject_name, str(self.decision.id)]
        return traces


async def play(world: World, viewer: simcord.MemberActor, part: Part, state: str, *, in_danger: bool) -> Played:
    """Let a case come about in which the viewer has this part, and bring it to this state."""
    if state != "kept":
        await world.pass_time(minutes=31)  # so that the limits of one person make nobody wait
    number = len(await doing.cases_of(world))
    secret = f"secret{number:03}"
    reporter = viewer if part == Part.REPORTER else world.person(REPORTERS[number % len(REPORTERS)])
    about = viewer if part == Part.SUBJECT else world.person("dilan")
    left_out = [viewer] if part == Part.LEFT_OUT else []
    answer = await doing.tell(world, reporter, words=secret, about=about, left_out=left_out)
    case = await doing.case_of(world, doing.receipt_of(answer))
    if part == Part.WITNESS:
        async with world.deed() as session:
            seals = await world.bot.kit.seals.of(session, case.guild_id)
            await actions.involve(session, seals, case, [(Part.WITNESS, Named(viewer.id, "Somebody"))])
    await press(world, reporter, "note", case.receipt_id)
    if in_danger and state != "private":
        await press(world, reporter, "danger", case.receipt_id)
    elif state == "private":
        await press(world, reporter, "private", case.receipt_id)
    elif state != "kept":
        await doing.sent(world)
    if state not in ("kept", "private"):
        await _work(world, viewer, reporter, part, state, case, secret)
    again = await doing.case_of(world, case.receipt_name)
    found = [each for each in await doing_deciding.decisions(world) if each.case_id == case.id]
    return Played(part, state, in_danger, again, found[-1] if found else None, secret, reporter)


async def _work(
    world: World,
    viewer: simcord.MemberActor,
    reporter: simcord.MemberActor,
    part: Part,
    state: str,
    case: Case,
    secret: str,
) -> None:
    taker = world.person("shirin")
    if part == Part.NOT_ME:
        await press(world, viewer, "not_me", case.id)
    if state == "new":
        return
    await press(world, taker, "show", case.id)
    if state == "taken_back":
        await press(world, reporter, "take_back_now", case.receipt_id)
        return
    await doing.send(taker, await press(world, taker, "team_note", case.id), words=f"note {secret}")
    if state == "waiting":
        await doing.send(taker, await press(world, taker, "ask", case.id), words=f"{secret}?")
    if state in ENDED:
        measure = "warn" if viewer.id == world.person("rin").id else "note"  # the others stand as high or higher
        await doing_deciding.decide(world, taker, case, measure, rule="Be kind")
    if state == "closed":
        await doing.send(taker, await press(world, taker, "close", case.id), words="We have finished.")


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that was played in one world for one viewer."""

    world: World
    viewer: simcord.MemberActor
    played: Sequence[Played]
    before: Eyes

    def pick(self) -> list[Played]:
        """Return one case for each part and state with the team: what is forged with."""
        return [each for each in self.played if not each.in_danger and each.state not in ("kept", "private")]


@pytest_asyncio.fixture(params=VIEWERS)
async def story(world: World, request: pytest.FixtureRequest) -> AsyncIterator[Story]:
    """Every part, every state, quiet and in danger, for one kind of person."""
    viewer = world.person(request.param)
    await doing.ready(world, *TAKERS)
    before = Eyes(world, viewer)
    await before.call([NO_NAME], [], [world.person("dilan")])
    parts = [Part.SUBJECT, Part.WITNESS, Part.REPORTER]
    if request.param in TAKERS:
        parts += [Part.LEFT_OUT, Part.NOT_ME]
    played = [
        await play(world, viewer, part, state, in_danger=in_danger)
        for state in STATES  # those that are to stay kept come last: time passes before each of the others
        for part in parts
        for in_danger in (False, True)
        if not (part == Part.NOT_ME and state in ("kept", "private"))
        and not (in_danger and state in ("kept", "private"))
    ]
    yield Story(world, viewer, played, before)
    world.errors()


async def test_whoever_has_a_part_finds_no_trace_and_somebody_without_one_finds_every_case(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {each.case.state for each in story.played} == set(STATES)
    assert all(each.case.state == each.state for each in story.played)
    eyes, sight = Eyes(story.world, story.viewer), Eyes(story.world, story.viewer)
    sight.see()
    names = [NO_NAME, *(each.case.team_name for each in story.pick())]
    numbers = [each.case.id for each in story.pick()]
    people = [story.world.person("dilan"), story.viewer]
    await eyes.call(names, numbers[:3], people)
    decided = [each.decision.id for each in story.pick() if each.decision is not None and each.part != Part.SUBJECT]
    others = [each.case.receipt_id for each in story.pick() if each.part != Part.REPORTER]
    await eyes.forge([*numbers, *decided, *others[:4], NEVER], without=TELLS_ANEW)
    await story.world.env.settle()

    forbidden = sorted({trace for each in story.played for trace in each.forbidden()})
    own = [each for each in story.played if each.part == Part.REPORTER]
    allowed = {f"{each.secret}?" for each in own}
    unseen = sorted({trace for each in story.played if each.part != Part.NOT_ME for trace in each.forbidden()})
    found = [*eyes.traces(forbidden), *sight.traces(unseen)]  # who says *Not me* has seen the card before
    found = [each for each in found if not any(question in each for question in allowed)]
    assert not found, found[:10]
    different = answers_that_differ(eyes, [*numbers, *decided])
    assert not different, different[:10]

    control = Eyes(story.world, story.world.person("shirin"))
    await control.call(names, [], people)
    with_the_team = {each.case.team_name for each in story.pick()}
    shown = "\n".join(control.seen.values())
    assert {name for name in with_the_team if name in shown} == with_the_team
    with capsys.disabled():
        told = (
            f"{cast_name(story)}: {len(story.played)} combinations; {len(eyes.seen) + len(sight.seen)} surfaces; "
            f"{len(forbidden)} traces searched in each; {len(found)} found"
        )
        sys.stdout.write(f"\n{told}\n")


def answers_that_differ(eyes: Eyes, numbers: Sequence[int]) -> list[str]:
    """Return the presses and forms that answer a case's number in another way than a number that nothing has."""
    different = []
    for surface, shown in eyes.seen.items():
        found = re.fullmatch(r"(press|form) ([a-z:_]+):(\d+)", surface)
        if found and int(found[3]) in numbers:
            nothing = eyes.seen[f"{found[1]} {found[2]}:{NEVER}"]
            if alike(shown) != alike(nothing):
                different.append(f"{surface}: {shown[:300]} / {nothing[:300]}")
    return different


def cast_name(story: Story) -> str:
    """Return what the viewer is in this world."""
    (person,) = [each for each in cast.CAST if story.world.person(each.key).id == story.viewer.id]
    return f"{person.role or ('Owner' if person is cast.OWNER else 'Member')}"
