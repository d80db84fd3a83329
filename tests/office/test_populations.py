"""Inhabitants of municipalities: 24 that are known, each figure with its day and source, and loaded once."""

import io
from datetime import date

import pytest
import yaml
from django.core.management import call_command

from office import populations
from office.models import AuditEvent, Population
from tests.cast import UMEA, VANNAS, organization

pytestmark = pytest.mark.both

FIGURE = """
population:
  municipalities:
    "2480":
      name: Umeå
      cooperation: Umeåregionen
      figures:
        2026-05-31: {value: "135249", source: SCB, checked_on: 2026-11-27}
"""


def test_the_file_has_the_three_cooperations_with_their_codes() -> None:
    found = populations.published()
    members: dict[str, list[str]] = {}
    for one in found:
        members.setdefault(one.cooperation, []).append(one.name)
    assert {name: len(names) for name, names in members.items()} == {
        "Umeåregionen": 7,
        "C-Tillsammans": 7,
        "Region 10": 10,
    }
    assert len({one.code for one in found}) == 24
    counties = {"22", "24", "25", "03"}  # Västernorrland, Västerbotten, Norrbotten, Uppsala
    assert all(len(one.code) == 4 and one.code[:2] in counties for one in found)


def test_umearegionen_is_what_domain_md_quotes() -> None:
    """The figures by which 1 500 000 kr is shared in the domain's own example."""
    quoted = {one.code: one.figures[0].inhabitants for one in populations.published() if one.code[:2] in ("22", "24")}
    of_region = {code: quoted[code] for code in ("2401", "2403", "2404", "2409", "2460", "2480", "2284")}
    assert sum(of_region.values()) == 221054
    assert of_region["2480"] == 135249


def test_every_municipality_has_a_figure_with_its_source_and_day() -> None:
    for one in populations.published():
        assert one.figures, one.name
        for figure in one.figures:
            assert figure.source.startswith("SCB")
            assert figure.checked_on >= figure.on


def test_c_tillsammans_at_the_end_of_2018_is_its_county_but_for_uppsala() -> None:
    """The joint IT board began on the day after; the county had 376 354 inhabitants, Uppsala 225 164 of them."""
    there = [one for found in populations.published() for one in found.figures if one.on == date(2018, 12, 31)]
    assert (len(there), sum(one.inhabitants for one in there)) == (7, 376_354 - 225_164)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (FIGURE.replace("source: SCB, ", ""), KeyError),
        (FIGURE.replace(", checked_on: 2026-11-27", ""), KeyError),
        (FIGURE.replace('"135249"', '"135 249"'), ValueError),
        (FIGURE + '    "2480": {}\n', yaml.YAMLError),
    ],
)
def test_a_file_that_leaves_something_out_is_refused(text: str, error: type[Exception]) -> None:
    assert populations.load(FIGURE)[0].figures[0].inhabitants == 135249
    with pytest.raises(error):
        populations.load(text)


@pytest.mark.django_db
def test_those_that_are_here_get_their_figures_once() -> None:
    umea = organization(UMEA, municipality_code="2480")
    vannas = organization(VANNAS, municipality_code="2460")
    Population.objects.create(organization=vannas, on="2026-05-31", inhabitants=1, source="Egen")
    out = io.StringIO()
    call_command("population", load=True, stdout=out)
    assert out.getvalue() == "Umeå kommun: 135249 on 2026-05-31 (SCB, maj 2026 (här månadens sista dag)).\n"
    assert [row.inhabitants for row in vannas.populations.all()] == [1]
    event = AuditEvent.objects.get(kind="population.recorded")
    assert (event.subject_id, event.data["inhabitants"]) == (umea.pk, 135249)
    call_command("population", load=True, stdout=out)
    assert Population.objects.count() == 2
