from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"

    def ready(self) -> None:
        from agreements import conditions
        from finance import rates

        conditions.CHECKS["volunteer_rate"] = rates.refusals
