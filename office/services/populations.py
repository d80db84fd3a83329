"""Give municipalities the published figures of their inhabitants."""

from django.db import transaction

from office.models import Organization, Population
from office.populations import published
from office.services import trail


def record_published() -> list[Population]:
    """The figures of `office.populations` for the municipalities that are here, by their codes; answers what is new. A
    day that has a figure keeps it, whatever the file says."""
    made = []
    with transaction.atomic():
        codes = [one.code for one in published() if one.figures]
        here = {one.municipality_code: one for one in Organization.objects.filter(municipality_code__in=codes)}
        for figure in (each for one in published() for each in one.figures if each.code in here):
            said = {"inhabitants": figure.inhabitants, "source": figure.source}
            municipality = here[figure.code]
            row, new = Population.objects.get_or_create(organization=municipality, on=figure.on, defaults=said)
            if new:
                made.append(row)
                data = {**said, "on": str(figure.on)}
                concerned = [municipality.pk]
                trail.record("population.recorded", by=None, subject=municipality, concerns=concerned, data=data)
    return made
