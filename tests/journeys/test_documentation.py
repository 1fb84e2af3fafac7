# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first comparison and the tasks of the documentation, followed as a reader does: every command, every file."""

from __future__ import annotations

import getpass
import re
import shlex
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pandzicht.cli import accounting, comparing, desk, destroying, linking, loading, proxy_testing, reviewing
from pandzicht.cli.main import main
from tests.journeys.pages import Command, FilledIn, Written, steps_of, unlike

LESSON = "docs/learn/first-comparison.md"
TASKS = (
    "add-a-source",
    "add-a-signal",
    "explain-an-address",
    "find-an-address",
    "use-the-api",
    "change-a-norm",
    "load-deliveries",
    "go-through-the-worklist",
    "draw-a-selection",
    "test-for-proxies",
    "verify",
    "publish-the-account",
    "motivate-a-decision",
    "answer-an-access-request",
    "hand-over-an-audit-package",
    "learn-from-outcomes",
    "link-a-file",
    "judge-links",
    "backtest",
    "handle-an-objection",
    "retention",
    "share-partnership-data",
    "give-people-roles",
    "let-people-sign-in",
    "long-work",
    "read-the-logs",
    "propose-and-approve",
    "stop-a-check",
    "keys-and-originals",
    "read-a-fault",
    "see-the-yield",
    "run-without-a-bag",
)
"""Tasks that go on in the workspace of the lesson, in this order; the last one begins a workspace of its own."""
TODAY = date(2026, 3, 15)
_NAMED = re.compile(r"^(?:Selectie|Voorstel) (\S+):", re.MULTILINE)
ACCOUNT = "els"


class Reader:
    """Somebody who does what a page says, and compares what happens with what it says."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._patch = monkeypatch
        self._names: dict[str, str] = {}
        """Selection or proposal on the page -> the reader's own, which has another name."""

    def follow(self, page: Path) -> list[str]:
        """Do all that a page asks; return what went otherwise than it says."""
        wrong = []
        for step in steps_of(page.read_text(encoding="utf-8")):
            if isinstance(step, Written | FilledIn):
                try:
                    step.put(Path())
                except OSError as error:
                    wrong.append(f"{page.name}: {error}")
            else:
                wrong += [f"{page.name}: '{step.words}' {text}" for text in self._typed(step)]
        return wrong

    def _typed(self, command: Command) -> list[str]:
        words, _, target = command.words.partition(" > ")
        account, words = _as_account(words)
        program, *arguments = (self._names.get(word, word) for word in shlex.split(words))
        if program == "cd":
            self._patch.chdir(arguments[0])
            return []
        assert program == "pandzicht", words
        with self._patch.context() as patch:
            if account:
                patch.setenv("PANDZICHT_ACCOUNT", account)
            code = main(arguments)
        out, err = self._capsys.readouterr()
        if target:
            Path(target).write_text(out, encoding="utf-8")
            out = ""
        for told, own in zip(_NAMED.findall("\n".join(command.answer)), _NAMED.findall(out), strict=False):
            self._names[told] = own
        wrong = [] if (code != 0) == command.fails else [f"gives exit code {code}: {err}"]
        line = unlike(command.answer, out + err)
        return [*wrong, f"does not answer: {line}"] if line else wrong


def _as_account(words: str) -> tuple[str, str]:
    """Return the account that a command is typed as, where it names one, and the command."""
    head, _, rest = words.partition(" ")
    name, _, account = head.partition("=")
    return (account, rest) if name == "PANDZICHT_ACCOUNT" else ("", words)


@pytest.mark.slow
def test_the_lesson_and_the_tasks_can_be_followed_to_the_letter(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(getpass, "getuser", lambda: ACCOUNT)
    monkeypatch.setattr(loading, "today", lambda: TODAY)
    monkeypatch.setattr(comparing, "today", lambda: TODAY)
    monkeypatch.setattr(accounting, "today", lambda: TODAY)
    monkeypatch.setattr(destroying, "today", lambda: TODAY)
    monkeypatch.setattr(linking, "today", lambda: TODAY)
    monkeypatch.setattr(proxy_testing, "today", lambda: TODAY)
    monkeypatch.setattr(reviewing, "today", lambda: TODAY)
    monkeypatch.setattr(desk, "now", lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC))
    monkeypatch.chdir(tmp_path)
    reader = Reader(capsys, monkeypatch)
    pages = [root / LESSON, *(root / f"docs/do/{name}.md" for name in TASKS)]
    assert [wrong for page in pages for wrong in reader.follow(page)] == []


def test_every_task_with_commands_and_answers_is_followed(root: Path) -> None:
    asking = {page.stem for page in (root / "docs/do").glob("*.md") if any(steps_of(page.read_text("utf-8")))}
    assert asking == set(TASKS)
