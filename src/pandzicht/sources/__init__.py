# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Readers of the registers' real formats, and the strict intake of their deliveries."""
