# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Invented registers and messy rows with a known truth; it shares no code with what it tests."""
