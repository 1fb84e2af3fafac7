# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht backtest`: any table of past inspections judged, and a report of what it can carry."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.options import JsonOption, LanguageOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.backtest_file import BacktestFile, read_backtest
from pandzicht.exports.backtest_document import backtest_document
from pandzicht.exports.backtest_report import HEADS, BacktestReport
from pandzicht.exports.pdf_document import as_pdf
from pandzicht.exports.public_document import PublicDocument, as_html
from pandzicht.exports.target import refuse_unless_writable, whole_file
from pandzicht.language import Language
from pandzicht.learning.backtest import Backtested, backtest
from pandzicht.learning.past_visits import read_past_visits
from pandzicht.learning.statement import Statement, Weight
from pandzicht.learning.statement_rules import statements
from pandzicht.modelcity.past_visits import DEFINITION, past_visits

FORMS = (".html", ".pdf")
TABLE = "bezoeken.csv"


def judge(
    file: Annotated[Path, typer.Argument(help="The YAML file that says what the columns of the table mean.")],
    report: Annotated[
        list[Path] | None, typer.Option("--report", help="Write the report: .html or .pdf; may be given twice.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is written when it exists.")] = False,
    example: Annotated[
        bool, typer.Option("--example", help="First write FILE, and beside it bezoeken.csv: visits of a made-up city.")
    ] = False,
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Judge rules and learned points on any table of past inspections, and tell what the table cannot carry.

    Nothing is kept, and no workspace is needed.
    """
    reports = tuple(report or ())
    for path in reports:
        refuse_unless_writable(path, FORMS, force=force)
    if example:
        write_example(file, force=force)
    output = Output(language, as_json=as_json)
    asked = read_backtest(file)
    with output.progress() as tell:
        tested = backtest(asked.definition, read_past_visits(asked), tell)
    stated = statements(tested)
    written = BacktestReport(tested, stated, language, about=_about(asked, output.page))
    for path in reports:
        write_report(written.document(), path)
    document = backtest_document(tested, stated) | {"reports": [path.as_posix() for path in reports]}
    output.answer(document, lambda to: show_tested(to, tested, stated, written, reports))


def write_example(file: Path, *, force: bool) -> None:
    """Write the example: a definition, and the table it is about in the same folder."""
    table = file.parent / TABLE
    refuse_unless_writable(file, (".yaml", ".yml"), force=force)
    refuse_unless_writable(table, (".csv",), force=force)
    with whole_file(table) as path, path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\n").writerows(past_visits())
    with whole_file(file) as path:
        path.write_text(DEFINITION, encoding="utf-8")


def write_report(document: PublicDocument, path: Path) -> None:
    """Write a report as a page or as a PDF, by the name of the file."""
    content = as_pdf(document) if path.suffix.lower() == ".pdf" else as_html(document).encode()
    with whole_file(path) as beside:
        beside.write_bytes(content)


def _about(asked: BacktestFile, page: Page) -> tuple[str, ...]:
    """Return by what somebody else can do the same again."""
    digest = hashlib.sha256(asked.table.read_bytes()).hexdigest()
    return (
        page.say("Table {name}, SHA-256 {digest}", name=asked.table.name, digest=digest),
        page.say("Seed {seed}, Pandzicht {version}", seed=str(asked.definition.seed), version=version("pandzicht")),
    )


def show_tested(
    page: Page, tested: Backtested, stated: Sequence[Statement], report: BacktestReport, reports: Sequence[Path]
) -> None:
    """Say first what cannot be claimed, then the figures, and where the report is."""
    say, counts = page.say, tested.counts
    text = say(
        "{label}: {visited} visits, {found} findings.",
        label=tested.asked.label.in_(page.language),
        visited=counts["visited"],
        found=counts["found"],
    )
    page.line(text)
    for weight in Weight:
        told = [one for one in stated if one.weight is weight]
        if told:
            page.line()
            page.line(f"{say(HEADS[weight])}:", style="bold")
            for one in told:
                page.line(f"- {one.told(page.language)}", indent=2, hang=2)
    _show_standings(page, tested, report)
    for path in reports:
        page.line(say("The report is in {path}.", path=path))


def _show_standings(page: Page, tested: Backtested, report: BacktestReport) -> None:
    """Show what each order finds: over the windows, and where there is one in the division that was made before."""
    say = page.say
    headings = [
        say("order by"), say("median"), say("worst window"), say("with a finding, all windows"),
        say("findings in the first half"), say("days earlier"),
    ]  # fmt: skip
    if tested.rolling is not None:
        page.line()
        page.table(headings, [row[:4] + row[6:] for row in report.standing_rows(tested.rolling)])
    if tested.division is not None and tested.division.judgement is not None:
        page.line()
        page.line(f"{say('The division that was made before')}:", style="bold")
        rows = report.standing_rows(tested.division.judgement)
        page.table([headings[0], say("with a finding"), *headings[4:]], [(row[0], row[3], *row[6:]) for row in rows])
    page.line()
