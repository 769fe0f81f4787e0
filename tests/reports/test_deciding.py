"""Deciding: one form, a preview bound to its button, one deed."""

from tests.reports.doing_deciding import *
async def test_smoke(world: World) -> None:
    it = await ready(world)
    p = await preview(world, world.moderator, it.case, "timeout", until="day")
    print(world.said(p)); print(buttons(p))
    d = await world.press(world.moderator, p, "Do it")
    print(world.said(d)); print(buttons(d))
    (letter,) = letters_to(world, it.subject)
    print(text_of(letter))
    r = await world.press(it.subject, letter, "Read")
    print(world.said(r))
    print(timed_out_until(world, it.subject))
    assert 0
