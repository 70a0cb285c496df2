"""User and Department. Both live in the municipality's schema: a person of one town is nobody in another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language


class Department(models.Model):
    """A part of the town hall that staff belong to and that answers for datasets and, later, cases."""

    retention = Retention.lasting("The town hall's own organisation.")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = TextByLanguage(_("name"))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ("code",)

    def __str__(self) -> str:
        return in_language(self.names) or self.code


class PortalUserManager(UserManager["User"]):
    """Makes users by e-mail address; an address in another case is the same person."""

    def _make(self, email: str, password: str | None, **extra: Any) -> User:
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(  # type: ignore[override]  # people have no user name here
        self, email: str, password: str | None = None, **extra: Any
    ) -> User:
        """A resident, unless `is_staff` or `is_superuser` say otherwise."""
        return self._make(email, password, **extra)

    def create_superuser(  # type: ignore[override]  # people have no user name here
        self, email: str, password: str | None = None, **extra: Any
    ) -> User:
        """An administrator of the municipality."""
        return self._make(email, password, **{**extra, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of Wagtail's untyped abstract models
    """A person with an account, known by e-mail address."""

    retention = Retention(
        reason="An account that nobody has used for three years is removed.",
        keep=timedelta(days=3 * 365),
        personal=True,
    )

    username = None  # type: ignore[assignment]  # takes the field away
    email = models.EmailField(_("e-mail address"), unique=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="members",
    )
    language = models.CharField(_("language of messages"), max_length=10, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[PortalUserManager] = PortalUserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email
