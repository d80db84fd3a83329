"""Links from a status, a finding or a condition to the page that explains it."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from reports import help as known

register = template.Library()


@register.simple_tag
def explained(kind: str, code: str, text: object) -> str:
    """`{% explained "statuses" status word %}`: the words as a link to their help; the words alone where there is none.

    `kind` is `statuses`, `states` (`agreement.draft`), `findings`, `questions`, `conditions`, `words` or `errors`.
    """
    if code not in known.codes(kind):
        return format_html("{}", text)
    return format_html('<a class="explained" href="{}">{}</a>', reverse("help-topic", args=[kind, code]), text)
