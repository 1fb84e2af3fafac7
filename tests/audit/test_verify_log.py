# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tampering shows: whatever is done to a log, the verifier of an outsider sees it by the heads kept outside."""

from __future__ import annotations

import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from audit import verify_log
from audit.verify_log import main
from pandzicht.governance.log import Log
from pandzicht.governance.signing_key import public_document
from pandzicht.governance.tree_head import SignedHead, new_head
from tests.audit.made_log import Line, head_over, made_lines, rebuilt, write_heads, write_key, write_log
from tests.governance.test_tree_head import NOON, OTHER_KEY, state

pytestmark = pytest.mark.own_lines
SIZE = 60
SIGNED = (0, 20, 21, 40, SIZE)
LINES = {log: made_lines(SIZE, log) for log in Log}
HEADS = {log: [head_over(LINES[log][:size], log) for size in SIGNED] for log in Log}
FORMS = ("log.jsonl", "log.jsonl.gz", "state.sqlite", "pieces.sqlite")
Told = tuple[int, str]


def verified(path: Path, log: Log, capsys: pytest.CaptureFixture[str], *more: str) -> Told:
    """What the verifier answers against the heads in `heads.jsonl` beside the log: its exit code, what it says."""
    key, heads = write_key(path.with_name("key.pem")), path.with_name("heads.jsonl")
    if not heads.exists():
        write_heads(heads, HEADS[log])
    with in_pieces() if path.name == "pieces.sqlite" else nullcontext():
        code = main([log, str(path), "--heads", str(heads), "--key", str(key), *more])
    return code, capsys.readouterr().out


@contextmanager
def in_pieces() -> Iterator[None]:
    """Read a small database as a large one is read: a few entries at a time, one with many subjects apart."""
    large = verify_log._LARGE.replace("500", "2")
    with (
        mock.patch.multiple(verify_log, _PIECE=7, _LARGE=large),
        mock.patch.object(verify_log, "ProcessPoolExecutor", lambda count, initializer: ThreadPoolExecutor(count)),
    ):
        yield


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("log", Log)
def test_a_log_that_nobody_touched_is_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], log: Log, form: str
) -> None:
    code, said = verified(write_log(tmp_path / form, LINES[log], log), log, capsys)
    leaves = sum(len(line.leaves) for line in LINES[log])
    assert code == 0
    assert said.splitlines() == [
        f"read: 60 entries, {leaves} leaves, 5 heads; newest: head of {HEADS[log][-1].time} over 60 entries",
        "SOUND: the log is as it was signed",
    ]


def test_entries_under_no_head_yet_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_heads(tmp_path / "heads.jsonl", HEADS[Log.AUDIT][:3])
    code, said = verified(write_log(tmp_path / "log.jsonl", LINES[Log.AUDIT], Log.AUDIT), Log.AUDIT, capsys)
    assert code == 0
    assert "SOUND: the log is as it was signed; the last 39 entries are under no head yet" in said


# The attacks of S9. Each gives the changed lines and the number of the first entry that is wrong.
Attacked = tuple[list[Line], int]


def flip(lines: list[Line], draw: random.Random) -> Attacked:
    place = draw.randrange(SIZE)
    line = lines[place]
    bits = draw.randrange(1 + len(line.subjects))
    if bits:
        changed = bytearray(line.subjects[bits - 1])
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
        subjects = (*line.subjects[: bits - 1], bytes(changed), *line.subjects[bits:])
        return [*lines[:place], replace(line, subjects=subjects), *lines[place + 1 :]], place + 1
    spot = draw.randrange(len(line.text))
    text = line.text[:spot] + chr(ord(line.text[spot]) ^ 1) + line.text[spot + 1 :]
    return [*lines[:place], replace(line, text=text), *lines[place + 1 :]], place + 1


def delete(lines: list[Line], draw: random.Random) -> Attacked:
    place = draw.randrange(SIZE)
    kept = [*lines[:place], *lines[place + 1 :]]
    return (kept if draw.random() < 0.5 else renumbered(kept)), place + 1


