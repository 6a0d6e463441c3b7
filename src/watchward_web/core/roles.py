"""Roles, what each is for, and the audience whose answers it may see. All read this table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What a person is in one partnership; a person has one role there."""

    ANALYST = "analyst"
    HEAD = "head"
    LICENSING = "licensing"
    HOSPITAL = "hospital"
    POLICE = "police"
    COUNCILLOR = "councillor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class RoleAbout:
    """A role in words, and its disclosure audience ("" where it sees no evidence at all)."""

    name: str | Promise
    is_for: str | Promise
    audience: str


ROLES: Mapping[Role, RoleAbout] = {
    Role.ANALYST: RoleAbout(
        _("Analyst"),
        _("Works with exact figures inside the partnership, none of which may be passed on."),
        "analyst",
    ),
    Role.HEAD: RoleAbout(
        _("Head of community safety"),
        _("Chairs the meeting, follows the ledger, the decisions and the audit log."),
        "partner",
    ),
    Role.LICENSING: RoleAbout(
        _("Licensing officer"),
        _("Prepares licensing work: exact figures of licensed premises, and protected ones."),
        "partner",
    ),
    Role.HOSPITAL: RoleAbout(
        _("Hospital data officer"),
        _("Sends the hospital's packages, and sees what came of them."),
        "partner",
    ),
    Role.POLICE: RoleAbout(
        _("Police commander"),
        _("Plans patrols from protected figures."),
        "partner",
    ),
    Role.COUNCILLOR: RoleAbout(
        _("Councillor"),
        _("Sees what the public may see."),
        "open",
    ),
    Role.ADMINISTRATOR: RoleAbout(
        _("Administrator"),
        _("Invites people, changes roles and suspends accounts. Sees no evidence."),
        "",
    ),
}
