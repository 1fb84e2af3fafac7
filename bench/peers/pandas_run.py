# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same answers with pandas: read the delivered files, link, all indicators, signals and points, in memory.

It reads the catalogue's definitions; everything it computes, it computes with pandas, numpy and pyarrow. What it leaves
out, because no answer needs it: it checks nothing that was delivered, keeps nothing, encrypts nothing, cannot explain
an address to the source row, and every run reads everything again.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import typer

from bench.peers.pandas_columns import PERIODS
from bench.peers.pandas_expression import Evaluator, Value, value_of
from bench.peers.pandas_household import without_relation
from bench.peers.pandas_indicators import Rows, Things, Wide, source_indicators, spine_indicators, unloaded
from bench.peers.pandas_link import Linked, Linker
from bench.peers.pandas_signals import answers, doubt_flags, scores
from bench.peers.pandas_sources import SOURCES, read_source
from bench.peers.pandas_spine import Spine, areas_of, read_spine
from pandzicht.definitions.catalogue import Catalogue, read_catalogue
from pandzicht.definitions.indicator import Per
from pandzicht.definitions.reads import indicators_of_frame, indicators_of_signal, sources_of_signal
from pandzicht.definitions.source import About

WORDS = np.array(["no", "unknown", "yes"])


class Comparison:
    """One comparison in memory, stage after stage; `seconds` keeps what each stage took."""

    def __init__(self, workspace: Path, on: date, seed: int) -> None:
        self.folder = workspace / "city" / "deliveries"
        self.on, self.seed = on, seed
        self.seconds: dict[str, dict[str, float]] = {}
        with self.stage("catalogue"):
            self.catalogue: Catalogue = read_catalogue(workspace / "catalogue")
            self.norms = {name: norm.on(on) for name, norm in self.catalogue.norms.items()}
            self.signals = [name for name in self.catalogue.signals if self._may_run(name)]
        self.doubts: dict[tuple[str, bool], np.ndarray] = {}
        self.rows: dict[str, tuple[pd.DataFrame, Linked]] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Keep the wall and CPU seconds of a stage."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = {
            "wall": round(time.perf_counter() - wall, 3),
            "cpu": round(time.process_time() - cpu, 3),
        }

    def _may_run(self, name: str) -> bool:
        used = {signal for check in self.catalogue.checks.values() for signal in check.points}
        sources = self.catalogue.sources
        return name in used and all(sources[item].is_supplied for item in sources_of_signal(self.catalogue, name))

    def run(self) -> None:
        """Do everything."""
        with self.stage("spine"):
            spine = read_spine(self.folder, self.on)
        with self.stage("read"):
            frames = {name: read_source(name, self.folder, self.on) for name in SOURCES}
            shelters = read_source("beschermd", self.folder, self.on)
        with self.stage("link"):
            self._link(spine, frames, shelters)
        with self.stage("indicators"):
            self._indicators()
        with self.stage("signals"):
            self._signals()
        with self.stage("points"):
            pand_no = self.things.numbers[Per.PAND]
            self.scores = {
                name: scores(check, self.answers, pand_no, self.evaluator, self.seed)
                for name, check in self.catalogue.checks.items()
            }

    def _link(self, spine: Spine, frames: dict[str, pd.DataFrame], shelters: pd.DataFrame) -> None:
        linker = Linker(spine)
        hidden = self._hidden(linker, frames, shelters)
        frames["brp_bewoning"]["zonder_relatie"] = without_relation(frames["brp_bewoning"], self.on)
        places = len(spine.addresses) + np.arange(len(frames["precario"]))
        kept = np.flatnonzero(~hidden)
        number = np.full(len(hidden) + 1, -1)
        number[kept] = np.arange(len(kept))
        for name, frame in frames.items():
            if name == "precario":
                continue
            found = linker.link(frame, hidden)
            shown = (found.address < 0) | ~np.append(hidden, False)[found.address]
            found.address = number[found.address]
            found.pand = np.where(shown, found.pand, -1)
            for own_only, doubtful in enumerate((found.doubt, found.within)):
                self.doubts[name, bool(own_only)] = np.append(doubtful[kept], np.zeros(len(places), dtype=bool))
            self.rows[name] = frame, found
        self._place(spine, kept, frames["precario"])

    def _hidden(self, linker: Linker, frames: dict[str, pd.DataFrame], shelters: pd.DataFrame) -> np.ndarray:
        """Return which addresses are protected, and leave the rows of protected persons and firms out."""
        hidden = np.isin(linker.spine.addresses["object_id"].to_numpy(), shelters["object_id"].to_numpy())
        for name, mark, unless in (("brp_bewoning", "geheimhouding", "0"), ("kvk", "afgeschermd", "N")):
            frame = frames[name]
            marked = (frame[mark] != unless) & frame[mark].notna()
            if "persoon" in frame:
                marked |= frame["persoon"].isin(frame.loc[marked, "persoon"])
            start, end = (frame[column] for column in PERIODS[name])
            day = pd.Timestamp(self.on)
            holds = marked & ~(start > day) & ~(end <= day)
            hidden |= linker.shielded(frame[holds].reset_index(drop=True))
            frames[name] = frame[~marked].reset_index(drop=True)
        return hidden

    def _place(self, spine: Spine, kept: np.ndarray, precario: pd.DataFrame) -> None:
        """Put the located places behind the addresses, and number what an indicator can be per."""
        addresses = spine.addresses.take(kept)
        keys = precario["voorwerp"].astype(object)
        places = pd.DataFrame(
            {
                "object_id": 0, "soort": "plaats", "levensfase": "bestaand", "key": "plaats:precario:" + keys,
                "x": precario["x"], "y": precario["y"],
            }
        )  # fmt: skip
        addresses = pd.concat([addresses, places], ignore_index=True)
        for name in ("soort", "levensfase", "status", "gebruiksdoelen", "pand_status", "in_onderzoek"):
            addresses[name] = addresses[name].astype("category")
        addresses["geconstateerd"] = addresses["geconstateerd"].eq(True)
        areas = next((self.folder / "gebieden").glob("*.gpkg"))
        addresses["buurtcode"] = areas_of(addresses["x"].to_numpy(), addresses["y"].to_numpy(), areas)
        self.addresses = addresses
        none = np.zeros(len(addresses), dtype=bool)
        where = len(kept) + np.arange(len(places))
        self.rows["precario"] = precario, Linked(where, np.full(len(places), -1), none, none)
        numbers = {
            Per.OBJECT: np.arange(len(addresses)),
            Per.PAND: addresses["pand_no"].fillna(-1).to_numpy(dtype=np.int64),
            Per.STRAAT: addresses["straat_no"].fillna(-1).to_numpy(dtype=np.int64),
            Per.OWNER: self._owners(len(addresses)),
        }
        self.things = Things(numbers, {per: int(found.max(initial=-1)) + 1 for per, found in numbers.items()})

    def _owners(self, count: int) -> np.ndarray:
        """Return the legal person that owns each address; of several the first in the order of keys."""
        frame, linked = self.rows["brk"]
        legal = (frame["eigenaar_soort"] == "niet_natuurlijk_persoon").to_numpy() & (linked.address >= 0)
        keys = frame["eigenaar_rsin"].cat.as_ordered().cat.reorder_categories(
            sorted(frame["eigenaar_rsin"].cat.categories)
        ).cat.codes.to_numpy()  # fmt: skip
        legal &= keys >= 0
        first = pd.Series(keys[legal]).groupby(linked.address[legal]).min()
        owners = np.full(count, -1, dtype=np.int64)
        owners[first.index.to_numpy()] = pd.factorize(first.to_numpy(), sort=True)[0]
        return owners

    def _indicators(self) -> None:
        catalogue = self.catalogue
        wanted = {item for name in self.signals for item in indicators_of_signal(catalogue.signals[name])}
        for check in catalogue.checks.values():
            wanted |= set(indicators_of_frame(check)) | set(check.facts)
        expiring = [catalogue.signals[name] for name in self.signals if catalogue.signals[name].expires]
        dated = frozenset(
            name
            for signal in expiring
            for name in indicators_of_signal(signal)
            if catalogue.sources[catalogue.indicators[name].source].dated_by
        )
        self.wide = Wide()
        for name, source in catalogue.sources.items():
            own = [catalogue.indicators[item] for item in sorted(wanted) if catalogue.indicators[item].source == name]
            if own and source.about is About.SPINE:
                columns = {column: value_of(self.addresses[column]) for column in self.addresses if column != "key"}
                evaluator = Evaluator(columns.__getitem__, self.on, self.norms)
                spine_indicators(own, self.addresses, self.things, evaluator, self.wide)
            elif own and name in self.rows:
                self._of_source(name, own, dated)
        unloaded(catalogue, wanted, self.wide, len(self.addresses))

    def _of_source(self, name: str, own: list[Any], dated: frozenset[str]) -> None:
        source, (frame, linked) = self.catalogue.sources[name], self.rows.pop(name)
        keys = {Per.OBJECT: linked.address, Per.PAND: linked.pand}
        for per in (Per.STRAAT, Per.OWNER):
            keys[per] = np.append(self.things.numbers[per], -1)[linked.address]
        covered = self.addresses["soort"].isin(list(source.covers.object)).to_numpy()
        source_indicators(
            own, Rows(source, frame, keys), self.things, covered, wide=self.wide, on=self.on, norms=self.norms,
            dated=dated,
        )  # fmt: skip

    def _signals(self) -> None:
        self.evaluator = Evaluator(self.wide.values.__getitem__, self.on, self.norms)
        flags = doubt_flags(self.doubts, self.things)
        self.answers = answers(self.catalogue, self.signals, self.wide, self.evaluator, flags)

    def write(self, folder: Path) -> None:
        """Write the answers, to be compared."""
        folder.mkdir(parents=True, exist_ok=True)
        ids = self.addresses["object_id"].astype(str).str.zfill(16)
        ids = ids.where(self.addresses["key"].isna(), self.addresses["key"]).astype(object)
        columns = {name: _column(found, len(ids)) for name, found in self.wide.values.items()}
        pd.DataFrame({"address_id": ids, **columns}).to_parquet(folder / "indicators.parquet")
        given = {name: pd.Categorical.from_codes(found, WORDS) for name, found in self.answers.items()}
        pd.DataFrame({"address_id": ids, **given}).to_parquet(folder / "signals.parquet")
        scored = pd.concat(self.scores.values(), ignore_index=True)
        scored["address_id"] = ids.to_numpy()[scored["address"]]
        scored.to_parquet(folder / "scores.parquet")


def _column(found: Value, count: int) -> Any:
    values = np.broadcast_to(found.values, count)
    if found.words is not None:
        return pd.Categorical.from_codes(np.where(found.known, values, -1), found.words).astype(object)
    absent = None if found.known is None else ~found.known
    return pa.array(values, mask=absent).to_pandas(types_mapper=pd.ArrowDtype)


def main(
    workspace: Annotated[Path, typer.Argument(help="The workspace of the model city.")],
    on: Annotated[str, typer.Option(help="The peildatum.")] = "2026-03-01",
    seed: Annotated[int, typer.Option(help="The seed of the draw among equal scores.")] = 1,
    out: Annotated[Path | None, typer.Option(help="Where to write the answers; by default nowhere.")] = None,
) -> None:
    """Compare the registers of the model city with pandas and print what each stage took."""
    gc.disable()
    comparison = Comparison(workspace, date.fromisoformat(on), seed)
    comparison.run()
    if out is not None:
        comparison.write(out)
    print(json.dumps({"stages": comparison.seconds, "addresses": len(comparison.addresses)}))


if __name__ == "__main__":
    typer.run(main)
