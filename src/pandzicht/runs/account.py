# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The account of an export (verantwoording): from what, when, on which basis, how drawn, and what was not active.

What an inspector gets says from what and on which basis, and nothing of how units were drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pandzicht.definitions.words import Verification
from pandzicht.exports.audience import Audience
from pandzicht.exports.dossier import AccountLine
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.dossiers import basis_text
from pandzicht.runs.evidence_rows import LISTED
from pandzicht.runs.selecting import KeptSelection
from pandzicht.runs.wide import CheckOfRun

_COUNTS = {
    "rows": "rijen",
    "linked": "gekoppeld",
    "doubtful": "in twijfel",
    "unlinked": "niet gekoppeld",
    "protected": "beschermd",
}


def account_of(subject: CheckOfRun, kept: KeptSelection) -> tuple[AccountLine, ...]:
    """Return the lines of the account for the audience of an export."""
    lines = [*_caveats(subject), *_comparison(subject, kept), *_check(subject)]
    if subject.audience is Audience.ANALIST:
        lines += [*_draw(subject, kept), *_points(subject), *_hashes(subject), *_idle(subject)]
    return (*lines, *_sources(subject), *_not_listed(subject))


def _caveats(subject: CheckOfRun) -> Iterator[AccountLine]:
    for caveat in subject.about.caveats:
        yield AccountLine("Voorbehoud", "Let op", caveat.sentence)
    yield AccountLine(
        "Voorbehoud",
        "Wat dit is",
        "Een selectie is een reden om te kijken, nooit een bewijs. Niets hierin is een besluit.",
        "EN: A selection is a reason to look, never evidence, and nothing here is a decision.",
    )


def _comparison(subject: CheckOfRun, kept: KeptSelection) -> Iterator[AccountLine]:
    run = subject.run
    part = "Vergelijking"
    yield AccountLine(part, "Werkomgeving", str(run.manifest["workspace"]), "EN: Workspace")
    yield AccountLine(part, "Run", run.run_id, "EN: Run")
    yield AccountLine(part, "Peildatum", run.on, "De dag waarvoor alles geldt. EN: Valid on")
    yield AccountLine(part, "Bekend tot", run.known, "Wat na deze dag bekend werd telt niet. EN: Known by")
    yield AccountLine(part, "Versie van Pandzicht", str(run.manifest["inputs"]["code"]), "EN: Version")
    yield AccountLine(part, "Selectie", kept.selection_id, "EN: Selection")
    kind = run.manifest["spine"]["kind"]
    names = ", ".join(run.manifest["spine"]["sources"])
    yield AccountLine(part, "Adressen uit", f"{names} ({'BAG' if kind == 'bag' else 'in plaats van de BAG'})")


def _check(subject: CheckOfRun) -> Iterator[AccountLine]:
    check, part = subject.check, "Controle"
    yield AccountLine(part, "Controle", str(check.label), f"{check.check}. EN: {check.label.en or 'Check'}")
    yield AccountLine(part, "Doel", check.purpose, "EN: Purpose")
    yield AccountLine(part, "Wat kan volgen", str(check.result), "EN: What may follow")
    for basis in check.legal_basis:
        yield AccountLine(part, "Rechtsgrond", basis_text(basis), _verified(basis.verified))
    yield AccountLine(part, "DPIA", check.dpia)
    yield AccountLine(part, "IAMA", check.iama)
    if check.approved:
        yield AccountLine(part, "Goedgekeurd", check.approved.by, f"op {check.approved.on:%d-%m-%Y}. EN: Approved by")
    if check.ai_act:
        said = f"{check.ai_act.risk or 'niet ingedeeld'}, publicatiecategorie {check.ai_act.publication}"
        yield AccountLine(part, "AI-verordening", said, f"{check.ai_act.reasons} EN: Class under the AI act")
    if check.last_day:
        yield AccountLine(part, "Loopt tot en met", check.last_day, "EN: Last day, unless approved again")


def _verified(verified: object) -> str:
    if isinstance(verified, Verification):
        return f"geverifieerd door {verified.by} op {verified.on:%d-%m-%Y}. EN: verified"
    return "nog door niemand geverifieerd. EN: nobody verified it"


