# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Linking, measured: messy rows to addresses and owners to parties, beside Splink, on data with a known truth."""
