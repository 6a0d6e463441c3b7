"""Who may open the account pages: anybody may sign in, the signed-in change what is theirs."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.rules import ANYONE, SIGNED_IN, Rule, who

_OPEN = {"GET": who(ANYONE), "POST": who(ANYONE)}
_OPEN_READ = {"GET": who(ANYONE)}
_OWN = {"GET": who(SIGNED_IN), "POST": who(SIGNED_IN)}
_OWN_READ = {"GET": who(SIGNED_IN)}
_OWN_WRITE = {"POST": who(SIGNED_IN)}
_KEY = {"uidb36": "1", "key": "set-password"}

# While these are open, a person who must set up a second factor can do so; nothing else is.
SETTING_UP = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    }
)

RULES = (
    Rule("accounts:home", _OWN_READ, _("Your account")),
    Rule("accounts:issuer_start", _OPEN_READ, _("To the organisation's own sign-in")),
    Rule("accounts:issuer_callback", _OPEN_READ, _("Back from the organisation's own sign-in")),
    Rule("accounts:issuer_link", _OWN_WRITE, _("Link the account to the organisation's sign-in")),
    Rule("accounts:issuer_unlink", _OWN_WRITE, _("End that link")),
    Rule("accounts:sessions", _OWN_READ, _("Where you are signed in")),
    Rule("accounts:end_session", _OWN_WRITE, _("Sign out one browser"), example={"ident": "0"}),
    Rule("accounts:end_sessions", _OWN_WRITE, _("Sign out everywhere")),
    Rule("account_login", _OPEN, _("Sign in")),
    Rule("account_logout", _OPEN, _("Sign out")),
    Rule("account_inactive", _OPEN_READ, _("Told that the account is suspended")),
    Rule("account_reauthenticate", _OWN, _("Give the password once more")),
    Rule("account_change_password", _OWN, _("Change the password")),
    Rule("account_reset_password", _OPEN, _("Ask for a new password")),
    Rule("account_reset_password_done", _OPEN_READ, _("Told that a message is on its way")),
    Rule("account_reset_password_from_key", _OPEN, _("Set a new password"), example=_KEY),
    Rule("account_reset_password_from_key_done", _OPEN_READ, _("Told that the password is new")),
    Rule("mfa_index", _OWN_READ, _("Second factor: what is set up")),
    Rule("mfa_authenticate", _OPEN, _("Second factor: enter a code when signing in")),
    Rule("mfa_reauthenticate", _OWN, _("Second factor: confirm with a code")),
    Rule("mfa_activate_totp", _OWN, _("Second factor: set up codes from an app")),
    Rule("mfa_deactivate_totp", _OWN, _("Second factor: remove codes from an app")),
    Rule("mfa_view_recovery_codes", _OWN_READ, _("Second factor: recovery codes")),
    Rule("mfa_generate_recovery_codes", _OWN, _("Second factor: new recovery codes")),
    Rule("mfa_list_webauthn", _OWN_READ, _("Passkeys: list")),
    Rule("mfa_add_webauthn", _OWN, _("Passkeys: add one")),
    Rule("mfa_remove_webauthn", _OWN, _("Passkeys: remove one"), example={"pk": 1}),
    Rule("mfa_reauthenticate_webauthn", _OWN, _("Passkeys: confirm with one")),
    Rule("mfa_login_webauthn", _OPEN, _("Passkeys: sign in with one")),
)
