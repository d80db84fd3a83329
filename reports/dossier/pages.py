"""Pages of a dossier: plain HTML that needs nothing but a browser, and runs nothing in it."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from office.clock import date_of
from office.language import current_language
from reports.dossier.question import Question

STYLE = mark_safe(
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color:#111}"
    "table{border-collapse:collapse;margin:1rem 0;display:block;overflow-x:auto}"
    "th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}"
    "td.n{text-align:right;white-space:nowrap}caption{text-align:left;font-weight:bold}"
    "dt{font-weight:bold}.why{white-space:pre-line}"
)


def page(question: Question, title: str, pieces: Iterable[str], to_index: str = "../index.html") -> Iterator[bytes]:
    """A page around its pieces, which are escaped already; one piece before and one after them."""
    yield format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><title>{} – {}</title>\n<style>{}</style></head>'
        "<body>\n<p>{} · {}</p>\n<h1>{}</h1>\n<p>{}</p>\n",
        current_language(),
        title,
        question.agreement.reference,
        STYLE,
        format_html('<a href="{}">{}</a>', to_index, _("List of contents")),
        question.agreement.reference,
        title,
        told(question),
    ).encode()
    for piece in pieces:
        yield piece.encode()
    yield b"</body></html>\n"


def told(question: Question) -> str:
    """By which clocks, in a sentence."""
    words = {"as_of": question.as_of, "day": date_of(question.known_at), "moment": question.known_at.isoformat()}
    return _("As of %(as_of)s, by what had been recorded on %(day)s (%(moment)s).") % words


def facts(pairs: Iterable[tuple[str, Any]]) -> SafeString:
    """Labels and what they say; what says nothing is left out."""
    said = [(label, value) for label, value in pairs if value not in (None, "")]
    return format_html("<dl>{}</dl>\n", format_html_join("", "<dt>{}</dt><dd>{}</dd>\n", said))


def table_head(headings: Iterable[str], caption: str = "") -> SafeString:
    """The beginning of a table."""
    named = format_html("<caption>{}</caption>", caption) if caption else ""
    cells = format_html_join("", '<th scope="col">{}</th>', ((one,) for one in headings))
    return format_html("<table>{}<thead><tr>{}</tr></thead><tbody>\n", named, cells)


def table_row(cells: Iterable[tuple[bool, Any]]) -> SafeString:
    """A row of a table: whether a cell is a number, and what it says."""
    shown = (f"<td{' class=n' if number else ''}>{_text(value)}</td>" for number, value in cells)
    return SafeString(f"<tr>{''.join(shown)}</tr>\n")


def _text(value: Any) -> str:
    if isinstance(value, SafeString):
        return value
    return "" if value is None else escape(str(value))


def link(path: str, text: str) -> SafeString:
    """A way to another file of the dossier."""
    return format_html('<a href="{}">{}</a>', path, text)


TABLE_END = mark_safe("</tbody></table>\n")


def small_table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> SafeString:
    """A table that is no list of records; nothing where it has no row."""
    shown = [table_row((False, cell) for cell in row) for row in rows]
    whole = "".join([table_head(headings, caption), *shown, TABLE_END])
    return SafeString(whole if shown else "")


def heading(text: str) -> SafeString:
    """What a part of a page is called."""
    return format_html("<h2>{}</h2>\n", text)


def paragraphs(texts: Iterable[str]) -> SafeString:
    """Sentences, each by itself."""
    return format_html_join("", "<p>{}</p>\n", ((text,) for text in texts if text))
