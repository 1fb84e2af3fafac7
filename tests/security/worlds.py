# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two workspaces that differ only in what is hidden from somebody, and what a command answers in each of them."""

from __future__ import annotations

import contextlib
import io
import itertools
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from unittest import mock

from pandzicht.cli.main import main
from pandzicht.definitions.catalogue import read_roles
from pandzicht.governance.accounts import account_named, grant_role, make_account
from pandzicht.governance.actor import Grant
from pandzicht.governance.desk import LOG_KEEPS
from pandzicht.governance.recusal import Bond, Recusal, declare
from pandzicht.governance.subject_key import SubjectKeys, key_id_for
from pandzicht.store.state_database import moment
from pandzicht.store.workspace import Workspace
from tests.desk import ANYBODY, NOW, state_in
from tests.log_watch import WATCH
from tests.runs.published_city import addresses, drawn, publish_city
from tests.signals.small_city import Row, report, resident

WHO, EVERYBODY = "lezer", "iedereen"
"""Who does not see what is hidden, and who does."""
FIRST, SECOND = "0518010000000004", "0518010000000005"
"""The two hidden addresses; in each world the same is the case, at the one or at the other."""
BESIDE = "0518010000000003"
"""An address that may be seen, in the pand of the hidden ones."""
NOWHERE = "0518010000000999"
SEEN = ("0518010000000000", "0518010000000001", "0518010000000002", BESIDE)
_VARIED = re.compile(r"\b[0-9a-f]{64}\b")
"""Hashes over whole tables differ when anything in them does, and tell nothing of what."""

READER = """\
role: {role}
label: {{nl: Lezer}}
may: [choose_purpose, hit, search, explain, motivate, select, export_selection, export_facts, export_run, list,
  export_list]
purposes: all
sees: [{sees}]
"""
OTHER_PURPOSE = {
    "sources/stroom.yaml": """\
source: stroom
label: {nl: Stroom}
owner: Netbeheer
reader: csv
delivery: events
covers: {object: [verblijfsobject]}
legal_basis: [{article: Opiumwet art. 13b, verified: te_toetsen}]
supply: eigen
purposes: [teelt]
retention: P3Y
dated_by: datum
fields:
  postcode: {from: postcode, role: postcode}
  nummer: {from: nummer, type: integer, role: huisnummer}
  datum: {from: datum, type: date}
  kwh: {from: kwh, type: integer}
confidentiality: intern
""",
    "indicators/verbruik.yaml": """\
indicator: verbruik
source: stroom
label: {nl: Verbruik}
aggregate: sum(kwh)
absent: zero
""",
    "signals/hoog_verbruik.yaml": """\
signal: hoog_verbruik
question: {nl: Is er veel verbruikt?}
legal_basis: [{article: Opiumwet art. 13b, verified: te_toetsen}]
when: verbruik >= 9000
sentence: {nl: "{verbruik} kWh verbruikt"}
scenarios:
  - {on: 2026-03-01, given: {verbruik: 9500}, expect: "yes"}
  - {on: 2026-03-01, given: {verbruik: 10}, expect: "no"}
motive: {nl: Een reden om te kijken.}
approved: {by: Commissie signalen, on: 2026-01-01}
ends_on: 2026-12-31
""",
    "checks/teelt.yaml": """\
check: teelt
label: {nl: Teelt}
unit: object
legal_basis: [{article: Opiumwet art. 13b, verified: te_toetsen}]
purpose: teelt
sources: {stroom: [kwh]}
dpia: DPIA-3
iama: IAMA-3
approved: {by: Hoofd toezicht, on: 2026-01-01}
frame: verbruik >= 0
points: {hoog_verbruik: 3}
strata: {control: 0.15}
result: {nl: Een controle.}
facts: [verbruik]
ends_on: 2026-12-31
ai_act: {class: geen_ai_systeem, publication: B, reasons: {nl: Vaste regels}}
criteria:
  entry: {lift: 1.5, selection_ratio: 1.5, no_finding_ratio: 1.25}
  exit: {lift: 1.2, selection_ratio: 2, no_finding_ratio: 1.5}
  reapprove_by: 2026-12-31
""",
}


@dataclass(frozen=True, slots=True)
class Secret:
    """What is hidden from the reader: the grant that hides it, and what differs between the two worlds."""

    rows: Callable[[bool], Mapping[str, list[Row]]]
    sees: str = "object, person"
    purposes: frozenset[str] | None = frozenset({"wonen"})
    areas: frozenset[str] | None = None
    bonds: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """All that leaves a command: what it prints, its exit code, and the files that it wrote."""

    code: int
    out: str
    err: str
    files: Mapping[str, bytes] = field(default_factory=dict)


def places() -> list[dict[str, object]]:
    """Six addresses: the last three in one pand, and the hidden two of them in a buurt of their own."""
    rows = addresses()
    for number, pand in enumerate((0, 0, 1, 2, 2, 2)):
        hidden = number >= 4
        rows[number] |= {
            "pand_no": pand,
            "pand_id": 518_100_000_000_000 + pand,
            "buurtcode": "BU05180102" if hidden else "BU05180101",
            "oppervlakte_m2": 70,
        }
    return rows


