#!/usr/bin/env python
"""The website's commands: `.venv/bin/python manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line

from watchward.errors import Refusal

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchward_web.project.settings")
    try:
        execute_from_command_line(sys.argv)
    except Refusal as refusal:
        sys.exit(str(refusal))
