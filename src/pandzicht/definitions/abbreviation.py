# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which known word an abbreviation in a name stands for: one without its vowels, or one that a file format cut off."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

CUT_LENGTH = 10
"""How many signs a shapefile keeps of the name of a column: in one of that length the last word may be cut off."""
_SHORTEST_CUT = 3
_SHORTEST_VOWELLESS = 4
_TELLING_SKELETON = 4
_VOWELS = frozenset("aeiouy")


class Abbreviations:
    """What abbreviations stand for, given the words that are harmless and those that are doubtful.

    The two errors do not weigh the same: what may also abbreviate a doubtful word stands for nothing here, however
    well a harmless one fits.
    """

    def __init__(self, harmless: AbstractSet[str], doubtful: Iterable[str]) -> None:
        """Arrange the words by their beginning and by their consonants."""
        self._harmless = _Arranged(harmless)
        self._doubtful = _Arranged(doubtful)

    def without_vowels(self, piece: str) -> str | None:
        """Return the shortest harmless word of which a piece is the consonants; a piece with a vowel inside is none.

        >>> known = Abbreviations({"parking", "relining"}, {"religion"})
        >>> known.without_vowels("prkng"), known.without_vowels("parkng"), known.without_vowels("rlgn")
        ('parking', None, None)
        """
        if not _is_vowelless(piece) or self.sounds_doubtful(piece):
            return None
        return self._harmless.sounding(piece)

    def are_consonants_of_doubtful(self, piece: str) -> bool:
        """Tell whether a piece is the consonants of a doubtful word: lstnm is lastname, whatever lst and nm are.

        >>> Abbreviations({"lst", "nm"}, {"lastname"}).are_consonants_of_doubtful("lstnm")
        True
        """
        return _is_vowelless(piece) and self._doubtful.sounding(piece) is not None

    def cut_off(self, piece: str) -> str | None:
        """Return the shortest harmless word that goes on after a piece.

        >>> known = Abbreviations({"diameter", "relining"}, {"religion"})
        >>> known.cut_off("diamete"), known.cut_off("reli"), known.cut_off("relin")
        ('diameter', None, 'relining')
        """
        if len(piece) < _SHORTEST_CUT or self.may_be_doubtful(piece):
            return None
        return self._harmless.going_on(piece)

    def sounds_doubtful(self, piece: str) -> bool:
        """Tell whether a doubtful word has a piece for its consonants, or begins with it, or it with its own."""
        starts = (piece[:end] for end in range(_TELLING_SKELETON, len(piece)))
        return self._doubtful.sounds_on(piece) or any(self._doubtful.sounding(start) for start in starts)

    def may_be_doubtful(self, piece: str) -> bool:
        """Tell whether a doubtful word begins with a piece."""
        return self._doubtful.going_on(piece) is not None


class _Arranged:
    """Words by their beginning, and by their consonants."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sorted = sorted(set(words))
        self._sounds: dict[str, str] = {}
        for word in sorted(self._sorted, key=_shortest_first, reverse=True):
            self._sounds[_skeleton(word)] = word
        self._sorted_sounds = sorted(self._sounds)

    def going_on(self, piece: str) -> str | None:
        """Return the shortest word that begins with a piece."""
        return min(_beginning(self._sorted, piece), key=_shortest_first, default=None)

    def sounding(self, skeleton: str) -> str | None:
        """Return the shortest word with these consonants."""
        return self._sounds.get(skeleton)

    def sounds_on(self, skeleton: str) -> bool:
        """Tell whether there is a word of which the consonants begin with these."""
        return any(True for _ in _beginning(self._sorted_sounds, skeleton))


def _beginning(words: list[str], start: str) -> Iterator[str]:
    for at in range(bisect_left(words, start), len(words)):
        if not words[at].startswith(start):
            return
        yield words[at]


def _is_vowelless(piece: str) -> bool:
    return len(piece) >= _SHORTEST_VOWELLESS and _VOWELS.isdisjoint(piece[1:])


def _shortest_first(word: str) -> tuple[int, str]:
    return len(word), word


def _skeleton(word: str) -> str:
    """Return the first letter with the consonants after it: storage - strg."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in _VOWELS)
