"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchward_web.project.settings")
application = get_wsgi_application()
# Read every page's module now, so that the first visitor does not wait for it.
_ = get_resolver().url_patterns