def rows_where(
    first: int, second: int, *, person: str = "persoon", used: tuple[int, int] = (0, 1)
) -> dict[str, list[Row]]:
    """Registers of which five residents and two reports are at one address and one resident at another."""
    living = [resident(0, persoon=f"{person}-{n}", nummer=20) for n in range(5)]
    living += [resident(2, persoon=f"{person}-a", nummer=18), resident(1, persoon=f"{person}-b", tot=date(2025, 1, 1))]
    living += [resident(first, persoon=f"{person}-h{n}", nummer=20 - first) for n in range(5)]
    living.append(resident(second, persoon=f"{person}-s", nummer=20 - second))
    told = [report(2, date(2026, 2, day)) for day in (3, 4)] + [report(3, date(2020, 1, 1), soort="=1+1")]
    told += [report(first, date(2026, 2, day)) for day in (5, 6)]
    told.append({**report(None, date(2026, 2, 7)), "pand_no": 1})
    blank = {"postcode": "2511CA", "datum": date(2026, 2, 1)}
    meters = [
        {"address_no": number, "nummer": 20 - number, "kwh": 9500 if number == used[0] else 100 * number + used[1]}
        | blank
        for number in range(6)
    ]
    return {"bewoning": living, "meldingen": told, "stroom": meters}


SECRETS: Mapping[str, Secret] = {
    "a person field": Secret(lambda b: rows_where(4, 5, person="ander" if b else "persoon"), sees="object"),
    "rows of another purpose": Secret(lambda b: rows_where(4, 5, used=(3, 7) if b else (0, 1))),
    "addresses outside the area": Secret(
        lambda b: rows_where(5, 4) if b else rows_where(4, 5), areas=frozenset({"BU05180101"})
    ),
    "addresses with a bond": Secret(lambda b: rows_where(5, 4) if b else rows_where(4, 5), bonds=(FIRST, SECOND)),
    "everything, from somebody without a role": Secret(
        lambda b: rows_where(0, 1, person="ander") if b else rows_where(4, 5), purposes=frozenset()
    ),
}


def two_worlds(folder: Path, secret: Secret) -> tuple[Workspace, Workspace]:
    """Two cities that differ in a secret only; the same account, keys, and a selection of everything in each."""
    one, other = (_world(folder / name, secret, other=name == "b") for name in "ab")
    shutil.rmtree(other.keys)
    SubjectKeys(one.keys).encrypted(key_id_for(NOW.date(), LOG_KEEPS), [])
    shutil.copytree(one.keys, other.keys)
    return one, other


def _world(root: Path, secret: Secret, *, other: bool) -> Workspace:
    role = {"roles/lezer.yaml": READER.format(role="lezer", sees=secret.sees)}
    space = publish_city(root, places=places(), listed=secret.rows(other), changes=OTHER_PURPOSE | role, named=True)
    with as_at_noon():
        drawn(space, size=6)
        drawn(space, "teelt", size=6)
    state = state_in(space.state)
    with state.transaction() as transaction:
        for name, role, purposes, areas in (
            (WHO, "lezer", secret.purposes, secret.areas),
            (EVERYBODY, "alles", None, None),
        ):
            make_account(transaction, name, person=name, name=name, at=moment(NOW))
            if purposes != frozenset():
                known = account_named(transaction, name)
                grant = Grant(role, purposes, areas)
                grant_role(transaction, known, grant, read_roles(space.catalogue), by=ANYBODY, at=moment(NOW))
        for number, address_id in enumerate(secret.bonds):
            declare(transaction, Recusal(str(number), WHO, address_id, Bond.FAMILY, moment(NOW)))
    state.close()
    return space


@contextlib.contextmanager
def as_at_noon(first: int = 1) -> Iterator[None]:
    """Let the clock stand still and ids follow from how many were made."""
    numbers = itertools.count(first)
    with (
        mock.patch("secrets.token_hex", lambda size=8: f"{next(numbers):0{2 * size}x}"),
        mock.patch("pandzicht.cli.desk.now", return_value=NOW),
    ):
        yield


def answers(space: Workspace, at: Path, commands: Sequence[Sequence[str]], who: str = WHO) -> list[Answer]:
    """What each of some commands answers in a copy of a world, one after the other."""
    shutil.rmtree(at, ignore_errors=True)
    shutil.copytree(space.root, at)
    with as_at_noon(first=1_000_000), contextlib.chdir(at), mock.patch.dict("os.environ", {"PANDZICHT_ACCOUNT": who}):
        told = [_answer(words, at) for words in commands]
    WATCH.found += WATCH.look(at)
    return told


def _answer(words: Sequence[str], at: Path) -> Answer:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*words])
    files = {}
    for path in sorted(at.glob("uit.*")):
        files |= _contents(path)
        path.unlink()
    return Answer(code, _VARIED.sub("HASH", out.getvalue()), _VARIED.sub("HASH", err.getvalue()), files)


def _contents(path: Path) -> dict[str, bytes]:
    """The bytes of a file; of a workbook those of its parts, with the hashes of whole tables made alike."""
    if path.suffix != ".xlsx":
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as book:
        return {name: _VARIED.sub("HASH", book.read(name).decode()).encode() for name in book.namelist()}
