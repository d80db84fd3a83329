from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"

    def ready(self) -> None:
        from django.core.checks import register

        from agreements import conditions
        from agreements.services import rules
        from finance import index_clauses, promised_hours, rates

        conditions.CHECKS["volunteer_rate"] = rates.refusals
        conditions.CHECKS["indexation.series"] = index_clauses.series_refusals
        rules.FURTHER.append(promised_hours.refusals)
        register(index_clauses.unusable_files)
