# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one spelling in which Dutch addresses are compared, as SQL expressions over a column.

Every function takes a SQL expression of text and returns one; nothing is normalised anywhere else. A spelling is a key
to compare by, never shown to anybody: it holds only letters and digits. Absent or empty gives null. All are
idempotent: the spelling of a spelling is itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files

from pandzicht.definitions.yaml_file import yaml_data
from pandzicht.store.engine import Engine, literal

_SEPARATOR = r"[^0-9A-Z]*"
_NUMBER = rf"^{_SEPARATOR}(?:NR\.?\s*)?([0-9]{{1,5}})"
_FLOOR = "I{1,3}|I?V|VI{1,3}"
TWO_UNITS = (
    r"([0-9])[^0-9A-Z]+([1-9])",  # `1 02` is door 02 of floor 1: one unit
    rf"\b({_FLOOR})[^0-9A-Z]+({_FLOOR})\b",
)
_HANDFUL = 10
GLUED = "(?:[0-9][0-9a-z]*)?"


@cache
def abbreviations() -> dict[str, dict[str, list[str]]]:
    """Return the packaged abbreviations: per part (words, towns, endings) the kept spelling -> what is written."""
    text = files("pandzicht.addresses").joinpath("abbreviations.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = yaml_data(text)
    return {part: {str(key): [str(item) for item in items] for key, items in found[part].items()} for part in found}


def endings() -> Sequence[tuple[str, Sequence[str]]]:
    """Return the ends of names with what is written for them, the longest first: `pln` also ends in `ln`."""
    return sorted(abbreviations()["endings"].items(), key=lambda ending: -max(map(len, ending[1])))


def straat(column: str) -> str:
    """Return the spelling of a street: small letters without accents, abbreviations made one, no spaces or signs.

    `'s-Gravenzandelaan`, `s Gravenzandeln.` -> `sgravenzandelaan`; `Burgemeester van den Brinkstraat`,
    `Burg. v.d. Brinkstr` -> `burgvdbrinkstraat`. A number behind it stays where it is: `Duinln 89` -> `duinlaan89`.
    """
    return _empty_as_null(_endings(_joined(_words(_folded(column), "words"))))


def straten(texts: str) -> str:
    """Return the query of `text` and its spelling `straat`, from a query of distinct texts (`text`).

    A word is only abbreviated before another, and what stands before the last one (`burgemeester van den`) is much the
    same in many names: that part is spelled once.
    """
    folded = _folded("text")
    joined = _joined("concat(spelled, substr(folded, length(front) + 1))")
    fronts = "SELECT DISTINCT front, front AS spelled FROM folded"
    for kept in _handfuls(abbreviations()["words"]):
        fronts = f"SELECT front, {_some_words('spelled', kept)} AS spelled FROM ({fronts})"
    return f"""
WITH folded AS MATERIALIZED (
  SELECT text, folded, regexp_extract(folded, '^.* ') AS front FROM (SELECT text, {folded} AS folded FROM ({texts}))
), fronts AS ({fronts})
SELECT text, {_empty_as_null(_all_endings("joined", endings()))} AS straat
FROM (SELECT text, {joined} AS joined FROM folded JOIN fronts USING (front))
"""


def straat_with(column: str, words: Collection[str]) -> str:
    """Return a name of a street in which only some of the words before another are abbreviated, and no ending.

    With `v`: `Professor van den Brinkstraat` -> `professorvdenbrinkstraat`.
    """
    kept = {word: written for word, written in abbreviations()["words"].items() if word in words}
    return _empty_as_null(_joined(_kept_words(_folded(column), kept)))


def with_whole_ending(column: str) -> str:
    """Return a text without spaces in which an abbreviated end of a street stands as it is kept: `kerksgl`."""
    return _endings(column)


def without_signs(column: str) -> str:
    """Return a name in small letters and digits only, nothing in it abbreviated."""
    return _empty_as_null(_joined(_folded(column)))


def woonplaats(column: str, aliases: Mapping[str, str] | None = None) -> str:
    """Return the spelling of a woonplaats; `aliases` (everyday name -> name of the BAG) come from the catalogue."""
    spelled = _empty_as_null(_joined(_words(_folded(column), "towns")))
    if not aliases:
        return spelled
    cases = " ".join(
        f"WHEN {woonplaats(literal(name))} THEN {woonplaats(literal(official))}"
        for name, official in sorted(aliases.items())
    )
    return f"coalesce(CASE {spelled} {cases} END, {spelled})"


def huisletter(column: str) -> str:
    """Return the spelling of a huisletter: capitals and digits only."""
    return _empty_as_null(_signs_removed(column))


def toevoeging(column: str) -> str:
    """Return the spelling of a huisnummertoevoeging: capitals and digits only, numbers without leading zeros.

    `A-01` -> `A1`, `bis` -> `BIS`, `ii` -> `II` (a Roman number stays as written), `0` -> `0`. Two units stay two:
    `1-2` -> `1EN2`, `I/II` -> `IENII`, never `12` or `III`.
    """
    text = _upper(column)
    for two in TWO_UNITS:
        text = rf"regexp_replace({text}, '{two}', '\1EN\2', 'g')"
    bare = f"regexp_replace({text}, '[^0-9A-Z]', '', 'g')"
    return _empty_as_null(rf"regexp_replace({bare}, '(^|[A-Z])0+([0-9])', '\1\2', 'g')")


def addition_key(huisletter_column: str, toevoeging_column: str) -> str:
    """Return letter and addition as one key, '' when there is neither: registers put the one in the other's field."""
    both = f"concat(coalesce({huisletter_column}, ''), ' ', coalesce({toevoeging_column}, ''))"
    return f"coalesce({toevoeging(both)}, '')"


def postcode(column: str) -> str:
    """Return a postcode as `2511CA`, null when it is none (four digits from 1000, two letters)."""
    bare = _signs_removed(column)
    return f"CASE WHEN regexp_full_match({bare}, '[1-9][0-9]{{3}}[A-Z]{{2}}') THEN {bare} END"


def postcode4(column: str) -> str:
    """Return the four digits of a postcode of which the letters were left out, null for anything else."""
    bare = _signs_removed(column)
    return f"CASE WHEN regexp_full_match({bare}, '[1-9][0-9]{{3}}') THEN {bare} END"


def huisnummer(column: str) -> str:
    """Return a house number from 1 to 99999 as INTEGER, null when the text is not just that (`12`, `0012`, `12.0`)."""
    digits = rf"regexp_extract(trim(CAST({column} AS VARCHAR)), '^0*([0-9]{{1,5}})(?:\.0+)?$', 1)"
    return f"nullif(TRY_CAST({digits} AS INTEGER), 0)"


def split_huisnummer(column: str) -> str:
    """Return the number out of number, letter and addition in one text (`12a-2` -> 12) as INTEGER."""
    return f"nullif(TRY_CAST(regexp_extract({_whole(column)}, '{_NUMBER}(?:[^0-9]|$)', 1) AS INTEGER), 0)"


def split_huisletter(column: str) -> str:
    """Return the letter out of number, letter and addition in one text: one letter that no other letter follows."""
    return f"nullif(regexp_extract({_rest(column)}, '^{_SEPARATOR}([A-Z])(?:[^A-Z/]|$)', 1), '')"


def split_toevoeging(column: str) -> str:
    """Return the addition out of number, letter and addition in one text (`12 bis` -> `BIS`, `12a-02` -> `2`)."""
    return toevoeging(rf"regexp_replace({_rest(column)}, '^{_SEPARATOR}[A-Z]([^A-Z/]|$)', '\1')")


def normalised(engine: Engine, expression: str, values: Sequence[str | None]) -> list[str | None]:
    """Return texts in the spelling that an expression over the column `value` gives, in the order given."""
    placed = "SELECT unnest(range(len($values))) AS place, unnest($values::VARCHAR[]) AS value"
    return [row[0] for row in engine.rows(f"SELECT {expression} FROM ({placed}) ORDER BY place", {"values": values})]


def without_accents(column: str) -> str:
    """Return a text without accents; most texts have no sign beyond plain letters, and are left alone."""
    text = f"CAST({column} AS VARCHAR)"
    return f"CASE WHEN strlen({text}) <> length({text}) THEN strip_accents({text}) ELSE {text} END"


def _upper(column: str) -> str:
    return f"upper(trim({without_accents(column)}))"


def _signs_removed(column: str) -> str:
    return f"regexp_replace({_upper(column)}, '[^0-9A-Z]', '', 'g')"


def _empty_as_null(expression: str) -> str:
    return f"nullif({expression}, '')"


def _folded(column: str) -> str:
    """Return small letters and digits in words with one space between them."""
    plain = f"replace(replace(lower({without_accents(column)}), '&', ' en '), 'ĳ', 'ij')"
    return f"trim(regexp_replace({plain}, '[^0-9a-z]+', ' ', 'g'))"


def _words(expression: str, part: str) -> str:
    """Make the words before another word one; what has no space has none."""
    return _kept_words(expression, abbreviations()[part])


def _kept_words(expression: str, words: Mapping[str, Sequence[str]]) -> str:
    for kept in _handfuls(words):
        expression = _let(expression, partial(_some_words, kept=kept))
    return expression


def _handfuls(words: Mapping[str, Sequence[str]]) -> Sequence[Sequence[tuple[str, Sequence[str]]]]:
    """Return a few words at a time: most names hold none of them, and one look tells so."""
    kept = list(words.items())
    return [kept[start : start + _HANDFUL] for start in range(0, len(kept), _HANDFUL)]


def _some_words(text: str, kept: Sequence[tuple[str, Sequence[str]]]) -> str:
    any_word = "|".join(word for _, written in kept for word in written)
    spelled = text
    for word, written in kept:
        spelled = rf"regexp_replace({spelled}, '\b(?:{'|'.join(written)}) ', '{word} ', 'g')"
    return rf"CASE WHEN regexp_matches({text}, '\b(?:{any_word}) ') THEN {spelled} ELSE {text} END"


def _let(expression: str, body: Callable[[str], str]) -> str:
    """Return SQL in which an expression that a body names several times is worked out once."""
    return f"list_transform([{expression}], lambda text: {body('text')})[1]"


def _joined(expression: str) -> str:
    return f"replace({expression}, ' ', '')"


def _endings(expression: str) -> str:
    return _let(expression, partial(_all_endings, endings=endings()))


def _all_endings(text: str, endings: Sequence[tuple[str, Sequence[str]]]) -> str:
    any_ending = "|".join(end for _, written in endings for end in written)
    is_short = rf"regexp_matches({text}, '[a-z]{{2}}(?:{any_ending}){GLUED}$')"
    arms = " ".join(
        f"WHEN ends_with({text}, '{end}') AND length({text}) >= {len(end) + 2} "
        f"THEN concat(left({text}, -{len(end)}), '{kept}')"
        for kept, written in endings
        for end in written
    )
    spelled = f"CASE WHEN regexp_matches({text}, '[0-9]') THEN {_glued_endings(text, endings)} {arms} END"
    return f"CASE WHEN {is_short} THEN {spelled} ELSE {text} END"


def _glued_endings(text: str, endings: Sequence[tuple[str, Sequence[str]]]) -> str:
    for kept, written in endings:
        text = rf"regexp_replace({text}, '([a-z]{{2}})(?:{'|'.join(written)})({GLUED})$', '\1{kept}\2')"
    return text


def _whole(column: str) -> str:
    """Return number, letter and addition in capitals; what a spreadsheet makes of a bare number (`12.0`) undone."""
    return rf"regexp_replace({_upper(column)}, '^([0-9]+)\.0+$', '\1')"


def _rest(column: str) -> str:
    """Return what follows the number, '' when there is no number of at most five digits."""
    rest = f"regexp_replace({_whole(column)}, '{_NUMBER}', '')"
    return f"CASE WHEN {split_huisnummer(column)} IS NULL THEN '' ELSE {rest} END"
