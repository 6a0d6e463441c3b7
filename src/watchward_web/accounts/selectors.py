"""Reading accounts."""

from allauth.mfa.utils import is_mfa_enabled

from watchward_web.accounts.models import User


def has_second_factor(person: User) -> bool:
    """Whether the person has set up codes or a passkey."""
    return bool(is_mfa_enabled(person))


def person_with_email(email: str) -> User | None:
    """The account of an address, whatever its capitals."""
    return User.objects.filter(email__iexact=email).first()


def username_taken(username: str) -> bool:
    """Whether somebody has this user name."""
    return User.objects.filter(username__iexact=username).exists()
