# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of a day out of bag-light and the BAG extract with the history, and every name that they bear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import shapely

from bench.peers import pandas_spelling as spelling
from bench.peers.pandas_bag import KINDS, Stand, extract_stands, light_objects, light_panden, newest

NO_LONGER = ("Verblijfsobject ingetrokken", "Niet gerealiseerd verblijfsobject",
             "Verblijfsobject ten onrechte opgevoerd", "Plaats ingetrokken")  # fmt: skip
NOT_YET = ("Verblijfsobject gevormd",)
_DUMMY_AREAS = (0, 1, 9999, 999999)
_KIND_OF = {"VBO": KINDS[0], "LIG": KINDS[1], "STA": KINDS[2]}


@dataclass(slots=True)
class Spine:
    """`addresses` has a row per subject; `names` a row per name of a subject: address, num_id, postcode, huisnummer,
    street, unit, all as numbers, and former. `streets` and `units` give the number of a spelling, `panden` the ids of
    the panden in the order of their numbers.
    """

    addresses: pd.DataFrame
    names: pd.DataFrame
    panden: np.ndarray
    streets: dict[str, int]
    units: dict[str, int]


def read_spine(folder: Path, on: date) -> Spine:
    """Read the BAG as it was on a day."""
    gpkg = next((folder / "bag").glob(f"*{on:%Y%m%d}.gpkg"))
    stands = extract_stands(next((folder / "bag_historie").glob("*.zip")))
    light = light_objects(gpkg)
    panden = _panden(light_panden(gpkg), stands, on)
    addresses = pd.concat([light, _past(light, stands, on)], ignore_index=True)
    for name in ("status", "soort", "gebruiksdoelen"):
        addresses[name] = addresses[name].astype("category")
    _complete(addresses, panden, stands, on)
    return _named(addresses, panden["pand_id"].to_numpy(), stands, on)


def _panden(light: pd.DataFrame, stands: dict[str, list[Stand]], on: date) -> pd.DataFrame:
    known = set(light["pand_id"].tolist())
    rows = [
        (key, stand.number("oorspronkelijkBouwjaar"), stand.one("status"))
        for key, stand in newest(stands["PND"], on).items()
        if key not in known
    ]
    past = pd.DataFrame(rows, columns=["pand_id", "pand_bouwjaar", "pand_status"])
    past["pand_bouwjaar"] = past["pand_bouwjaar"].where(~past["pand_bouwjaar"].isin((1005, 9999)))
    both = pd.concat([light, past], ignore_index=True)
    both["pand_status"] = both["pand_status"].astype("category")
    return both


def _past(light: pd.DataFrame, stands: dict[str, list[Stand]], on: date) -> pd.DataFrame:
    """Return the objects that only the history tells of."""
    known = set(light["object_id"].tolist())
    numbers, streets = newest(stands["NUM"], on), newest(stands["OPR"], on)
    rows = []
    for kind, soort in _KIND_OF.items():
        for key, stand in newest(stands[kind], on).items():
            if key not in known:
                number = numbers[stand.number("heeftAlsHoofdadres")]
                x, y = (stand.one("pos") or "nan nan").split()[:2]
                rows.append(
                    {
                        "object_id": key,
                        "num_id": stand.number("heeftAlsHoofdadres"),
                        "soort": soort,
                        "status": stand.one("status"),
                        "straat": streets[number.number("ligtAan")].one("naam"),
                        "huisnummer": number.number("huisnummer"),
                        "huisletter": number.one("huisletter") or None,
                        "toevoeging": number.one("huisnummertoevoeging") or None,
                        "postcode": number.one("postcode") or None,
                        "gebruiksdoelen": ",".join(stand.texts["gebruiksdoel"]),
                        "oppervlakte": stand.number("oppervlakte"),
                        "pand_ids": ",".join(stand.texts["maaktDeelUitVan"]),
                        "x": float(x),
                        "y": float(y),
                    }
                )
    return pd.DataFrame(rows)


