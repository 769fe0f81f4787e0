"""The operator's settings: each typed, documented and defaulted; what is wrong is one clear line."""

from pathlib import Path

import pytest

from bot.server_settings import variable_of_default
from bot.settings import Settings, WrongSetting, load, variables
from data.sealing import new_master_key
from tests.documents import whole_bot

EXAMPLE = Path(__file__).parent.parent.parent / ".env.example"
WRONG = {
    "BANYAN_DATABASE_URL": "postgresql://someone:secret@host/db",
    "BANYAN_SECRET_KEYS": "c2hvcnQ=",
    "BANYAN_LOG_LEVEL": "LOUD",
    "BANYAN_LOG_FORMAT": "xml",
    "BANYAN_OPERATOR_CONTACT": "x" * 101,
}


def read(**environment: str) -> Settings:
    return load(environment, env_file=None)


def lines_of(**environment: str) -> list[str]:
    with pytest.raises(WrongSetting) as wrong:
        read(**environment)
    return wrong.value.lines


def test_without_anything_set_every_setting_has_a_default() -> None:
    assert read().database_url == "sqlite+aiosqlite:///state/banyan.db"
    assert read().token is None


@pytest.mark.parametrize("variable", variables())
def test_every_variable_says_what_it_does_and_gives_an_example(variable: str) -> None:
    field = Settings.model_fields[variables()[variable]]
    assert field.description
    assert field.examples


@pytest.mark.parametrize(("variable", "value"), WRONG.items())
def test_a_wrong_value_is_one_line_with_the_variable_and_an_example(variable: str, value: str) -> None:
    (line,) = lines_of(**{variable: value})
    assert line.startswith(f"{variable}: ")
    assert "Example of right: " in line
    assert "\n" not in line


@pytest.mark.parametrize(("variable", "value"), WRONG.items())
def test_a_wrong_value_is_not_repeated_since_it_may_be_a_secret(variable: str, value: str) -> None:
    (line,) = lines_of(**{variable: value})
    assert value not in line


def test_several_wrong_values_are_all_named_at_once() -> None:
    assert len(lines_of(**WRONG)) == len(WRONG)


def test_a_typo_in_a_variables_name_is_told_with_the_nearest_name() -> None:
    (line,) = lines_of(BANYAN_LOG_LEVL="INFO")
    assert line == "BANYAN_LOG_LEVL is not a setting of Banyan. Did you mean BANYAN_LOG_LEVEL?"


def test_an_empty_value_is_as_good_as_none() -> None:
    assert read(DISCORD_TOKEN="", BANYAN_LOG_LEVEL=" ") == read()


def test_secrets_are_in_no_repr() -> None:
    key = new_master_key()
    settings = read(DISCORD_TOKEN="a-token-of-mine", BANYAN_SECRET_KEYS=key)
    assert "a-token-of-mine" not in f"{settings!r} {settings} {settings.model_dump()}"
    assert key not in f"{settings!r} {settings} {settings.model_dump()}"


def test_the_file_gives_what_the_environment_leaves_out(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("BANYAN_LOG_LEVEL=ERROR\nBANYAN_LOG_FORMAT=json\n")
    settings = load({"BANYAN_LOG_LEVEL": "DEBUG"}, env_file=file)
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")


async def test_the_example_file_names_every_variable_and_no_other(tmp_path: Path) -> None:
    bot = await whole_bot(tmp_path)
    defaults = {variable_of_default(entry.key) for entry in bot.server_settings if entry.kind.anywhere}
    named = {
        line.partition("=")[0] for line in EXAMPLE.read_text("utf-8").splitlines() if "=" in line and line[0] != "#"
    }
    assert named == {*variables(), *defaults}


def test_the_example_file_is_itself_a_right_configuration() -> None:
    assert load({}, env_file=EXAMPLE).defaults == {}


async def test_an_operators_default_reaches_the_servers(tmp_path: Path) -> None:
    bot = await whole_bot(tmp_path, read(BANYAN_DEFAULT_REFLECTIONS_TIME="07:30"))
    assert bot.server_settings.default(bot.server_settings.named("reflections.time")) == "07:30"
    assert not bot.server_settings.wrong_defaults()


@pytest.mark.parametrize(
    "environment",
    [
        {"BANYAN_DEFAULT_REFLECTIONS_TIME": "24:00"},
        {"BANYAN_DEFAULT_REFLECTIONS_TIEM": "09:00"},
        {"BANYAN_DEFAULT_REFLECTIONS_ROOM": "123"},
        {"BANYAN_LOCKED": "reflections.tiem"},
    ],
)
async def test_a_wrong_default_or_lock_is_one_line(tmp_path: Path, environment: dict[str, str]) -> None:
    bot = await whole_bot(tmp_path, read(**environment))
    (line,) = bot.server_settings.wrong_defaults()
    assert line.startswith(next(iter(environment)))
