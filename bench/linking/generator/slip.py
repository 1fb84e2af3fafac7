# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slips of the hand in a text: a letter wrong, left out, doubled, or exchanged with the next."""

from __future__ import annotations

import numpy as np

_BESIDE = {"a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
           "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
           "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x"}  # fmt: skip


def slipped(text: str, rng: np.random.Generator) -> str:
    """Return a text with one slip in it, behind its first letter; a text of fewer than four letters stays as it is."""
    if len(text) < 4:
        return text
    at = int(rng.integers(1, len(text) - 1))
    kind = rng.integers(4)
    if kind == 0:
        options = _BESIDE.get(text[at].lower(), "e")
        return text[:at] + options[int(rng.integers(len(options)))] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def slipped_digit(text: str, rng: np.random.Generator) -> str:
    """Return a postcode with one of its last five signs wrong.

    >>> slipped_digit("3102SG", np.random.default_rng(1)) != "3102SG"
    True
    """
    at = int(rng.integers(1, len(text)))
    options = "0123456789" if text[at].isdigit() else "ABCDEGHJKLNPRSTVWXZ"
    others = options.replace(text[at], "")
    return text[:at] + others[int(rng.integers(len(others)))] + text[at + 1 :]
