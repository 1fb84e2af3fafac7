# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The product's own way from owners' rows to parties, in a process of its own: read, spelled, compared, decided.

`python -m bench.linking.parties_ours FOLDER OUT [THREADS]`, one thread if none are named; what each statement took
stands on the last line.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.linking.timed_engine import TimedEngine
from pandzicht.governance.purpose import Purpose
from pandzicht.parties.link import link_parties
from pandzicht.parties.party_source import PartyField, PartyKind, PartySource
from pandzicht.parties.question import PartyQuestion
from pandzicht.store.engine import parquet_list

QUESTION = PartyQuestion(Purpose("verhuur", "geen: verzonnen gegevens", "bench"), "geen: verzonnen gegevens")
COLUMNS: dict[PartyField, str | tuple[str, ...]] = {
    PartyField.KIND: "kind",
    PartyField.PREFIX: "voorvoegsel",
    PartyField.NAME: "naam",
    PartyField.GIVEN: "voornaam",
    PartyField.BORN: "geboortedatum",
    PartyField.KVK_NUMBER: "kvk_nummer",
    PartyField.POSTCODE: "postcode",
    PartyField.HUISNUMMER: "huisnummer",
}
KINDS = {PartyKind.PERSON: ("person",), PartyKind.COMPANY: ("company",)}


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A source of made-up rows, as far as the rule of purposes asks for it."""

    source: str
    is_supplied: bool = True
    purposes: tuple[str, ...] = (QUESTION.purpose.name,)
    serves_all_purposes: bool = False


def main(folder: Path, out: Path, threads: int = 1) -> None:
    """Link owners to parties."""
    started = time.process_time()
    with TimedEngine(threads=threads) as engine:
        for name, number in (("owners", "row_no"), ("parties", "party_no")):
            kept = "" if name == "owners" else ", handelsnaam"
            engine.run(
                f"CREATE VIEW {name} AS SELECT 0::SMALLINT AS delivery_no, {number} AS row_no, "
                f"hash({number}) AS row_id, {', '.join(map(str, COLUMNS.values()))}{kept} "
                f"FROM {parquet_list([folder / f'{name}.parquet'])}"
            )
        register = {**COLUMNS, PartyField.OTHER_NAME: "handelsnaam"}
        found = link_parties(
            engine,
            QUESTION,
            PartySource(MadeUp("handelsregister"), "parties", register, KINDS),
            [PartySource(MadeUp("eigenaren"), "owners", COLUMNS, KINDS)],
        )
        engine.write_parquet(
            "SELECT row_no, party::INTEGER AS party_no, probability::DOUBLE AS probability, tier::VARCHAR AS tier "
            "FROM party_links WHERE state = 'linked'", out)  # fmt: skip
        steps = {name: [round(value, 3) for value in spent] for name, spent in engine.taken.items()}
    tiers = {each.tier.value: each.rows for each in found.counts}
    print(json.dumps({"start_cpu": round(started, 3), "steps": steps, "tiers": tiers}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
