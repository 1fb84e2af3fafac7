# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may not see something cannot tell from any answer of the office which of two worlds it is in (S2).

Two workspaces differ in what is hidden from the reader only: every page, part, tile and call answers the same status,
the same headers and the same bytes. What is asked is drawn.
"""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from pandzicht.runs.finding import named_run
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.desk import ALL
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor
from tests.security import worlds
from tests.security.test_two_worlds import protected_in

Told = tuple[int, Mapping[str, str], bytes]
Asking = Callable[[Client], HttpResponse]
_FORM_SECRETS = re.compile(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[A-Za-z0-9]+')
ADDRESSES = (*worlds.SEEN, worlds.FIRST, worlds.SECOND, worlds.NOWHERE)
TEXTS = (
    *ADDRESSES,
    "dorpsstraat",
    "dorpsstraat 15",
    "dorpsstraat 20",
    "2511CA",
    "05181",
    "0518010000",
    "wonen-",
    "pers",
)
CHECKS = ("wonen", "panden", "teelt", "geen")
FILTERS = (
    "order=address",
    "order=new",
    "signal=overbewoning",
    "signal=overbewoning:unknown",
    "area=BU05180101",
    "area=BU05180102",
    "status=drawn",
    "range=bewoners_aantal:1..",
    "text=dorpsstraat 1",
    "column=bewoners_aantal",
    "size=2",
    "page=2",
)


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Office, Office]]:
    folder = tmp_path_factory.mktemp("offices")
    found = {}
    for number, (name, secret) in enumerate(worlds.SECRETS.items()):
        one, other = worlds.two_worlds(folder / str(number), secret)
        found[name] = (office_in(open_workspace(one.root)), office_in(open_workspace(other.root)))
    return found


def got(path: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, Asking]]:
    """Something asked of an address of the office."""
    return path.map(lambda it: (f"GET {it}", lambda client: client.get(it)))


def searched(client: Client, text: str) -> HttpResponse:
    """The answer to a text in the box."""
    return client.post("/zoeken", {"q": text})


def typed(text: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, Asking]]:
    """Something typed in the box."""
    return text.map(lambda it: (f"search {it}", lambda client: searched(client, it)))


def sent(path: st.SearchStrategy[str], document: st.SearchStrategy[dict[str, object]]) -> st.SearchStrategy[object]:
    """Something sent to the API."""
    return st.tuples(path, document).map(
        lambda it: (
            f"POST {it[0]} {it[1]}",
            lambda client: client.post(it[0], json.dumps(it[1]), content_type="application/json"),
        )
    )


def paths(pattern: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Paths with their parts drawn."""
    return st.fixed_dictionaries(parts).map(lambda drawn: pattern.format(**drawn))


def _tile(zoom: int, shift: int) -> str:
    """The tile of the city at a zoom, or one beside it."""
    lon, lat = Transformer.from_crs(28992, 4326, always_xy=True).transform(80_000, 455_000)
    column = int((lon + 180) / 360 * 2**zoom)
    row = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom)
    return f"{zoom}/{column + shift}/{row}"


address, check = st.sampled_from(ADDRESSES), st.sampled_from(CHECKS)
query = st.lists(st.sampled_from(FILTERS), max_size=3, unique=True).map("&".join)
tiles = st.builds(_tile, st.sampled_from([8, 11, 14, 17]), st.sampled_from([-1, 0, 0, 0, 1]))
ASKED: dict[str, st.SearchStrategy[object]] = {
    "tile": got(paths("/kaart/tegels/{tile}?check={check}&{query}", tile=tiles, check=check, query=query)),
    "map": got(paths("/kaart?check={check}&{query}", check=check, query=query)),
    "search": typed(st.sampled_from(TEXTS)),
    "worklist": got(paths("/werkvoorraad?check={check}&{query}", check=check, query=query)),
    "dossier": got(paths("/adres/{address}", address=address)),
    "rows": got(paths("/adres/{address}/rijen/{check}/overbewoning", address=address, check=check)),
    "selections": got(st.sampled_from(["/selecties", "/vergelijkingen", "/bronnen", "/doel", "/account"])),
    "call of units": got(paths("/api/v1/checks/{check}/units?{query}", check=check, query=query)),
    "call of an address": got(paths("/api/v1/addresses/{address}", address=address)),
    "call of hits": got(paths("/api/v1/addresses/{address}/hits", address=address)),
    "call of a signal": got(
        paths("/api/v1/addresses/{address}/checks/{check}/signals/overbewoning", address=address, check=check)
    ),
    "call of a search": sent(st.just("/api/v1/searches"), st.sampled_from(TEXTS).map(lambda it: {"text": it})),
    "call of a reason": sent(
        paths("/api/v1/addresses/{address}/reasons", address=address), st.just({"because": "een melding van de buren"})
    ),
}
SEARCHES_AND_TILES = ("tile", "search", "call of a search", "call of units", "dossier")


def told(answer: HttpResponse) -> Told:
    """All that leaves the office, without the secret of forms, which is drawn anew for every browser."""
    headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
    return answer.status_code, headers, _FORM_SECRETS.sub(rb"\1", answer.content)


def readers(pair: tuple[Office, Office], who: str) -> tuple[Client, Client]:
    """The same somebody in both worlds, for the purpose that they may choose."""
    found = []
    for office in pair:
        client = visitor(office, who)
        client.post("/doel", {"purpose": "wonen"})
        found.append(client)
    return found[0], found[1]


