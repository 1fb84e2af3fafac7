# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases as the ZGW APIs give them: pages of JSON with their objects and properties inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.modelcity.areas import TOWN
from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.branches import BRANCHES
from pandzicht.modelcity.mess import Flaw, MessyRows, messed
from pandzicht.modelcity.objects import USES
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.permits import CASE_WORDS, RESULTS, WORKS, Case, Permits
from pandzicht.modelcity.texts import calendar, chosen, digits
from pandzicht.modelcity.town import Town

RATES = {
    Flaw.ID_ONTBREEKT: 0.20,
    Flaw.AFKORTING: 0.08,
    Flaw.NUMMER_SAMEN: 0.04,
    Flaw.TOEVOEGING_KWIJT: 0.025,
    Flaw.KLEINE_LETTERS: 0.03,
    Flaw.OUDE_STRAATNAAM: 0.01,
    Flaw.TYPEFOUT: 0.02,
    Flaw.POSTCODE_ONTBREEKT: 0.06,
}
PAGE = 20_000
RSIN = "999900007"
_ROOT = "https://zaken.example/zaken/api/v1/zaken/"
_TYPES = "https://zaken.example/catalogi/api/v1/zaaktypen/"
_ADDRESS, _OBJECT, _PAND = range(3)
_OF_PAND = (Case.BOUWEN, Case.GEREEDMELDING, Case.SPLITSING, Case.BRANDVEILIG, Case.MONUMENT, Case.RECLAME)


def write_cases(box: Outbox, permits: Permits, *, first: int = 1) -> None:
    """Write `vergunningen` in pages; `first` is the number of the first case."""
    town = box.town
    rng = town.chance(f"mess of vergunningen {box.wave}")
    rows = messed(town, permits.at, rng, RATES, whole=True)
    form = rng.choice(3, size=len(permits), p=[0.55, 0.30, 0.15])
    form = np.where((form == _PAND) & ~np.isin(permits.kind, _OF_PAND), _ADDRESS, form)
    spoiled = np.where(form == _ADDRESS, rows.flaws, 0)
    objects, bare = _case_objects(rng, town, permits, rows, form)
    panden = np.where((form == _PAND) & ~bare, town.objects.pand[permits.at], -1)
    known = np.where(bare | (form == _PAND), -1, permits.at)
    numbers = permits.numbers() if first == 1 else [f"Z{box.day.year}-{first + n:07d}" for n in range(len(permits))]
    texts = _case_texts(permits, objects, pa.array(numbers), first)
    paths = []
    for page, (begin, end) in enumerate(_pages(len(permits)), 1):
        path = box.path("vergunningen", f"zaken_{{D}}_{page:02d}.json")
        link = f'"{_ROOT}?page={page + 1}"' if end < len(permits) else "null"
        head = f'{{"count": {len(permits)}, "next": {link}, "previous": null, "results": [\n'
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.write(head + ",\n".join(texts.slice(begin, end - begin).to_pylist()) + "\n]}\n")
        part = slice(begin, end)
        flaws = replace(rows, flaws=spoiled).take(np.arange(begin, end)).flaw_names()
        box.true_objects("vergunningen", known[part], flaws, file_no=page - 1, panden=panden[part])
        paths.append(path)
    box.delivered("vergunningen", paths, len(permits))


def _pages(count: int) -> Iterator[tuple[int, int]]:
    for begin in range(0, max(count, 1), PAGE):
        yield begin, min(begin + PAGE, count)


def _quoted(column: pa.Array) -> pa.Array:
    """Return JSON strings, null for no value; no text of the model city needs escaping."""
    return pc.if_else(pc.is_null(column), "null", pc.binary_join_element_wise('"', pc.fill_null(column, ""), '"', ""))


def _text(*parts: pa.Array | str) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")


def _case_objects(
    rng: np.random.Generator, town: Town, permits: Permits, rows: MessyRows, form: Array
) -> tuple[pa.Array, Array]:
    """Return the list of zaakobjecten of each case as JSON, and which lists are empty."""
    together = pa.array(rows.together)
    address = _text(
        '{"objectType":"adres","objectTypeOverige":"","objectIdentificatie":{"identificatie":',
        _quoted(rows.nummeraanduiding_ids()),
        f',"wplWoonplaatsNaam":"{TOWN}","gorOpenbareRuimteNaam":',
        _quoted(pc.if_else(together, rows.one_line(), rows.straat())),
        ',"huisnummer":',
        pc.if_else(together, "null", digits(rows.number)),
        ',"huisletter":',
        _quoted(rows.huisletter()),
        ',"huisnummertoevoeging":',
        _quoted(rows.toevoeging()),
        ',"postcode":',
        _quoted(rows.postcodes()),
        "}}",
    )
    objects = town.objects
    other = _text(
        '{"objectType":"overige","objectTypeOverige":"verblijfsobject","objectIdentificatie":{"overigeData":{"identificatie":"',
        digits(objects.ids[permits.at]),
        '"}}}',
    )
    pand = _text(
        '{"objectType":"pand","objectTypeOverige":"","objectIdentificatie":{"identificatie":"',
        pc.fill_null(digits(town.pand_ids(objects.pand[permits.at])), ""),
        '"}}',
    )
    one = pc.if_else(pa.array(form == _ADDRESS), address, pc.if_else(pa.array(form == _OBJECT), other, pand))
    draw = rng.random(len(permits))
    several = pc.if_else(pa.array(draw < 0.02), _text(one, ",", pand), one)
    return pc.if_else(pa.array(draw > 0.99), "[]", _text("[", several, "]")), draw > 0.99


