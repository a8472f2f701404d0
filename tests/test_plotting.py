"""The figures: one claim in the title, labelled axes, colours that anyone can tell apart."""

import warnings

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from bpcourse import plotting

X = np.array([[1.0, 2.0], [3.0, -1.0]])
DOUT = np.array([[1.0, -2.0, 3.0], [2.0, 1.0, -1.0]])
PICTURES = np.random.default_rng(0).random((6, 64))

FIGURES = {
    "reach": (
        lambda: plotting.reach(np.array([[0, 1, 0], [0, 3, 0]]), np.array([[1, 3, -2], [0, 0, 0]])),
        "A weight reaches a column of out, an input reaches a row",
    ),
    "columns_meet": (
        lambda: plotting.columns_meet(X, DOUT),
        "dw[0, 1] pairs a column with a column",
    ),
    "saturation": (
        lambda: plotting.saturation({1.0: [0.5, 0.2, 0.1], 5.0: [0.99, 0.98, 0.9]}),
        "The flatter the sigmoid, the later the neuron learns",
    ),
    "loss_curve": (
        lambda: plotting.loss_curve([2.31, 0.5, 0.149]),
        "3 steps take the loss from 2.3 to 0.1",
    ),
    "wrong_digits": (
        lambda: plotting.wrong_digits(PICTURES, np.arange(6), np.array([0, 1, 5, 3, 9, 5])),
        "2 of 6 digits are read wrongly",
    ),
}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(params=FIGURES)
def case(request):
    return FIGURES[request.param]


def texts(figure):
    return [t.get_text() for ax in figure.axes for t in ax.texts]


def used(figure):
    """The axes that show something."""
    return [ax for ax in figure.axes if ax.lines or ax.images or ax.texts]


def test_the_title_states_the_claim(case):
    draw, claim = case
    assert draw().get_suptitle() == claim


def test_every_axis_is_labelled(case):
    draw, _ = case
    axes = used(draw())
    assert axes
    for ax in axes:
        assert ax.get_xlabel()
        # The rows and columns of a picture count nothing.
        assert ax.get_ylabel() or ax.images


def test_at_most_two_panels(case):
    draw, claim = case
    if "digits" not in claim:
        assert len(draw().axes) <= 2


def test_nothing_is_cut_off_and_the_paper_is_white(case, tmp_path):
    draw, _ = case
    figure = draw()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(tmp_path / "figure.png")
    assert figure.get_facecolor() == (1, 1, 1, 1)
    canvas = figure.canvas
    canvas.draw()
    inside = figure.bbox
    for artist in [figure._suptitle, *(ax.xaxis.label for ax in used(figure))]:
        box = artist.get_window_extent(canvas.get_renderer())
        assert inside.x0 <= box.x0 and box.x1 <= inside.x1
        assert inside.y0 <= box.y0 and box.y1 <= inside.y1


def test_one_figure_is_left_open_for_plt_show(case):
    draw, _ = case
    figure = draw()
    assert [plt.figure(n) for n in plt.get_fignums()] == [figure]


def test_the_readers_settings_stay_as_they_are(case):
    draw, _ = case
    with plt.style.context("dark_background"):
        before = dict(plt.rcParams)
        figure = draw()
        assert dict(plt.rcParams) == before
        figure.canvas.draw()
    for ax in figure.axes:
        assert ax.get_facecolor() == (1, 1, 1, 1)
        for label in [*ax.get_xticklabels(), *ax.get_yticklabels()]:
            assert label.get_color() == plotting.INK


def test_reach_shows_the_changes_with_their_signs():
    figure = FIGURES["reach"][0]()
    left, right = ([t.get_text() for t in ax.texts] for ax in figure.axes)
    assert left == ["0", "+1", "0", "0", "+3", "0"]
    assert right == ["+1", "+3", "\N{MINUS SIGN}2", "0", "0", "0"]


def test_columns_meet_adds_the_products_it_shows():
    figure = plotting.columns_meet(X, DOUT)
    assert figure.get_supxlabel() == "1 · (\N{MINUS SIGN}2) + 3 · 1 = 1"
    assert plotting.columns_meet(X, DOUT, d=1, m=2).get_suptitle().startswith("dw[1, 2]")


def test_saturation_puts_each_start_on_the_curve():
    slopes, curves = FIGURES["saturation"][0]().axes
    marks = [line.get_xydata()[0] for line in slopes.lines[1:]]
    assert np.allclose(marks, [[1, 0.19661193], [5, 0.00664806]])
    # Two signs beside the colour: a dash, and a name.
    assert [line.get_linestyle() for line in curves.lines] == ["-", "--"]
    assert [t.get_text() for t in curves.get_legend().texts] == ["from z = 1", "from z = 5"]


def test_wrong_digits_shows_the_wrong_ones_only():
    figure = FIGURES["wrong_digits"][0]()
    shown = [ax for ax in figure.axes if ax.images]
    assert [ax.get_xlabel() for ax in shown] == ["a 2, read as 5", "a 4, read as 9"]
    for ax, n in zip(shown, (2, 4), strict=True):
        assert np.array_equal(ax.images[0].get_array(), PICTURES[n].reshape(8, 8))


def test_wrong_digits_stops_at_most_and_bears_none():
    read = (np.arange(6) + 1) % 10
    figure = plotting.wrong_digits(PICTURES, np.arange(6), read, most=5)
    assert len([ax for ax in figure.axes if ax.images]) == 5
    assert figure.get_suptitle() == "6 of 6 digits are read wrongly"
    perfect = plotting.wrong_digits(PICTURES, np.arange(6), np.arange(6))
    assert not [ax for ax in perfect.axes if ax.images]


@pytest.mark.parametrize("name", ["INK", "BLUE", "ORANGE", "GREY"])
def test_colours_stand_out_from_the_paper(name):
    """At least 3 to 1, what WCAG 2.2 asks of graphics (1.4.11)."""
    rgb = np.array(matplotlib.colors.to_rgb(getattr(plotting, name)))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    assert 1.05 / (luminance + 0.05) >= 3
