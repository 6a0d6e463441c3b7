"""The site's own settings, over a throw-away data folder and a database in memory."""

import atexit
import os
import shutil
import tempfile

_DATA = tempfile.mkdtemp(prefix="watchward-web-")
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
os.environ["WATCHWARD_WEB_DATA"] = _DATA

from watchward_web.project.settings import *  # noqa: E402, F403
from watchward_web.project.settings import DATABASES, LOGGING  # noqa: E402

# Argon2 is slow on purpose; only the tests of passwords want that.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["NAME"] = ":memory:"
    DATABASES["default"]["OPTIONS"] = {}
for _name in ("watchward", "django"):
    LOGGING["loggers"][_name]["level"] = "CRITICAL"
