# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the tables: every file of a delivery, run, proxy test, selection, judgements, as really written.

Names and types are read from the files of a small made-up city that is loaded and compared for it. What each column
means stands in `table_page.yaml`; a column without a meaning, or a meaning without a column, stops the generator.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pandzicht.cli.demonstrating import CHECK, PEILDATUM, city_workspace, load_city
from pandzicht.cli.desk import desk_at
from pandzicht.cli.output import Output
from pandzicht.definitions.action import Action
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.definitions.yaml_file import yaml_data
from pandzicht.governance.subject import Kind, Subject
from pandzicht.linking.judgement import Said
from pandzicht.ranking.selection import Against, Ask, Manual
from pandzicht.runs.area_figures import PURPOSE
from pandzicht.runs.judgements import Answer, keep_judgements
from pandzicht.runs.opened import open_run
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.proxy_testing import carry_out_proxy_test
from pandzicht.runs.run import carry_out_run
from pandzicht.runs.selecting import select
from pandzicht.sources.intake import load_delivery
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.engine import Engine, parquet_list
from pandzicht.store.publish import read_json
from pandzicht.store.workspace import Workspace
from tools.page import page, prose, table

MEANINGS = Path(__file__).with_suffix(".yaml")
ADDRESSES = 500
CHANGES = "brp_bewoning_wijzigingen"

INTRODUCTION = """\
Written by `make docs` from the files of a small made-up city; not edited by hand. What each stage promises to the next
is in [the way of the data](../understand/the-way-of-the-data.md).

A table is a Parquet file. Types are those of the engine: BIGINT and UBIGINT are whole numbers of 64 bits, INTEGER of
32, SMALLINT of 16; VARCHAR is text; a type followed by `[]` is a list. A BAG id is a BIGINT inside a table, so a
leading zero has to be put back: pad it to 16 digits. An absent value (null) means unknown, or that there is none where
the text says so."""

Layout = Mapping[str, str]
"""Column -> type; of a JSON document key -> kind of value."""
_KINDS = {dict: "object", list: "list", str: "text", bool: "true or false", int: "whole number", float: "number"}


@dataclass(frozen=True, slots=True)
class Described:
    """A file of a section: what it is, what its columns mean, and what it holds besides."""

    name: str
    what: str
    columns: Mapping[str, str]
    more: str
    source: str


def page_of_tables() -> str:
    """Return the page with every table, read from a city that is built for it."""
    title = "Tables of a run, a proxy test, a selection, judgements and a delivery"
    return page(title, _parts(sections(), written_layouts()))


def sections() -> list[dict[str, Any]]:
    """Return what `table_page.yaml` says."""
    found: list[dict[str, Any]] = yaml_data(MEANINGS.read_text(encoding="utf-8"))
    return found


def _parts(said: list[dict[str, Any]], layouts: Mapping[tuple[str, str], Layout]) -> Iterator[str]:
    yield INTRODUCTION
    for section in said:
        yield f"## {section['title']}"
        yield f"`{section['folder']}`"
        yield prose(section["text"])
        for file in _files(section):
            yield f"### {file.name}"
            yield prose(file.what)
            yield described(file, layouts[file.source, file.name])


def _files(section: Mapping[str, Any]) -> Iterator[Described]:
    for name, file in section["files"].items():
        source = file.get("from", section.get("from", ""))
        yield Described(name, file["what"], file["columns"], " ".join(file.get("more", "").split()), source)


def described(file: Described, layout: Layout) -> str:
    """Return the table of a file's columns; raise KeyError when the words and the file do not name the same ones."""
    missing = [] if file.more else sorted(set(layout) - set(file.columns))
    strange = sorted(set(file.columns) - set(layout))
    if missing or strange:
        raise KeyError(f"{MEANINGS.name}: {file.name} has {missing} without a meaning; {strange} are not in it")
    rows = [(f"`{name}`", kind, str(file.columns[name])) for name, kind in layout.items() if name in file.columns]
    heads = ["key" if file.name.endswith(".json") else "column", "type", "meaning"]
    return table(heads, rows) + (f"\n\n{prose(f'And {file.more}.')}" if file.more else "")


@cache
def written_layouts() -> dict[tuple[str, str], Layout]:
    """Return (source, or nothing, and file name) -> layout of every file that a small city leaves."""
    with TemporaryDirectory() as folder, Engine(threads=2) as engine:
        workspace = _compared(Path(folder) / "city")
        homes = {name: next((workspace.deliveries / name).iterdir()) for name in ("brp_bewoning", "bag_historie")}
        homes[CHANGES] = _with_protection(workspace)
        homes |= {"": next(workspace.runs.glob("*/"))}
        found = {(name, path.name): _layout(engine, path) for name, home in homes.items() for path in home.iterdir()}
        kept = (workspace.selections.glob("*"), workspace.judgements.glob("*"), workspace.proxy_tests.glob("*/*/"))
        for home in map(next, kept):
            documents = (path for path in home.iterdir() if path.suffix != ".md")
            found |= {("", path.name): _layout(engine, path) for path in documents}
        return found


def _compared(folder: Path) -> Workspace:
    workspace = city_workspace(folder, ADDRESSES, 1, _silent)
    catalogue = sound_catalogue(workspace.catalogue, readers=known_readers())
    desk = desk_at(workspace, Output(as_json=True))
    load_city(desk, workspace, catalogue, _silent)
    plan = plan_run(workspace, catalogue, Dates(PEILDATUM, PEILDATUM), 1)
    with desk.operation(Action.RUN, Subject(Kind.RUN, plan.run_id), plan.purposes) as operation:
        carry_out_run(plan, operation, threads=2, progress=_silent)
    with desk.operation(Action.TEST_PROXIES, Subject(Kind.RUN, plan.run_id), [PURPOSE]) as operation:
        carry_out_proxy_test(open_run(workspace, operation))
    with desk.operation(Action.SELECT, Subject(Kind.CHECK, CHECK), plan.purposes) as operation:
        run = open_run(workspace, operation)
        people = tuple(Manual(str(name), "een tip") for name in run.addresses["address_id"].to_pylist()[:2])
        select(run, CHECK, Ask(size=10, seed=1, against=Against(people, 1)))
    keep_judgements(workspace, [Answer("kvk", "0" * 16, "0" * 16, Said.SAME)], by="Els", on=PEILDATUM)
    return workspace


def _with_protection(workspace: Workspace) -> Path:
    """Load the changes of the second week, one person of them under geheimhouding, and return the delivery's folder."""
    (listed,) = (workspace.root / "city" / "deliveries" / CHANGES).iterdir()
    changes = json.loads(listed.read_text(encoding="utf-8"))
    changes[0]["geheimhoudingPersoonsgegevens"] = 7
    changed = workspace.root / listed.name
    changed.write_text(json.dumps(changes), encoding="utf-8")
    source = sound_catalogue(workspace.catalogue, readers=known_readers()).sources[CHANGES]
    on = PEILDATUM + timedelta(days=7)
    desk = desk_at(workspace, Output(as_json=True))
    with desk.operation(Action.LOAD, Subject(Kind.SOURCE, CHANGES)) as operation:
        return load_delivery(workspace, operation, source, [changed], on=on, today=on).folder


def _layout(engine: Engine, path: Path) -> Layout:
    if path.suffix == ".parquet":
        return engine.columns(parquet_list([path]))
    return {name: _KINDS[type(value)] for name, value in read_json(path).items()}


def _silent(_label: str, _part: float) -> None:
    """Show no progress."""
