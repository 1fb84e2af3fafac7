# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The script for one line runs alone, imports nothing of Pandzicht, and refuses a proof with anything changed."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.verify_line import check
from pandzicht.governance.line_proof import line_proof
from pandzicht.governance.signing_key import public_document
from tests.governance.test_line_proof import LINE, logged
from tests.governance.test_tree_head import KEY, OTHER_KEY

LEAVES, HEAD = logged(17, 100)
PROOF: dict[str, Any] = json.loads(line_proof(LINE, b"sealed", 17, LEAVES, HEAD))
HASHES = base64.b64decode(PROOF["hashes"])


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"line": LINE.replace("read", "none")},
        {"subject": encoded(b"other")},
        {"subject": ""},
        {"leaf": 16},
        {"leaf": -83},
        {"leaf": 117},
        {"size": 99},
        {"hashes": ""},
        {"hashes": encoded(HASHES[:-1])},
        {"hashes": encoded(HASHES[32:])},
        {"hashes": encoded(HASHES + bytes(32))},
        {"hashes": encoded(bytes(len(HASHES)))},
        {"head": PROOF["head"] | {"root": "0" * 64}},
        {"head": PROOF["head"] | {"log": "audit"}},
        {"head": PROOF["head"] | {"signature": encoded(bytes(64))}},
        {"head": {}},
    ],
)
def test_a_proof_with_anything_changed_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises((ValueError, IndexError, KeyError, InvalidSignature)):
        check(PROOF | wrong, KEY.public_key())


def test_every_byte_of_the_hashes_counts() -> None:
    for place in range(len(HASHES)):
        bent = HASHES[:place] + bytes([HASHES[place] ^ 1]) + HASHES[place + 1 :]
        with pytest.raises(ValueError, match="do not lead to the root"):
            check(PROOF | {"hashes": encoded(bent)}, KEY.public_key())


def run(root: Path, folder: Path, proof: str, key: Ed25519PrivateKey = KEY) -> subprocess.CompletedProcess[str]:
    """The script as an auditor runs it: from its own folder, isolated from everything of Pandzicht."""
    (folder / "proof.json").write_text(proof, encoding="utf-8")
    (folder / "key.pem").write_text(public_document(key.public_key()), encoding="ascii")
    command = [sys.executable, "-I", str(root / "audit" / "verify_line.py"), "proof.json", "key.pem"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_script_says_what_it_found_and_its_exit_code_too(root: Path, tmp_path: Path) -> None:
    sound = run(root, tmp_path, json.dumps(PROOF))
    assert (sound.returncode, sound.stderr) == (0, "")
    assert sound.stdout == "SOUND: leaf 17 of the log 'processing', signed on 2026-03-01T12:00:00Z\n"
    for proof, key in ((json.dumps(PROOF | {"leaf": 3}), KEY), (json.dumps(PROOF), OTHER_KEY), ("[]", KEY), ("{", KEY)):
        wrong = run(root, tmp_path, proof, key)
        assert wrong.returncode == 1
        assert wrong.stderr.startswith("WRONG: ")


@pytest.mark.parametrize("script", ["verify_line.py", "verify_log.py"])
def test_a_script_knows_nothing_of_pandzicht(root: Path, script: str) -> None:
    text = (root / "audit" / script).read_text(encoding="utf-8")
    imported = {line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert imported - sys.stdlib_module_names == {"cryptography"}
    assert len(text.splitlines()) <= (60 if script == "verify_line.py" else 300)
