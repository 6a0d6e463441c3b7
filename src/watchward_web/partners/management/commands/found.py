"""`manage.py found`: a new partnership, and the link for its first administrator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email, validate_slug
from django.urls import reverse

from watchward_web.core.clock import now
from watchward_web.core.roles import Role
from watchward_web.core.store import open_partnership
from watchward_web.partners.selectors import partnership_named
from watchward_web.partners.services import add_agency, found_partnership, write_invitation

BY = "command"


class Command(BaseCommand):
    """Everything after this is done on the site's own pages."""

    help = "found a partnership with one agency, and invite its first administrator"

    def add_arguments(self, parser: CommandParser) -> None:
        """What it is called, where its store is, whom to invite."""
        parser.add_argument("slug", help="short name, as in the addresses of its pages")
        parser.add_argument("--name", required=True)
        parser.add_argument("--store", required=True, help="folder of its store")
        parser.add_argument("--agency", required=True, help="the administrator's agency")
        parser.add_argument("--administrator", required=True, help="their e-mail address")
        parser.add_argument("--create-store", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Open the store first: a partnership without one helps nobody."""
        slug, moment = options["slug"], now()
        validate_slug(slug)
        validate_email(options["administrator"])
        if partnership_named(slug):
            raise CommandError("There is a partnership of that short name.")
        # As it was written: a place in the data folder goes with the folder when it is restored.
        open_partnership(options["store"], create=options["create_store"])
        partnership = found_partnership(
            slug=slug,
            name=options["name"],
            store=options["store"],
            synthetic=False,
            by=BY,
            now=moment,
        )
        agency = add_agency(
            partnership, slug="first", name=options["agency"], provider="", by=BY, now=moment
        )
        secret = write_invitation(
            agency,
            email=options["administrator"],
            role=Role.ADMINISTRATOR,
            by=BY,
            now=moment,
        )
        link = reverse("partners:join", kwargs={"secret": secret})
        self.stdout.write(f"Founded. Send the first administrator this address of the site: {link}")
