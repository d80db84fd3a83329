from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"

    def ready(self) -> None:
        from django.core.checks import register
        from django.db.models.signals import post_migrate

        from agreements import conditions
        from agreements.services import rules
        from finance import index_clauses, promised_hours, rates
        from finance.services import index_quotes

        conditions.CHECKS["volunteer_rate"] = rates.refusals
        conditions.CHECKS["indexation.series"] = index_clauses.series_refusals
        rules.FURTHER.append(promised_hours.refusals)
        register(index_clauses.unusable_files)
        post_migrate.connect(index_quotes.after_migrate, sender=self, dispatch_uid="finance.index_quotes")
