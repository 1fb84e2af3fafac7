# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The limits of the proxy test are norms of the catalogue, in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pandzicht.definitions.catalogue import Catalogue, catalogue_of
from pandzicht.definitions.norm import Norm
from pandzicht.errors import NotAvailable
from pandzicht.ranking.proxy_limits import NORMS, proxy_limits

DAY = date(2026, 3, 1)


def catalogue(**changes: Any) -> Catalogue:
    values = dict.fromkeys(NORMS.values(), "0.25") | changes
    dated = {name: [{"value": value, "from": "2026-01-01", "article": "Besluit"}] for name, value in values.items()}
    norms = {
        name: Norm.model_validate({"norm": name, "label": {"nl": name}, "values": told}) for name, told in dated.items()
    }
    return Catalogue(norms=norms)


def test_they_are_the_same_from_the_catalogue_and_as_kept_with_a_run() -> None:
    own = catalogue(norm_proxy_buurten=20)
    assert proxy_limits(own, DAY) == proxy_limits(catalogue_of(own.document()), DAY)
    assert (proxy_limits(own, DAY).fewest_areas, proxy_limits(own, DAY).correlation) == (20, 0.25)


def test_all_that_are_missing_or_no_number_are_named_at_once() -> None:
    own = catalogue(norm_proxy_cel="tien", norm_proxy_ronde=("a", "b"))
    del own.norms["norm_proxy_buurten"]
    with pytest.raises(NotAvailable, match="norm_proxy_buurten, norm_proxy_cel, norm_proxy_ronde; add them"):
        proxy_limits(own, DAY)


def test_a_norm_that_does_not_hold_yet_is_missing() -> None:
    with pytest.raises(NotAvailable, match=r"no number on 2025-12-31: norm_proxy_rangcorrelatie, "):
        proxy_limits(catalogue(), date(2025, 12, 31))
