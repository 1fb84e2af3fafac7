# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worklist of a check in a run: its units in order, filtered, counted, with what is said of each, page by page."""
