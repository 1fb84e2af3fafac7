# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Anonymous tips: a subject, a date, and a place in somebody's own words."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.modelcity.areas import TOWN
from pandzicht.modelcity.mess import Flaw, MessyRows, messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.suspicion import Pull, drawn, pull
from pandzicht.modelcity.texts import calendar, chosen, digits, joined, year_of
from pandzicht.modelcity.truth import Check, Truth
from pandzicht.modelcity.write_csv import CsvForm

RATES = {
    Flaw.AFKORTING: 0.35,
    Flaw.KLEINE_LETTERS: 0.30,
    Flaw.TYPEFOUT: 0.05,
    Flaw.TOEVOEGING_KWIJT: 0.04,
    Flaw.ONBEKEND_ADRES: 0.03,
    Flaw.OUDE_STRAATNAAM: 0.01,
}
_WONEN = Check.ONRECHTMATIG_WONEN
_SUBJECTS: tuple[tuple[str, int, str, tuple[Pull, ...]], ...] = (
    ("hennepteelt", 1_700, "Sterke geur en altijd dichte gordijnen.", (pull(Check.HENNEP, 0.30),)),
    ("drugslab", 300, "Vaten en een chemische lucht.", (pull(Check.HENNEP, 0.24, "lab", "opslag"),)),
    (
        "illegale_bewoning",
        900,
        "Er slapen veel wisselende mensen.",
        (pull(_WONEN, 0.38, "kamerverhuur", "overbewoning", "zonder_woonfunctie"),),
    ),
    ("arbeidsuitbuiting", 200, "Er wordt dag en nacht gewerkt.", (pull(Check.BRANCHES, 0.2),)),
    (
        "illegale_prostitutie",
        300,
        "Veel kort bezoek in de avond.",
        (pull(Check.BRANCHES, 0.2, "zonder_vergunning", "dekmantel"),),
    ),
    ("witwassen", 300, "De zaak is open maar er komt nooit iemand.", (pull(Check.BRANCHES, 0.3, "dekmantel"),)),
    ("brandgevaar", 300, "Losse bedrading en een dichte nooduitgang.", (pull(Check.BRANDVEILIGHEID, 0.3),)),
)


def write_tips(box: Outbox, truth: Truth, *, share: float, period: tuple[int, int], first: int = 1) -> None:
    """Write `mma`: a share of three years' tips with days in a period."""
    town = box.town
    rng = town.chance(f"mma {box.wave}")
    ground = town.objects.standing * town.areas.risk[town.objects.buurt]
    parts, subjects = [], []
    for number, (_, count, _, pulls) in enumerate(_SUBJECTS):
        at = drawn(rng, town, truth, background=ground, pulls=pulls, count=max(1, round(town.size(count) * share)))
        parts.append(at)
        subjects.append(np.full(len(at), number))
    at, subject = np.concatenate(parts), np.concatenate(subjects)
    day = rng.integers(period[0], period[1], len(at))
    order = np.lexsort((at, subject, day))
    at, subject, day = at[order], subject[order], day[order]
    rows = messed(town, at, rng, RATES)
    number = digits(first + np.arange(len(at)), 5)
    columns = {
        "nummer": joined("MMA-", digits(year_of(day)), "-", number),
        "datum": calendar("%d-%m-%Y").text(day),
        "onderwerp": chosen(tuple(row[0] for row in _SUBJECTS), subject),
        "locatie": _in_words(rng, rows),
        "tekst": chosen(tuple(row[2] for row in _SUBJECTS), subject),
    }
    box.send_csv("mma", "mma_{D}.csv", columns, rows, CsvForm(delimiter=",", quoted=True, encoding="cp1252"))


def _in_words(rng: np.random.Generator, rows: MessyRows) -> pa.Array:
    """Write the address the ways people do: with or without the town, a postcode, or words around it."""
    style = rng.choice(5, size=len(rows), p=[0.34, 0.26, 0.18, 0.14, 0.08])
    tail = joined(pc.utf8_lower(rows.huisletter()), rows.toevoeging(), between=" ")
    spaced = joined(joined(rows.straat(), digits(rows.number), between=" "), tail, between=" ")
    forms = (
        joined(rows.one_line(), ", ", TOWN),
        joined(spaced, " ", TOWN),
        rows.one_line(with_postcode=True),
        joined("woning aan de ", joined(rows.straat(), " nr ", rows.nummer_geheel())),
        joined("boven ", spaced, " achterom"),
    )
    text = forms[0]
    for number, form in enumerate(forms[1:], 1):
        text = pc.if_else(pa.array(style == number), form, text)
    return text
