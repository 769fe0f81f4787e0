"""The operator's settings: typed, from the environment and `.env`, read when asked and never at import.

What a server's admins set from Discord is another thing: `bot/server_settings.py`.
"""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from data.engine import database_path
from data.sealing import BadKey, master_key

DEFAULT_PREFIX = "BANYAN_DEFAULT_"


class WrongSetting(Exception):
    """The configuration cannot be used. Each line names a variable, what is wrong, and an example of right."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(BaseModel):
    """Everything the operator decides. Each field names its variable and gives an example."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, hide_input_in_errors=True)

    token: SecretStr | None = Field(
        None,
        validation_alias="DISCORD_TOKEN",
        description="The bot's token from Discord's developer portal. Needed to run; the demo needs none.",
        examples=["the long text under Bot, Reset Token"],
    )
    database_url: str = Field(
        "sqlite+aiosqlite:///state/banyan.db",
        validation_alias="BANYAN_DATABASE_URL",
        description="Where everything is kept: a SQLite file.",
        examples=["sqlite+aiosqlite:///state/banyan.db"],
    )
    state_dir: Path = Field(
        Path("state"),
        validation_alias="BANYAN_STATE_DIR",
        description="The folder for the key file, copies made before the tables change, and sealed evidence files.",
        examples=["state"],
    )
    secret_keys: SecretStr | None = Field(
        None,
        validation_alias="BANYAN_SECRET_KEYS",
        description=(
            "Master keys, separated by commas, the current one first (make one with `keys new`). "
            "Unset: a key file in the state folder is used, and made once."
        ),
        examples=["the text that `python -m bot keys new` prints"],
    )
    operator_contact: str = Field(
        "the person who runs this bot",
        validation_alias="BANYAN_OPERATOR_CONTACT",
        description="Who runs this bot, as members read it: a name, and how to reach them.",
        examples=["Noor (noor@example.org)"],
        min_length=1,
        max_length=100,
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO",
        validation_alias="BANYAN_LOG_LEVEL",
        description="How much is logged. Never a person's words, at any level.",
        examples=["INFO"],
    )
    log_format: Literal["text", "json"] = Field(
        "text",
        validation_alias="BANYAN_LOG_FORMAT",
        description="How a log line looks: text for people, json for machines.",
        examples=["text"],
    )
    locked: str = Field(
        "",
        validation_alias="BANYAN_LOCKED",
        description="Server settings that admins cannot change from Discord, separated by commas.",
        examples=["server.zone,reflections.time"],
    )
    defaults: dict[str, str] = Field(default_factory=dict, exclude=True)  # the BANYAN_DEFAULT_* variables

    @field_validator("database_url")
    @classmethod
    def _names_a_file(cls, value: str) -> str:
        try:
            database_path(value)
        except Exception:
            raise ValueError("is not the address of a SQLite file") from None
        return value

    @field_validator("secret_keys")
    @classmethod
    def _are_keys(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            for part in value.get_secret_value().split(",") if value else []:
                master_key(part)
        except BadKey:
            raise ValueError("holds something that is no key of 32 bytes in base64") from None
        return value

    def master_keys(self) -> list[bytes]:
        """Return the master keys given in the environment, current first; empty when none are."""
        if self.secret_keys is None:
            return []
        return [master_key(part) for part in self.secret_keys.get_secret_value().split(",")]

    def locked_keys(self) -> frozenset[str]:
        """Return the keys of the server settings that cannot be changed from Discord."""
        return frozenset(part.strip() for part in self.locked.split(",") if part.strip())

    @property
    def key_file(self) -> Path:
        """The file that holds the master key when the environment does not."""
        return self.state_dir / "master.key"


def variable_of(field: str) -> str:
    """Return the name of the environment variable behind a field."""
    return str(Settings.model_fields[field].validation_alias)


def variables() -> dict[str, str]:
    """Return the names of all environment variables with their fields, in the order of the class."""
    return {variable_of(name): name for name in Settings.model_fields if name != "defaults"}


def load(environment: Mapping[str, str] | None = None, *, env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings from the environment and, for what it leaves out, from a file.

    Args:
        environment: Instead of the process's own environment.
        env_file: The file; missing is fine.

    Raises:
        WrongSetting: naming every variable that is wrong.
    """
    given: dict[str, str] = {}
    if env_file is not None and env_file.exists():
        given.update({key: value for key, value in dotenv_values(env_file).items() if value is not None})
    given.update(os.environ if environment is None else environment)
    given = {key: value for key, value in given.items() if value.strip()}
    known = variables()
    wrong = [_unknown(name, known) for name in given if _is_ours(name) and name not in known]
    defaults = {
        name.removeprefix(DEFAULT_PREFIX).lower().replace("_", ".", 1): value
        for name, value in given.items()
        if name.startswith(DEFAULT_PREFIX)
    }
    try:
        settings = Settings.model_validate(
            {**{name: given[name] for name in known if name in given}, "defaults": defaults}
        )
    except ValidationError as error:
        raise WrongSetting(wrong + [_line(dict(each)) for each in error.errors()]) from None
    if wrong:
        raise WrongSetting(wrong)
    return settings


def _is_ours(name: str) -> bool:
    return name.startswith("BANYAN_") and not name.startswith(DEFAULT_PREFIX)


def _unknown(name: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
    return f"{name} is not a setting of Banyan. " + (f"Did you mean {near[0]}?" if near else "Please remove it.")


def _line(error: dict[str, object]) -> str:
    place = error["loc"]
    name = str(place[0]) if isinstance(place, tuple) and place else ""
    field = variables().get(name, name)
    said = str(error["msg"]).removeprefix("Value error, ")
    example = (Settings.model_fields[field].examples or [""])[0]
    return f"{variable_of(field)}: {said[:1].lower()}{said[1:]}. Example of right: {example}"
