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
from typing import Any

import pytest
import pytest_asyncio
import simcord

from cogs.reports.telling import actions
from cogs.reports.telling.actions import Named
from data import roster
from data.cases import Case, Part
from data.measures import Decision, Stage
from data.roster import ROSTER
from tests import cast
from tests.reports import doing, doing_deciding
from tests.reports.doing_deciding import press
from tests.reports.eyes import Eyes, alike, said_by
from tests.reports.working import has_the_role
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
            traces += [self.decision.subject_name, str(self.decision.notice_id)]
        if self.decision is not None:
            traces.append(str(self.decision.id))
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
        """Return one case for each part and state with the team."""
        return [each for each in self.played if not each.in_danger and each.state not in ("kept", "private")]

    def forged(self) -> list[Played]:
        """Return what is forged with: whom it is about in every state, every other part in two."""
        return [each for each in self.pick() if each.part == Part.SUBJECT or each.state in ("new", "decided")]


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
    numbers = [each.case.id for each in story.forged()]
    people = [story.world.person("dilan"), story.viewer]
    await eyes.call(names, numbers[:3], people)
    decided = [each.decision.id for each in story.forged() if each.decision is not None]
    decided += [each.decision.notice_id for each in story.forged() if each.decision and each.part != Part.SUBJECT]
    others = [each.case.receipt_id for each in story.forged() if each.part != Part.REPORTER]
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


# Ways into a part, or into the team, that one story does not have


async def traces_for(
    world: World, viewer: simcord.MemberActor, case: Case, forbidden: Sequence[str], *, sees: bool = True
) -> list[str]:
    """Let somebody look, call and forge, and return what they come across of a case, or where it answers otherwise."""
    eyes = Eyes(world, viewer)
    if sees:
        eyes.see()
    decided = [each.id for each in await doing_deciding.decisions(world)]
    await eyes.call([case.team_name, NO_NAME], [], [world.person("dilan")])
    await eyes.forge([case.id, *decided, NEVER], without=TELLS_ANEW)
    await world.env.settle()
    return [*eyes.traces(forbidden), *answers_that_differ(eyes, [case.id, *decided])]


def of_the_team(case: Case) -> list[str]:
    """What of a case whoever has a part in it must not come across."""
    return [case.team_name, str(case.id), case.receipt_name, str(case.receipt_id), "secret"]


async def told_in_a_letter(world: World, handle: str) -> Case:
    """Let Kavya tell about somebody by handle, in a direct message, and the team have it."""
    form = await doing.open_report(world, world.member, in_letters=True)
    await doing.send(world.member, form, in_letters=True, words="secret", who=handle)
    await doing.sent(world)
    return await doing.case_of(world)


@pytest.mark.parametrize("is_renamed", [False, True])
async def test_whoever_is_named_by_a_handle_in_a_direct_message_finds_no_trace(world: World, is_renamed: bool) -> None:
    viewer = world.moderator
    await doing.ready(world, *TAKERS)
    if is_renamed:  # since they accepted
        async with world.deed() as session:
            seals = await world.bot.kit.seals.of(session, world.guild.id)
            row = await roster.person(session, world.guild.id, seals.who(ROSTER, viewer.id))
            assert row is not None
            row.handle, row.name = seals.seal(row, "handle", "@earlier"), seals.seal(row, "name", "Earlier")
    case = await told_in_a_letter(world, f"@{viewer.name}")
    assert not await traces_for(world, viewer, case, of_the_team(case))
    assert case.team_name in said_by(world, await world.person("shirin").slash(world.general, "case list"))


async def test_whoever_is_named_after_others_opened_it_finds_nothing_of_what_comes_then(world: World) -> None:
    """What they saw before they have seen; from then on there is nothing new for them."""
    viewer, taker = world.moderator, world.person("shirin")
    await doing.ready(world, *TAKERS)
    case = await doing.case_of(world, await doing.told(world, world.member, words="before", about=world.other))
    await doing.sent(world)
    await press(world, taker, "show", case.id)
    await doing.send(world.member, await press(world, world.member, "who", case.receipt_id), who=[viewer])
    await world.env.settle()
    await doing.send(world.member, await press(world, world.member, "add", case.receipt_id), words="secret")
    await doing.send(taker, await press(world, taker, "team_note", case.id), words="secret note")
    await world.env.settle()
    assert not await traces_for(world, viewer, case, of_the_team(case))


