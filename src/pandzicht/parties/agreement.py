# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""In what two sayings agree and differ, and the tier that follows: a closed list of cases, the first that holds.

What one of the two does not say does not differ. Two texts agree as well as the best of their names do.
"""

from __future__ import annotations

from pandzicht.linking.step import Step, word
from pandzicht.parties.candidates import Sides
from pandzicht.parties.party_rows import COMPANY, PERSON
from pandzicht.parties.party_tier import PartyTier

SAME, PART, SLIP, ALIKE, OTHER = 0, 1, 2, 3, 4
"""Names: the same, half of a double name or other order of words, a slip apart, two slips in a long one, another."""
BORN_SAME, EXCHANGED, YEAR, SILENT, BORN_OTHER = 0, 1, 2, 3, 4
ALSO_FIRST_NAME, AGREE, UNSAID, DIFFER = 0, 1, 2, 3
FORM_SAME, FORM_UNSAID, FORM_BEYOND, FORM_OTHER = 0, 1, 2, 3
"""Legal forms: the row tells none, the register knows none where the row tells one, or they are two."""
RESEMBLING = 0.8
"""Two texts of four letters with one of them wrong are as near as this, by Jaro; all others with a slip are nearer."""
LONG_NAME = 12
"""Only a name of so many letters may hold two slips."""
LONG = 16
"""A company elsewhere whose name has so many letters is recognised by it when one is wrong."""


def _slips(one: str, other: str) -> str:
    """Return whether two spellings are a slip apart, or two in a long name, as one of the words for names."""
    shorter, apart = f"least(length({one}), length({other}))", f"abs(length({one}) - length({other}))"
    # distances are costly, so one is computed only where cheaper ones leave it open: two letters exchanged are two
    # changes of a letter, so four changes are two slips, and two are one, only when all letters are the same
    unlike = f"{shorter} < 3 OR {apart} > 2 OR jaro_similarity({one}, {other}) < {RESEMBLING}"
    changes, same_letters = f"levenshtein({one}, {other})", f"jaccard({one}, {other}) = 1"
    most = f"CASE WHEN {shorter} < {LONG_NAME} THEN 2 WHEN {same_letters} THEN 4 ELSE 3 END"
    two = f"CASE WHEN {shorter} < {LONG_NAME} THEN {OTHER} ELSE {ALIKE} END"
    return (
        f"CASE WHEN {unlike} THEN {OTHER} WHEN {changes} > {most} THEN {OTHER} WHEN {changes} = 1 THEN {SLIP} "
        f"WHEN {changes} = 2 AND NOT ({apart} = 0 AND {same_letters}) THEN {two} "
        f"ELSE coalesce(list_extract([{SLIP}, {two}], damerau_levenshtein({one}, {other})), {OTHER}) END"
    )


_HALF = """(a.bare IN (k.first, k.first_glued, k.last) OR a.glued IN (k.first, k.first_glued, k.last)
  OR k.bare IN (a.first, a.first_glued, a.last) OR k.glued IN (a.first, a.first_glued, a.last))"""
_COMPARED = """[[a.bare, k.bare], [a.bare, k.first], [a.first, k.bare],
  [nullif(a.glued, a.bare), nullif(k.glued, k.bare)],
  [a.bare, nullif(k.glued, k.bare)], [nullif(a.glued, a.bare), k.bare]]"""
"""Two spellings of a surname each; one that is no other than `bare` is compared as that only."""
_SLIP_PERSON = f"list_min(list_transform({_COMPARED}, lambda two: {_slips('two[1]', 'two[2]')}))"
_SORTED = "list_sort(string_split({}.words, ' '))"
_NAME = f"""
CASE WHEN a.bare = k.bare THEN {SAME}
  WHEN a.glued IN (k.bare, k.glued) OR a.bare = k.glued OR a.first = k.last AND a.last = k.first THEN {SAME}
  WHEN p.kind = {PERSON} AND {_HALF} THEN {PART}
  WHEN p.kind = {COMPANY} AND length(a.words) = length(k.words)
    AND CASE WHEN length(a.words) = length(k.words) THEN {_SORTED.format("a")} = {_SORTED.format("k")} END THEN {PART}
  WHEN p.kind = {COMPANY} THEN {_slips("a.bare", "k.bare")}
  ELSE {_SLIP_PERSON} END
