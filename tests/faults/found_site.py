"""Run in a process of its own: a partnership over an empty store, with a key for each provider."""

import json
import sys

import django


def main(providers: list[str]) -> None:
    django.setup()
    from django.core.management import call_command

    from watchward_web.accounts.services import open_account
    from watchward_web.core.clock import now
    from watchward_web.core.roles import Role
    from watchward_web.core.store import open_partnership
    from watchward_web.partners.selectors import find_seat
    from watchward_web.partners.services import (
        add_agency,
        add_member,
        found_partnership,
        issue_token,
    )

    call_command("migrate", verbosity=0, interactive=False)
    open_partnership("stores/faults", create=True)
    told = {"by": "command", "now": now()}
    home = found_partnership(
        slug="faults", name="Faults", store="stores/faults", synthetic=True, **told
    )
    keys = {}
    for name in providers:
        agency = add_agency(home, slug=name, name=name, provider=name, **told)
        person = open_account(
            username=name, email=f"{name}@faults.invalid", name=name, password="-" * 40, **told
        )
        add_member(person, agency, Role.POLICE, **told)
        seat = find_seat(person.pk, "faults")
        assert seat
        issued = issue_token(seat, scope="submit", name="faults", days=2, now=now())
        keys[name] = issued.secret
    print(json.dumps(keys))


if __name__ == "__main__":
    main(sys.argv[1:])
