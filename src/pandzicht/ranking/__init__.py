# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Points, order, strata and the probability with which every unit could have been drawn."""