"""

_SAID = f"""
SELECT p.said_id, p.other_id, a.kind, k.party, a.text_id, k.text_id AS other_text_id,
  a.initials, k.initials AS other_initials, coalesce(a.given = k.given, FALSE) AS given_same,
  a.is_other OR k.is_other AS is_other,
  CASE WHEN a.born IS NULL OR k.born IS NULL THEN {SILENT}
    WHEN a.born_year <> k.born_year THEN {BORN_OTHER}
    WHEN a.year_only OR k.year_only THEN {YEAR}
    WHEN a.born = k.born THEN {BORN_SAME}
    WHEN month(a.born) = day(k.born) AND day(a.born) = month(k.born) THEN {EXCHANGED} ELSE {BORN_OTHER} END AS born,
  CASE WHEN a.home IS NULL OR k.home IS NULL THEN 1
    WHEN a.home <> k.home OR a.addition <> '' AND k.addition <> '' AND a.addition <> k.addition THEN 2
    ELSE 0 END AS home,
  coalesce(a.pseudonym = k.pseudonym, FALSE) OR coalesce(a.kvk_number = k.kvk_number, FALSE)
    OR coalesce(a.rsin = k.rsin, FALSE) AS id_same,
  coalesce(a.pseudonym <> k.pseudonym, FALSE) OR coalesce(a.kvk_number <> k.kvk_number, FALSE)
    OR coalesce(a.rsin <> k.rsin, FALSE) AS id_differs
FROM {{pairs}} p
JOIN (FROM party_names WHERE side = {{side}}) a ON a.said_id = p.said_id
JOIN (FROM party_names WHERE side = {{other_side}}) k ON k.said_id = p.other_id
"""
"""What two sayings tell beside their names."""

_UNLIKE = """(initials IS NOT NULL AND other_initials IS NOT NULL
  AND NOT starts_with(initials, other_initials) AND NOT starts_with(other_initials, initials))"""
_HOPELESS = f"""(kind = {PERSON} AND NOT id_same
  AND (born = {BORN_OTHER} AND home > 0 OR born <> {BORN_SAME} AND {_UNLIKE}))"""
"""Persons that no name makes candidates; so their names, which are costly, are not compared."""

_FACTS = f"""
SELECT p.said_id, p.other_id, p.kind, p.party, length(a.bare) AS size, coalesce(({_NAME}), {OTHER}) AS name,
  coalesce(a.number <> k.number, FALSE) AS number_differs,
  p.is_other OR coalesce(a.is_second, FALSE) OR coalesce(k.is_second, FALSE) AS is_other,
  CASE WHEN a.form IS NULL AND k.form IS NULL OR a.form = k.form THEN {FORM_SAME}
    WHEN a.form IS NULL THEN {FORM_UNSAID} WHEN k.form IS NULL THEN {{form_beyond}} ELSE {FORM_OTHER} END AS form,
  p.born, p.home, p.id_same, p.id_differs, coalesce(p.initials, a.initials) AS letters,
  coalesce(p.other_initials, k.initials) AS other_letters,
  CASE WHEN letters IS NULL OR other_letters IS NULL THEN {UNSAID}
    WHEN NOT starts_with(letters, other_letters) AND NOT starts_with(other_letters, letters) THEN {DIFFER}
    WHEN p.given_same THEN {ALSO_FIRST_NAME} ELSE {AGREE} END AS initials
