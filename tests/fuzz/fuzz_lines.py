# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Look for lines of text of which something does not hold, guided by what each new file of lines brings about.

The rules are queries, which Python's coverage does not see into. So each way in which a line can be read and linked
(its shape) counts as a place in the code of its own: a file with a new one is kept and bent further.

Run by `make fuzz`, with the options of libFuzzer and folders of files to begin with: the first gets what is found.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

from pandzicht.addresses.spelling import abbreviations
from pandzicht.linking.line import sentence_words
from tests.fuzz.lines import Lines, Shape, lines_of

NAMES = ("Kerkstraat", "Marktweg", "Dorpsstraat", "Plein 1813", "1e Kerkstraat", "Laan v Meerdervoort", "Duinrijk",
         "Duinoord", "Alphen aan den Rijn", "2511CA", "2512 AB", "2600", " 7", " 12", " 5", "\n", ", ")  # fmt: skip

LONGEST, LONGEST_FILE = 200, 8_192
"""Bytes of a line that is bent, and of a file of them."""


def _words() -> str:
    """Return the words that mean something in a line, as a dictionary of libFuzzer."""
    listed = {*NAMES, *(word for words in sentence_words().values() for word in words)}
    listed |= {text for written in abbreviations()["units"].values() for text in written}
    coded = ("".join(f"\\x{byte:02x}" for byte in f"{word} ".encode()) for word in sorted(listed))
    return "".join(f'"{word}"\n' for word in coded)


def _bent(data: bytes, longest: int, seed: int, mutate: Callable[[bytes, int], bytes]) -> bytes:
    """Return as many lines as fit, each of them a given one that is bent: a batch costs little more than a line."""
    draw = random.Random(seed)
    given = data.split(b"\n")
    bent, left = [], longest
    while left > LONGEST:
        line = mutate(draw.choice(given)[: LONGEST // 2] or b"7", LONGEST)
        bent.append(line)
        left -= len(line) + 1
    return b"\n".join(bent)


def _place() -> None:
    """Stand for one shape, in a copy of its own."""


def main() -> None:
    """Fuzz until the time that the options give is over."""
    try:
        import atheris  # noqa: PLC0415 (wanted here only: the tests that share the check do without)
    except ImportError:
        sys.exit("Fuzzing needs atheris, which is built for Linux on x86-64 with Python 3.11 to 3.13: make fuzz there.")
    lines = Lines()
    places: dict[Shape, Callable[[], None]] = {}

    def read(data: bytes) -> None:
        for shape in lines.check(lines_of(data)):
            if shape not in places:
                places[shape] = atheris.instrument_func(FunctionType(_place.__code__, {}))
            places[shape]()

    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "words.dict"
        words.write_text(_words(), encoding="ascii")
        options = [*sys.argv, f"-dict={words}", f"-max_len={LONGEST_FILE}"]
        atheris.Setup(options, read, custom_mutator=lambda *given: _bent(*given, atheris.Mutate))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
