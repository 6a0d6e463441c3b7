"""Addresses of the door for programs; their names stand in the app's own namespace."""

from django.urls import path

from watchward_web.submissions.views.api.description import description
from watchward_web.submissions.views.api.due import due
from watchward_web.submissions.views.api.findings import findings
from watchward_web.submissions.views.api.receipt import receipt
from watchward_web.submissions.views.api.receipts import receipts
from watchward_web.submissions.views.api.upload import upload
from watchward_web.submissions.views.api.uploads import uploads

V1 = "api/v1"
urlpatterns = [
    path(f"{V1}/openapi.json", description, name="api_description"),
    path(f"{V1}/uploads", uploads, name="api_uploads"),
    path(f"{V1}/uploads/<slug:ident>", upload, name="api_upload"),
    path(f"{V1}/receipts", receipts, name="api_receipts"),
    path(f"{V1}/receipts/<slug:receipt>", receipt, name="api_receipt"),
    path(f"{V1}/receipts/<slug:receipt>/findings.csv", findings, name="api_findings"),
    path(f"{V1}/due", due, name="api_due"),
]
