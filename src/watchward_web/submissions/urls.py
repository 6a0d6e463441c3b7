"""Addresses of the submissions, under a partnership's own."""

from django.urls import path

from watchward_web.submissions.views.api import urls as api
from watchward_web.submissions.views.approvals import approvals
from watchward_web.submissions.views.calendar import calendar
from watchward_web.submissions.views.completeness import completeness
from watchward_web.submissions.views.extract import extract
from watchward_web.submissions.views.extract_check import extract_check
from watchward_web.submissions.views.findings import findings
from watchward_web.submissions.views.history import history
from watchward_web.submissions.views.home import home
from watchward_web.submissions.views.job_again import job_again
from watchward_web.submissions.views.jobs import jobs
from watchward_web.submissions.views.ledger import ledger
from watchward_web.submissions.views.receipt import receipt
from watchward_web.submissions.views.receipts import receipts
from watchward_web.submissions.views.retention import retention
from watchward_web.submissions.views.send import send
from watchward_web.submissions.views.sources import sources
from watchward_web.submissions.views.upload import upload

app_name = "submissions"
urlpatterns = [
    path("", home, name="home"),
    path("send/", send, name="send"),
    path("extract/", extract, name="extract"),
    path("extract/<slug:ident>/", extract_check, name="extract_check"),
    path("uploads/<slug:ident>/", upload, name="upload"),
    path("ledger/", ledger, name="ledger"),
    path("ledger/<slug:provider>/<slug:dataset>/completeness/", completeness, name="completeness"),
    path("ledger/<slug:provider>/<slug:dataset>/<str:month>/", history, name="history"),
    path("approvals/", approvals, name="approvals"),
    path("retention/", retention, name="retention"),
    path("sources/", sources, name="sources"),
    path("calendar/<slug:whose>.ics", calendar, name="calendar"),
    path("receipts/", receipts, name="receipts"),
    path("receipts/<slug:receipt>/", receipt, name="receipt"),
    path("receipts/<slug:receipt>/findings.csv", findings, name="findings"),
    path("jobs/", jobs, name="jobs"),
    path("jobs/<int:fault>/again/", job_again, name="job_again"),
    *api.urlpatterns,
]
