# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files to data frames, only the columns that are needed, in the types that pandas computes with fastest.

Text becomes a category while it is parsed, so that everything done with it afterwards is done once per distinct text.
A BAG id is an int64, 0 where absent. Dates are datetime64[s].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

TEXT, LINE, ID, NUMBER, MOMENT, ISO, YMD, DMY, PARTIAL = (
    "text", "line", "id", "number", "moment", "iso", "ymd", "dmy", "partial",
)  # fmt: skip
_TYPES = {
    TEXT: pa.dictionary(pa.int32(), pa.string()),
    ID: pa.int64(),
    NUMBER: pa.float64(),
    ISO: pa.date32(),
    YMD: pa.int64(),
    DMY: pa.timestamp("s"),
    PARTIAL: pa.int64(),
    MOMENT: pa.timestamp("s", "UTC"),
    LINE: pa.string(),
}


@dataclass(frozen=True, slots=True)
class Form:
    """How a CSV file is written."""

    sep: str = ";"
    encoding: str = "utf8"
    decimal: str = "."
    skip: int = 0
    null: str = ""


PLAIN = Form()


def csv_frame(path: Path, columns: Mapping[str, tuple[str, str]], form: Form = PLAIN) -> pd.DataFrame:
    """Read columns (delivered name -> (name, kind)) of a CSV file."""
    table = pcsv.read_csv(
        path,
        pcsv.ReadOptions(encoding=form.encoding, skip_rows=form.skip, block_size=1 << 22),
        pcsv.ParseOptions(delimiter=form.sep),
        pcsv.ConvertOptions(
            include_columns=list(columns),
            column_types={name: _TYPES[kind] for name, (_, kind) in columns.items()},
            null_values=["", form.null],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            decimal_point=form.decimal,
            timestamp_parsers=["%d-%m-%Y", pcsv.ISO8601],
        ),
    )
    return frame_of(table, columns)


def frame_of(table: pa.Table, columns: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """Return the columns of an Arrow table under their names and in their types."""
    found: dict[str, Any] = {}
    for delivered, (name, kind) in columns.items():
        values = table[delivered]
        if kind == PARTIAL:
            found[f"{name}_vroegst"], found[f"{name}_laatst"] = partial_days(values.fill_null(0).to_numpy())
        else:
            found[name] = _column(values, kind)
    return pd.DataFrame(found, copy=False)


def _column(values: pa.ChunkedArray, kind: str) -> Any:
    if kind == TEXT:
        return category(values)
    if kind == ID:
        return values.fill_null(0).to_numpy()
    if kind == YMD:
        return whole_days(values.fill_null(0).to_numpy())
    if kind in (ISO, DMY):
        return pc.cast(values, pa.timestamp("s")).to_numpy()
    if kind == MOMENT:
        return values.to_pandas()
    return values.to_numpy()


def category(values: pa.ChunkedArray) -> pd.Categorical:
    """Return text as a category, each distinct text once."""
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    whole = values.unify_dictionaries().combine_chunks()
    codes = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return pd.Categorical.from_codes(codes, pd.Index(whole.dictionary.to_pylist(), dtype=object), validate=False)


def whole_days(digits: np.ndarray) -> np.ndarray:
    """Return days written as yyyymmdd; NaT where absent or partly unknown."""
    days = _days(digits)
    days[(digits % 100 == 0) | (digits // 100 % 100 == 0)] = np.datetime64("NaT")
    return days


def partial_days(digits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and last day that dates written as yyyymmdd with unknown parts 00 may be; NaT where absent."""
    month, day = digits // 100 % 100, digits % 100
    first = _days(digits + (month == 0) * 100 + (day == 0))
    last = first.copy()
    vague = np.flatnonzero((day == 0) & (digits > 0))
    if len(vague):
        year_known = month[vague] == 0
        ends = first[vague].astype("datetime64[M]") + np.where(year_known, 12, 1)
        last[vague] = ends.astype("datetime64[D]") - 1
    return first, last


def _days(digits: np.ndarray) -> np.ndarray:
    months = (digits // 10_000 - 1970) * 12 + digits // 100 % 100 - 1
    days = months.astype("datetime64[M]").astype("datetime64[D]") + (digits % 100 - 1)
    days = days.astype("datetime64[s]")
    days[digits < 10_000] = np.datetime64("NaT")
    return days
