import gc

from django.apps import AppConfig

COLLECT_AFTER = 50_000  # objects more than were freed; Python's own 700 is for small programs


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Let the cycle collector look at new objects only, and more seldom.

        The check of a thousand agreements makes half a million objects without a cycle, which are freed as soon as
        nobody needs them; looking through them for cycles took a third of its time.
        """
        gc.freeze()
        gc.set_threshold(COLLECT_AFTER, 10, 10)
