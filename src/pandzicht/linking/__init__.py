# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messy text to address: every source row tied to the spine, or in doubt, or not."""
