# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every fault a user can meet: what happened, to which thing, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from pandzicht.language import message


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a file, with its place and the way out.

    >>> print(Fault("signals/x.yaml", "line 3", "unknown word 'wen'", "write 'when'"))
    signals/x.yaml: line 3: unknown word 'wen'; write 'when'
    """

    file: str
    place: str
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        head = f"{self.file}: {self.place}: {self.found}" if self.place else f"{self.file}: {self.found}"
        return f"{head}; {self.remedy}" if self.remedy else head


class PandzichtError(Exception):
    """A fault of the user's world, told in one clear sentence."""

    heading: ClassVar[str] = message("This cannot be done as it was asked; nothing was changed.")
    """What it means for the user, said above the sentence in the language of the screen."""


class FaultsError(PandzichtError):
    """All faults of one thing at once."""

    def __init__(self, subject: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{subject}: {count} fault{'s' if count != 1 else ''}\n{lines}")


class DefinitionFaults(FaultsError):
    """The catalogue holds definitions that cannot be used."""

    heading = message("The catalogue has faults; nothing was computed with it.")


class DeliveryFaults(FaultsError):
    """A delivery cannot be taken in; nothing of it was kept."""

    heading = message("The delivery was not taken in; nothing of it was kept.")


class DeliveryRefused(PandzichtError):
    """A delivery is refused as a whole for a reason outside its rows (a date, an unregistered source)."""

    heading = message("The delivery is refused; nothing of it was kept.")


class RunRefused(FaultsError):
    """A run breaks an expectation; nothing was published and the previous run still stands."""

    heading = message("The run is refused; nothing was published and the run in force still stands.")


class PurposeMissing(PandzichtError):
    """A read is outside the purpose that asks for it."""

    heading = message("This may not be read for this purpose; nothing was read.")


class WorkspaceFault(PandzichtError):
    """The workspace is missing, damaged or in use."""

    heading = message("The workspace cannot be used like this.")


class WorkspaceBusy(WorkspaceFault):
    """Another load or run holds the workspace; it can be tried again."""

    heading = message("Something else is busy here; nothing was changed.")


class Altered(PandzichtError):
    """Something that was published is no longer what it was."""

    heading = message("Not everything is as it was published.")


class HeadFaults(FaultsError):
    """The signed heads of a log, or the log under them, are not what they were."""

    heading = message("The log and its signed heads do not agree; no head was written.")


class NotFound(PandzichtError):
    """What was asked for does not exist here."""

    heading = message("This is not there.")


class NotAvailable(PandzichtError):
    """What was asked for cannot be answered from what is loaded."""

    heading = message("This cannot be answered from what is loaded.")


class Gone(PandzichtError):
    """What was asked for was destroyed under a rule, and is not to be had any more."""

    heading = message("This was destroyed under a rule; only what it was is known.")


class ExportRefused(PandzichtError):
    """An export cannot be written as it was asked; nothing of it was written."""

    heading = message("The export cannot be written as asked; nothing of it was written.")


class StateFault(PandzichtError):
    """The state database, which holds what people decide and the logs, cannot be used; so nothing is done or shown."""

    heading = message("What is done cannot be logged, so it is not done; nothing was changed or shown.")


class AccessDenied(PandzichtError):
    """Somebody may not do this: no role allows it, or something forbids it."""

    heading = message("You may not do this; nothing was changed or shown.")


class AccountFaults(FaultsError):
    """The public account would say what is not so, or leave out what it must say; nothing of it was written."""

    heading = message("The account cannot be made like this; nothing of it was written.")


class AccountDiffers(FaultsError):
    """A published account says otherwise than what the system runs on."""

    heading = message("What was published is not what the system runs on.")


class ReasonMissing(PandzichtError):
    """A reason was asked that a colleague can judge, and what was written says nothing."""

    heading = message("This needs a reason that a colleague can judge; nothing was changed or shown.")


class SelectionBlocked(PandzichtError):
    """A check may not be drawn from: its proxy test is missing, or a breach that it found was not signed for."""

    heading = message("Nothing may be drawn from this check yet; nothing was drawn.")


class NotApproved(PandzichtError):
    """What takes four eyes was seen by two only, or by nobody."""

    heading = message("Nobody else approved this yet, so it is not done; nothing was changed.")


class SignInRefused(PandzichtError):
    """Somebody does not get in; what is told is the same whether the account exists or not."""

    heading = message("You are not signed in.")

    def __init__(self, told: str, *, wait: int = 0) -> None:
        super().__init__(told)
        self.wait = wait
        """Seconds until another attempt is looked at; 0 for at once."""


class SecondFactorMissing(SignInRefused):
    """Somebody showed who they are by one factor only; the identity provider must say that there were more."""

    heading = message("You are not signed in: a second step was missing.")


class BacktestFaults(FaultsError):
    """A table of past inspections cannot be judged as it was asked; nothing was written."""

    heading = message("The table is not judged; nothing was written.")


class JobRefused(PandzichtError):
    """Work in the background was asked for in a way that it cannot be done."""

    heading = message("This work cannot be asked for like this; nothing waits.")


class Cancelled(PandzichtError):
    """Work was stopped because somebody asked; nothing of it was published."""

    heading = message("The work was stopped, as was asked; nothing of it was published.")
