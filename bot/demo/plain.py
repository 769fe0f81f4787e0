"""A message or a form as lines of text, for the tour in the terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

WIDTH = 84
BUTTON, SELECTS, SECTION, TEXT, SEPARATOR = 2, (3, 5, 6, 7, 8), 9, 10, 14
LABEL, TEXT_INPUT, UPLOAD, RADIO, CHECKS, CHECK = 18, 4, 19, 21, 22, 23
"""Discord's numbers for kinds of component."""

Component = Mapping[str, Any]


def draw(components: Sequence[Component], *, names: Mapping[str, str], zone: str) -> list[str]:
    """Lines of a message or form, in a frame.

    names: what stands for the mention of each id. zone: IANA name, for moments in time.
    """
    lines: list[str] = []
    for text in _texts(components):
        for line in _readable(text, names, ZoneInfo(zone)).splitlines():
            lines += textwrap.wrap(line, WIDTH) or [""]
    return [f"  ┃ {line}".rstrip() for line in lines]


def controls(components: Sequence[Component]) -> Iterator[tuple[str, Component]]:
    """Every control of a form, with the label above it."""
    for component in components:
        if component["type"] == LABEL:
            yield component["label"], component["component"]
        elif component.get("components"):
            yield from controls(component["components"])
        elif component["type"] == TEXT_INPUT:
            yield component["label"], component


def _texts(components: Sequence[Component]) -> Iterator[str]:
    """One text for each thing that stands on lines of its own."""
    for component in components:
        match component["type"]:
            case kind if kind == TEXT:
                yield component["content"]
            case kind if kind == SEPARATOR:
                yield "╌" * 12
            case kind if kind == SECTION:
                yield from _texts([*component["components"], component["accessory"]])
            case kind if kind == LABEL:
                yield f"{component['label']}: {_control(component['component'])}"
            case _ if children := component.get("components"):
                in_a_row = all(child["type"] == BUTTON for child in children)
                yield from ["  ".join(map(_control, children))] if in_a_row else _texts(children)
            case _:
                yield _control(component)


def _control(component: Component) -> str:
    match component["type"]:
        case kind if kind == BUTTON:
            return f"[ {component.get('label', '')}{' ↗' if component.get('url') else ''} ]"
        case kind if kind == TEXT_INPUT:
            return component.get("value") or "…"
        case kind if kind in (RADIO, CHECKS):
            marks = (("●" if option.get("default") else "○", option["label"]) for option in component["options"])
            return "  ".join(f"{mark} {label}" for mark, label in marks)
        case kind if kind == CHECK:
            return "●" if component.get("default") else "○"
        case kind if kind == UPLOAD:
            return "[ a file ]"
        case kind if kind in SELECTS:
            return f"[ {component.get('placeholder', 'choose')} ▾ ]"
    return ""


def _readable(text: str, names: Mapping[str, str], zone: ZoneInfo) -> str:
    """Discord's marks as words: who is mentioned, which moment, no asterisks."""

    def moment(found: re.Match[str]) -> str:
        return f"{datetime.fromtimestamp(int(found[1]), UTC).astimezone(zone):%a %d %b, %H:%M}"

    text = re.sub(r"<t:(\d+)(?::\w)?>", moment, text)
    text = re.sub(r"<(?:@[!&]?|#)(\d+)>", lambda found: names.get(found[1], "@someone"), text)
    text = re.sub(r"</([^:>]+):\d+>", r"/\1", text)
    text = re.sub(r"^(?:#{1,3}|-#) ", "", text, flags=re.MULTILINE)
    return text.replace("**", "").replace("__", "")
