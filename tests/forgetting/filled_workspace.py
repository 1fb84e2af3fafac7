# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workspace with one of everything that has a term, each of its own day; its tables hold a word to look for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.retention import DatedTerm, Kept, Retention
from pandzicht.definitions.source import Source
from pandzicht.definitions.words import Text
from pandzicht.governance.desk import Desk
from pandzicht.linking.judgement import Said
from pandzicht.runs.judgements import Answer, keep_judgements
from pandzicht.sources.originals import seal
from pandzicht.store.publish import write_json
from pandzicht.store.state_database import Transaction
from pandzicht.store.workspace import Workspace
from tests.sources.making import a_source

CANARY = "kanarie-in-de-mijn"


def terms(keep: str = "P1Y", *, without: tuple[Kept, ...] = ()) -> dict[str, Retention]:
    """The same term for everything that Pandzicht makes."""
    term = DatedTerm.model_validate({"keep": keep, "from": "2000-01-01", "article": "Bewaarbesluit art. 1"})
    return {
        kept.value: Retention(retention=kept, label=Text(nl=kept.value), terms=(term,))
        for kept in Kept
        if kept not in without
    }


def catalogue_with(*sources: Source, retention: Mapping[str, Retention] | None = None) -> Catalogue:
    """A catalogue of some sources and of terms."""
    return Catalogue(
        sources={source.source: source for source in sources},
        retention=dict(terms() if retention is None else retention),
    )


def put_delivery(space: Workspace, source: str, on: date, original_until: date, number: int = 1) -> str:
    """A delivery of one row with its original, as intake leaves them; return its name."""
    name = f"{on.isoformat()}-{number:012x}"
    folder = space.deliveries / source / name
    folder.mkdir(parents=True)
    rows = {"row_id": pa.array([number], pa.uint64()), "naam": [CANARY]}
    pq.write_table(pa.table(rows), folder / "rows.parquet")
    pq.write_table(pa.table({"tekst": [CANARY]}), folder / "set_aside.parquet")
    account = {
        "source": source,
        "id": name,
        "date": on.isoformat(),
        "sequence": number,
        "kind": "full",
        "files": [{"name": "f.csv", "bytes": 1, "sha256": "00"}],
        "definition_hash": "00",
        "counts": {},
        "malformed": {},
        "content_hash": "cc" * 32,
        "tables": {},
        "place": "regel {record_no}",
        "current_only": False,
        "original_until": original_until.isoformat(),
    }
    write_json(folder / "delivery.json", account)
    plain = space.root / "plain.csv"
    plain.write_text(CANARY, encoding="utf-8")
    space.originals.mkdir(parents=True, exist_ok=True)
    seal({"f.csv": plain}, space.originals / f"{name}.enc", space.keys / f"{name}.key")
    plain.unlink()
    return f"{source}/{name}"


def put_run(space: Workspace, known: date) -> str:
    """A run with one table."""
    name = f"{known.isoformat()}-0123456789ab"
    folder = space.runs / name
    folder.mkdir(parents=True)
    pq.write_table(pa.table({"adres": [CANARY]}), folder / "addresses.parquet")
    write_json(folder / "manifest.json", {"inputs": {"known": known.isoformat()}, "inputs_hash": "ab" * 32})
    write_json(folder / "definitions.json", {})
    return name


def put_selection(space: Workspace, on: date) -> str:
    """A selection with its lists, and a unit added by hand."""
    name = f"wonen-{on.isoformat()}-01234567"
    folder = space.selections / name
    folder.mkdir(parents=True)
    for table in ("selection", "frame"):
        pq.write_table(pa.table({"unit_id": [CANARY]}), folder / f"{table}.parquet")
    account = {"selection": name, "on": on.isoformat(), "manual": [{"unit_id": "1", "reason": CANARY}], "files": {}}
    write_json(folder / "selection.json", account)
    return name