def insert(lines: list[Line], draw: random.Random) -> Attacked:
    place = draw.randrange(SIZE)
    new = replace(draw.choice(lines), text=f'{{"action":"never {draw.random()}"}}')
    return renumbered([*lines[:place], new, *lines[place:]]), place + 1


def swap(lines: list[Line], draw: random.Random) -> Attacked:
    one, other = sorted(draw.sample(range(SIZE), 2))
    swapped = list(lines)
    swapped[one], swapped[other] = lines[other], lines[one]
    return renumbered(swapped), one + 1


def cut(lines: list[Line], draw: random.Random) -> Attacked:
    size = draw.randrange(SIZE)
    return lines[:size], size + 1


def renumbered(lines: list[Line]) -> list[Line]:
    return [replace(line, number=number) for number, line in enumerate(lines, start=1)]


def rebuild(lines: list[Line], draw: random.Random) -> Attacked:
    attacked, place = draw.choice([flip, delete, insert, swap])(lines, draw)
    return rebuilt(attacked), place


def named(said: str) -> range:
    """The entries that the first complaint names."""
    first = next(line for line in said.splitlines() if line.startswith("WRONG: "))
    found = re.search(r"WRONG: entry (\d+)|entr(?:y|ies) (\d+)(?: to (\d+))?$", first)
    assert found is not None, first
    start = int(found[1] or found[2])
    return range(start, int(found[3] or start) + 1)


@pytest.mark.parametrize("draws", [25, pytest.param(1_000, marks=pytest.mark.release)])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("log", Log)
@pytest.mark.parametrize("attack", [flip, delete, insert, swap, cut, rebuild])
def test_every_attack_shows_and_the_first_wrong_entry_is_named(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    attack: Callable[[list[Line], random.Random], Attacked],
    log: Log,
    form: str,
    draws: int,
) -> None:
    for seed in range(draws):
        lines, place = attack(LINES[log], random.Random(seed))
        code, said = verified(write_log(tmp_path / form, lines, log), log, capsys)
        assert code == 1, (seed, said)
        entries = named(said)
        assert entries.start <= place < entries.stop, (seed, said)
        if attack is rebuild or place > len(lines):
            assert len(entries) <= 20, (seed, said)
        else:
            assert entries.start == place, (seed, said)


def test_a_rebuilt_log_is_placed_between_two_heads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = list(LINES[Log.AUDIT])
    lines[29] = replace(lines[29], text='{"action":"something else"}')
    code, said = verified(write_log(tmp_path / "log.jsonl", rebuilt(lines), Log.AUDIT), Log.AUDIT, capsys)
    assert code == 1
    assert (
        "WRONG: head of 2026-03-03T04:00:00Z over 40 entries: this is not what was signed (and so for 1 later heads); "
        "what is wrong or gone begins in entries 22 to 40\n"
    ) in said


def test_without_heads_outside_a_rebuilt_log_would_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Why heads are kept: the chain of a rebuilt log is sound in itself, and an auditor must not be told that it is."""
    write_heads(tmp_path / "heads.jsonl", [])
    code, said = verified(write_log(tmp_path / "log.jsonl", LINES[Log.AUDIT], Log.AUDIT), Log.AUDIT, capsys)
    assert code == 1
    assert "holds no head that can be trusted, so nothing can be said of the log" in said


def test_entries_that_are_joined_or_parted_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The leaves stay as they are, so only the chain tells which of them are one entry."""
    lines = list(LINES[Log.PROCESSING])
    two = next(place for place, line in enumerate(lines) if len(line.subjects) == 2)
    parts = [replace(lines[two], subjects=(subject,)) for subject in lines[two].subjects]
    lines[two : two + 1] = parts
    code, said = verified(write_log(tmp_path / "log.jsonl", rebuilt(lines), Log.PROCESSING), Log.PROCESSING, capsys)
    assert code == 1
    assert "this is not what was signed" in said


