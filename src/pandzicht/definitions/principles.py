# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The principles of law that a refusal names, as it names them."""

from __future__ import annotations

PURPOSE_LIMITATION = "purpose limitation, AVG art. 5 lid 1 onder b"
DATA_MINIMISATION = "data minimisation, AVG art. 5 lid 1 onder c"
NO_MIXING = "WGS, Stb. 2024, 380; AVG art. 5 lid 1 onder b"
"""The rule against mixing the data of a partnership with other work."""
