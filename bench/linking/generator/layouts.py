# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The layouts in which messy rows are written, each a file of its own."""

LAYOUTS = ("columns", "number", "street_number", "text")
