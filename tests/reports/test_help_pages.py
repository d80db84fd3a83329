"""Help: a page for each status, state, finding, question, condition, word and error, in both languages."""

import re
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override

from reports import help as known
from reports.checks.rules import SENTENCES
from reports.words import STATUSES
from tests.browsing import browser

pytestmark = pytest.mark.django_db
WRITTEN = ("statuses", "states", "findings", "questions", "conditions")


def page(path: str, language: str = "sv") -> Any:
    return browser(language=language).get(path)


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_the_code_knows_is_written_of_and_nothing_else(kind: str) -> None:
    assert set(known._written()[kind]) == set(known.codes(kind))


def test_findings_and_statuses_are_those_of_the_check() -> None:
    assert set(known.codes("findings")) == set(SENTENCES)
    assert set(known.codes("statuses")) == set(STATUSES)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", list(known.KINDS))
def test_each_code_has_a_name_a_meaning_and_what_to_do(kind: str, language: str) -> None:
    with override(language):
        for one in known.topics(kind, known.codes(kind)):
            assert one.name.text, one.code
            assert one.means.text, one.code
            assert one.means.language == ("en" if kind == "errors" else language)
            assert one.do or kind in ("conditions", "words", "errors"), one.code
            assert one.example or kind != "conditions", one.code
            assert "{" not in one.says
            assert "[" not in one.says


@pytest.mark.parametrize("kind", list(known.KINDS))
def test_every_page_is_there_for_everybody(kind: str) -> None:
    chapters = known.chapters(kind)
    listed = page(f"/help/{kind}").content.decode()
    assert [one.slug for one in chapters if f'href="/help/{kind}/of/{one.slug}"' not in listed] == []
    listed += "".join(page(f"/help/{kind}/of/{one.slug}").content.decode() for one in chapters)
    assert [code for code in known.codes(kind) if f'href="/help/{kind}/{code}"' not in listed] == []
    assert page(f"/help/{kind}/{known.codes(kind)[0]}").status_code == 200


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_error_is_in_one_chapter_and_leads_back_to_it(language: str) -> None:
    with override(language):
        chapters = known.chapters("errors")
    assert sorted(code for one in chapters for code in one.codes) == sorted(known.codes("errors"))
    firsts = {code.partition(".")[0] for code in known.codes("errors") if "." in code}
    assert sorted(first for one in chapters for first in one.of) == sorted(firsts)
    for one in chapters:
        assert all(code.partition(".")[0] in one.of or "." not in code for code in one.codes)
        told = page(f"/help/errors/{one.codes[-1]}", language).content.decode()
        assert f'<a href="/help/errors/of/{one.slug}">{one.name}</a>' in told


def test_no_page_of_errors_has_more_than_it_can_grow_by() -> None:
    """Twice as many codes have room in what a page may weigh."""
    sizes = {one.slug: len(page(f"/help/errors/of/{one.slug}").content) for one in known.chapters("errors")}
    assert {slug: size for slug, size in sizes.items() if size > 50_000} == {}


def test_a_finding_is_told_in_the_readers_language_and_its_rule_as_english() -> None:
    swedish = page("/help/findings/report.late").content.decode()
    assert "Redovisningen är försenad" in swedish
    assert 'lang="en"' in swedish.partition("<main")[2]
    english = page("/help/findings/report.late", "en").content.decode()
    assert "A report is late when its due date has passed" in english
    assert 'lang="en"' not in english.partition("<main")[2]


def test_a_condition_names_its_values_and_an_error_is_marked_as_english() -> None:
    assert "all, majority, two_thirds" in page("/help/conditions/binds_by").content.decode()
    assert '<p lang="en">' in page("/help/errors/agreement.state").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/help/nothing",
        "/help/findings/nothing",
        "/help/nothing/report.late",
        "/help/errors/of/nothing",
        "/help/words/of/request",
    ],
)
def test_what_there_is_no_help_on_is_not_there(path: str) -> None:
    assert page(path).status_code == 404


def test_every_page_leads_to_help_and_to_the_accessibility_statement() -> None:
    foot = page("/login").content.decode().partition("<footer")[2]
    assert 'href="/help"' in foot
    assert 'href="/accessibility"' in foot
    assert page("/help").status_code == page("/accessibility").status_code == 200


def test_a_word_leads_to_its_help_where_there_is_some() -> None:
    source = '{% load helping %}{% explained "findings" code text %}'
    told = [Template(source).render(Context({"code": code, "text": "<b>"})) for code in ("report.late", "nothing")]
    assert told == ['<a class="explained" href="/help/findings/report.late">&lt;b&gt;</a>', "&lt;b&gt;"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_conditions_are_explained_without_codes(language: str) -> None:
    """What a condition may be in data stands apart (`values`); English says "all", "yearly" and "majority" itself."""
    with override(language):
        topics = [known.topic("conditions", name) for name in known.codes("conditions")]
    for one in topics:
        said = set(re.findall(r"\w+", f"{one.means.text} {one.example}"))
        assert not {code for code in one.values.split(", ") if "_" in code} & said, one.code
        assert language == "en" or not said & {"term", "yearly", "majority"}, one.code
