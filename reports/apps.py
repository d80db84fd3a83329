from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from finance.selectors import instalments
        from reports import checking

        instalments.STANDING["check"] = checking.instalments_today
