# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht proxy-test`: which indicators, signals and scores of a run stand in for a group, and who signs for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, ThreadsOption, WorkspaceOption, today
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.errors import ExportRefused
from pandzicht.exports.proxy_report import KINDS, MEASURES, VERDICTS, interval, proxy_report, strongest
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.ranking.signature import Signature
from pandzicht.runs.area_figures import PURPOSE
from pandzicht.runs.finding import named_run
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.proxy_gate import ProxyState, proxy_state, sign
from pandzicht.runs.proxy_testing import KeptProxyTest, carry_out_proxy_test
from pandzicht.store.publish import publish_file
from pandzicht.store.workspace import open_workspace

SHOWN = 8
"""Findings of a check that are shown; the report has all."""


def proxy_test(
    run: Annotated[str, typer.Option("--run", help="The run; by default the one in force.")] = "",
    to: Annotated[Path | None, typer.Option("--to", help="Write the report here (Markdown).")] = None,
    findings: Annotated[
        list[str] | None, typer.Option("--sign", help="Sign for this finding, with --by and --reason.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="The name of who signs.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why the proxy may stand.")] = "",
    workspace: WorkspaceOption = Path(),
    threads: ThreadsOption = 2,
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Hold every indicator, signal and score of a run against figures of areas, or sign for what that found."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    desk = desk_at(space, output)
    subject = Subject(Kind.RUN, named_run(space, run or None))
    if findings:
        with desk.operation(Action.SIGN_PROXY, subject, [PURPOSE]) as operation:
            signer = by.strip() or desk.actor.account
            signatures = [Signature(finding, signer, today(), reason.strip()) for finding in findings]
            sign(open_run(space, operation, subject.name), signatures)
    with desk.operation(Action.TEST_PROXIES, subject, [PURPOSE]) as operation:
        opened = open_run(space, operation, subject.name)
        kept = carry_out_proxy_test(opened, threads=threads)
    result = kept.result
    if to is not None:
        _write(to, proxy_report(result, opened.catalogue, language))
    states = {name: proxy_state(opened, name) for name in opened.manifest["active"]["checks"]}
    document = kept.account | {"checks": {name: state.document() for name, state in states.items()}}
    output.answer(document, lambda page: _show(page, opened, kept, result, states))


def _write(path: Path, text: str) -> None:
    """Write a report whole; a file that is there may be somebody's work and is left alone."""
    if path.exists():
        raise ExportRefused(f"{path} is there already; remove it or choose another name")
    staged = path.with_name(path.name + ".new")
    try:
        staged.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ExportRefused(f"{path} cannot be written: {error.strerror}; choose another place") from error
    publish_file(staged, path)


def _show(page: Page, run: OpenRun, kept: KeptProxyTest, result: dict[str, Any], states: dict[str, ProxyState]) -> None:
    say = page.say
    page.line(say("Proxy test {name} of run {run}.", name=kept.account["proxy_test"], run=run.run_id))
    page.table([say("verdict"), say("pairs")], [[say(VERDICTS[name]), n] for name, n in result["verdicts"].items()])
    missing = [item["group"] for item in result["groups"] if not item["areas"]]
    if missing:
        page.line(say("Not delivered, so not tested: {figures}.", figures=", ".join(missing)), hang=2)
    told = {(item["kind"], item["feature"], item["group"]): strongest(item) for item in _breaches(result)}
    for check, state in states.items():
        label = run.catalogue.checks[check].label.in_(page.language)
        count, signed = len(state.unsigned), len(state.signed)
        page.line(
            say(
                "{check}: {count} finding waits for a signature, {signed} signed.",
                "{check}: {count} findings wait for a signature, {signed} signed.",
                check=label,
                count=count,
                signed=signed,
            )
        )
        for item in state.unsigned[:SHOWN]:
            measure, figure = told[item.kind, item.feature, item.group]
            words = f"{say(KINDS[item.kind])} {item.feature} - {item.group}"
            page.line(
                f"{item.id}  {words}: {say(MEASURES[measure])} {interval(figure, page.language)}", indent=2, hang=14
            )
        if count > SHOWN:
            page.line(page.say("and {more} more, in the report (--to FILE)", more=count - SHOWN), indent=2)


def _breaches(result: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for item in result["pairs"] if item["verdict"] == "breach"]


def show_proxy_state(page: Page, run: str, state: dict[str, Any]) -> None:
    """Say in a selection of a demo what would have blocked it elsewhere."""
    if not state["proxy_test"]:
        text = page.say("DEMO: no proxy test was made of run {run}; outside a demo nothing could be drawn.", run=run)
        page.line(text, style="bold")
    elif state["unsigned"]:
        text = page.say(
            "DEMO: {count} finding of the proxy test is not signed; outside a demo nothing could be drawn.",
            "DEMO: {count} findings of the proxy test are not signed; outside a demo nothing could be drawn.",
            count=len(state["unsigned"]),
        )
        page.line(text, style="bold")