def _complete(addresses: pd.DataFrame, panden: pd.DataFrame, stands: dict[str, list[Stand]], on: date) -> None:
    doelen = addresses["gebruiksdoelen"].cat
    sorted_doelen = {text: "|".join(sorted(text.split(","))) or None for text in doelen.categories}
    addresses["gebruiksdoelen"] = addresses["gebruiksdoelen"].map(sorted_doelen).astype("category")
    area = addresses.pop("oppervlakte")
    addresses["oppervlakte_m2"] = area.where(~area.isin(_DUMMY_AREAS))
    phases = {text: _phase(text) for text in addresses["status"].cat.categories}
    addresses["levensfase"] = addresses["status"].map(phases).astype("category")
    texts = addresses.pop("pand_ids")
    first = coded(texts, lambda text: -1 if "," in text else int(text or 0))
    gone = set(panden.loc[panden["pand_status"].isin(("Pand gesloopt", "Niet gerealiseerd pand")), "pand_id"].tolist())
    for at in np.flatnonzero(first < 0):
        first[at] = min(map(int, texts.iat[at].split(",")), key=lambda pand: (pand in gone, pand))
    addresses["pand_no"] = pd.Index(panden["pand_id"]).get_indexer(first)
    for name in ("pand_bouwjaar", "pand_status"):
        addresses[name] = panden[name].take(addresses["pand_no"]).where(addresses["pand_no"].to_numpy() >= 0).array
    addresses["in_onderzoek"] = addresses["object_id"].map(_questions(stands, on)).astype("category")
    told = {stand.number("identificatie"): stand.one("geconstateerd") == "J"
            for kind in _KIND_OF for stand in newest(stands[kind], on).values()}  # fmt: skip
    addresses["geconstateerd"] = np.array([told.get(key, False) for key in addresses["object_id"].tolist()])
    addresses["straat_no"] = addresses["straat"].astype("category").cat.codes


def _phase(status: str) -> str:
    return "ingetrokken" if status in NO_LONGER else "toekomstig" if status in NOT_YET else "bestaand"


def _questions(stands: dict[str, list[Stand]], on: date) -> dict[int, str]:
    found: dict[int, set[str]] = {}
    for kind in _KIND_OF:
        for stand in stands[f"IO{kind}"]:
            if stand.one("inOnderzoek") == "J" and stand.phase(on.isoformat()) == 0:
                key = next(int(stand.one(name)) for name in stand.texts if name.startswith("identificatieVan"))
                found.setdefault(key, set()).add(stand.one("kenmerk"))
    return {key: "|".join(sorted(marks)) for key, marks in found.items()}


def areas_of(x: np.ndarray, y: np.ndarray, path: Path) -> pd.Categorical:
    """Return the code of the buurt in which each place lies."""
    meta, table = pyogrio.raw.read_arrow(path, layer="buurten", columns=["buurtcode"])
    polygons = shapely.from_wkb(table[meta["geometry_name"] or "wkb_geometry"].to_numpy())
    codes = np.array(table["buurtcode"].to_pylist(), dtype=object)
    order = np.argsort(codes)[::-1]
    shapely.prepare(polygons)
    found = np.full(len(x), -1)
    for area in order:
        west, south, east, north = shapely.bounds(polygons[area])
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        found[near[shapely.intersects_xy(polygons[area], x[near], y[near])]] = area
    return pd.Categorical.from_codes(found, pd.Index(codes))