def test_only_the_stored_chain_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = list(LINES[Log.AUDIT])
    lines[9] = replace(lines[9], chain="0" * 64)
    _, said = verified(write_log(tmp_path / "log.jsonl", lines, Log.AUDIT), Log.AUDIT, capsys)
    assert [line for line in said.splitlines() if line.startswith("WRONG")] == [
        "WRONG: entry 10 does not fit its chain: something was changed, put in, taken out or moved here"
    ]


def test_a_number_that_stands_twice_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = LINES[Log.AUDIT]
    path = write_log(tmp_path / "log.jsonl", [*lines[:10], lines[9], *lines[10:]], Log.AUDIT)
    assert "WRONG: entry 11 is not there: number 10 stands in its place" in verified(path, Log.AUDIT, capsys)[1]


def test_an_empty_subject_shows_although_its_leaf_is_that_of_no_subject(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = list(LINES[Log.PROCESSING])
    assert lines[3].subjects == ()
    lines[3] = replace(lines[3], subjects=(b"",))
    for form in FORMS:
        code, said = verified(write_log(tmp_path / form, lines, Log.PROCESSING), Log.PROCESSING, capsys)
        assert code == 1
        assert "WRONG: entry 4 has an empty subject, which is never written" in said


@pytest.mark.parametrize("form", ["state.sqlite", "pieces.sqlite"])
@pytest.mark.parametrize(
    ("owner", "told"), [(0, "entry 0"), (29.5, "entry 29.5"), (SIZE + 1, "entry 61"), ("'x'", "'x'"), ("NULL", "None")]
)
def test_a_subject_of_no_entry_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], owner: object, told: str, form: str
) -> None:
    path = write_log(tmp_path / form, LINES[Log.PROCESSING], Log.PROCESSING)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"INSERT INTO processing_subject VALUES ({owner}, x'00')")
    code, said = verified(path, Log.PROCESSING, capsys)
    assert code == 1
    assert "WRONG: a subject is kept for entry " in said
    assert f"{told}, which is not there" in said


@pytest.mark.parametrize("form", ["state.sqlite", "pieces.sqlite"])
@pytest.mark.parametrize("number", ["0", "29.5", str(SIZE + 1), "'x'", "NULL"])
def test_an_entry_with_a_number_that_none_should_have_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: str, form: str
) -> None:
    path = write_log(tmp_path / form, LINES[Log.AUDIT], Log.AUDIT)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE copied AS SELECT * FROM audit_entry")
        database.execute("DROP TABLE audit_entry")
        database.execute("ALTER TABLE copied RENAME TO audit_entry")
        database.execute(f"INSERT INTO audit_entry (entry_no, line, chain) VALUES ({number}, '{{}}', x'00')")
    code, said = verified(path, Log.AUDIT, capsys)
    assert code == 1
    assert "WRONG: entry " in said


@pytest.mark.parametrize("value", ["7", "NULL", "1.5"])
@pytest.mark.parametrize("column", ["audit_entry.line", "processing_entry.line", "processing_subject.subject"])
def test_a_value_of_another_kind_in_the_database_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], column: str, value: str
) -> None:
    (table, name), log = column.split("."), Log(column.partition("_")[0])
    path = write_log(tmp_path / "state.sqlite", LINES[log], log)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"UPDATE {table} SET {name} = {value} WHERE entry_no = 3")
    code, said = verified(path, log, capsys)
    assert code == 1
    assert "WRONG" in said


