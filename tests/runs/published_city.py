# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small city as a published run on disk, with its deliveries, made by the product's own comparison."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.ranking.order import rank_checks
from pandzicht.ranking.selection import Ask, Manual
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.selecting import KeptSelection, select
from pandzicht.signals.compiling import context_on
from pandzicht.store.engine import Engine
from pandzicht.store.publish import write_json, write_pointer
from pandzicht.store.workspace import Workspace
from tests.desk import opened
from tests.signals.small_city import DAY, Row, address, compare, report, resident
from tests.small_catalogue import bent

RUN = "2026-03-01-abcdefabcdef"
DELIVERY = "2026-02-20-0123456789ab"
CHANGES = bent(
    "checks/wonen.yaml", "strata: {control: 0.15}", "strata: {control: 0.5}\nseverity: {overbewoning: zwaar}"
)
PAND_CHECK = """\
check: panden
label: {nl: Panden}
unit: pand
legal_basis: [{article: Bbl art. 2.1, verified: {by: Jurist, on: 2026-01-02}}]
purpose: wonen
sources: {bag: [oppervlakte_m2], bewoning: [van, tot], meldingen: [soort]}
dpia: DPIA-2
iama: IAMA-2
ai_act: {class: geen_ai_systeem, publication: B, reasons: {nl: Vaste punten}}
criteria:
  entry: {lift: 1.5, selection_ratio: 1.5, no_finding_ratio: 1.25}
  exit: {lift: 1.2, selection_ratio: 2, no_finding_ratio: 1.5}
  reapprove_by: 2026-12-31
approved: {by: Hoofd toezicht, on: 2026-01-01}
ends_on: 2026-12-31
frame: oppervlakte_m2 is not null
points: {overbewoning: 3, niemand_ingeschreven: 2}
strata: {control: 0.15}
result: {nl: Een schouw.}
facts: [bewoners_aantal, hinder_pand, hinder_straat]
"""

COUNTED = {
    f"indicators/hinder_{per}.yaml": f"""\
indicator: hinder_{per}
source: meldingen
per: {per}
label: {{nl: Hinder per {per}}}
aggregate: count(*) filter (where soort = 'hinder')
absent: zero
"""
    for per in ("pand", "straat")
}


def _place(number: int, *, pand: int | None, x_cm: int | None = 8_000_000) -> dict[str, object]:
    """One address with everything that the table of addresses of a run holds."""
    return address(number) | {
        "object_id": 518_010_000_000_000 + number,
        "address_id": f"0518010000000{number:03d}",
        "huisnummer": 20 - number,
        "huisletter": "A" if number == 2 else None,
        "huisnummertoevoeging": "bis" if number == 3 else None,
        "adres": f"Dorpsstraat {20 - number}, 2511CA Duinrijk",
        "postcode": "2511CA",
        "pand_no": pand,
        "pand_id": None if pand is None else 518_100_000_000_000 + pand,
        "pand_bouwjaar": 1931,
        "pand_status": "Pand in gebruik",
        "panden_aantal": 1,
        "in_onderzoek": "oppervlakte" if number == 4 else None,
        "buurtcode": "BU05180101",
        "oppervlakte_m2": None if number == 4 else 70,
        "x_cm": x_cm,
        "y_cm": None if x_cm is None else 45_500_050,
    }


def addresses() -> list[dict[str, object]]:
    """Six addresses: four in two panden, one without coordinates, one without a pand."""
    panden = (0, 0, 1, 1, 2, None)
    return [_place(n, pand=pand, x_cm=None if n == 3 else 8_000_000 + n) for n, pand in enumerate(panden)]


def rows() -> dict[str, list[Row]]:
    """Registrations and reports: the first address is overcrowded, the second empty, the third has complaints."""
    crowd = [resident(0, persoon=f"persoon-{n}", nummer=20) for n in range(5)]
    others = [resident(number, persoon=f"ander-{number}", nummer=20 - number) for number in (2, 3, 4)]
    gone = resident(5, tot=date(2025, 1, 1), persoon="vertrokken")
    reports = [report(2, date(2026, 2, day)) for day in (3, 4)] + [report(2, date(2020, 1, 1), soort="=1+1")]
    reports.append({**report(None, date(2026, 2, 5)), "pand_no": 1})
    return {"bewoning": [*crowd, *others, gone], "meldingen": reports}


def publish_city(
    root: Path,
    *,
    verified: bool = False,
    declared: bool = False,
    places: Sequence[Row] | None = None,
    listed: Mapping[str, list[Row]] | None = None,
    changes: Mapping[str, str | None] | None = None,
    named: bool = False,
) -> Workspace:
    """Compare the small city and publish its run, with the deliveries behind it.

    Other addresses, rows and definitions may be given: a source of which rows are given is then active too.
    Rows may be `named` by their content, as intake does. A city that was made before is copied.
    """
    asked = (verified, declared, places, listed, changes, named)
    made = Path(_MADE.name) / hashlib.sha256(repr(asked).encode()).hexdigest()
    if not made.is_dir():
        _publish(made.with_suffix(".new"), *asked)
        made.with_suffix(".new").rename(made)
    shutil.copytree(made, root, dirs_exist_ok=True)
    return _space(root)


_MADE = tempfile.TemporaryDirectory(prefix="pandzicht-cities-")


def _space(root: Path) -> Workspace:
    return Workspace(root=root, name="Duinrijk", demo=True, spine="bag", catalogue=root / "catalogue")


