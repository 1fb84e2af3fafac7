# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forgetting: what may not be kept any longer is listed, and exactly that is destroyed, with a line that proves it."""
