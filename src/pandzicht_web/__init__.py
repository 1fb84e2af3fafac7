# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office of Pandzicht: pages in a browser, thin over the core; every read and change goes through a desk."""