def compare(pair: tuple[Office, Office], asked: list[tuple[str, Asking]], who: str = worlds.WHO) -> None:
    one, other = readers(pair, who)
    for name, ask in asked:
        assert told(ask(one)) == told(ask(other)), f"{name} tells which world it is"


def drawn() -> st.SearchStrategy[list[tuple[str, Asking]]]:
    kinds = st.one_of(st.sampled_from(SEARCHES_AND_TILES), st.sampled_from(sorted(ASKED)))
    return st.lists(kinds.flatmap(ASKED.__getitem__), min_size=10, max_size=20)  # type: ignore[arg-type]


@pytest.mark.parametrize("secret", sorted(worlds.SECRETS))
@settings(max_examples=max(4, settings().max_examples // 40))
@given(asked=drawn())
def test_no_answer_of_the_office_tells_which_world_it_is(
    offices: dict[str, tuple[Office, Office]], secret: str, asked: list[tuple[str, Asking]]
) -> None:
    compare(offices[secret], asked)


EVERY_TILE = [f"/kaart/tegels/{_tile(zoom, 0)}?check={check}" for zoom in range(8, 18, 3) for check in CHECKS[:3]]


@pytest.mark.parametrize("secret", sorted(worlds.SECRETS))
def test_every_tile_and_every_search_is_equal(offices: dict[str, tuple[Office, Office]], secret: str) -> None:
    tiles = [(path, lambda client, path=path: client.get(path)) for path in EVERY_TILE]
    texts = [(it, lambda client, it=it: searched(client, it)) for it in TEXTS]
    compare(offices[secret], [*tiles, *texts])


@pytest.mark.parametrize("secret", ["addresses outside the area", "addresses with a bond"])
def test_the_reader_does_see_something(offices: dict[str, tuple[Office, Office]], secret: str) -> None:
    client, _ = readers(offices[secret], worlds.WHO)
    assert worlds.SEEN[0] in client.get("/api/v1/checks/wonen/units").content.decode()
    assert client.get(EVERY_TILE[0]).status_code == 200
    found = client.post("/api/v1/searches", '{"text": "dorpsstraat 20"}', content_type="application/json")
    assert found.json()["found"]


@pytest.mark.parametrize("secret", ["addresses outside the area", "addresses with a bond"])
def test_who_may_see_everything_does_see_which_world_it_is(
    offices: dict[str, tuple[Office, Office]], secret: str
) -> None:
    path = "/api/v1/checks/wonen/units?order=address&size=200&column=bewoners_aantal"
    one, other = (replace(it, door=replace(it.door, roles={**it.door.roles, "alles": ALL})) for it in offices[secret])
    with pytest.raises(AssertionError, match="tells which world it is"):
        compare((one, other), [(path, lambda client: client.get(path))], who=worlds.EVERYBODY)


@pytest.fixture(scope="module")
def with_protected(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of a city with protected addresses."""
    root = shutil.copytree(model_city.workspace.root, tmp_path_factory.mktemp("protected") / "city")
    return office_in(open_workspace(root))


@pytest.mark.parametrize("colleague", ["anna", "bram", "chris", "dina"])
@pytest.mark.parametrize(
    "path",
    [
        "/adres/{}",
        "/adres/{}/rijen/onrechtmatig_wonen/overbewoning",
        "/werkvoorraad?text={}",
        "/api/v1/addresses/{}",
        "/api/v1/addresses/{}/hits",
        "/api/v1/addresses/{}/checks/onrechtmatig_wonen/signals/overbewoning",
    ],
)
def test_a_protected_address_is_as_one_that_does_not_exist(with_protected: Office, path: str, colleague: str) -> None:
    space = with_protected.workspace
    client = visitor(with_protected, colleague, PURPOSE)
    answers = []
    for name in (protected_in(space, named_run(space)), "9999010000999999"):
        status, headers, content = told(client.get(path.format(name)))
        kept = {key: value for key, value in headers.items() if key != "Content-Length"}
        answers.append((status, kept, content.decode().replace(name, "ADDRESS")))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("colleague", ["anna", "bram", "chris", "dina"])
def test_a_protected_address_and_the_number_of_a_case_about_it_are_not_found(
    with_protected: Office, colleague: str
) -> None:
    space = with_protected.workspace
    client = visitor(with_protected, colleague, PURPOSE)
    tables = with_protected.shelf.tables(space, named_run(space))
    about = [("source", "=", "handhaving"), ("state", "=", "protected")]
    hidden = pq.read_table(tables.path("links"), filters=about).to_pylist()
    folders = [item["id"] for item in tables.manifest["inputs"]["deliveries"]["handhaving"]]
    for row in hidden:
        rows = pq.read_table(space.deliveries / "handhaving" / folders[row["delivery_no"]] / "rows.parquet")
        number = str(rows["zaak"][row["row_no"]].as_py())
        answers = [told(searched(client, text))[2].decode().replace(text, "X") for text in (number, "HH-1900-000000")]
        assert answers[0] == answers[1], number
    asked = (protected_in(space, named_run(space)), "9999010000999999")
    answers = [told(searched(client, text))[2].decode().replace(text, "X") for text in asked]
    assert answers[0] == answers[1]
