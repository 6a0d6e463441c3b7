"""A person who may sign in. What they may see is their membership's business."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.module_loading import import_string


class User(AbstractBaseUser):
    """Suspended people keep their row, for the audit log points to it; they cannot sign in."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    privileges_at = models.DateTimeField(null=True, blank=True)

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("email", "name")

    class Meta:
        """One account an address, whatever its capitals."""

        constraints = (models.UniqueConstraint(Lower("email"), name="one_account_an_address"),)

    def __str__(self) -> str:
        return self.name


class Session(AbstractBaseSession):
    """One browser's session; `ident` names it where its key must not be shown."""

    ident = models.CharField(max_length=32, unique=True)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractBaseSession.Meta):
        """A table of our own beside Django's, which stays empty."""

        abstract = False

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Asked by Django when it reads a row's data."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")
