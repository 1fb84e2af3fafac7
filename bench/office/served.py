# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office of the model city as `pandzicht serve` serves it, and a colleague who signed in to it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import requests

from bench.measuring import ROOT

PURPOSE = CHECK = "onrechtmatig_wonen"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def city(folder: Path, addresses: int, seed: int) -> Path:
    """Return the workspace of a demonstration, made when it is not there."""
    place = folder / f"office-{addresses}-{seed}"
    if not (place / "state" / "runs" / "current").is_file():
        words = ["demo", "--no-serve", "--folder", str(place), "--addresses", str(addresses), "--seed", str(seed)]
        subprocess.run([*pandzicht(), *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return place


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """Serve a workspace until the block ends; give its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    words = ["serve", "--workspace", str(workspace), "--port", str(port)]
    with subprocess.Popen([*pandzicht(), *words], cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            yield _answering(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()


def pandzicht() -> list[str]:
    """Return the command as it is typed."""
    return [str(Path(sys.executable).with_name("pandzicht"))]


def _answering(address: str, process: subprocess.Popen[bytes]) -> str:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"the office stopped with {process.returncode} before it answered")
        try:
            if requests.get(f"{address}/aanmelden", timeout=60).ok:
                return address
        except requests.ConnectionError:
            time.sleep(0.2)
    raise SystemExit("the office does not answer")


class Colleague:
    """One who signed in, for the purpose that is measured; asks and sends as a browser does."""

    def __init__(self, address: str, name: str) -> None:
        """Sign in."""
        self.address = address
        self.browser = requests.Session()
        self.sent("/aanmelden", "/aanmelden", {"colleague": name})
        self.sent("/doel", "/doel", {"purpose": PURPOSE})

    def asked(self, path: str) -> requests.Response:
        """Return a page; raise HTTPError for a refusal."""
        answer = self.browser.get(self.address + path, timeout=60)
        answer.raise_for_status()
        return answer

    @cached_property
    def _box(self) -> str:
        """The secret of the form in which one searches: it holds as long as somebody is signed in."""
        return _TOKEN.findall(self.asked("/zoeken").text)[0]

    def searched(self, text: str) -> requests.Response:
        """Return what the box answers while a text is typed in it."""
        form, headers = {"csrfmiddlewaretoken": self._box, "q": text}, {"HX-Request": "true"}
        headers["Referer"] = f"{self.address}/zoeken"
        answer = self.browser.post(f"{self.address}/zoeken", form, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer

    def sent(self, page: str, to: str, values: Mapping[str, str]) -> requests.Response:
        """Fill in the form on a page."""
        found = _TOKEN.search(self.asked(page).text)
        if found is None:
            raise SystemExit(f"there is no form on {page}")
        form = {"csrfmiddlewaretoken": found[1], **values}
        answer = self.browser.post(self.address + to, form, headers={"Referer": self.address + page}, timeout=60)
        answer.raise_for_status()
        return answer
