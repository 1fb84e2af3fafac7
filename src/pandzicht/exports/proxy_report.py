# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The report of a proxy test for people, as Markdown: what stands in for whom, in which check, what cannot be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.words import Text
from pandzicht.language import Language, Say, message, speaker

MEASURES = {
    "mean": message("rank correlation of the mean per neighbourhood"),
    "share": message("rank correlation of the share other than zero"),
    "separation": message("probability of telling where an address lies"),
    "ratio": message("selection rate, last fifth over first"),
}
VERDICTS = {
    "breach": message("stands in for a group"),
    "slight": message("too small at an address to block"),
    "within": message("stays within the limit"),
    "cannot_tell": message("cannot be told"),
}
KINDS = {"indicator": message("indicator"), "signal": message("signal"), "score": message("score")}


def proxy_report(result: Mapping[str, Any], catalogue: Catalogue, language: Language) -> str:
    """Return the report of a result of the proxy test in a language."""
    say = speaker(language)
    labels = {item["group"]: Text.model_validate(item["label"]).in_(language) for item in result["groups"]}
    lines = [
        *_head(result, say),
        *_groups(result, labels, say),
        *_verdicts(result, say),
        *_breaches(result, catalogue, labels, language),
        *_slight(result, labels, language),
        *_rates(result, catalogue, labels, language),
        *_reading(say),
    ]
    return "\n".join(lines) + "\n"


def strongest(pair: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return the measure of a pair by which it is a breach: the one that chance explains least."""
    breaches = {name: told for name, told in pair["measured"].items() if told["verdict"] == "breach"}
    return min(breaches.items(), key=lambda item: (item[1]["chance"], item[0]))


def at_address(pair: Mapping[str, Any], language: Language) -> str:
    """Return how much a pair matters at an address: how often the rarer is found there, or how well it is told."""
    told = pair["rarer"] or pair["measured"].get("separation", {})
    if "value" not in told:
        return speaker(language)("cannot be told")
    words = message("{figure} times as often") if pair["rarer"] else message("told with a probability of {figure}")
    return speaker(language)(words, figure=interval(told, language))


def interval(told: Mapping[str, Any], language: Language) -> str:
    """Return a figure with its interval of 95 %, in two digits."""
    say = speaker(language)
    figures = {name: Decimal(f"{told[name]:.2f}") for name in ("value", "low", "high")}
    return say("{value} (95 %: {low} to {high})", **figures)


def _head(result: Mapping[str, Any], say: Say) -> Iterator[str]:
    inputs = result["inputs"]
    yield f"# {say('Proxy test of run {run}', run=inputs['run'])}"
    yield ""
    yield say("Definitions {hash}, Pandzicht {code}.", hash=inputs["definitions"][:12], code=inputs["code"])
    yield ""


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{' --- |' * len(headings)}"
    yield from (f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)
    yield ""


def _groups(result: Mapping[str, Any], labels: Mapping[str, str], say: Say) -> Iterator[str]:
    yield f"## {say('Held against')}"
    yield ""
    rows = [
        [
            labels[item["group"]],
            item["group"],
            str(item["areas"]) if item["areas"] else say("not delivered, not tested"),
        ]
        for item in result["groups"]
    ]
    yield from _table([say("group"), say("figure"), say("neighbourhoods")], rows)


def _verdicts(result: Mapping[str, Any], say: Say) -> Iterator[str]:
    yield f"## {say('Found')}"
    yield ""
    rows = [[say(VERDICTS[name]), str(count)] for name, count in result["verdicts"].items()]
    yield from _table([say("verdict"), say("pairs")], rows)
    if result["untested"]:
        yield say("Not tested, because it names things or is nowhere known: {names}.", names=result["untested"])
        yield ""


def _breaches(
    result: Mapping[str, Any], catalogue: Catalogue, labels: Mapping[str, str], language: Language
) -> Iterator[str]:
    say = speaker(language)
    pairs = {(item["kind"], item["feature"], item["group"]): item for item in result["pairs"]}
    for check in dict.fromkeys(item["check"] for item in result["findings"]):
        yield f"## {catalogue.checks[check].label.in_(language)}"
        yield ""
        rows = []
        for finding in (item for item in result["findings"] if item["check"] == check):
            pair = pairs[finding["kind"], finding["feature"], finding["group"]]
            rows.append([finding["id"], *_row(pair, labels, language)])
        headings = (say("finding"), say("feature"), say("group"), say("measure"), say("figure"), say("at an address"))
        yield from _table(headings, rows)


def _row(pair: Mapping[str, Any], labels: Mapping[str, str], language: Language) -> list[str]:
    say = speaker(language)
    measure, told = strongest(pair)
    return [
        f"{say(KINDS[pair['kind']])} {pair['feature']}",
        labels[pair["group"]],
        say(MEASURES[measure]),
        interval(told, language),
        at_address(pair, language),
    ]


def _slight(result: Mapping[str, Any], labels: Mapping[str, str], language: Language) -> Iterator[str]:
    """Yield what was found and blocks nothing, the surest first."""
    say = speaker(language)
    found = [(*strongest(item), item) for item in result["pairs"] if item["verdict"] == "slight"]
    found.sort(key=lambda one: (one[1]["chance"], one[2]["feature"], one[2]["group"]))
    if not found:
        return
    yield f"## {say('Beyond the limit, and too small at an address to block')}"
    yield ""
    rows = [_row(item, labels, language) for *_, item in found]
    yield from _table((say("feature"), say("group"), say("measure"), say("figure"), say("at an address")), rows)


def _rates(
    result: Mapping[str, Any], catalogue: Catalogue, labels: Mapping[str, str], language: Language
) -> Iterator[str]:
    say = speaker(language)
    rows = []
    for item in (item for item in result["pairs"] if item["rates"]):
        ratio = item["measured"]["ratio"]
        told = interval(ratio, language) if "value" in ratio else say("cannot be told")
        rates = ["-" if rate is None else say("{rate} %", rate=Decimal(f"{100 * rate:.1f}")) for rate in item["rates"]]
        rows.append([catalogue.checks[item["name"]].label.in_(language), labels[item["group"]], *rates, told])
    if rows:
        yield f"## {say('Chosen per fifth of the city, from where the group is smallest to where it is largest')}"
        yield ""
        headings = [say("check"), say("group"), "1", "2", "3", "4", "5", say("last over first")]
        yield from _table(headings, rows)


def _reading(say: Say) -> Iterator[str]:
    yield f"## {say('How to read this')}"
    yield ""
    yield say(
        "A figure of a neighbourhood says nothing of a person, and a relation between neighbourhoods need not hold "
        "within them. What is found asks for a reason, it proves no discrimination; what is not found proves nothing. "
        "What cannot be told is no pass."
    )
