# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The delivered registers as data frames: per source only the columns that an indicator or the linking needs.

Fields have the names that they have in the catalogue. Rows that the catalogue sets aside, and older tellings of the
same event or case, are left out here, as they are by the intake.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pjson
import pyogrio

from bench.peers.pandas_columns import CSV, KEYS, PERIODS
from bench.peers.pandas_frames import ID, LINE, MOMENT, TEXT, Form, category, csv_frame, whole_days
from bench.peers.pandas_zaken import zaken_frame


def read_source(name: str, folder: Path, on: date) -> pd.DataFrame:
    """Read a source's delivery of a day."""
    if name in CSV:
        form, columns = CSV[name]
        frame = csv_frame(next((folder / name).glob(f"*{on:%Y%m%d}*.csv")), columns, form)
    else:
        frame = _OTHERS[name](folder / name, on)
    if name in _LATER:
        _LATER[name](frame)
    return _standing(name, frame, on)


def _standing(name: str, frame: pd.DataFrame, on: date) -> pd.DataFrame:
    if name in KEYS:
        key, day = KEYS[name]
        # an event after the day does not count, one without a day was set aside, of one key the newest telling stands
        frame = frame[frame[day] < pd.Timestamp(on) + pd.Timedelta(days=1)]
        twice = frame[key].duplicated(keep=False)
        if twice.any():
            kept = frame[twice].sort_values(day, kind="stable").drop_duplicates(key, keep="last").index
            frame = frame[~twice.to_numpy() | frame.index.isin(kept)]
    if name in PERIODS:
        start, end = PERIODS[name]
        backwards = (frame[end] < frame[start]).to_numpy()
        frame = frame[~backwards] if backwards.any() else frame
    return frame.reset_index(drop=True)


def _wkpb(frame: pd.DataFrame) -> None:
    for name in ("begin", "eind"):
        frame[name] = pd.to_datetime(frame[name].astype(object), format="ISO8601").astype("datetime64[s]")


def _corporatie(frame: pd.DataFrame) -> None:
    frame["verhuurd"] = frame["verhuurd"] == "ja"


def _retourpost_words(frame: pd.DataFrame) -> None:
    words = {"Onbekend op dit adres": "onbekend", "Vertrokken": "vertrokken", "Adres onvolledig": "adres_onvolledig",
             "Geen brievenbus": "geen_brievenbus"}  # fmt: skip
    frame["reden"] = frame["reden"].map(words).astype("category")


_LATER: Mapping[str, Callable[[pd.DataFrame], None]] = {
    "wkpb": _wkpb,
    "corporatie": _corporatie,
    "retourpost": _retourpost_words,
}


def _signalen(folder: Path, _: date) -> pd.DataFrame:
    form = Form(sep=",", null="null")
    reports = csv_frame(
        folder / "signals.csv",
        {
            "id": ("melding", ID),
            "created_at": ("gemeld_op", MOMENT),
            "location_id": ("location", ID),
            "status_id": ("status_at", ID),
            "category_assignment_id": ("category", ID),
        },
        form,
    )
    places = csv_frame(folder / "locations.csv", {"id": ("id", ID), "address": ("address", LINE)}, form)
    statuses = csv_frame(folder / "statusses.csv", {"id": ("id", ID), "state": ("status", TEXT)}, form)
    kinds = csv_frame(folder / "categories.csv", {"id": ("id", ID), "sub_slug": ("categorie", TEXT)}, form)
    reports["gemeld_op"] = reports["gemeld_op"].dt.tz_convert("Europe/Amsterdam").dt.tz_localize(None).dt.normalize()
    for key, part in (("location", _addresses(places)), ("status_at", statuses), ("category", kinds)):
        place = pd.Index(part.pop("id")).get_indexer(reports.pop(key))
        whole = len(place) == len(part) and (place == np.arange(len(place))).all()
        for name in part:
            reports[name] = part[name] if whole else part[name].take(place).array
    return reports


