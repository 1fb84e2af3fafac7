# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a call of the API takes and gives, as models: what is held against them is what its description says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

VERSION = "1.0.0"
"""Of the API, in every answer of it; a change that an old client cannot follow gets another number in the address."""
PREFIX = "api/v1"
Line = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""A text of one line."""


class Question(BaseModel):
    """What a call is asked, in the address or in its body; what is not in the model is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """What a call answers; filled from the value of the core that has the same names."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Nothing(Answer):
    """An answer without content."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what it does in a sentence, what it is asked, what it answers, and with which status."""

    does: str
    answer: type[Answer]
    asked: type[Question] | None = None
    """In the address of a GET, else in the body."""
    status: int = 200
    media: str = ""
    """Of an answer that is no JSON of a model: what it is."""


@dataclass(frozen=True, slots=True)
class Made:
    """An answer about something that was made, and the path at which it can be asked from now on."""

    answer: object
    location: str
