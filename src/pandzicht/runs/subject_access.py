# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gathers what is held of one address and what was done with it: rows, answers, runs, lists, and the two logs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow.parquet as pq

from pandzicht.definitions.action import Action
from pandzicht.definitions.reads import sources_of_signal
from pandzicht.errors import NotFound
from pandzicht.exports.access_report import AccessReport, Held, Listed, Processed, Question, Use
from pandzicht.exports.disclosure import Disclosure
from pandzicht.exports.masking import masked_row
from pandzicht.governance.activity import activity_of_check, activity_of_comparison
from pandzicht.governance.concerned import address, person
from pandzicht.governance.log_reading import acts, processed_about
from pandzicht.language import Language
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.explain import Explainer
from pandzicht.runs.explanation import Answered, CheckView
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import unit_names
from pandzicht.runs.source_row import delivered_row
from pandzicht.store.publish import read_json


@dataclass(frozen=True, slots=True)
class AccessAsk:
    """Who asks about which address, in which language it is told."""

    address_id: str
    asker: str = ""
    """The pseudonym of whoever asks, whose own rows are not masked; empty: all is masked that is about persons."""
    language: Language = Language.NL


def access_report(run: OpenRun, ask: AccessAsk) -> AccessReport:
    """Return the report of an address from a run, everything it was in before, and the logs; it is logged itself.

    Raises NotFound for an address outside the run (protected addresses are in no run), and for a pseudonym that no row
    of the address names.
    """
    run.operation.allows(Action.SUBJECT_ACCESS)
    number = run.find(ask.address_id)
    run.refuse_withheld(number)
    processed = tuple(_processed(run, ask))
    held = tuple(_held(run, number, ask))
    sources = sorted({item.source for item in held})
    activity = activity_of_comparison(run.catalogue)
    run.operation.concerns([address(ask.address_id)], activity=activity, sources=sources, run=run.run_id)
    explained = Explainer(run, language=ask.language, with_rows=False).explain(ask.address_id)
    told = [_disclosure(run, view.check, ask.language) for view in explained.checks]
    return AccessReport(
        address_id=ask.address_id,
        adres=explained.adres,
        made_on=run.today,
        run=run.run_id,
        held=held,
        uses=tuple(_use(run, view, own) for view, own in zip(explained.checks, told, strict=True)),
        runs=tuple(_runs(run, ask.address_id)),
        lists=tuple(_lists(run, number, ask)),
        processed=processed,
        retention=tuple(dict.fromkeys(line for own in told for line in own.retention)),
    )


def _disclosure(run: OpenRun, check: str, language: Language) -> Disclosure:
    return Disclosure(run.catalogue, run.catalogue.checks[check], run.workspace.organisation, language)


def _held(run: OpenRun, number: int, ask: AccessAsk) -> Iterator[Held]:
    """Yield every row that is tied to the address, or to its pand as a whole, what is about others masked."""
    places: dict[str, list[tuple[int, int]]] = {}
    for link in run.links_of([number], run.addresses["pand_no"][number].as_py()):
        places.setdefault(link.source, []).append((link.delivery_no, link.row_no))
    is_named = not ask.asker
    for name, found in sorted(places.items()):
        source = run.catalogue.sources[name]
        for record in run.rows.fetch(name, sorted(found)).to_pylist():
            row = delivered_row(run, name, record)
            is_named = is_named or ask.asker in (record.get(field) for field in source.person_fields)
            label = source.label.in_(ask.language)
            yield Held(name, label, row.delivered_on, masked_row(row.values, source, ask.asker))
    if not is_named:
        raise NotFound(f"no row of {ask.address_id} names person {ask.asker}; leave --person out, or verify who asks")


def _use(run: OpenRun, view: CheckView, told: Disclosure) -> Use:
    return Use(
        check=view.check,
        label=view.label,
        purpose=told.check.purpose,
        bases=told.bases,
        version=activity_of_check(run.catalogue, view.check),
        in_frame=view.in_frame,
        points=view.score,
        points_max=view.score_max,
        questions=tuple(_question(run, view, item, told.language) for item in view.answers),
        recipients=told.recipients,
    )


def _question(run: OpenRun, view: CheckView, item: Answered, language: Language) -> Question:
    sources = sorted(sources_of_signal(run.catalogue, item.signal))
    labels = tuple(run.catalogue.sources[name].label.in_(language) for name in sources)
    return Question(item.question, item.answer, item.text, view.points.get(item.signal, 0), labels)


def _runs(run: OpenRun, address_id: str) -> Iterator[tuple[str, str]]:
    """Yield every run that is kept and has the address, with its peildatum."""
    for folder in sorted(run.workspace.runs.iterdir()):
        table = folder / "addresses.parquet"
        if table.is_file() and pq.read_table(table, columns=[], filters=[("address_id", "=", address_id)]).num_rows:
            yield folder.name, str(read_json(folder / "manifest.json")["inputs"]["date"])


def _lists(run: OpenRun, number: int, ask: AccessAsk) -> Iterator[Listed]:
    """Yield every selection that is kept in which the address was drawn, or the pand that it is in."""
    checks = {name: unit_names(run, check)[number] for name, check in run.catalogue.checks.items()}
    folders = sorted(run.workspace.selections.iterdir()) if run.workspace.selections.is_dir() else []
    for folder in folders:
        account = read_json(folder / "selection.json")
        check = str(account["check"])
        unit = checks.get(check, ask.address_id)
        drawn = pq.read_table(
            folder / "selection.parquet", columns=["stratum"], filters=[("unit_id", "in", [unit, ask.address_id])]
        )
        for stratum in drawn["stratum"].to_pylist():
            known = run.catalogue.checks.get(check)
            label = known.label.in_(ask.language) if known else check
            yield Listed(folder.name, label, str(account["on"]), Stratum(stratum))


def _processed(run: OpenRun, ask: AccessAsk) -> Iterator[Processed]:
    """Yield what was processed about the address, and about whoever asks, with the role of who did it."""
    desk = run.operation.desk
    subjects = [address(ask.address_id), *([person(ask.asker)] if ask.asker else [])]
    with run.operation.state.transaction(reads=True) as transaction:
        found = {item for subject in subjects for item in processed_about(transaction, desk.keys, subject)}
        lines = acts(transaction, iter(sorted({item.operation_id for item in found})))
    roles = {line["operation_id"]: tuple(line["roles"]) for line in lines if line.get("roles")}
    purposes = {line["operation_id"]: tuple(line["purposes"]) for line in lines if line.get("purposes")}
    for item in sorted(found, key=lambda each: (each.at, each.activity, each.name)):
        names = roles.get(item.operation_id, ())
        labels = tuple(desk.roles[name].label.in_(ask.language) if name in desk.roles else name for name in names)
        yield Processed(item.at, item.name, item.activity, labels, purposes.get(item.operation_id, ()))
