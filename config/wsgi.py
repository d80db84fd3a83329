"""The WSGI application that the web server imports."""

import os

from django.core.wsgi import get_wsgi_application

from office.management.children import go_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
go_with_parent()
application = get_wsgi_application()
