"""Verdicts as HTML: pictures, what is folded, and what is escaped."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from grading.made import failed, output

from bpcourse.grading import Error, Output, Verdict, as_html, as_text
from bpcourse.grading.compare import compare, worst_entry
from bpcourse.grading.picture import LEVELS, colour, pictures, short

HOSTILE = "<script>alert(1)</script>"


def svgs(html):
    return [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", html)]


def maps(got, want, worst=None):
    return svgs(pictures(np.array(got, float), np.array(want, float), worst, "dx"))[:-1]


def test_three_maps_on_one_scale_with_a_legend():
    html = pictures(np.array([[4.0, 1.0]]), np.array([[-2.0, 1.0]]), (0, 0), "dx")
    *panels, legend = svgs(html)
    said = [panel.get("aria-label") for panel in panels]
    assert all(panel.get("role") == "img" for panel in panels)
    assert "from 1 to 4" in said[0]
    assert "At the ring, row 0, column 0: -2." in said[1]
    assert "from 0 to 6" in said[2]
    assert legend.get("aria-hidden") == "true"
    assert "<span>-6</span>" in html
    assert "<span>6</span>" in html


def test_every_cell_is_drawn_and_small_ones_hold_their_number():
    small = maps(np.ones((3, 4)), np.zeros((3, 4)))[0]
    assert [text.text for text in small.iter("text")] == ["1.00"] * 12
    large = maps(np.ones((32, 32)), np.zeros((32, 32)))[0]
    assert not list(large.iter("text"))
    assert sum(path.get("d").count("M") for path in large.iter("path")) == 32 * 32


def test_arrays_of_other_shapes_have_no_difference():
    assert len(maps(np.ones((2, 3)), np.ones(3))) == 2
    assert len(maps(np.ones((1, 3)), np.zeros(3))) == 3
    assert len(maps([np.nan, np.nan], [1, 2])) == 2


@pytest.mark.parametrize("shape", [(), (1,), (1, 1), (33,), (2, 33), (2, 2, 2), (0, 3)])
def test_what_is_no_picture(shape):
    assert pictures(np.ones(shape), np.zeros(shape), None, "dx") == ""


def test_the_ring_is_around_the_worst_entry():
    panel = maps(np.eye(3), np.zeros((3, 3)), (2, 1))[0]
    cells = {text.get("x"): text.get("y") for text in panel.iter("text")}
    ring = next(panel.iter("ellipse"))
    assert ring.get("cx") == sorted(cells, key=float)[1]
    assert len(list(panel.iter("ellipse"))) == 2


def test_what_is_not_finite_is_grey_and_said():
    html = pictures(np.array([1.0, np.inf, np.nan]), np.ones(3), None, "dx")
    assert "2 of them nan or inf" in html
    assert "grey is nan or inf" in html
    assert colour(None) in html


def test_a_difference_too_small_for_a_colour_is_said():
    assert "too little for a colour" in pictures(np.full(3, 1.0), np.full(3, 1 + 1e-5), None, "dx")


def brightness(hexadecimal):
    r, g, b = (int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5))
    parts = [c / 12.92 if c <= 0.04 else ((c + 0.055) / 1.055) ** 2.4 for c in (r, g, b)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_numbers_can_be_read_on_every_colour():
    ink = brightness("#1b1b1b")
    for level in (*range(-LEVELS, LEVELS + 1), None):
        assert (brightness(colour(level)) + 0.05) / (ink + 0.05) > 4.5


def test_numbers_are_short():
    assert [short(-0.0001, 3.0), short(1234.5, 2e3), short(1e-5, 2e-5), short(np.nan, 1.0)] == [
        "0.00",
        "1234",
        "1.0e-05",
        "nan",
    ]


def test_one_message_first_and_the_rest_folded():
    ones, eye = np.ones((2, 2)), np.eye(2)
    html = as_html(failed(output("dx", ones, eye), output("dw", ones, eye), named=["dx", "dw"]))
    assert html.index("Words on dx.") < html.index("<details><summary>Also: dw differs")
    assert html.index("<summary>Also: dw") < html.index("Words on dw.")
    assert "<summary>The same in numbers</summary>" in html


def test_html_is_well_formed_and_escapes_all_that_is_not_ours():
    verdict = failed(
        output(HOSTILE, np.ones((2, 2)), np.eye(2), probe=HOSTILE, says=HOSTILE),
        output("b" + HOSTILE, np.ones((2, 2)), np.eye(2), probe=HOSTILE),
        named=[HOSTILE],
        status="error",
        error=Error(HOSTILE, HOSTILE, HOSTILE, 3, None, HOSTILE, HOSTILE, {HOSTILE: [2]}),
        printed=HOSTILE,
        notes=[HOSTILE],
        part=HOSTILE,
    )
    for each in (verdict, Verdict(HOSTILE, "timeout", error=Error("", HOSTILE))):
        html = as_html(each)
        assert "<script" not in html
        ElementTree.fromstring(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))


def test_a_large_picture_stays_small():
    rng = np.random.default_rng(0)
    html = pictures(rng.standard_normal((32, 32)), rng.standard_normal((32, 32)), (0, 0), "dx")
    assert len(html) < 80_000


SHAPES = [(), (1,), (3,), (1, 3), (3, 1), (2, 3), (3, 2), (2, 2, 2), (0,), (40,), (33, 2)]


@pytest.mark.parametrize("want", SHAPES)
@pytest.mark.parametrize("got", [shape for shape in SHAPES if shape != (0,)])
def test_whatever_shapes_meet_there_is_a_page(got, want):
    """A column for a vector is noted where it is right, and drawn where it is wrong."""
    yours, ours = np.full(got, 2.0), np.arange(np.prod(want), dtype=float).reshape(want)
    found = compare(yours, ours, 1e-6)
    one = Output("dx", "a probe", ok=False, shape=list(got), want_shape=list(want), rel=found.rel)
    one.got, one.want = yours.tolist(), ours.tolist()
    if found.problem != "shape":
        one.worst = worst_entry(yours, ours)
    page = as_html(failed(one))
    assert "dx" in page


def test_pictures_of_any_two_shapes_can_be_drawn():
    rng = np.random.default_rng(0)
    for _ in range(400):
        got, want = (
            rng.standard_normal(tuple(rng.integers(0, 4, size=rng.integers(0, 4))))
            for _ in range(2)
        )
        if rng.random() < 0.5:  # the same numbers, laid out in another way
            got = want.reshape(*[1] * int(rng.integers(0, 2)), -1)
        if got.size and rng.random() < 0.3:
            got.flat[0] = rng.choice([np.nan, np.inf])
        made = output("dx", got, want)
        if not made.ok:
            made.got, made.want = got.tolist(), want.tolist()
            if want.size and [n for n in got.shape if n != 1] == [n for n in want.shape if n != 1]:
                made.worst = worst_entry(got, want)
            assert "dx" in as_html(failed(made))


def test_a_sentence_of_its_own_stands_after_a_colon_below_an_error():
    verdict = failed(
        output("order", 0, 1, says="The batches come in order. They should not."),
        output("order", None, 1, probe="q"),
        status="error",
        error=Error("ZeroDivisionError", "division by zero", "q", 4),
    )
    for page in (as_html(verdict), as_text(verdict)):
        assert "Where it runs: The batches come in order. They should not." in page


def test_numbers_near_the_largest_that_there_are_can_be_drawn():
    largest = np.finfo(float).max
    html = pictures(np.array([largest, -largest]), np.array([-largest, 1.0]), (0,), "dx")
    assert colour(LEVELS) in html and colour(-LEVELS) in html
    assert "1 of them nan or inf" in html  # largest - -largest
