from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from agreements.services import amending
        from finance.selectors import instalments
        from reports import checking
        from reports.services.amendments import approved_periods_stand

        instalments.STANDING["check"] = checking.instalments_today
        amending.CHECKS.append(approved_periods_stand)