FROM said p
LEFT JOIN (FROM party_texts WHERE text_id IN (SELECT text_id FROM said)) a ON a.text_id = p.text_id
LEFT JOIN (FROM party_texts WHERE text_id IN (SELECT other_text_id FROM said)) k ON k.text_id = p.other_text_id
"""

_Rules = tuple[tuple[str, PartyTier | None], ...]

_PERSONS: _Rules = (
    (f"born = {BORN_OTHER} AND name <= {PART} AND home = 0 AND initials <= {AGREE}", PartyTier.BORN_DIFFERS),
    (f"born = {BORN_OTHER}", None),
    (f"initials = {DIFFER} AND name <= {PART} AND born = {BORN_SAME}", PartyTier.INITIALS_DIFFER),
    (f"initials = {DIFFER}", None),
    (f"name = {OTHER} AND born = {BORN_SAME} AND home = 0 AND initials <= {AGREE}", PartyTier.SURNAME_DIFFERS),
    (f"name = {OTHER}", None),
    (f"born = {BORN_SAME} AND name = {SAME} AND home = 0", PartyTier.NAME_BORN_HOME),
    (f"born = {BORN_SAME} AND name = {SAME}", PartyTier.NAME_BORN),
    (f"born = {BORN_SAME} AND name = {PART} AND (home = 0 OR initials <= {AGREE})", PartyTier.PART_BORN),
    (f"born = {BORN_SAME} AND name <= {ALIKE} AND home = 0", PartyTier.ALIKE_BORN_HOME),
    (f"born = {BORN_SAME} AND name <= {ALIKE} AND initials <= {AGREE}", PartyTier.ALIKE_BORN),
    (f"born = {EXCHANGED} AND name <= {PART} AND (home = 0 OR initials <= {AGREE})", PartyTier.DAY_MONTH),
    (f"born = {EXCHANGED} AND home = 0 AND initials <= {AGREE}", PartyTier.DAY_MONTH),
    (f"born = {YEAR} AND home = 0 AND (name <= {PART} OR initials <= {AGREE})", PartyTier.YEAR_HOME),
    (f"born = {YEAR} AND name = {SAME} AND initials <= {AGREE}", PartyTier.YEAR),
    (f"born = {SILENT} AND home = 0 AND name <= {PART} AND initials <= {AGREE}", PartyTier.NAME_HOME),
    (f"born = {SILENT} AND home = 0 AND initials <= {AGREE}", PartyTier.ALIKE_HOME),
    (f"name <= {PART} OR home = 0 OR born = {BORN_SAME}", PartyTier.TOO_LITTLE),
)
_COMPANIES: _Rules = (
    (f"number_differs AND name <= {PART}", PartyTier.NUMBER_DIFFERS),
    ("number_differs", None),
    (f"form = {FORM_OTHER} AND (name <= {PART} OR name <= {ALIKE} AND home = 0)", PartyTier.FORM_DIFFERS),
    (f"form = {FORM_OTHER}", None),
    (f"form = {FORM_BEYOND} AND home > 0 AND name <= {ALIKE}", PartyTier.TOO_LITTLE),
    (f"name = {SAME} AND is_other AND home = 0", PartyTier.OTHER_NAME_HOME),
    (f"name = {SAME} AND is_other", PartyTier.OTHER_NAME),
    (f"name = {SAME} AND home = 0", PartyTier.NAME_HOME_COMPANY),
    (f"name = {SAME}", PartyTier.NAME_COMPANY),
    (f"name <= {ALIKE} AND home = 0", PartyTier.ALIKE_HOME_COMPANY),
    (f"name = {SLIP} AND size >= {LONG}", PartyTier.ALIKE_COMPANY),
    (f"name <= {ALIKE}", PartyTier.TOO_LITTLE),
)
"""How two sayings are compared by their words: the first case that holds; none, and they are not candidates."""

_IDENTIFIERS: _Rules = (
    ("id_differs AND (id_same OR text_tier IS NOT NULL)", PartyTier.IDENTIFIERS_DIFFER),
    ("id_differs", None),
    (f"id_same AND kind = {PERSON} AND name = {OTHER} AND born = {BORN_OTHER}", PartyTier.CONTRADICTED),
    (f"id_same AND kind = {PERSON}", PartyTier.PSEUDONYM),
    (f"id_same AND name <= {ALIKE}", PartyTier.NUMBER_NAME),
    ("id_same", PartyTier.NUMBER),
)
"""Identifiers stand above words: where they differ nothing is joined, where they are the same the words confirm."""


def _case(rules: _Rules, otherwise: str) -> str:
    arms = " ".join(f"WHEN {condition} THEN {word(tier) if tier else 'NULL'}" for condition, tier in rules)
    return f"CASE {arms} ELSE {otherwise} END"


_TIERS = f"""
WITH said AS MATERIALIZED (SELECT * FROM ({_SAID}) WHERE NOT {_HOPELESS}),
facts AS MATERIALIZED ({_FACTS}), told AS MATERIALIZED (
  SELECT *, CASE WHEN kind = {PERSON} THEN {_case(_PERSONS, "NULL")}
    ELSE {_case(_COMPANIES, "NULL")} END AS text_tier
  FROM facts
), tiers AS (SELECT *, {_case(_IDENTIFIERS, "text_tier")} AS tier FROM told)
SELECT said_id, other_id, party, kind, text_tier, tier, initials * 100 + home * 10 + form AS fine,
  nullif(concat_ws('|', CASE WHEN name > {SAME} THEN 'naam' END, CASE WHEN number_differs THEN 'nummer' END,
    CASE WHEN form >= {FORM_BEYOND} THEN 'rechtsvorm' END, CASE WHEN initials = {DIFFER} THEN 'voorletters' END,
    CASE WHEN born NOT IN ({BORN_SAME}, {SILENT}) THEN 'geboortedatum' END, CASE WHEN home = 2 THEN 'adres' END,
    CASE WHEN id_differs THEN 'identificatie' END), '') AS disagreed
FROM tiers WHERE tier IS NOT NULL OR text_tier IS NOT NULL
"""


def judged_step(name: str, pairs: str, sides: Sides) -> Step:
    """Return the step from pairs (said_id, other_id) to those that are candidates, with their tier.

    Two sayings stand there once for every two of their names. The columns are said_id, other_id, party, kind,
    text_tier (without the identifiers), tier, fine (within a tier the lower fits better) and disagreed.
    """
    beyond = FORM_BEYOND if sides is Sides.REGISTER else FORM_UNSAID
    query = _TIERS.format(pairs=pairs, side=sides.side, other_side=sides.other_side, form_beyond=beyond)
    return Step(name, query)
