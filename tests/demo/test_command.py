"""`python -m bot demo`, as it is started: in a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "bot", "demo"]


def test_the_tour_tells_the_main_job_and_ends_with_0(tmp_path: Path) -> None:
    surroundings = {**os.environ, "TMPDIR": str(tmp_path)}
    tour = subprocess.run([*COMMAND, "--tour"], capture_output=True, text=True, env=surroundings, timeout=60)
    assert tour.returncode == 0, tour.stderr
    assert tour.stderr == ""
    for words in ("presses [ Reflect ]", "Kept, only for you.", "Your journal here is empty.", "Take back"):
        assert words in tour.stdout
    assert "@someone" not in tour.stdout  # whom the transcript mentions, it names
    assert list(tmp_path.iterdir()) == []


def test_it_prints_its_link_and_leaves_nothing_behind_when_it_is_told_to_stop(tmp_path: Path) -> None:
    surroundings = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([*COMMAND, "--no-browser"], stdout=subprocess.PIPE, text=True, env=surroundings) as demo:
        assert demo.stdout is not None
        lines = iter(demo.stdout.readline, "")
        link = next(line.strip() for line in lines if "http://127.0.0.1:" in line)
        assert len(link.split("/")[-2]) >= 32
        assert list(tmp_path.iterdir()) != []
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(timeout=20) == 0
    assert list(tmp_path.iterdir()) == []
