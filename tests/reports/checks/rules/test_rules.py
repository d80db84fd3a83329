"""What holds for every rule."""

import pytest

from office.numbers import LANGUAGES
from reports.checks.phrases import PHRASES
from reports.checks.rules import RULES, SENTENCES, Rule
from reports.checks.wording import NAMED, WORDS


def test_every_code_belongs_to_one_rule() -> None:
    codes = [code for rule in RULES for code in rule.CODES]
    assert sorted(codes) == sorted(set(codes)) == sorted(SENTENCES)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_speaks_every_language_with_the_same_values(rule: Rule) -> None:
    assert tuple(rule.SENTENCES) == LANGUAGES
    swedish, english = (sorted(NAMED.findall(rule.SENTENCES[language])) for language in LANGUAGES)
    assert swedish == english


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_tells_its_example_and_source(rule: Rule) -> None:
    assert rule.__doc__ is not None
    assert "Worked example:" in rule.__doc__
    assert "Source:" in rule.__doc__


def test_the_explanations_say_the_same_in_every_language() -> None:
    assert tuple(PHRASES) == tuple(WORDS) == LANGUAGES
    assert list(PHRASES["sv"]) == list(PHRASES["en"])
    assert list(WORDS["sv"]) == list(WORDS["en"])
    for name, swedish in PHRASES["sv"].items():
        assert sorted(NAMED.findall(swedish)) == sorted(NAMED.findall(PHRASES["en"][name]))
