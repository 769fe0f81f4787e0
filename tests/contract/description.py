"""Discord's own description of its API (OpenAPI), and what in a request differs from it.

The description is not part of this repository; `DISCORD_OPENAPI` names the file. Its objects are closed here: a
field that it does not know is wrong. What discord.py sends and Discord takes all the same is named below.
"""

import functools
import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema_rs

VARIABLE = "DISCORD_OPENAPI"
WHY_SKIPPED = f"{VARIABLE} does not name Discord's OpenAPI description"

Schema = dict[str, Any]

# Tolerance 1: ids are texts in the description; discord.py sends some of them as integers.
_ID_FORMAT = "snowflake"
# Tolerance 2: permissions are integers in the description; discord.py sends them as texts.
_PERMISSIONS = ("allow", "deny", "permissions", "default_member_permissions")
# Not of ours: fields that discord.py always sends, and that the description leaves out.
_NSFW: Schema = {"nsfw": {"type": "boolean"}}
_NOT_SPOKEN: Schema = {"tts": {"const": False}}
_SENT_BY_THE_LIBRARY = {
    "ApplicationCommandUpdateRequest": _NSFW,
    "MessageEditRequestPartial": _NOT_SPOKEN,
    "IncomingWebhookUpdateRequestPartial": _NOT_SPOKEN,
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": _NOT_SPOKEN,
}
_WITHOUT_A_BODY = re.compile(r"/guilds/\d+/bans/\d+")  # and what it sends nothing with, though a body is described


class Description:
    """What Discord says of its API.

    Args:
        file: The OpenAPI description, JSON.
    """

    def __init__(self, file: Path) -> None:
        told = json.loads(file.read_text("utf-8"))
        for name, fields in _SENT_BY_THE_LIBRARY.items():
            told["components"]["schemas"][name]["properties"].update(fields)
        closed = _adapted(told)
        self._registry = jsonschema_rs.Registry([("urn:discord", {"components": closed["components"]})])
        self._routes = [
            (_pattern(template), method.upper(), described)
            for template, methods in sorted(closed["paths"].items(), key=lambda path: path[0].count("{"))
            for method, described in methods.items()
            if method != "parameters"
        ]
        self._validators: dict[str, jsonschema_rs.Validator] = {}

    def differs(self, method: str, path: str, body: Any) -> list[str]:
        """Return what in a request is not as described, one line each; empty when it is as described.

        Args:
            method: `GET`, `POST` and so on.
            path: After `/api/v10`, without the query.
            body: The JSON body, None where there is none.
        """
        described = self._described(method, path)
        if described is None:
            return ["there is no such route"]
        if body is None and _WITHOUT_A_BODY.fullmatch(path):
            return []
        if "requestBody" not in described:
            return [] if body is None else ["there is a body where none belongs"]
        found = self._validator(described["requestBody"]).iter_errors(body)
        return [_line(_innermost(error)) for error in found]

    def _described(self, method: str, path: str) -> Schema | None:
        """Return what is said of a route; the one with the fewest gaps comes first."""
        fitting = (said for pattern, its_method, said in self._routes if its_method == method and pattern.match(path))
        return next(fitting, None)

    def _validator(self, body: Schema) -> jsonschema_rs.Validator:
        schema = body["content"]["application/json"]["schema"]
        key = json.dumps(schema)
        if key not in self._validators:
            self._validators[key] = jsonschema_rs.validator_for(schema, registry=self._registry)
        return self._validators[key]


@functools.cache
def given() -> Description | None:
    """Return the description that the environment names, None where it names none."""
    file = os.environ.get(VARIABLE)
    return Description(Path(file)) if file else None


def _pattern(template: str) -> re.Pattern[str]:
    gaps = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template))
    return re.compile(gaps + r"\Z")


def _adapted(part: Any, name: str = "") -> Any:
    """Close every object, apply the two tolerances, and let references lead into the registry."""
    if isinstance(part, list):
        return [_adapted(each) for each in part]
    if not isinstance(part, dict):
        return part
    schema: Schema = {key: _adapted(each, key) for key, each in part.items()}
    if "properties" in schema:
        schema.setdefault("additionalProperties", False)
    if "$ref" in schema:
        schema["$ref"] = "urn:discord" + schema["$ref"]
    if schema.get("format") == _ID_FORMAT:
        return {"anyOf": [schema, {"type": "integer"}]}
    if name in _PERMISSIONS and "integer" in schema.get("type", ()):
        return {"anyOf": [schema, {"type": "string", "pattern": r"^\d+$"}]}
    return schema


def _innermost(error: jsonschema_rs.ValidationError) -> jsonschema_rs.ValidationError:
    """Return what is really wrong: of several kinds of component, only the one of this type is meant."""
    kinds = [kind for kind in getattr(error.kind, "context", ()) if not any(_is_of_another_type(each) for each in kind)]
    inside = [_innermost(each) for kind in kinds for each in kind]
    return max(inside, key=lambda each: (len(each.instance_path), each.kind.name != "type"), default=error)


def _is_of_another_type(error: jsonschema_rs.ValidationError) -> bool:
    return error.instance_path[-1:] == ["type"]


def _line(error: jsonschema_rs.ValidationError) -> str:
    where = "/".join(str(step) for step in error.instance_path)
    return f"{where}: {error.message}"