def test_an_entry_taken_out_of_a_rebuilt_log_is_not_said_to_be_the_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The verifier cannot know which one it was, and must not say that it does."""
    lines = rebuilt([*LINES[Log.AUDIT][:44], *LINES[Log.AUDIT][45:]])
    code, said = verified(write_log(tmp_path / "log.jsonl", lines, Log.AUDIT), Log.AUDIT, capsys)
    assert code == 1
    assert "over 60 entries: the log ends before it; what is wrong or gone begins in entries 41 to 60" in said


# The heads themselves.


GOOD = HEADS[Log.AUDIT]
FOREIGN = new_head(state(SIZE), NOON + timedelta(hours=99), OTHER_KEY)


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        ([*GOOD, GOOD[-1].model_copy(update={"root": "0" * 64})], "line 6: the signature is not of this head"),
        ([*GOOD, FOREIGN], "which was not given with --key"),
        ([*GOOD, FOREIGN.model_copy(update={"key": GOOD[0].key})], "the signature is not of this head"),
        ([*GOOD, HEADS[Log.PROCESSING][-1]], "it is of the log 'processing', not of 'audit'"),
        (
            [*GOOD[:2], GOOD[3], GOOD[2], GOOD[4]],
            "line 4: the head of 2026-03-02T09:00:00Z over 21 entries stands after",
        ),
    ],
)
def test_a_wrong_head_shows_although_the_log_is_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], heads: list[SignedHead], told: str
) -> None:
    write_heads(tmp_path / "heads.jsonl", heads)
    code, said = verified(write_log(tmp_path / "log.jsonl", LINES[Log.AUDIT], Log.AUDIT), Log.AUDIT, capsys)
    assert code == 1
    assert told in said


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "{}",
        "[]",
        "1",
        "",
        '{"signature":1}',
        "[" * 100_000,
        GOOD[0].line.replace('"', ""),
        GOOD[0].line.replace('"entries":0', '"entries":"0"'),
        GOOD[0].line.replace('"leaves":0', '"leaves":-1'),
        GOOD[0].line.replace("Z", ""),
        GOOD[0].line.replace("audit", r"audit\nSOUND: the log is as it was signed"),
    ],
)
def test_a_line_that_is_no_head_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (tmp_path / "heads.jsonl").write_text(f"{GOOD[0].line}\n{text}\n{GOOD[4].line}\n", encoding="utf-8")
    code, said = verified(write_log(tmp_path / "log.jsonl", LINES[Log.AUDIT], Log.AUDIT), Log.AUDIT, capsys)
    assert code == 1
    assert "line 2: is no head" in said
    assert "\nSOUND" not in said


def test_old_heads_under_a_cut_log_show_by_the_head_that_the_auditor_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_heads(tmp_path / "heads.jsonl", GOOD[:3])
    path = write_log(tmp_path / "log.jsonl", LINES[Log.AUDIT][:21], Log.AUDIT)
    assert verified(path, Log.AUDIT, capsys)[0] == 0
    kept = write_heads(tmp_path / "kept.jsonl", [GOOD[1], GOOD[4]])
    code, said = verified(path, Log.AUDIT, capsys, "--known", str(kept))
    assert code == 1
    assert "over 60 entries, which you kept, is not there" in said
    assert "over 60 entries: the log ends before it; what is wrong or gone begins in entries 22 to 60" in said


def test_two_truths_under_one_key_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The operator shows one log to the auditor and another to the court, each with heads of its own."""
    other = rebuilt([replace(line, text=line.text + " ") for line in LINES[Log.AUDIT]])
    write_heads(tmp_path / "heads.jsonl", [head_over(other, Log.AUDIT)])
    path = write_log(tmp_path / "log.jsonl", other, Log.AUDIT)
    assert verified(path, Log.AUDIT, capsys)[0] == 0
    kept = write_heads(tmp_path / "kept.jsonl", GOOD[2:3])
    code, said = verified(path, Log.AUDIT, capsys, "--known", str(kept))
    assert code == 1
    assert "over 21 entries: this is not what was signed; what is wrong or gone begins in entries 1 to 21" in said


