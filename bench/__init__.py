# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Speed and quality, each measured beside the best alternative in the same run."""
