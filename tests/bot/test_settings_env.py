"""The operator's settings: typed, explained, defaulted; what is wrong is one clear line, and secrets stay secret."""

from pathlib import Path

import pytest
from dotenv import dotenv_values
from pydantic import SecretStr

from bot.server_settings import variable_of_default
from bot.settings import Settings, WrongSetting, load, variable_of, variables
from data.sealing import new_master_key
from tests.documents import whole_bot

EXAMPLE = Path(__file__).parent.parent.parent / ".env.example"
SECRET = "the-lantern-by-the-canal"


def given(**environment: str) -> Settings:
    return load(environment, env_file=None)


def wrong(**environment: str) -> list[str]:
    with pytest.raises(WrongSetting) as caught:
        given(**environment)
    return caught.value.lines


# What is right


def test_nothing_has_to_be_set() -> None:
    settings = given()
    assert settings.token is None
    assert settings.master_keys() == []
    assert settings.locked_keys() == frozenset()
    assert settings.key_file == Path("state/master.key")


def test_what_is_set_to_nothing_is_as_if_it_was_not_set() -> None:
    assert given(**dict.fromkeys(variables(), "  ")) == given()


@pytest.mark.parametrize("name", variables())
def test_every_variable_says_what_it_is_and_gives_an_example(name: str) -> None:
    field = Settings.model_fields[variables()[name]]
    assert field.description
    assert field.description.endswith(".")
    assert field.examples


@pytest.mark.parametrize("name", [name for name in variables() if name != variable_of("secret_keys")])
def test_every_example_is_right(name: str) -> None:
    for example in Settings.model_fields[variables()[name]].examples or ():
        assert given(**{name: str(example)})


def test_several_master_keys_are_taken_in_their_order() -> None:
    first, second = new_master_key(), new_master_key()
    keys = given(BANYAN_SECRET_KEYS=f"{first}, {second}").master_keys()
    assert len(keys) == 2
    assert keys == given(BANYAN_SECRET_KEYS=first).master_keys() + given(BANYAN_SECRET_KEYS=second).master_keys()


def test_what_is_locked_is_taken_apart() -> None:
    assert given(BANYAN_LOCKED=" server.zone, ,reflections.time").locked_keys() == {"server.zone", "reflections.time"}


def test_defaults_for_servers_come_by_their_keys() -> None:
    settings = given(BANYAN_DEFAULT_SERVER_ZONE="Asia/Manila", BANYAN_DEFAULT_REFLECTIONS_THREAD_A_DAY="off")
    assert settings.defaults == {"server.zone": "Asia/Manila", "reflections.thread_a_day": "off"}


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("BANYAN_LOG_LEVEL=ERROR\nBANYAN_LOG_FORMAT=json\n")
    settings = load({"BANYAN_LOG_LEVEL": "DEBUG"}, env_file=file)
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")


def test_without_a_file_nothing_is_missed(tmp_path: Path) -> None:
    assert load({}, env_file=tmp_path / ".env") == given()


def test_what_is_not_ours_is_left_alone() -> None:
    assert given(PATH="/bin", SOMETHING="else") == given()


# What is wrong


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BANYAN_LOG_LEVEL", "LOUD"),
        ("BANYAN_LOG_FORMAT", "xml"),
        ("BANYAN_DATABASE_URL", "postgresql+asyncpg://user:pass@host/db"),
        ("BANYAN_DATABASE_URL", "banyan.db"),
        ("BANYAN_DATABASE_URL", "sqlite+aiosqlite:///:memory:"),
        ("BANYAN_SECRET_KEYS", SECRET),
        ("BANYAN_SECRET_KEYS", f"{new_master_key()},"),
        ("BANYAN_OPERATOR_CONTACT", "x" * 101),
    ],
    ids=lambda value: value[:24] if "=" not in value else "key",
)
def test_a_wrong_value_is_one_line_with_the_variable_and_an_example_of_right(name: str, value: str) -> None:
    (line,) = wrong(**{name: value})
    assert line.startswith(f"{name}: ")
    assert "\n" not in line
    example = str((Settings.model_fields[variables()[name]].examples or [""])[0])
    assert line.endswith(f"Example of right: {example}")


def test_everything_that_is_wrong_is_said_at_once() -> None:
    lines = wrong(BANYAN_LOG_LEVEL="LOUD", BANYAN_LOG_FORMAT="xml", BANYAN_LOG_LVL="INFO")
    assert len(lines) == 3


def test_a_misspelt_variable_is_pointed_out_with_the_one_that_was_meant() -> None:
    assert wrong(BANYAN_LOG_LEVL="INFO") == [
        "BANYAN_LOG_LEVL is not a setting of Banyan. Did you mean BANYAN_LOG_LEVEL?"
    ]


def test_a_variable_that_is_like_none_is_pointed_out() -> None:
    assert wrong(BANYAN_ZZZ="fine") == ["BANYAN_ZZZ is not a setting of Banyan. Please remove it."]


# Secrets


def test_secrets_are_in_no_description_of_the_settings() -> None:
    key = new_master_key()
    settings = given(DISCORD_TOKEN=SECRET, BANYAN_SECRET_KEYS=key)
    for said in (repr(settings), str(settings), f"{settings}", str(settings.model_dump()), settings.model_dump_json()):
        assert SECRET not in said
        assert key not in said
    assert settings.token == SecretStr(SECRET)


def test_a_wrong_secret_is_not_repeated() -> None:
    lines = wrong(BANYAN_SECRET_KEYS=SECRET)
    with pytest.raises(WrongSetting) as caught:
        given(BANYAN_SECRET_KEYS=SECRET)
    assert SECRET not in str(lines) + str(caught.value) + repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        given().log_level = "DEBUG"  # type: ignore[misc]


# The example file


def test_the_example_file_names_every_variable_and_nothing_else() -> None:
    assert {name for name in dotenv_values(EXAMPLE) if not name.startswith("BANYAN_DEFAULT_")} == set(variables())


def test_the_example_file_as_it_is_changes_nothing() -> None:
    assert load({}, env_file=EXAMPLE) == given()


async def test_the_example_file_names_every_default_that_an_operator_can_set(tmp_path: Path) -> None:
    bot = await whole_bot(tmp_path)
    settable = {variable_of_default(entry.key) for entry in bot.server_settings if entry.kind.anywhere}
    assert {name for name in dotenv_values(EXAMPLE) if name.startswith("BANYAN_DEFAULT_")} == settable
    await bot.store.close()
