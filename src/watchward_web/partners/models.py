"""Partnerships, agencies, members, invitations, keys. Agreements and locks are the ledger's."""

from django.conf import settings
from django.db import models

from watchward_web.core.roles import Role
from watchward_web.partners.tokens import SCOPES

ROLE_NAMES = [role.value for role in Role]


class Partnership(models.Model):
    """One partnership, and the folder of its store (relative to the website's data folder)."""

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120)
    store = models.CharField(max_length=500)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A member of a partnership; `provider` is the code that it sends packages under."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agencies")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    provider = models.CharField(max_length=60, blank=True)

    class Meta:
        """A provider's code stands for one agency of a partnership."""

        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="one_agency_a_name"),
            models.UniqueConstraint(
                fields=("partnership", "provider"),
                condition=~models.Q(provider=""),
                name="one_agency_a_provider",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's one role in one partnership, on behalf of one agency."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="people")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    role = models.CharField(max_length=20)
    active = models.BooleanField(default=True)

    class Meta:
        """One role a partnership, and only a role that there is."""

        constraints = (
            models.UniqueConstraint(fields=("person", "partnership"), name="one_role_a_person"),
            models.CheckConstraint(
                condition=models.Q(role__in=ROLE_NAMES), name="membership_role_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Invitation(models.Model):
    """A joiner's way in; the link's secret is kept as a hash only, and works once."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    role = models.CharField(max_length=20)
    email = models.EmailField(max_length=254)
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Only a role that there is."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(role__in=ROLE_NAMES), name="invitation_role_known"
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Token(models.Model):
    """A member's key for a machine; `agency` is the one that it was given for."""

    ident = models.CharField(max_length=12, unique=True)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tokens")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    scope = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Only a scope that there is, and an end after the beginning."""

        ordering = ("-issued_at", "ident")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(scope__in=list(SCOPES)), name="token_scope_known"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")), name="token_ends"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scope} {self.ident}"
