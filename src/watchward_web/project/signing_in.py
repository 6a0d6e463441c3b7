"""Who may sign in and how: argon2, a second factor in production, lockout, short sessions."""

from watchward_web.project.environment import read_environment
from watchward_web.project.issuer import read_issuer

_ENVIRONMENT = read_environment()
_PRODUCTION = _ENVIRONMENT.production

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "partners:choose"
ACCOUNT_LOGOUT_REDIRECT_URL = "core:start"
ACCOUNT_ADAPTER = "watchward_web.accounts.adapter.Adapter"
_FORMS = "watchward_web.accounts.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.ConfirmCodeForm",
    "activate_totp": f"{_FORMS}.AppForm",
    "add_webauthn": f"{_FORMS}.PasskeyForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip", "reset_password": "5/h/ip"}
PASSWORD_RESET_TIMEOUT = 3600

# In production no partnership's page opens without a second factor; personas elsewhere may.
SECOND_FACTOR_REQUIRED = _PRODUCTION
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Watchward"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _PRODUCTION

# An organisation's own sign-in: nobody is let in by it whom the partnership has not invited.
ISSUER = read_issuer(production=_PRODUCTION)
SOCIALACCOUNT_ADAPTER = "watchward_web.partners.arriving.ArrivalAdapter"
SOCIALACCOUNT_PROVIDERS = ISSUER.providers() if ISSUER else {}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

# Five wrong passwords for one name from one address; another address can still sign that person in.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "watchward_web.accounts.adapter.client_address"
AXES_USERNAME_CALLABLE = "watchward_web.accounts.adapter.tried_name"
AXES_LOCKOUT_CALLABLE = "watchward_web.accounts.views.locked.locked"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True

SESSION_ENGINE = "watchward_web.accounts.services.sessions"
SESSIONS_AT_ONCE = 5
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 3600
