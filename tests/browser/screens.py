"""`make screens`: a picture of every page, as it is on a screen, in a hand and in the dark, in `build/screens/`.

Not collected with the tests, since it asks nothing: somebody looks at what it makes.
"""

import re
import shutil

import pytest

from tests.__main__ import ROOT
from tests.browser.conftest import NARROW, WIDE, Open
from tests.browser.pages import PAGES, names

FOLDER = ROOT / "build" / "screens"
LOOKS = (("wide", WIDE, "light"), ("narrow", NARROW, "light"), ("dark", WIDE, "dark"))


@pytest.mark.django_db(transaction=True)
def test_pictures(demo: None, enter: Open) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    known = names()
    for who in dict.fromkeys(who for who, _path in PAGES):
        page = enter(who, "/login")
        for template in (path for user, path in PAGES if user == who):
            page.goto(template.format(**known))
            name = "-".join([who or "nobody", *re.findall(r"[\w.]+", template.partition("?")[0])])
            for look, width, scheme in LOOKS:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.screenshot(path=FOLDER / look / f"{name}.png", full_page=True)
