"""Saved views: one's own or shared, never an answer; changes are written down without the name."""

import pytest

from watchward_web.core.models import AuditEntry
from watchward_web.evidence.models import SavedView
from watchward_web.evidence.services import MOST_SAVED

HOME = "/p/harrowmere/evidence/"


def save(client, name, *, shared=False, query="?month=2026-06&months=3", analysis="weapons"):
    told = {"name": name, **({"shared": "on"} if shared else {})}
    return client.post(f"{HOME}saved/new/{analysis}/{query}", told)


@pytest.fixture
def analyst(people, sign_in):
    return sign_in("analyst")


def test_it_is_saved_listed_opened_changed_and_deleted(analyst):
    assert save(analyst, "Midsummer").status_code == 302
    (row,) = SavedView.objects.all()
    assert (row.analysis, row.query) == ("weapons", "month=2026-06&months=3")
    assert "Midsummer" in analyst.get(f"{HOME}saved/").content.decode()
    opened = analyst.get(f"{HOME}saved/{row.pk}/")
    assert opened.headers["Location"] == f"{HOME}questions/weapons/?month=2026-06&months=3"
    changed = {"name": "June", "shared": "on"}
    assert analyst.post(f"{HOME}saved/{row.pk}/change/", changed).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.shared) == ("June", True)
    assert analyst.post(f"{HOME}saved/{row.pk}/delete/").status_code == 302
    assert not SavedView.objects.exists()


def test_others_find_what_is_shared_and_change_nothing(analyst, sign_in):
    save(analyst, "Mine")
    save(analyst, "Ours", shared=True)
    mine, ours = SavedView.objects.order_by("name")
    head = sign_in("head")
    page = head.get(f"{HOME}saved/").content.decode()
    assert "Ours" in page
    assert "Mine" not in page
    assert head.get(f"{HOME}saved/{mine.pk}/").status_code == 404
    assert head.get(f"{HOME}saved/{ours.pk}/").status_code == 302
    for path in (f"{ours.pk}/change/", f"{mine.pk}/change/"):
        assert head.get(f"{HOME}saved/{path}").status_code == 404
    assert head.post(f"{HOME}saved/{ours.pk}/delete/").status_code == 404
    assert SavedView.objects.count() == 2
    assert sign_in("elsewhere").get(f"/p/elsewhere/evidence/saved/{ours.pk}/").status_code == 404


def test_only_what_the_audience_may_choose_is_kept(people, sign_in):
    save(sign_in("councillor"), "Free", query="?months=1&level=0.1&dataset=ed_assault&other=x")
    assert SavedView.objects.get().query == "dataset=ed_assault"


def test_a_name_is_given_once_and_no_more_than_so_many(analyst):
    save(analyst, "June")
    again = save(analyst, "June")
    assert again.status_code == 200
    assert b"of that name already" in again.content
    owner = SavedView.objects.get()
    rows = [
        SavedView(
            partnership=owner.partnership,
            owner=owner.owner,
            name=f"{at}",
            analysis="weapons",
            saved_at=owner.saved_at,
        )
        for at in range(MOST_SAVED - 1)
    ]
    SavedView.objects.bulk_create(rows)
    assert b"too many saved views" in save(analyst, "One more").content
    assert SavedView.objects.count() == MOST_SAVED


def test_a_page_that_is_not_there_has_no_view(analyst):
    assert save(analyst, "None", analysis="nothing").status_code == 404


def test_every_change_is_written_down_without_the_name(analyst):
    save(analyst, "Midsummer", shared=True)
    (row,) = SavedView.objects.all()
    analyst.post(f"{HOME}saved/{row.pk}/change/", {"name": "Midwinter"})
    analyst.post(f"{HOME}saved/{row.pk}/delete/")
    told = list(AuditEntry.objects.filter(subject=f"saved view {row.pk}"))
    assert [entry.action for entry in told] == ["view saved", "view changed", "view deleted"]
    assert [entry.detail.get("shared") for entry in told] == [True, False, None]
    assert not [entry for entry in told if "Mid" in f"{entry.subject} {entry.detail}"]
