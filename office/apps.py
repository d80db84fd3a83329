from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class OfficeConfig(AppConfig):
    name = "office"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from office import addresses, collation, guards

        addresses.register()
        connection_created.connect(collation.register, dispatch_uid="office.collation")
        post_migrate.connect(guards.after_migrate, sender=self, dispatch_uid="office.guards")
        autodiscover_modules("jobs")  # each room's kinds of work