def _case_texts(permits: Permits, objects: pa.Array, numbers: pa.Array, first: int) -> pa.Array:
    """Return each case as one line of JSON."""
    uuid = _text("00000000-0000-4000-9000-", digits(first + np.arange(len(permits)), 12))
    iso = calendar("%Y-%m-%d")
    opened = iso.text(permits.opened)
    main = digits(np.where(permits.main < 0, -1, first + permits.main), 12)
    main_url = _text(_ROOT, "00000000-0000-4000-9000-", main)
    words = chosen(CASE_WORDS, permits.kind)
    result = _text('{"toelichting":"', chosen(RESULTS, permits.result), '"}')
    return _text(
        f'{{"url":"{_ROOT}',
        uuid,
        '","uuid":"',
        uuid,
        '","identificatie":"',
        numbers,
        f'","bronorganisatie":"{RSIN}","omschrijving":"',
        words,
        f'","zaaktype":"{_TYPES}',
        digits(permits.kind + 1),
        '","registratiedatum":"',
        opened,
        f'","verantwoordelijkeOrganisatie":"{RSIN}","startdatum":"',
        opened,
        '","einddatum":',
        _quoted(iso.text(permits.closed)),
        ',"vertrouwelijkheidaanduiding":"zaakvertrouwelijk","zaakgeometrie":null,"hoofdzaak":',
        _quoted(main_url),
        ',"archiefstatus":"nog_te_archiveren","_expand":{"zaaktype":{"identificatie":"',
        chosen(tuple(case.name for case in Case), permits.kind),
        '","omschrijving":"',
        words,
        '"},"resultaat":',
        pc.fill_null(result, "null"),
        ',"zaakobjecten":',
        objects,
        ',"eigenschappen":',
        _properties(permits),
        "}}",
    )


def _properties(permits: Permits) -> pa.Array:
    """Return the list of eigenschappen of each case as JSON."""
    day = calendar()
    number, none = digits(permits.detail), pa.nulls(len(permits), pa.string())
    granted = np.where(permits.closed < 0, permits.opened, permits.closed)
    until = day.text(granted + 5 * 365)
    work = chosen(WORKS, permits.detail % len(WORKS))
    vulnerable = tuple(branch.words for branch in BRANCHES if branch.vulnerable)
    pairs: dict[Case, tuple[tuple[str, pa.Array], ...]] = {
        Case.BOUWEN: (("bouwkosten", digits(permits.at % 90 * 1000 + 5000)), ("soort_werk", work)),
        Case.GEREEDMELDING: (("gereed_op", day.text(permits.opened - 3)),),
        Case.OMZETTING: (("aantal_kamers", number), ("geldig_vanaf", day.text(granted))),
        Case.SPLITSING: (("aantal_woningen", number),),
        Case.KAMERVERHUUR: (("aantal_kamers", number), ("geldig_tot", until)),
        Case.BRANDVEILIG: (("aantal_personen", number),),
        Case.RECLAME: (("aantal_uitingen", number),),
        Case.EXPLOITATIE: (("branche", chosen(vulnerable, permits.at % len(vulnerable))), ("geldig_tot", until)),
        Case.SEKSINRICHTING: (("geldig_tot", until),),
        Case.MONUMENT: (("soort_werk", work),),
        Case.TERRAS: (("oppervlakte_m2", digits(permits.detail * 4)), ("geldig_tot", until)),
        Case.GEBRUIK: (("toegestaan_gebruik", chosen(USES[:10], permits.at % 10)),),
    }
    found = none
    for case, items in pairs.items():
        texts = [_text(f'{{"naam":"{name}","waarde":"', values, '"}') for name, values in items]
        found = pc.if_else(pa.array(permits.kind == case), pc.binary_join_element_wise(*texts, ","), found)
    return _text("[", pc.fill_null(found, ""), "]")
