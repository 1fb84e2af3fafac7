# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office as people start it: a process that answers many at once, until it is stopped."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

LONGEST_SECONDS = 300
COMMAND = (sys.executable, "-c", "from pandzicht.cli.main import console; console()")


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def started(log: Path, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A process that serves, and its address; it is stopped as by Ctrl+C."""
    port = free_port()
    with log.open("wb") as told:
        process = subprocess.Popen([*COMMAND, *words, "--port", str(port)], stdout=told, stderr=told)
        try:
            yield process, f"http://127.0.0.1:{port}/aanmelden"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(LONGEST_SECONDS)


def status(address: str) -> int:
    """What an address answers; 0 when nothing listens."""
    try:
        with urlopen(address, timeout=30) as answer:
            return int(answer.status)
    except (URLError, ConnectionError):
        return 0


def wait_for(process: subprocess.Popen[bytes], address: str) -> None:
    """Wait until an office answers; its process may not end before that."""
    begun = time.monotonic()
    while status(address) != HTTPStatus.OK:
        assert process.poll() is None, "it ended before it answered"
        assert time.monotonic() - begun < LONGEST_SECONDS
        time.sleep(0.2)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent otherwise there")
def test_a_demo_opens_an_office_that_answers_all_who_ask_at_once_also_the_second_time(tmp_path: Path) -> None:
    """It was at work with many threads before that, which a forked process does not survive."""
    log, words = tmp_path / "log", ("demo", "--folder", str(tmp_path / "demo"), "--addresses", "2000")
    for _ in range(2):
        with started(log, *words) as (process, address):
            wait_for(process, address)
            with ThreadPoolExecutor(8) as several:
                assert set(several.map(status, [address] * 40)) == {HTTPStatus.OK}
            assert process.poll() is None
        assert process.returncode == 0
        assert "Unexpected exit" not in log.read_text(encoding="utf-8")
