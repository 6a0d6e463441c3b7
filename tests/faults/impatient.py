"""The site's own settings, but for a body that comes slowly: it is cut off after two seconds."""

from watchward_web.project.settings import *  # noqa: F403

UPLOAD_GRACE = 2
