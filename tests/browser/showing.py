# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where Chromium is, how it is started without a screen, and the sizes of a desk and a telephone."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_WITHOUT_SCREEN = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def chromium() -> str | None:
    """Where Chromium is; None where there is none."""
    return os.environ.get("PANDZICHT_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


def launched(playwright: Playwright, where: str) -> Browser:
    """Chromium without a screen, with a map that is drawn by the processor."""
    return playwright.chromium.launch(executable_path=where, args=_WITHOUT_SCREEN)