def _addresses(places: pd.DataFrame) -> pd.DataFrame:
    """Return the locations with their address, JSON text, taken apart: all of them parsed as one document."""
    texts = places.pop("address").array
    given = np.flatnonzero(~pd.isna(texts))
    lines = "\n".join(np.asarray(texts, dtype=object)[given].tolist())
    parsed = pjson.read_json(io.BytesIO(lines.encode()), pjson.ReadOptions(block_size=1 << 24))
    rows = np.full(len(places), -1)
    rows[given] = np.arange(len(given))
    for part, name in (("openbare_ruimte", "straat"), ("huisnummer", "huisnummer"), ("huisletter", "huisletter"),
                       ("huisnummer_toevoeging", "toevoeging"), ("postcode", "postcode")):  # fmt: skip
        column = category(pc.cast(parsed[part], pa.string()))
        codes = np.append(column.codes, -1)[rows]
        places[name] = pd.Categorical.from_codes(codes, column.categories, validate=False)
    return places


def _retourpost(folder: Path, on: date) -> pd.DataFrame:
    frame = pd.read_excel(
        folder / f"retourpost_{on:%Y%m%d}.xlsx",
        usecols=["Volgnr", "Retourdatum", "Straatnaam", "Huisnummer", "Postcode", "Reden"],
        dtype={"Huisnummer": str},
    )
    frame.columns = ["volgnummer", "retourdatum", "straat", "huisnummer", "postcode", "reden"]
    frame["retourdatum"] = pd.to_datetime(frame["retourdatum"]).astype("datetime64[s]")
    return frame


def _gevelscan(folder: Path, on: date) -> pd.DataFrame:
    frame = pd.read_parquet(folder / f"gevelscan_{on:%Y%m%d}.parquet")
    frame = frame.rename(columns={"opname_id": "opname"})
    frame["opname_datum"] = pd.to_datetime(frame["opname_datum"]).astype("datetime64[s]")
    frame["huisnummer"] = frame["huisnummer"].astype("string")
    return _numbered(frame)


def _points(layer: str, columns: dict[str, str]) -> Callable[[Path, date], pd.DataFrame]:
    def read(folder: Path, on: date) -> pd.DataFrame:
        path = next(folder.glob(f"*{on:%Y%m%d}.gpkg"))
        _, table = pyogrio.raw.read_arrow(path, layer=layer, columns=list(columns), read_geometry=False)
        frame = table.select(list(columns)).rename_columns(list(columns.values())).to_pandas(date_as_object=False)
        for name in frame.select_dtypes("datetime"):
            frame[name] = frame[name].astype("datetime64[s]")
        return _numbered(frame)

    return read


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    frame["pand_id"] = pd.to_numeric(frame["pand_id"].fillna("0")).astype("int64")
    return frame


def _vergunningen(folder: Path, on: date) -> pd.DataFrame:
    results: list[dict[str, Any]] = []
    for path in sorted(folder.glob(f"zaken_{on:%Y%m%d}_*.json")):
        results += json.loads(path.read_bytes())["results"]
    frame = zaken_frame(results)
    frame["geldig_tot"] = whole_days(frame["geldig_tot"].to_numpy())
    frame["registratiedatum"] = pd.to_datetime(frame["registratiedatum"]).astype("datetime64[s]")
    return frame


_OTHERS: Mapping[str, Callable[[Path, date], pd.DataFrame]] = {
    "signalen": _signalen,
    "vergunningen": _vergunningen,
    "retourpost": _retourpost,
    "gevelscan": _gevelscan,
    "luchtfoto": _points(
        "detecties",
        {"pand_id": "pand_id", "opname_na": "opname_na", "oppervlakte_m2": "oppervlakte_m2", "zekerheid": "zekerheid"},
    ),
    "monumenten": _points("monumenten", {"pand_id": "pand_id", "adres": "adres"}),
}
SOURCES = (*(name for name in CSV if name != "beschermd"), *_OTHERS)
