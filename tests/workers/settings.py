"""The program's settings, on the database of the test that starts the process."""

import os

from config.settings import *  # noqa: F403
from config.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.workers"]
DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
