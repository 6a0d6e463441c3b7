"""Cookies, HTTPS and e-mail: strict in production, usable over plain HTTP on one's own machine."""

from urllib.parse import unquote, urlsplit

from watchward_web.project.environment import read_environment

_ENVIRONMENT = read_environment()
_PRODUCTION = _ENVIRONMENT.production

# The prefix tells a browser to take these cookies from this host over HTTPS only.
_PREFIX = "__Host-" if _PRODUCTION else ""
SESSION_COOKIE_NAME = f"{_PREFIX}watchward-session"
SESSION_COOKIE_SECURE = _PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = f"{_PREFIX}watchward-language"
CSRF_COOKIE_NAME = f"{_PREFIX}watchward-csrf"
CSRF_COOKIE_SECURE = _PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "watchward_web.core.views.errors.csrf_failure"

SECURE_SSL_REDIRECT = _PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _PRODUCTION
SECURE_HSTS_PRELOAD = _PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = _ENVIRONMENT.behind_proxy
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DEFAULT_FROM_EMAIL = _ENVIRONMENT.sender
SERVER_EMAIL = _ENVIRONMENT.sender
# Without a mail server each message is a file in the data folder: its link can be handed over.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(_ENVIRONMENT.data / "mail")
if _ENVIRONMENT.smtp:
    _MAIL = urlsplit(_ENVIRONMENT.smtp)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _MAIL.hostname or ""
    EMAIL_PORT = _MAIL.port or 587
    EMAIL_HOST_USER = unquote(_MAIL.username or "")
    EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
    EMAIL_USE_TLS = True
    EMAIL_TIMEOUT = 20
