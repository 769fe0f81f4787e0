"""The private names of simcord that the tests lean on. A failure here names the one that moved."""

import inspect

import simcord
import simcord.interactions as interactions
from simcord.backend.models.interaction import Interaction
from simcord.http import router
from simcord.results import InteractionResult

from tests import seams


def parameters(function: object) -> set[str]:
    return set(inspect.signature(function).parameters)  # type: ignore[arg-type]


def test_settling_still_takes_what_is_changed_about_it() -> None:
    assert {"timeout", "idle"} <= parameters(seams._settle)


def test_waiting_for_a_timer_is_still_told_from_the_loops_timers() -> None:
    assert list(inspect.signature(seams._is_sleep_waiter).parameters) == ["waiter", "loop", "deadline"]
    assert "_scheduled" in inspect.getsource(seams._is_sleep_waiter)


def test_a_person_still_gets_a_language_where_interactions_begin() -> None:
    assert {"backend", "user_id"} <= parameters(seams._base_payload)
    assert interactions.base_payload is seams._with_language


def test_refusals_still_begin_where_requests_arrive() -> None:
    assert list(inspect.signature(seams._check_faults).parameters) == ["backend", "method", "path"]
    assert router._check_faults is seams._as_discord_refuses


def test_the_simulated_server_still_has_what_is_read() -> None:
    backend = simcord.backend.Backend()
    names = ("channels", "dm_channels", "guilds", "cdn", "get_channel", "bot_user")
    assert [name for name in names if not hasattr(backend, name)] == []


def test_an_actor_still_sends_any_interaction() -> None:
    assert hasattr(simcord.MemberActor, "_dispatch_interaction")


def test_work_can_still_be_counted_as_the_bots_own() -> None:
    assert hasattr(simcord.Env, "_bot_scope")


def test_a_form_still_remembers_that_it_was_sent_and_under_which_id() -> None:
    assert {"modal", "modal_consumed"} <= set(Interaction.__dataclass_fields__)
    assert "_interaction" in inspect.getsource(InteractionResult)
