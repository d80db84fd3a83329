"""The wiring: settings, urls, wsgi, the page shell. The only place that names every app."""