def _draw(subject: CheckOfRun, kept: KeptSelection) -> Iterator[AccountLine]:
    account, part = kept.account, "Trekking"
    yield AccountLine(part, "Gevraagd aantal", int(account["size"]), "EN: Size asked")
    yield AccountLine(part, "Zaad van de trekking", int(account["seed"]), "EN: Seed of the draw")
    yield AccountLine(part, "Zaad van de run", subject.run.seed, "EN: Seed of the run")
    yield AccountLine(part, "Eenheden in het kader", int(account["frame_size"]), f"{subject.check.frame}. EN: Frame")
    if "stopped" in account:
        note = (
            f"Gestopt op {account['stopped']['at'][:10]}: alles willekeurig, zonder punten. EN: Stopped, all at random"
        )
        yield AccountLine(part, "Controle gestopt", account["stopped"]["because"], note)
    frame = kept.frame
    strata = np.asarray(frame["stratum"].to_pylist())
    chances = np.asarray(frame["inclusion_probability"].to_numpy())
    note = "Gelijk aan het gevraagde aantal. EN: Sum of the inclusion probabilities, equals the size asked"
    yield AccountLine(part, "Som van de insluitkansen", round(float(chances.sum()), 6), note)
    for stratum in Stratum:
        spread = _spread(chances[strata == stratum.value])
        yield AccountLine(part, f"Stratum {stratum.value}", int(account["strata"][stratum.value]), spread)
    note = "Waarvan wat onbekend is hen boven de grens kan brengen. EN: Could pass the cut-off if unknowns were yes"
    yield AccountLine(part, "Kunnen de grens passeren", int(account["could_pass_cut_off"]), note)
    note = "De insluitkans van elke eenheid van het kader staat in frame.parquet van de selectie"
    yield AccountLine(part, "Kader", str(account["files"].get("frame.parquet", "")), note)


def _spread(chances: NDArray[np.float64]) -> str:
    if not len(chances):
        return ""
    return f"insluitkans {chances.min():.6f} tot {chances.max():.6f}".replace(".", ",")


def _points(subject: CheckOfRun) -> Iterator[AccountLine]:
    signals = subject.run.catalogue.signals
    for name in subject.signals:
        severity = subject.check.severity.get(name, "")
        note = signals[name].question.in_(subject.language) + (f" Ernst: {severity}." if severity else "")
        yield AccountLine("Punten", name, subject.check.points[name], note)


def _hashes(subject: CheckOfRun) -> Iterator[AccountLine]:
    manifest, part = subject.run.manifest, "Herleiding"
    yield AccountLine(part, "Hash van de invoer", str(manifest["inputs_hash"]), "EN: Hash of all inputs")
    yield AccountLine(part, "Hash van de definities", str(manifest["inputs"]["definitions"]), "EN: Definitions")
    for name, table in manifest["tables"].items():
        note = f"inhoud {table['content']}"
        yield AccountLine(part, f"{name}.parquet", f"sha256 {table['sha256']}", note)
    for source, items in manifest["inputs"]["deliveries"].items():
        for item in items:
            yield AccountLine(part, f"levering {source} {item['id']}", f"inhoud {item['content']}")


def _idle(subject: CheckOfRun) -> Iterator[AccountLine]:
    """Yield what the check would also use if it were active, and everything else of the run that was not."""
    for name, reason in subject.run.idle.items():
        yield AccountLine("Niet actief", name, reason.in_(subject.language), "EN: Not active, and why")


def _not_listed(subject: CheckOfRun) -> Iterator[AccountLine]:
    """Yield which figures are told without their rows: those of a street or an owner have rows at other addresses."""
    named = (subject.run.catalogue.indicators[name] for name in subject.indicators)
    labels = [item.label.in_(subject.language) for item in named if item.per not in LISTED]
    if labels:
        note = "Te zien met pandzicht explain ADRES --all-rows. EN: Figures of a street or owner, without their rows"
        yield AccountLine("Bronnen", "Zonder rijen op Bron", "; ".join(labels), note)


def _sources(subject: CheckOfRun) -> Iterator[AccountLine]:
    run = subject.run
    counts: dict[str, dict[str, Any]] = run.manifest["facts"].get("links", {}).get("sources", {})
    used = {run.catalogue.indicators[name].source for name in subject.indicators}
    for name in sorted(used):
        source, day = run.catalogue.sources[name], subject.delivered(name)
        label = source.label.in_(subject.language)
        said = f"{label}, levering van {day:%d-%m-%Y}" if day else f"{label}: geen levering"
        basis = "; ".join(basis_text(item) for item in source.legal_basis)
        yield AccountLine("Bronnen", name, said, f"{source.owner}. Rechtsgrond: {basis}")
        if subject.audience is Audience.ANALIST and name in counts:
            for key, label in _COUNTS.items():
                yield AccountLine("Bronnen", f"{name}: {label}", int(counts[name].get(key, 0)))