async def test_whoever_takes_it_on_after_it_was_sent_finds_no_more_than_its_card(world: World) -> None:
    viewer = world.person("mei")
    await doing.ready(world, *TAKERS)
    case = await doing.case_of(world, await doing.told(world, world.member, words="secret", about=world.other))
    await doing.sent(world)
    await has_the_role(world, viewer)
    await world.set(world.admin, "reports.roster", str(viewer.id))
    await world.press(viewer, await viewer.slash(world.general, "safety accept"), "I take this on")
    assert not await traces_for(world, viewer, case, of_the_team(case), sees=False)
    assert not world.messages(world.letters(viewer))


async def test_whom_a_decision_picks_finds_nothing_while_it_waits_for_a_second_person(world: World) -> None:
    """The letter to the second person goes to nobody whom the decision is about."""
    viewer, taker = world.person("tenzin"), world.person("shirin")
    doing_deciding.may_all(world, "shirin")
    junior = world.guild.create_role("Junior", permissions=doing_deciding.FULL)
    world.env.backend.add_member_role(world.guild.id, viewer.id, junior.id)
    await doing.ready(world, "shirin", "batbayar", "tenzin")
    await world.set(world.admin, "reports.second_person", "on")
    case = await doing.case_of(world, await doing.told(world, world.member, words="secret"))
    await doing.sent(world)
    chosen: dict[str, Any] = {"measures": ["ban"], "until": "none", "rule": doing_deciding.RULE}
    shown = await doing.send(taker, await doing_deciding.form(world, taker, case), whom=[viewer], **chosen)
    await world.press(taker, shown, "Do it")
    await world.env.settle()
    decision = await doing_deciding.decision(world)
    assert decision.stage == Stage.NEEDS_SECOND
    traces = [decision.subject_name, str(decision.id), str(case.id), case.receipt_name, str(case.receipt_id)]
    letters = Eyes(world, viewer)
    letters.see()
    seen_by_taker = Eyes(world, world.moderator)
    seen_by_taker.see()
    assert not [each for each in letters.traces(traces) if each.startswith("in letters")]
    assert [each for each in seen_by_taker.traces(traces) if each.startswith("in letters")]
    assert not await traces_for(world, viewer, case, [*traces, "secret"], sees=False)


async def test_a_case_reopened_once_its_subject_sees_the_teams_room_leaves_no_card_there(world: World) -> None:
    viewer, taker = world.other, world.person("shirin")
    await doing.ready(world, *TAKERS)
    case = await doing.case_of(world, await doing.told(world, world.member, words="secret", about=viewer))
    await doing.sent(world)
    await press(world, taker, "show", case.id)
    await doing.send(taker, await press(world, taker, "close", case.id), words="We have finished.")
    await world.env.settle()
    await has_the_role(world, viewer)
    await press(world, world.member, "goes_on", case.receipt_id)
    await world.env.settle()
    assert (await doing.case_of(world)).state in ("new", "looking")
    assert not await traces_for(world, viewer, case, of_the_team(case))


async def test_slowing_a_code_name_says_the_same_of_every_case_whoever_told_it(world: World) -> None:
    """R42: else two cases of one person could be told from those of two."""
    taker = world.person("shirin")
    await doing.ready(world, *TAKERS)
    told = []
    for by in ("kavya", "kavya", "farid"):
        told.append(await doing.case_of(world, await doing.told(world, world.person(by), about=world.other)))
    await doing.sent(world)
    answers: list[tuple[bool | None, Case, str]] = []
    for off in (False, True):
        for case in told:
            slowed = await taker.slash(world.general, "safety slow", name=case.team_name, off=off)
            answers.append((off, case, said_by(world, slowed)))
    for case in told:
        audit = said_by(world, await taker.slash(world.general, "case audit", name=case.team_name))
        answers.append((None, case, re.sub(r"[0-9a-f]{32,}", "HASH", audit)))
    for which in (False, True, None):
        same = {alike(said.replace(case.team_name, "NAME")) for when, case, said in answers if when is which}
        assert len(same) == 1, same
