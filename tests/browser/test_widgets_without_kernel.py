"""What a reader sees who has no kernel: ``to_html``, a saved notebook as a page, a printout."""

import nbformat
import pytest
from browser import gallery, reading
from browser.reading import none

pytestmark = pytest.mark.browser

each = pytest.mark.parametrize("name", gallery.NAMES)


@pytest.fixture
def reader(chromium):
    """A page that runs no scripts and reaches nothing; notes what it asked for."""
    context = chromium.new_context(
        viewport={"width": 900, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The page of each widget as a program writes it, no notebook near."""
    folder = tmp_path_factory.mktemp("pages")

    def path_of(name):
        path = folder / f"{name}.html"
        if not path.exists():
            from bpcourse import widgets

            eval(gallery.WIDGETS[name], {"widgets": widgets}).to_html(path)
        return path

    return path_of


def shows_picture_and_numbers(widget, expect):
    """A drawing that has a size, and a table with numbers in it, folded or not."""
    picture = widget.locator("svg:visible, img:visible").first
    box = picture.bounding_box()
    assert box["width"] > 100
    assert box["height"] > 50
    expect(widget.locator("table").first).to_be_attached()
    assert any(char.isdigit() for char in widget.locator("td").all_text_contents()[-1] or "0")


@each
def test_its_page_needs_no_script_and_no_network(reader, expect, pages, screenshots, name):
    reader.goto(pages(name).as_uri())
    widget = reader.locator(".bpc-widget").first
    shows_picture_and_numbers(widget, expect)
    assert reader.locator("script").count() == 0
    assert [url for url in reader.asked if not url.startswith(("file:", "data:"))] == []
    for scheme in ("light", "dark"):
        reader.emulate_media(color_scheme=scheme)
        reader.screenshot(path=screenshots / f"page-{name}-{scheme}.png", full_page=True)


@each
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("medium", ["screen", "print"])
def test_its_page_can_be_read(window, pages, name, scheme, medium):
    window.goto(pages(name).as_uri())
    window.emulate_media(color_scheme=scheme, media=medium)
    widget = window.locator(".bpc-widget").first
    window.set_viewport_size({"width": 900, "height": 200 + int(widget.bounding_box()["height"])})
    none(reading.faint(widget))
    none(reading.nameless(widget))
    none(reading.moving(widget))


@each
def test_its_page_is_as_wide_as_the_window(window, pages, name):
    window.goto(pages(name).as_uri())
    for width in (900, 420):
        window.set_viewport_size({"width": width, "height": 900})
        none(reading.too_wide(window.locator(".bpc-widget").first))


@each
def test_its_page_fills_a_sheet_of_paper(window, pages, name, tmp_path):
    window.goto(pages(name).as_uri())
    window.emulate_media(media="print")
    widget = window.locator(".bpc-widget").first
    window.set_viewport_size({"width": 680, "height": 960})  # A4 within its margins
    none(reading.too_wide(widget))
    # What is folded on the screen cannot be unfolded on paper.
    assert widget.locator("table").first.is_visible()


@pytest.fixture(scope="module")
def exported(all_widgets, course, tmp_path_factory):
    """The notebook as it was saved, made a page by nbconvert."""
    from nbconvert import HTMLExporter

    all_widgets.command("docmanager:save")
    saved = nbformat.read(course.folder / all_widgets.name, as_version=4)
    page = tmp_path_factory.mktemp("exported") / "gallery.html"
    page.write_text(HTMLExporter().from_notebook_node(saved)[0], encoding="utf-8")
    return page


@each
def test_a_saved_notebook_shows_it_on_nbconverts_page(reader, expect, exported, name):
    reader.goto(exported.as_uri())
    cell = reader.locator(f"#cell-id\\=cell-{1 + gallery.NAMES.index(name)}")
    widget = cell.locator(".jp-OutputArea .bpc-widget").first
    expect(widget).to_be_visible()
    shows_picture_and_numbers(widget, expect)
