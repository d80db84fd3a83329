"""A few sentences for each ceiling, for a lay reader: the sum, the ceiling, its source, when something leaves, and
what does not count because the support was taken back.

Worked example: "De minimis aid granted from 2023-06-02 through 2026-06-01 is 409,090.91 EUR, 136.36 % of the ceiling of
300,000 EUR ((EU) 2023/2831): 109,090.91 EUR above it. On 2027-01-01 136,363.64 EUR leaves the sum."
"""

from datetime import date

from finance.state_aid.cumulation import Together
from finance.state_aid.window import ONE_DAY, WINDOW_YEARS, Standing, counts, years_later
from office.numbers import trimmed

KINDS = {
    "sv": {
        "de_minimis": "Stöd av mindre betydelse",
        "sgei": "Stöd av mindre betydelse till allmännyttiga tjänster (SGEI)",
    },
    "en": {"de_minimis": "De minimis aid", "sgei": "De minimis aid to services of general economic interest"},
}
SENTENCES = {
    "sv": {
        "sum": "{kind} som beviljats {first} till och med {on} är {total} EUR",
        "unknown": "; inget tak är känt för den dagen, så det går inte att säga hur mycket som ryms.",
        "within": ", {share} % av taket {ceiling} EUR ({regulation}): {headroom} EUR ryms.",
        "warning": ", {share} % av taket {ceiling} EUR ({regulation}), alltså minst 80 %: {headroom} EUR ryms.",
        "above": ", {share} % av taket {ceiling} EUR ({regulation}): {headroom} EUR över.",
        "leaving": " {day} lämnar {amount} EUR summan.",
        "taken_back": " {amount} EUR som bedömts räknas inte: stödet togs tillbaka {day}.",
        "together": "Tillsammans är det {total} EUR",
        "allowed": (
            ". Stöden får kumuleras ({articles}), vart och ett upp till sitt eget tak; ett gemensamt tak finns inte."
        ),
        "article": "artikel {article} i {regulation}",
        "not_allowed": "; att stöden får kumuleras säger inga regler som är kända här.",
        "not_known": "; inget tak är känt för den dagen, så det går inte att säga hur stöden får kumuleras.",
    },
    "en": {
        "sum": "{kind} granted from {first} through {on} is {total} EUR",
        "unknown": "; no ceiling is known for that day, so it cannot be said how much there is room for.",
        "within": ", {share} % of the ceiling of {ceiling} EUR ({regulation}): there is room for {headroom} EUR.",
        "warning": (
            ", {share} % of the ceiling of {ceiling} EUR ({regulation}), which is 80 % or more: there is room for "
            "{headroom} EUR."
        ),
        "above": ", {share} % of the ceiling of {ceiling} EUR ({regulation}): {headroom} EUR above it.",
        "leaving": " On {day} {amount} EUR leaves the sum.",
        "taken_back": " {amount} EUR that was assessed does not count: the support was taken back on {day}.",
        "together": "Together it is {total} EUR",
        "allowed": ". They may be cumulated ({articles}), each up to its own ceiling; there is no ceiling in common.",
        "article": "Article {article} of {regulation}",
        "not_allowed": "; no rule that is known here says that they may be cumulated.",
        "not_known": "; no ceiling is known for that day, so it cannot be said how they may be cumulated.",
    },
}  # fmt: skip


def first_day(on: date) -> date:
    """The first day of the three years that end on a day: what was granted on it still counts."""
    day = years_later(on + ONE_DAY, -WINDOW_YEARS)
    return day - ONE_DAY if counts(day - ONE_DAY, on) else day  # 29 February counts through 28 February


def explain(standing: Standing, on: date, language: str) -> str:
    """What the sum is, against which ceiling, what leaves it next, and what was taken back."""
    said = SENTENCES[language]
    total = trimmed(standing.total, language)
    text = said["sum"].format(kind=KINDS[language][standing.kind], first=first_day(on), on=on, total=total)
    outcome = said[standing.status]
    if standing.ceiling and standing.headroom is not None and standing.share is not None:
        outcome = outcome.format(
            share=trimmed(standing.share * 100, language, "0.##"),
            ceiling=trimmed(standing.ceiling.amount, language),
            regulation=standing.ceiling.regulation,
            headroom=trimmed(abs(standing.headroom), language),
        )
    text += outcome
    if standing.leaving:
        out = standing.leaving[0]
        text += said["leaving"].format(day=out.on, amount=trimmed(out.amount, language))
    for gone in standing.taken_back:
        text += said["taken_back"].format(day=gone.taken_back_on, amount=trimmed(gone.eur, language))
    return text


def explain_together(found: Together, language: str) -> str:
    """What the kinds come to together, and whether and where they may be cumulated."""
    said = SENTENCES[language]
    outcome = {True: "allowed", False: "not_allowed", None: "not_known"}[found.allowed]
    text = said["together"].format(total=trimmed(found.total, language))
    articles = [
        said["article"].format(regulation=one.regulation, article=_paragraph(one.article, language))
        for one in found.articles
    ]
    return text + said[outcome].format(articles=", ".join(articles))


def _paragraph(article: str, language: str) -> str:
    """5(1), in Swedish 5.1."""
    return article if language == "en" else article.replace("(", ".").replace(")", "")
