# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest

from pandzicht.errors import DeliveryFaults
from pandzicht.readers.bundle import gathered
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.findings import Findings


def words(content: bytes, findings: Findings) -> pa.Table:
    """Read `name=value value` as a table of one column."""
    name, _, values = content.decode().partition("=")
    if not values:
        raise findings.stop("line 1", "no values")
    if "fout" in values:
        findings.add("line 1", "a wrong value")
    return pa.table({name: values.split()})


def read(files: list[Path], *, same_fields: bool = True) -> Delivered:
    return gathered(files, words, suffixes=(".csv", ".txt"), same_fields=same_fields)


def told(files: list[Path]) -> list[str]:
    with pytest.raises(DeliveryFaults) as caught:
        read(files)
    return [str(fault) for fault in caught.value.faults]


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def zipped(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_files_are_counted_from_zero_and_records_from_one(tmp_path: Path) -> None:
    delivered = read([file(tmp_path, "1.csv", b"a=x y"), file(tmp_path, "2.csv", b"a=z")])
    assert delivered.table.to_pydict() == {"a": ["x", "y", "z"], "file_no": [0, 0, 1], "record_no": [1, 2, 1]}
    assert delivered.place.format(record_no=2, file_no=0) == "record 2"


def test_a_record_number_of_the_reader_stays() -> None:
    def numbered(_content: bytes, _findings: Findings) -> pa.Table:
        return pa.table({"record_no": pa.array([7], pa.int32()), "a": ["x"]})

    path = Path(__file__)
    assert gathered([path], numbered, suffixes=()).table.to_pydict() == {"a": ["x"], "file_no": [0], "record_no": [7]}


def test_an_archive_is_opened(tmp_path: Path) -> None:
    inner = zipped({"c.csv": b"a=3"})
    path = file(tmp_path, "l.zip", zipped({"a.csv": b"a=1", "b.txt.gz": gzip.compress(b"a=2"), "c.zip": inner}))
    assert read([path]).table["a"].to_pylist() == ["1", "2", "3"]
    assert read([file(tmp_path, "a.csv.gz", gzip.compress(b"a=1"))]).table["a"].to_pylist() == ["1"]


def test_a_file_beside_the_table_in_an_archive_is_told(tmp_path: Path) -> None:
    path = file(tmp_path, "l.zip", zipped({"a.csv": b"a=1", "lees_mij.pdf": b"%PDF"}))
    assert told([path]) == ["l.zip: lees_mij.pdf: lies beside the delivery and is no .csv or .txt file; leave it out"]


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    files = [
        file(tmp_path, "1.csv", b"a=fout"),
        file(tmp_path, "2.csv", b"a"),
        file(tmp_path, "3.csv.gz", gzip.compress(b"a=1")[:-4]),
        tmp_path / "4.csv",
    ]
    found = told(files)
    assert found[:2] == ["1.csv: line 1: a wrong value", "2.csv: line 1: no values"]
    assert found[2].startswith("3.csv.gz: is a damaged or cut gzip")
    assert found[3].startswith("4.csv: does not exist")


def test_files_of_another_layout_are_told(tmp_path: Path) -> None:
    files = [file(tmp_path, "1.csv", b"a=1"), file(tmp_path, "2.csv", b"b=1")]
    assert told(files) == [
        "2.csv: header: the field 'a' of the first file is absent; deliver files of one layout",
        "2.csv: header: the field 'b' is not in the first file; deliver files of one layout",
    ]
    assert read(files, same_fields=False).table.to_pydict() == {
        "a": ["1", None],
        "file_no": [0, 1],
        "record_no": [1, 1],
        "b": [None, "1"],
    }


def test_no_file_at_all_is_told(tmp_path: Path) -> None:
    assert told([]) == [": no file to read; name the files of the delivery"]
    assert told([file(tmp_path, "leeg.zip", zipped({}))]) == [
        "leeg.zip: no file to read; name the files of the delivery"
    ]


def test_bombs_stop(tmp_path: Path) -> None:
    zeros = b"\0" * (16 << 20)
    assert "as a bomb does" in told([file(tmp_path, "bom.csv.gz", gzip.compress(zeros))])[0]
    assert "bomb" in told([file(tmp_path, "bom.zip", zipped({"a.csv": zeros}))])[0]


def test_too_many_files_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pandzicht.readers.bundle._MAX_FILES", 1)
    files = [file(tmp_path, f"{number}.csv", b"a=1") for number in range(2)]
    assert told(files) == ["1.csv: more than 1 files; deliver fewer files at once"]


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(tmp_path, "a.csv", b"a=1")

    def refused(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refused)
    assert told([path]) == ["a.csv: cannot be read (Permission denied); check its rights"]