def put_proxy_test(space: Workspace, run: str) -> str:
    """A proxy test of a run."""
    folder = space.proxy_tests / run / "0123456789ab"
    folder.mkdir(parents=True)
    (folder / "report.md").write_text(CANARY, encoding="utf-8")
    write_json(folder / "result.json", {"groups": [CANARY]})
    write_json(folder / "proxy_test.json", {"proxy_test": "x", "files": {}})
    return f"{run}/{folder.name}"


def put_judgements(space: Workspace, on: date) -> str:
    """One judgement, with a remark."""
    answer = Answer("kvk", "00000000000000aa", "9999010000000001", Said.SAME, CANARY)
    return keep_judgements(space, [answer], by=CANARY, on=on)[0].id


def put_unfinished(space: Workspace) -> str:
    """Work that was cut off."""
    folder = space.staging / "run-0123456789abcdef" / "published"
    folder.mkdir(parents=True)
    pq.write_table(pa.table({"adres": [CANARY]}), folder / "addresses.parquet")
    return folder.parent.name


def put_export(space: Workspace) -> str:
    """A file that was written in the background."""
    folder = space.exports / "0123456789abcdef"
    folder.mkdir(parents=True)
    (folder / "wonen.csv").write_text(CANARY, encoding="utf-8")
    return folder.name


def put_state(transaction: Transaction, ended: date) -> None:
    """A necessity, a settled dispute, a bond, a closed account, a session, a failed sign-in and a job, all ended."""
    at = f"{ended.isoformat()}T08:00:00.000000Z"
    home = "9999010000000001"
    transaction.insert("account", {"account": "gone", "person": "gone", "name": CANARY, "made_at": at, "closed_at": at})
    role = {"account": "gone", "role": "alles", "purposes": None, "areas": None, "until": None}
    transaction.insert("account_role", {**role, "granted_by": "x", "granted_at": at})
    necessity = {"necessity_id": "n1", "account": "gone", "purpose": "wonen", "address_id": home, "reason": CANARY}
    transaction.insert("necessity", {**necessity, "decided_at": at, "until": at})
    bond = {"recusal_id": "b1", "person": "gone", "address_id": home, "bond": "own", "declared_at": at}
    transaction.insert("recusal", {**bond, "ended_at": at})
    dispute = {"dispute_id": "d1", "address_id": home, "signal": "hinder", "reason": CANARY, "raised_by": "x"}
    settled = {"standing": "rejected", "settled_by": "x", "settled_at": at, "settled_because": CANARY}
    transaction.insert("dispute", {**dispute, **settled, "raised_at": at})
    session = {"session_id": "s1", "account": "gone", "how": "oidc", "origin": CANARY, "must_change": 0}
    transaction.insert("session", {**session, "begun_at": at, "seen_at": at})
    job = {"job_id": "j1", "kind": "run", "action": "run", "arguments": "{}", "account": "gone", "purposes": "[]"}
    job |= {
        "asked_at": at,
        "ended_at": at,
        "standing": "failed",
        "said": CANARY,
        "phase": "",
        "worker": "",
        "beat_at": "",
    }
    transaction.insert("job", {**job, "writes": 1, "part": 0, "cancel_asked": 0, "tries": 1})
    transaction.insert("sign_in_attempt", {"counted": "f1", "failures": 1, "failed_at": at})


def fill(space: Workspace, desk: Desk, days: Mapping[str, date]) -> Catalogue:
    """Put one of everything in a workspace, of the days given; return the catalogue with a term of a year for all."""
    put_delivery(space, "register", days["delivery"], days["original"])
    put_proxy_test(space, put_run(space, days["run"]))
    put_selection(space, days["selection"])
    put_judgements(space, days["judgements"])
    put_unfinished(space)
    put_export(space)
    desk.keys.encrypted(days["key"].strftime("%Y-%m"), [b"p1"])
    with desk.state.transaction() as transaction:
        put_state(transaction, days["state"])
    return catalogue_with(a_source())


def decoded(folder: Path) -> str:
    """All that can be read in a folder: the bytes of every file, and the values of every Parquet file."""
    parts = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        parts.append(path.read_bytes().decode("latin-1"))
        if path.suffix == ".parquet":
            parts.append(json.dumps(pq.read_table(path).to_pydict(), default=str))
    return "\n".join(parts)
