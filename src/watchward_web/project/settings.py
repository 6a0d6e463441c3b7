"""Django's settings; what differs between installations comes from environment.py."""

from watchward_web.core.logs import LOGGING  # noqa: F401
from watchward_web.project.apps import WEB, installed
from watchward_web.project.environment import read_environment

ENVIRONMENT = read_environment()
PRODUCTION = ENVIRONMENT.production
DATA = ENVIRONMENT.data

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
AUDIT_KEY = ENVIRONMENT.audit_key
METRICS_TOKEN = ENVIRONMENT.metrics_token
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.origins)
SITE = ENVIRONMENT.site  # for links in messages that no request asked for
ROOT_URLCONF = "watchward_web.project.urls"
WSGI_APPLICATION = "watchward_web.project.wsgi.application"

OWN_APPS = installed(production=PRODUCTION)
ON_POSTGRES = str(ENVIRONMENT.database["ENGINE"]).endswith("postgresql")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
    # Jobs: procrastinate's tables on PostgreSQL; elsewhere core has a table of its own.
    *(("procrastinate.contrib.django",) if ON_POSTGRES else ()),
    *(f"watchward_web.{name}" for name in OWN_APPS),
]

MIDDLEWARE = [
    "watchward_web.core.headers.HeadersMiddleware",
    "watchward_web.core.logs.RequestLogMiddleware",
    "watchward_web.operations.metrics.MetricsMiddleware",
    "watchward_web.core.compress.PagesCompressed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "watchward_web.core.welsh.SaidAgain",
    "watchward_web.evidence.exports.machine.ProblemsMiddleware",
    "watchward_web.partners.machines.MachineMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "watchward_web.accounts.middleware.SessionLimits",
    "allauth.account.middleware.AccountMiddleware",
    "watchward_web.core.errors.RefusalMiddleware",
    "watchward_web.partners.access.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / name / "templates" for name in OWN_APPS],
        "OPTIONS": {
            "environment": "watchward_web.govuk.environment.environment",
            "context_processors": ["watchward_web.partners.page.page"],
        },
    },
    # For allauth's own e-mails; every page of ours is one of the Jinja templates above.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = {"default": dict(ENVIRONMENT.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_INDEX_FILE = False
_STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
if not PRODUCTION:
    _STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC},
}
MEDIA_ROOT = DATA / "media"
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

from watchward_web.project.signing_in import *  # noqa: E402, F403
from watchward_web.project.transport import *  # noqa: E402, F403
