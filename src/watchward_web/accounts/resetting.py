"""The message with which somebody who forgot their password sets another."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from watchward_web.accounts.selectors import active_person


def send_reset(person_id: int, *, site: str) -> None:
    """To the address of the account; nothing for nobody, and nothing for who is suspended."""
    person = active_person(person_id)
    if person is None:
        return
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    link = site.rstrip("/") + reverse("account_reset_password_from_key", kwargs=key)
    send_mail(
        _("A new password for Watchward"),
        render_to_string("account/reset.txt", {"link": link, "username": person.username}),
        settings.DEFAULT_FROM_EMAIL,
        [person.email],
    )
