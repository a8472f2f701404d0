"""Feedback pages in a real browser: they fit, follow the reader's colours, and run nothing."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_a_telephone_and_run_nothing(report, chromium, scheme):
    context = chromium.new_context(
        color_scheme=scheme, viewport={"width": 360, "height": 740}, offline=True
    )
    page = context.new_page()
    faults = []
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    for path in sorted((report.out / "feedback").glob("*.html")):
        page.goto(path.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path.name} is {wide} pixels too wide"
        light = page.evaluate(
            "[document.body, ...document.querySelectorAll('.bpc-verdict')].map(e =>"
            " getComputedStyle(e).backgroundColor.match(/\\d+/g).every(v => v > 128))"
        )
        assert set(light) == {scheme == "light"}
    context.close()
    assert not faults