# Files that cannot be read.


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text[:-20], "line 60 of the export is no entry"),
        (lambda text: text.replace(b'"chain"', b'"chains"', 1), "line 1 of the export is no entry"),
        (lambda text: b"\n" + text, "line 1 of the export is no entry"),
        (lambda text: text.replace(b"\n", b" {}\n", 1), "line 1 of the export is no entry"),
        (lambda text: text.replace(b"[]", b'["zz"]', 1), "line 1 of the export is no entry"),
        (lambda text: text.replace(b"[]", b"7", 1), "line 1 of the export is no entry"),
        (lambda text: text.replace(b"l\xc3\xa9zen", b"l\xe9zen", 1), "line 1 of the export is no entry"),
        (lambda text: text.replace(b'"line": "', b'"line": "\\ud800', 1), "line 1 of the export is no entry"),
        (lambda text: b"[" + text, "line 1 of the export is no entry"),
        (lambda text: b"[" * 100_000 + b"\n", "line 1 of the export is no entry"),
        (lambda text: text.replace(b'"entry": 2,', b'"entry": "2\\nSOUND",'), "number '2\\nSOUND' stands in its place"),
        (lambda text: b"\x1f\x8b" + text, "cannot be read any further"),
        (lambda text: b"SQLite format 3\x00" + text, "cannot be read any further"),
        (
            lambda text: b"",
            "the log ends before it (and so for 3 later heads); what is wrong or gone begins in entries 1",
        ),
    ],
)
def test_a_spoiled_file_is_told_without_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[bytes], bytes], told: str
) -> None:
    path = write_log(tmp_path / "log.jsonl", LINES[Log.AUDIT], Log.AUDIT)
    path.write_bytes(spoil(path.read_bytes()))
    code, said = verified(path, Log.AUDIT, capsys)
    assert code == 1
    assert told in said


def test_a_cut_archive_and_a_database_without_the_log_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_log(tmp_path / "log.jsonl.gz", LINES[Log.AUDIT], Log.AUDIT)
    path.write_bytes(path.read_bytes()[:-30])
    assert "cannot be read any further" in verified(path, Log.AUDIT, capsys)[1]
    path = write_log(tmp_path / "state.sqlite", LINES[Log.AUDIT], Log.AUDIT)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TABLE audit_entry")
    assert "no such table" in verified(path, Log.AUDIT, capsys)[1]
    assert "cannot be read any further" in verified(tmp_path / "absent.jsonl", Log.AUDIT, capsys)[1]


def test_keys_and_heads_that_cannot_be_read_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_log(tmp_path / "log.jsonl", LINES[Log.AUDIT], Log.AUDIT)
    for more in (["--known", str(tmp_path / "absent")], ["--key", str(path)], ["--key", str(tmp_path / "absent")]):
        assert "WRONG: keys or heads cannot be read" in verified(path, Log.AUDIT, capsys, *more)[1]


def test_heads_of_an_old_and_a_new_key_are_verified_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "new.pem").write_text(public_document(OTHER_KEY.public_key()), encoding="ascii")
    write_heads(tmp_path / "heads.jsonl", [*GOOD[:-1], head_over(LINES[Log.AUDIT], Log.AUDIT, OTHER_KEY)])
    path = write_log(tmp_path / "log.jsonl", LINES[Log.AUDIT], Log.AUDIT)
    assert verified(path, Log.AUDIT, capsys)[0] == 1
    assert verified(path, Log.AUDIT, capsys, "--key", str(tmp_path / "new.pem"))[0] == 0


@pytest.mark.parametrize(("form", "size"), [("log.jsonl.gz", SIZE), ("state.sqlite", SIZE), ("state.sqlite", 20_000)])
def test_the_script_runs_alone(root: Path, tmp_path: Path, form: str, size: int) -> None:
    """Of a large database two processes of it read pieces."""
    lines = made_lines(size, Log.PROCESSING)
    write_heads(tmp_path / "heads.jsonl", [head_over(lines[:20], Log.PROCESSING), head_over(lines, Log.PROCESSING)])
    write_key(tmp_path / "key.pem")
    script = str(root / "audit" / "verify_log.py")
    command = [sys.executable, "-I", script, "processing", form, "--heads", "heads.jsonl", "--key", "key.pem"]
    write_log(tmp_path / form, lines, Log.PROCESSING)
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("SOUND: the log is as it was signed\n")
    lines[size - 9] = replace(lines[size - 9], text="{}")
    write_log(tmp_path / form, lines, Log.PROCESSING)
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"WRONG: entry {size - 8} does not fit its chain" in done.stdout
