"""Measure Banyan beside a bare bot and print a table: `python -m tests.bench [REPETITIONS]`.

Every figure comes from processes of its own, Banyan's and the bare bot's in turn; a ratio is taken within each
repetition, and the table shows the median of the ratios. What the numbers mean: docs/performance.md. Memory is
read from /proc, so this needs Linux.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench.measure import SERVERS, SPAWNED_AT

REPETITIONS = 7
WHO = ("alone", "empty", "bare", "banyan")
AIMS = {"start": 2.2, "memory": 1.7, "read": 2.0, "write": 1.8, "told": 2.0}
READS = {"angle": "Another angle", "form": "Reflect (opens the form)", "journal": "/journal list, 5 of 20"}

Figures = dict[str, Any]


def main() -> None:
    """Measure and print."""
    repetitions = int(sys.argv[1]) if sys.argv[1:] else REPETITIONS
    with tempfile.TemporaryDirectory() as folder:
        _run("start", "banyan", Path(folder))  # once for nothing: Python writes what it compiled
    starts, answers = [], []
    for number in range(repetitions):
        print(f"repetition {number + 1} of {repetitions}", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            first = {who: _run("start", who, Path(folder)) for who in WHO}
            again = {who: _run("start", who, Path(folder)) for who in WHO}
        starts.append({"first": first, "again": again})
        with tempfile.TemporaryDirectory() as folder:
            answers.append({who: _run("answers", who, Path(folder)) for who in WHO[1:]})
    print(f"{SERVERS} daily prompts", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        daily = _run("daily", "banyan", Path(folder))
    _print_table("what | bare bot | Banyan | ratio | aim", [*_start_rows(starts), *_answer_rows(answers)])
    _print_daily(daily)


def _run(what: str, who: str, folder: Path) -> Figures:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment[SPAWNED_AT] = str(time.perf_counter())
    child = subprocess.run(
        [sys.executable, "-m", "tests.bench.measure", what, who, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )
    if child.returncode:
        raise SystemExit(child.stderr)
    figures: Figures = json.loads(child.stdout)
    return figures


# The table


def _start_rows(starts: list[Figures]) -> Iterable[str]:
    """Give the rows about starting. What the simulation itself takes, `empty` less `alone`, is taken away."""

    def without_simulation(which: str, what: str) -> list[tuple[float, float]]:
        pairs = []
        for start in starts:
            of = {who: start[which][who][what] for who in WHO}
            share = of["empty"] - of["alone"]
            pairs.append((of["bare"] - share, of["banyan"] - share))
        return pairs

    yield _row("start to ready", without_simulation("again", "seconds"), _ms, AIMS["start"])
    yield _row("start to ready, CPU", without_simulation("again", "cpu"), _ms)
    yield _row("first start (tables are made)", without_simulation("first", "seconds"), _ms)
    yield _row("memory after start", without_simulation("again", "memory"), _mb, AIMS["memory"])


def _answer_rows(answers: list[Figures]) -> Iterable[str]:
    """Give the rows about answers. From CPU, what something costs that nobody answers is taken away."""
    for name, told in READS.items():
        yield _row(f"read: {told}", _medians(answers, "read", name), _ms, AIMS["read"])
    yield _row("durable write: the form sent, “Kept”", _medians(answers, "write", "write"), _ms, AIMS["write"])
    yield _row("durable write: a report told, “Kept”", _medians(answers, "write", "told"), _ms, AIMS["told"])
    for name, told in READS.items():
        yield _row(f"read: {told}, CPU", _cpu(answers, "read", name), _ms)
    yield _row("durable write, CPU", _cpu(answers, "write", "write"), _ms)
    yield _row("durable write: a report told, CPU", _cpu(answers, "write", "told"), _ms)


def _medians(answers: list[Figures], bare: str, banyan: str) -> list[tuple[float, float]]:
    return [(median(each["bare"][bare]["seconds"]), median(each["banyan"][banyan]["seconds"])) for each in answers]


def _cpu(answers: list[Figures], bare: str, banyan: str) -> list[tuple[float, float]]:
    return [
        (
            each["bare"][bare]["cpu"] - each["empty"]["nothing"]["cpu"],
            each["banyan"][banyan]["cpu"] - each["empty"]["nothing"]["cpu"],
        )
        for each in answers
    ]


def _row(what: str, pairs: list[tuple[float, float]], unit: Callable[[float], str], aim: float | None = None) -> str:
    ratios = sorted(banyan / bare for bare, banyan in pairs)
    shown = f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    bare, banyan = (median(each) for each in zip(*pairs, strict=True))
    return f"{what} | {unit(bare)} | {unit(banyan)} | {shown} | {'' if aim is None else f'≤ {aim}'}"


def _print_daily(daily: Figures) -> None:
    _print_table(
        f"{SERVERS} daily prompts due at once | seconds",
        [
            f"until all are posted | {daily['posted']:.1f}",
            f"until all have their thread | {daily['threaded']:.1f}",
            f"CPU | {daily['cpu']:.1f}",
            f"of which the simulation, serving requests | {daily['simulation']:.1f}",
        ],
    )
    rows = []
    for name, told in (("angle", "read: Another angle"), ("write", "durable write: “Kept”")):
        for when in ("idle", "meanwhile"):
            seconds = sorted(daily[when][name])
            late = quantiles(seconds, n=20, method="inclusive")[-1]
            rows.append(f"{told}, {when} | {_ms(median(seconds))} | {_ms(late)} | {_ms(seconds[-1])} | {len(seconds)}")
    _print_table("answer time of presses | median | 95th percentile | worst | presses", rows)
    print(f"Kept meanwhile: {daily['kept']} of {len(daily['meanwhile']['write'])}; the rest read “not kept”.")


def _print_table(head: str, rows: Iterable[str]) -> None:
    print(f"| {head} |\n|{'---|' * (head.count('|') + 1)}")
    print("\n".join(f"| {row} |" for row in rows), end="\n\n")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


def _mb(size: float) -> str:
    return f"{size / 1e6:.1f} MB"


if __name__ == "__main__":
    main()
