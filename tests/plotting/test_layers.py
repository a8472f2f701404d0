"""Lesson 05's figures, and the pictures of digits."""

import numpy as np
import pytest

from bpcourse import plotting

X = np.array([[1.0, 2.0], [3.0, -1.0]])
DOUT = np.array([[1.0, -2.0, 3.0], [2.0, 1.0, -1.0]])
PICTURES = np.random.default_rng(0).random((6, 64))


def pictured(figure):
    return [ax for ax in figure.axes if ax.images]


def test_reach_shows_the_changes_with_their_signs():
    figure = plotting.reach([[0, 1, 0], [0, 3, 0]], [[1, 3, -2], [0, 0, 0]])
    left, right = ([t.get_text() for t in ax.texts] for ax in figure.axes)
    assert left == ["0", "+1", "0", "0", "+3", "0"]
    assert right == ["+1", "+3", "−2", "0", "0", "0"]


def test_columns_meet_adds_the_products_it_shows():
    assert plotting.columns_meet(X, DOUT).get_supxlabel() == "1 · (−2) + 3 · 1 = 1"
    assert plotting.columns_meet(X, DOUT, d=1, m=2).get_suptitle().startswith("dw[1, 2]")


def test_saturation_puts_each_start_on_the_curve():
    figure = plotting.saturation({1.0: [0.5, 0.2, 0.1], 5.0: [0.99, 0.98, 0.9]})
    slopes, curves = figure.axes
    marks = [line.get_xydata()[0] for line in slopes.lines[1:]]
    assert np.allclose(marks, [[1, 0.19661193], [5, 0.00664806]])
    # Two signs beside the colour: a dash, and a name.
    assert [line.get_linestyle() for line in curves.lines] == ["-", "--"]
    assert [t.get_text() for t in curves.get_legend().texts] == ["from z = 1", "from z = 5"]


def test_wrong_digits_shows_the_wrong_ones_only():
    shown = pictured(plotting.wrong_digits(PICTURES, np.arange(6), [0, 1, 5, 3, 9, 5]))
    assert [ax.get_xlabel() for ax in shown] == ["a 2, read as 5", "a 4, read as 9"]
    for ax, n in zip(shown, (2, 4), strict=True):
        assert np.array_equal(ax.images[0].get_array(), PICTURES[n].reshape(8, 8))


def test_wrong_digits_stops_at_most_and_bears_none():
    read = (np.arange(6) + 1) % 10
    figure = plotting.wrong_digits(PICTURES, np.arange(6), read, most=5)
    assert len(pictured(figure)) == 5
    assert figure.get_suptitle() == "6 of 6 digits are read wrongly"
    perfect = plotting.wrong_digits(PICTURES, np.arange(6), np.arange(6))
    assert not pictured(perfect)
    assert perfect.get_suptitle() == "0 of 6 digits are read wrongly"


def test_a_grid_shows_each_digit_above_its_label():
    figure = plotting.digit_grid(PICTURES, [3, 1, 4, 1, 5, 9], most=4)
    shown = pictured(figure)
    assert figure.get_suptitle() == "4 of 6 pictures, each with its label"
    assert [ax.get_xlabel() for ax in shown] == ["3", "1", "4", "1"]
    for ax, picture in zip(shown, PICTURES, strict=False):
        assert np.array_equal(ax.images[0].get_array(), picture.reshape(8, 8))
        assert ax.images[0].get_clim() == (0, 1)  # one scale of grey for all
    assert plotting.digit_grid(PICTURES[:1]).get_suptitle() == "1 picture"


def test_pictures_that_were_standardized_and_brought_back_are_pictures():
    x = np.round(PICTURES)
    back = (x - x.mean(axis=0)) / 0.3 * 0.3 + x.mean(axis=0)
    assert back.min() < 0 or back.max() > 1  # by rounding
    assert len(pictured(plotting.digit_grid(back))) == 6


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: plotting.reach(X, X[:1]), r"by_input must have shape \(2, 2\), got \(1, 2\)"),
        (lambda: plotting.columns_meet(X, DOUT[:1]), r"dout must have shape \(2, M\)"),
        (lambda: plotting.columns_meet(X, DOUT, m=3), r"dw has shape \(2, 3\), .* \[0, 3\]"),
        (lambda: plotting.saturation([1, 2]), "losses must be a dict of two runs"),
        (lambda: plotting.digit_grid(PICTURES[0]), r"pictures must have shape \(N, D\)"),
        (lambda: plotting.digit_grid(PICTURES[:, :60]), "pictures must be square, got 60 pixels"),
        (
            lambda: plotting.digit_grid(3 * PICTURES - 1),
            r"in 0\.\.1, got -0\.9.*before standardize",
        ),
        (lambda: plotting.digit_grid(3 * PICTURES - 1), "original pictures .* heat_maps"),
        (lambda: plotting.digit_grid(255 * PICTURES), r"in 0\.\.1, got 25\d.* divided by .*255"),
        (lambda: plotting.wrong_digits(2 * PICTURES, [1] * 6, [1] * 6), "original pictures"),
        (lambda: plotting.digit_grid(PICTURES, [1]), r"y must have shape \(6,\), got \(1,\)"),
        (lambda: plotting.wrong_digits(PICTURES, [1] * 6, [1]), r"read must have shape \(6,\)"),
    ],
)
def test_what_does_not_fit_is_said_in_words(draw, words):
    with pytest.raises(ValueError, match=words):
        draw()
