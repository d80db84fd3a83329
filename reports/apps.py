from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from agreements.services import amending
        from finance.selectors import instalments
        from office.pages import wording
        from reports import checking
        from reports.pages.wording import SENTENCES
        from reports.services.amendments import approved_periods_stand

        instalments.STANDING["check"] = checking.instalments_today
        wording.SENTENCES.update(SENTENCES)
        amending.CHECKS.append(approved_periods_stand)