def _named(addresses: pd.DataFrame, panden: np.ndarray, stands: dict[str, list[Stand]], on: date) -> Spine:
    """Give every address its names: its hoofdadres, its nevenadressen, and those it had before."""
    streets: dict[str, int] = {}
    texts = addresses["straat"].astype("category")
    own = np.array([streets.setdefault(spelling.street(text), len(streets)) for text in texts.cat.categories])
    short = addresses["straat_kort"].astype("category")
    for given, at in zip(short.cat.categories, _first_rows(short), strict=True):
        streets.setdefault(spelling.street(given), int(own[texts.cat.codes.iat[at]]))
    official = {stand.number("identificatie"): stand.one("naam") for stand in newest(stands["OPR"], on).values()}
    for stand in stands["OPR"]:
        streets.setdefault(spelling.street(stand.one("naam")), streets.get(
            spelling.street(official[stand.number("identificatie")]), -1))  # fmt: skip
    units: dict[str, int] = {"": 0}
    frame = pd.DataFrame(
        {
            "address": np.arange(len(addresses)),
            "num_id": addresses["num_id"],
            "street": own[texts.cat.codes],
            "huisnummer": addresses["huisnummer"],
            "postcode": coded(addresses["postcode"], spelling.postcode),
            "unit": unit_codes(addresses["huisletter"], addresses["toevoeging"], units, grow=True),
            "former": False,
        }
    )
    others = _other_names(addresses, stands, streets, units, official)
    names = pd.concat([frame, others], ignore_index=True)
    names = names.drop_duplicates(["address", "postcode", "huisnummer", "unit"])
    return Spine(addresses, names, panden, streets, units)


def _first_rows(texts: pd.Series) -> np.ndarray:
    codes = texts.cat.codes.to_numpy()
    first = np.zeros(len(texts.cat.categories), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first


def _other_names(
    addresses: pd.DataFrame, stands: dict[str, list[Stand]], streets: dict[str, int], units: dict[str, int],
    official: dict[int, str],
) -> pd.DataFrame:  # fmt: skip
    at = {key: position for position, key in enumerate(addresses["object_id"].tolist())}
    numbers = {stand.number("identificatie"): stand for stand in stands["NUM"]}
    rows = set()
    for kind in _KIND_OF:
        for stand in stands[kind]:
            for reference in (*stand.texts["heeftAlsNevenadres"], *stand.texts["heeftAlsHoofdadres"]):
                number = numbers.get(int(reference))
                if number is not None:
                    unit = spelling.tail(number.one("huisletter")) + spelling.tail(number.one("huisnummertoevoeging"))
                    street = streets[spelling.street(official[number.number("ligtAan")])]
                    rows.add(
                        (
                            at[stand.number("identificatie")],
                            int(reference),
                            street,
                            number.number("huisnummer"),
                            spelling.postcode(number.one("postcode")),
                            units.setdefault(unit, len(units)),
                            number.one("status") == "Naamgeving ingetrokken",
                        )
                    )
    return pd.DataFrame(
        sorted(rows), columns=["address", "num_id", "street", "huisnummer", "postcode", "unit", "former"]
    )


def coded(texts: pd.Series, code: object) -> np.ndarray:
    """Return a number per text, computed once per distinct text; 0 where absent."""
    category = texts.astype("category")
    values = np.array([*(code(text) for text in category.cat.categories), 0], dtype=np.int64)
    return values[category.cat.codes.to_numpy()]


def unit_codes(letters: pd.Series, additions: pd.Series, units: dict[str, int], *, grow: bool = False) -> np.ndarray:
    """Return the number of letter and addition read together; -1 for a unit that no address has."""
    letter, addition = letters.astype("category"), additions.astype("category")
    width = len(addition.cat.categories) + 1
    pairs = (letter.cat.codes.to_numpy().astype(np.int64) + 1) * width + addition.cat.codes.to_numpy() + 1
    places, distinct = pd.factorize(pairs)
    tails = [[*(spelling.tail(text) for text in part.cat.categories), ""] for part in (letter, addition)]
    texts = [tails[0][pair // width - 1] + tails[1][pair % width - 1] for pair in distinct.tolist()]
    return np.array([units.setdefault(text, len(units)) if grow else units.get(text, -1) for text in texts])[places]
