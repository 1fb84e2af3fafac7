# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What colleagues ask of the office: lists with three filters, addresses, text as it is typed, tiles of the map."""

from __future__ import annotations

import html
import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.office.served import CHECK, Colleague

_CHOICE = re.compile(r'<input type="(?:checkbox|radio)" id="f-[^"]*" name="([a-z_]+)" value="([^"]+)"')
_ROW = re.compile(r'href="/adres/([0-9]+)[^"]*">([^<]+)</a><span class="[^"]*">([^<]*)<')
_EXTENT = re.compile(r'data-extent="([^"]+)"')
ZOOMS = range(10, 18)


@dataclass(frozen=True)
class Address:
    """One address of the list."""

    address_id: str
    line: str
    postcode: str


class Questions:
    """Questions drawn from what the office itself offers; the same for one seed."""

    def __init__(self, colleague: Colleague, seed: int) -> None:
        """Look what can be asked."""
        self._draw = random.Random(seed)
        page = colleague.asked(f"/werkvoorraad?check={CHECK}").text
        self._choices: dict[str, list[str]] = {}
        for name, value in _CHOICE.findall(page):
            self._choices.setdefault(name, []).append(html.unescape(value))
        extent = _EXTENT.search(colleague.asked(f"/kaart?check={CHECK}").text)
        if extent is None or len(self._choices) < 3:
            raise SystemExit("the office offers no three filters or no map")
        self._extent = [float(part) for part in extent[1].split(",")]
        self.addresses: list[Address] = []
        for number in range(1, 6):
            found = _ROW.findall(colleague.asked(f"/werkvoorraad?check={CHECK}&page={number}").text)
            self.addresses += [Address(one, html.unescape(line), postcode) for one, line, postcode in found]

    def lists(self, count: int) -> Iterator[str]:
        """Yield lists with three filters."""
        for _ in range(count):
            names = self._draw.sample(sorted(self._choices), 3)
            asked = [(name, self._draw.choice(self._choices[name])) for name in names]
            yield f"/werkvoorraad?{urlencode([('check', CHECK), *asked])}"

    def typed(self, count: int) -> Iterator[str]:
        """Yield what stands in the box while somebody types an address or a postcode."""
        for _ in range(count):
            address = self._draw.choice(self.addresses)
            text = self._draw.choice((address.line, address.line.lower(), address.postcode, address.line.upper()))
            yield text[: self._draw.randint(3, max(3, len(text)))]

    def tiles(self, count: int) -> Iterator[str]:
        """Yield tiles of the map within the city, none twice."""
        west, south, east, north = self._extent
        seen: set[str] = set()
        while len(seen) < count:
            zoom = self._draw.choice(ZOOMS)
            column, row = tile_at(self._draw.uniform(west, east), self._draw.uniform(south, north), zoom)
            asked = f"check={CHECK}&{urlencode({'signal': self._draw.choice(self._choices['signal'])})}"
            path = f"/kaart/tegels/{zoom}/{column}/{row}?{asked}"
            if path not in seen:
                seen.add(path)
                yield path


def tile_at(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    """Return the column and row of the tile that holds a place.

    >>> tile_at(4.3, 52.08, 12)
    (2096, 1351)
    """
    size = 2**zoom
    radians = math.radians(latitude)
    return int((longitude + 180) / 360 * size), int((1 - math.asinh(math.tan(radians)) / math.pi) / 2 * size)
