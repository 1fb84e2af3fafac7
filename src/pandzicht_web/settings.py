# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How Django is set: templates, forms and addresses; no models, no sessions and no accounts of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import django
from django import conf

from pandzicht_web.office_cookie import host_cookie

_HERE = Path(__file__).parent
MIDDLEWARE = (
    "django.middleware.gzip.GZipMiddleware",
    "pandzicht_web.headers.Headers",
    "django.middleware.common.CommonMiddleware",
    "pandzicht_web.forms.FormSecret",
)
FIXED: Mapping[str, Any] = {
    "DEBUG": False,
    "INSTALLED_APPS": ["pandzicht_web"],
    "MIDDLEWARE": list(MIDDLEWARE),
    "ROOT_URLCONF": "pandzicht_web.urls",
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [_HERE / "templates"],
            "OPTIONS": {"builtins": ["pandzicht_web.templatetags.said"], "context_processors": []},
        }
    ],
    "DATABASES": {},
    "USE_TZ": True,
    "TIME_ZONE": "Europe/Amsterdam",
    "LANGUAGE_CODE": "nl",
    "USE_I18N": False,
    "APPEND_SLASH": False,
    "CSRF_FAILURE_VIEW": "pandzicht_web.refused.csrf_refused",
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_SAMESITE": "Strict",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 5 * 1024 * 1024,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 2_000,
    "FILE_UPLOAD_HANDLERS": ["pandzicht_web.uploading.NoFiles"],
    "LOGGING_CONFIG": None,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
}


def set_up(secret: str, hosts: Sequence[str], *, is_secure: bool) -> None:
    """Set Django up, once per process; a second time changes nothing."""
    if conf.settings.configured:
        return
    conf.settings.configure(
        **FIXED,
        SECRET_KEY=secret,
        ALLOWED_HOSTS=list(hosts),
        CSRF_COOKIE_NAME=host_cookie("form", is_secure=is_secure),
        CSRF_COOKIE_SECURE=is_secure,
    )
    django.setup()
