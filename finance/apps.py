from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"

    def ready(self) -> None:
        from django.core.checks import register

        from agreements import conditions
        from finance import index_clauses, rates

        conditions.CHECKS["volunteer_rate"] = rates.refusals
        conditions.CHECKS["indexation.series"] = index_clauses.series_refusals
        register(index_clauses.unusable_files)
