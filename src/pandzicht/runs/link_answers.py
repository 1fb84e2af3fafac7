# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person reads of the links of a table: per row the address, the outcome, how sure it is, and why.

A row that may speak of a protected object reads as one whose address does not occur: it has the reason that such a row
would have, and nothing else. The same goes for every count.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from pandzicht.language import Language, message, speaker
from pandzicht.linking.reason import reason_of
from pandzicht.linking.tier import MEANINGS, State, Tier
from pandzicht.sources.loose_rows import VIEW
from pandzicht.store.engine import Engine, literal, quoted

OUTCOMES: Mapping[State, str] = {
    State.LINKED: message("linked"),
    State.DOUBTFUL: message("in doubt"),
    State.UNLINKED: message("not found"),
}
"""What became of a row, as it is said of a file: what is protected was not found."""
PARTS: Mapping[str, str] = {
    "id": message("id"),
    "huisnummer": message("house number"),
    "straat": message("street"),
    "postcode": message("postcode"),
    "toevoeging": message("letter or addition"),
    "woonplaats": message("name of the town"),
    "pand": message("building"),
}
"""The parts of an address that may differ, as the linker names them."""

ANSWERS = "loose_answers"
_ALSO = message("also {units}")
_TOLD = "told_links"
_WORDS, _DIFFERENCES = "answer_words", "answer_differences"
_SHOWN = {tier: meaning for tier, meaning in MEANINGS.items() if meaning.state is not State.PROTECTED}


def _is(tier: Tier) -> str:
    return literal(tier.value)


_HIDDEN = f"""
CASE WHEN v.link_woonplaats NOT IN (SELECT woonplaats_norm FROM address_names WHERE woonplaats_norm IS NOT NULL)
    AND v.link_woonplaats NOT IN (SELECT alias_norm FROM woonplaats_aliases)
    AND left(v.link_postcode, 4) NOT IN (SELECT left(postcode, 4) FROM address_names WHERE postcode IS NOT NULL)
    THEN {_is(Tier.OUTSIDE)}
  WHEN (v.link_huisnummer IS NOT NULL OR regexp_matches(v.link_straat, '[0-9]'))
    AND coalesce(v.link_straat, v.link_postcode) IS NOT NULL THEN {_is(Tier.NOT_FOUND)}
  WHEN coalesce(v.link_object_id, v.link_nummeraanduiding_id, v.link_pand_id) IS NOT NULL THEN {_is(Tier.ID_NOT_FOUND)}
  WHEN coalesce(v.link_straat, v.link_postcode) IS NOT NULL THEN {_is(Tier.NO_NUMBER)}
  WHEN v.link_x_cm IS NOT NULL THEN {_is(Tier.COORDINATES_ONLY)}
  ELSE {_is(Tier.NO_PLACE)} END
"""
"""The tier that a row would have if what it names did not exist."""

LINKS = f"""
SELECT l.row_no, CASE WHEN l.tier = {_is(Tier.PROTECTED)} THEN {_HIDDEN} ELSE l.tier::VARCHAR END AS tier,
  l.address_no, l.probability, CASE WHEN l.tier <> {_is(Tier.PROTECTED)} THEN l.disagreed END AS disagreed,
  CASE WHEN l.tier <> {_is(Tier.PROTECTED)} THEN l.runner_up END AS runner_up, l.gap
FROM links l JOIN {quoted(VIEW)} v ON v.row_no = l.row_no
"""
"""The links of a table as they may be told: row_no, tier, address_no, probability, disagreed, runner_up, gap."""


MOST_DOORS = 5
"""Other doors of a house number that are named beside the one that may be meant."""
_DOORS = f"""
SELECT m.address_no,
  list_sort(list(DISTINCT concat(n.huisnummer, n.huisletter, '-' || n.huisnummertoevoeging))) AS doors
FROM addresses m JOIN addresses n ON n.straat = m.straat AND n.huisnummer = m.huisnummer
  AND n.woonplaats IS NOT DISTINCT FROM m.woonplaats AND n.address_no <> m.address_no
WHERE m.address_no IN (SELECT runner_up FROM {_TOLD} WHERE tier IN ({_is(Tier.UNIT_UNKNOWN)}, {_is(Tier.UNIT_DIFFERS)}))
GROUP BY m.address_no
"""
"""Where the unit is in doubt, any door of the house number may be meant."""


def answer_rows(engine: Engine, language: Language, *, links: str = LINKS) -> None:
    """Make the table `loose_answers` (delivered_no, the columns of an answer) from links, in the words of a language.

    `links` is a query with row_no, tier, address_no, probability, disagreed, runner_up and gap.
    """
    engine.run(f"CREATE OR REPLACE TABLE {_TOLD} AS {links}")
    engine.register(_WORDS, _words(language))
    given = [text for (text,) in engine.rows(f"SELECT DISTINCT disagreed FROM {_TOLD} WHERE disagreed IS NOT NULL")]
    said = [_parts(text, language) for text in given]
    columns = {"disagreed": pa.array(given, pa.string()), "said": pa.array(said, pa.string())}
    engine.register(_DIFFERENCES, pa.table(columns))
    engine.run(
        f"CREATE OR REPLACE TABLE {ANSWERS} AS SELECT l.row_no AS delivered_no, a.adres AS gevonden_adres, "
        "a.address_id AS address_id, w.uitkomst, l.probability AS zekerheid, w.reden, d.said AS verschilt, "
        f"{_other(language)} AS ander_adres, l.gap AS afstand FROM {_TOLD} l "
        f"JOIN {_WORDS} w ON w.tier = l.tier LEFT JOIN {_DIFFERENCES} d ON d.disagreed = l.disagreed "
        "LEFT JOIN addresses a ON a.address_no = l.address_no LEFT JOIN addresses b ON b.address_no = l.runner_up "
        f"LEFT JOIN ({_DOORS}) m ON m.address_no = l.runner_up AND l.address_no IS NULL"
    )
    engine.forget(_WORDS)
    engine.forget(_DIFFERENCES)


def _other(language: Language) -> str:
    """Return the SQL of the other address, with the doors beside it where any of them may be meant."""
    more = f"CASE WHEN len(m.doors) > {MOST_DOORS} THEN ', ...' ELSE '' END"
    before, after = speaker(language)(_ALSO, units="\0").split("\0")
    doors = f"concat(' (', {literal(before)}, list_aggregate(m.doors[:{MOST_DOORS}], 'string_agg', ', '), {more}"
    return f"CASE WHEN m.doors IS NULL THEN b.adres ELSE concat(b.adres, {doors}, {literal(after)}, ')')) END"


def tier_told(language: Language) -> dict[str, Tier]:
    """Return the tier that each reason is told of, in a language."""
    return {reason_of(meaning).in_(language): tier for tier, meaning in _SHOWN.items()}


def _words(language: Language) -> pa.Table:
    say = speaker(language)
    columns = {
        "tier": [tier.value for tier in _SHOWN],
        "uitkomst": [say(OUTCOMES[meaning.state]) for meaning in _SHOWN.values()],
        "reden": [reason_of(meaning).in_(language) for meaning in _SHOWN.values()],
    }
    return pa.table({name: pa.array(texts, pa.string()) for name, texts in columns.items()})


def _parts(disagreed: str, language: Language) -> str:
    say = speaker(language)
    return ", ".join(say(PARTS.get(part, part)) for part in disagreed.split("|"))
