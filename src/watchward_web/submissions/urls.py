"""Addresses of the submissions, under a partnership's own."""

from django.urls import path

from watchward_web.submissions.views.findings import findings
from watchward_web.submissions.views.home import home
from watchward_web.submissions.views.ledger import ledger
from watchward_web.submissions.views.receipt import receipt
from watchward_web.submissions.views.receipts import receipts
from watchward_web.submissions.views.send import send

app_name = "submissions"
urlpatterns = [
    path("", home, name="home"),
    path("send/", send, name="send"),
    path("ledger/", ledger, name="ledger"),
    path("receipts/", receipts, name="receipts"),
    path("receipts/<slug:receipt>/", receipt, name="receipt"),
    path("receipts/<slug:receipt>/findings.csv", findings, name="findings"),
]
