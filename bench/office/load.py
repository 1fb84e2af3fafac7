# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A hundred colleagues at once, as locust plays them: they list, search, open addresses, and think in between.

`locust -f bench/office/load.py --headless` is how `bench.office.run` starts it.
"""

from __future__ import annotations

import itertools
import random
import re

from locust import HttpUser, between, task
from locust.exception import StopUser

from bench.office.served import CHECK, PURPOSE

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ROW = re.compile(r'href="/adres/([0-9]+)')
_NAMES = itertools.cycle(("anna", "bram"))
_SEEDS = itertools.count(1)


class OfficeUser(HttpUser):
    """One colleague on an ordinary day."""

    wait_time = between(2, 10)

    def on_start(self) -> None:
        """Sign in, and look at the list."""
        self.draw = random.Random(next(_SEEDS))
        self._send("/aanmelden", "/aanmelden", {"colleague": next(_NAMES)})
        self._send("/doel", "/doel", {"purpose": PURPOSE})
        self.addresses: list[str] = []
        self.box = _TOKEN.findall(self.client.get("/zoeken", name="form").text)[0]
        self.list_page()

    @task(4)
    def list_page(self) -> None:
        """Turn to a page of the list."""
        page = self.draw.randint(1, 40)
        answer = self.client.get(f"/werkvoorraad?check={CHECK}&page={page}", name="list")
        self.addresses = _ROW.findall(answer.text) or self.addresses

    @task(2)
    def list_filtered(self) -> None:
        """Filter the list by what was not visited of late."""
        months = self.draw.choice(("6", "12", "24"))
        self.client.get(f"/werkvoorraad?check={CHECK}&not_visited={months}", name="list, filtered")

    @task(4)
    def dossier(self) -> None:
        """Open an address, and say why where that was not said before."""
        if not self.addresses:
            return
        path = f"/adres/{self.draw.choice(self.addresses)}"
        answer = self.client.get(path, name="dossier")
        token = _TOKEN.search(answer.text)
        if token and "/reden" in answer.text:
            form = {"csrfmiddlewaretoken": token[1], "own": "steekproef van de werkvoorraad"}
            self.client.post(f"{path}/reden", form, headers={"Referer": self.host + path}, name="reason")

    @task(4)
    def search(self) -> None:
        """Type a street."""
        text = self.draw.choice(("meidoorn", "kade 12", "9017", "kleine glas", "regenvogel", "9022IE 7"))
        headers = {"HX-Request": "true", "Referer": f"{self.host}/zoeken"}
        self.client.post("/zoeken", {"csrfmiddlewaretoken": self.box, "q": text}, headers=headers, name="search")

    @task(1)
    def map(self) -> None:
        """Look at the map."""
        self.client.get(f"/kaart?check={CHECK}", name="map")

    def _send(self, page: str, to: str, values: dict[str, str]) -> None:
        found = _TOKEN.search(self.client.get(page, name="form").text)
        if found is None:
            raise StopUser
        form = {"csrfmiddlewaretoken": found[1], **values}
        self.client.post(to, form, headers={"Referer": self.host + page}, name="form")