def _publish(
    root: Path,
    verified: bool,
    declared: bool,
    places: Sequence[Row] | None,
    listed: Mapping[str, list[Row]] | None,
    changes: Mapping[str, str | None] | None,
    named: bool,
) -> None:
    space = _space(root)
    root.mkdir(parents=True)
    (root / "pandzicht.toml").write_text('[workspace]\nname = "Duinrijk"\ndemo = true\n', encoding="utf-8")
    folder = space.runs / RUN
    folder.mkdir(parents=True)
    listed = listed or rows()
    with Engine() as engine:
        bends = CHANGES | {"checks/panden.yaml": PAND_CHECK} | COUNTED | dict(changes or {})
        at, doubts = places or addresses(), [("bewoning", 1)]
        catalogue = compare(engine, space.catalogue, at, listed, changes=bends, doubts=doubts)
        rank_checks(engine, catalogue.checks, list(catalogue.signals), context_on(catalogue, DAY), seed=1)
        engine.run("CREATE OR REPLACE TABLE owners_out AS SELECT * FROM owners")
        for name in ("addresses", "indicators", "signals", "ranking", "doubts", "owners"):
            order = "ORDER BY address_no" if name != "ranking" else 'ORDER BY "check", rank'
            pq.write_table(engine.table(f"SELECT * FROM {name} {order}"), folder / f"{name}.parquet")
        links = engine.table("SELECT * FROM links ORDER BY address_no")
    pq.write_table(
        links.append_column("row_id", pa.array(range(links.num_rows), pa.uint64())), folder / "links.parquet"
    )
    for name, fields in {"bag": [], **listed}.items():
        _deliver(space, name, fields, named=named)
    write_json(folder / "definitions.json", catalogue.document())
    write_json(folder / "manifest.json", _manifest(catalogue, verified=verified, declared=declared))
    write_pointer(space.runs / "current", RUN)


def _deliver(space: Workspace, name: str, listed: list[Row], *, named: bool) -> None:
    folder = space.deliveries / name / DELIVERY
    folder.mkdir(parents=True)
    fields = [column for column in listed[0] if column != "address_no"] if listed else []
    ids = [_content_number(row) for row in listed] if named else range(1000, 1000 + len(listed))
    columns = {
        "row_id": pa.array(ids, pa.uint64()),
        "file_no": pa.array([0] * len(listed), pa.int16()),
        "record_no": pa.array(range(2, 2 + len(listed)), pa.int32()),
    }
    pq.write_table(
        pa.table(columns | {field: [row[field] for row in listed] for field in fields}), folder / "rows.parquet"
    )
    account = {
        "source": name,
        "id": DELIVERY,
        "date": "2026-02-20",
        "sequence": 1,
        "kind": "full",
        "files": [{"name": f"{name}.csv", "bytes": 1, "sha256": "00"}],
        "definition_hash": "00",
        "counts": {"delivered": len(listed), "admitted": len(listed)},
        "malformed": {},
        "content_hash": "00",
        "tables": {},
        "place": "regel {record_no}",
        "current_only": False,
        "original_until": "2026-03-06",
    }
    (folder / "delivery.json").write_text(json.dumps(account), encoding="utf-8")


def deliver_before(space: Workspace, name: str, *, left_out: int) -> None:
    """Add an older delivery of a source of the published city, in which one row did not stand yet."""
    newest = space.deliveries / name / DELIVERY
    older = space.deliveries / name / "2026-01-20-0123456789ab"
    older.mkdir()
    rows = pq.read_table(newest / "rows.parquet")
    pq.write_table(rows.filter(pc.not_equal(rows["row_id"], left_out)), older / "rows.parquet")
    account = json.loads((newest / "delivery.json").read_text(encoding="utf-8"))
    account |= {"id": older.name, "date": "2026-01-20", "sequence": 0}
    (older / "delivery.json").write_text(json.dumps(account), encoding="utf-8")


def _content_number(row: Row) -> int:
    return int.from_bytes(hashlib.sha256(repr(sorted(row.items())).encode()).digest()[:8])


def _manifest(catalogue: Catalogue, *, verified: bool, declared: bool) -> dict[str, object]:
    sources = sorted(set(catalogue.sources) - {"bag"})
    deliveries = {name: [{"id": DELIVERY, "date": "2026-02-20", "content": "00"}] for name in sources}
    deliveries["bag"] = [{"id": DELIVERY, "date": "2026-02-15", "content": "00"}]
    counts = {"rows": 9, "linked": 8, "doubtful": 0, "unlinked": 1, "protected": 0}
    return {
        "run": RUN,
        "workspace": "Duinrijk",
        "inputs": {
            "date": "2026-03-01",
            "known": "2026-03-02",
            "seed": 7,
            "definitions": catalogue.hash(),
            "code": "0.1.0",
            "deliveries": deliveries,
        },
        "inputs_hash": "ab" * 32,
        "spine": {"kind": "declared" if declared else "bag", "sources": ["bewoning" if declared else "bag"]},
        "unverified_legal_basis": not verified,
        "active": {
            "checks": sorted(catalogue.checks),
            "signals": sorted(catalogue.signals),
            "indicators": sorted(catalogue.indicators),
        },
        "idle": {"hennep": "cannot be activated without dpia, iama"},
        "facts": {
            "sources": {name: {"stands": True} for name in sources},
            "links": {"sources": {"bewoning": counts, "meldingen": counts | {"rows": 3, "linked": 3, "unlinked": 0}}},
        },
        "tables": {"addresses": {"rows": 6, "content": "cd" * 32, "sha256": "ef" * 32}},
    }


def drawn(
    space: Workspace, check: str = "wonen", size: int = 4, manual: Mapping[str, str] | None = None
) -> tuple[OpenRun, KeptSelection]:
    """The open run and a selection of it."""
    run = opened(space)
    by_hand = tuple(Manual(unit, reason) for unit, reason in (manual or {}).items())
    return run, select(run, check, Ask(size=size, seed=3, manual=by_hand))
