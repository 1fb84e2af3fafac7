# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hard pairs of names: each a row and a party as registers write them, the answer of a person, and the product's.

Each pair is tied on its own, so that no pair changes what becomes of another. `right` is `same`, `different`, or
`doubt` where a careful clerk could not choose without asking.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pandzicht.definitions.source import Source
from pandzicht.governance.purpose import Purpose
from pandzicht.parties.link import link_parties
from pandzicht.parties.party_source import PartyField, PartyKind, PartySource
from pandzicht.parties.question import PartyQuestion
from pandzicht.store.engine import Engine

_FOLDER = Path("tests/parties/cases")
PARTY_CASES, PARTY_CASES_JUDGED = _FOLDER / "cases.csv", _FOLDER / "cases-judged.csv"
"""Within the repository: the pairs, and what today's product makes of them."""

QUESTION = PartyQuestion(Purpose("verhuur", "geen: verzonnen gegevens", "gevallen"), "geen: verzonnen gegevens")
_FIELDS = {
    PartyField.PREFIX: "prefix", PartyField.NAME: "name", PartyField.OTHER_NAME: "other_name",
    PartyField.GIVEN: "given", PartyField.BORN: "born", PartyField.POSTCODE: "postcode",
    PartyField.HUISNUMMER: "huisnummer", PartyField.KVK_NUMBER: "number", PartyField.KIND: "kind",
}  # fmt: skip
_KINDS = {PartyKind.PERSON: ("person",), PartyKind.COMPANY: ("company",)}


@dataclass(frozen=True, slots=True)
class PartyCase:
    """One pair, what a person says of it, and what became of it."""

    group: str
    one: str
    other: str
    right: str
    state: str
    tier: str
    disagreed: str

    @property
    def verdict(self) -> str:
        """What the answer is worth: a wrong link is the only harm that nobody sees."""
        if self.right == "same":
            return {"linked": "right", "doubtful": "doubt", "unlinked": "not found"}[self.state]
        if self.state == "linked":
            return "wrong link"
        return "right" if self.right == "different" or self.state == "doubtful" else "not found"


def judged_party_cases(root: Path) -> list[PartyCase]:
    """Return all pairs with what becomes of them, in the order of the file."""
    with (root / PARTY_CASES).open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    with Engine(threads=1) as engine:
        return [_judged(engine, line) for line in lines]


def judged_party_text(cases: Sequence[PartyCase]) -> str:
    """Return the judged pairs as the text of their file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["group", "one", "other", "right", "verdict", "state", "tier", "disagreed"])
    for case in cases:
        answer = (case.right, case.verdict, case.state, case.tier, case.disagreed)
        writer.writerow([case.group, case.one, case.other, *answer])
    return text.getvalue()


def _judged(engine: Engine, line: Mapping[str, str]) -> PartyCase:
    sources = {}
    for side, name in ((1, "rijen"), (2, "register")):
        engine.register(name, _table(line, side))
        sources[name] = PartySource(_source(name), name, dict(_FIELDS), _KINDS)
    link_parties(engine, QUESTION, sources["register"], [sources["rijen"]])
    answer = engine.rows("SELECT state::VARCHAR, tier::VARCHAR, coalesce(disagreed, '') FROM party_links")[0]
    return PartyCase(line["group"], _shown(line, 1), _shown(line, 2), line["right"], *answer)


def _table(line: Mapping[str, str], side: int) -> pa.Table:
    said = {key: line[f"{key}_{side}"] or None for key in ("prefix", "name", "other_name", "given", "born", "number")}
    postcode, _, number = line[f"home_{side}"].partition(" ")
    row = {"delivery_no": 0, "row_no": 1, "row_id": 1, "kind": line["kind"], **said}
    columns = [(key, pa.int64() if key in ("delivery_no", "row_no", "row_id") else pa.string()) for key in row]
    schema = pa.schema([*columns, ("postcode", pa.string()), ("huisnummer", pa.string())])
    return pa.Table.from_pylist([row | {"postcode": postcode, "huisnummer": number}], schema)


def _shown(line: Mapping[str, str], side: int) -> str:
    keys = ("given", "prefix", "name", "other_name", "born", "home", "number")
    return " · ".join(line[f"{key}_{side}"] for key in keys if line[f"{key}_{side}"])


def _source(name: str) -> Source:
    return Source.model_validate(
        {
            "source": name,
            "label": {"nl": name, "en": name},
            "owner": "gevallen",
            "reader": "csv",
            "delivery": "full",
            "legal_basis": [{"article": "geen: verzonnen gegevens", "verified": "te_toetsen"}],
            "supply": "eigen",
            "purposes": ["verhuur"],
            "retention": "P1Y",
        }
    )
