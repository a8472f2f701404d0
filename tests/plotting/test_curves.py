"""Losses, slopes, step sizes, and what happens over depth."""

import numpy as np
import pytest

from bpcourse import plotting
from bpcourse.plotting.style import COLORS, DASHES, MARKERS

NAN, INF = np.nan, np.inf


def labelled(ax):
    return {line.get_label(): line for line in ax.lines if line.get_label()[0] != "_"}


def test_a_history_is_drawn_from_epoch_1_on_and_its_best_epoch_marked():
    history = {"train": [3.0, 2.0, 1.0], "val": [3.0, 1.5, 1.75], "lr": [1, 1, 1]}
    (ax,) = plotting.loss_curves(history | {"gradient_norms": [[1.0]] * 3}).axes
    lines = labelled(ax)
    assert list(lines) == ["training", "validation"]
    assert np.array_equal(lines["training"].get_xydata(), [[1, 3], [2, 2], [3, 1]])
    assert np.array_equal(lines["validation"].get_ydata(), [3, 1.5, 1.75])
    ring = next(line for line in ax.lines if line.get_markersize() == 13)
    assert np.array_equal(ring.get_xydata(), [[2, 1.5]])
    assert ax.get_yscale() == "linear" and ax.get_ylim()[0] == 0


def test_a_single_epoch_can_be_seen():
    (ax,) = plotting.loss_curves({"train": [3.0], "val": [2.9]}).axes
    assert all(line.get_marker() not in ("", "None") for line in labelled(ax).values())
    low, high = ax.get_ylim()
    assert low < 2.9 and high > 3


def test_the_axis_is_logarithmic_where_it_helps():
    def scale(losses):
        return plotting.loss_curves(losses).axes[0].get_yscale()

    assert scale([2.0, 0.019]) == "log"
    assert scale([2.0, 0.021]) == "linear"
    assert scale([2.0, 0.0]) == "linear"  # a logarithmic axis has no 0
    assert scale([2.0, -1.0]) == "linear"


def test_a_run_that_explodes_leaves_the_picture_and_the_others_their_room():
    figure = plotting.loss_curves({"good": [2.0, 1.0, 0.5], "bad": [2.0, 1e9, 1e30]})
    (ax,) = figure.axes
    assert ax.get_ylim()[1] == pytest.approx(200)
    assert np.array_equal(labelled(ax)["bad"].get_ydata(), [2, 1e9, 1e30])


def test_a_cross_marks_the_last_loss_that_is_finite():
    (ax,) = plotting.loss_curves([3.0, 4.0, NAN, INF]).axes
    (cross,) = [line for line in ax.lines if line.get_marker() == "x"]
    assert np.array_equal(cross.get_xydata(), [[2, 4]])
    unbroken = plotting.loss_curves([3.0, 4.0]).axes[0]
    assert not [line for line in unbroken.lines if line.get_marker() == "x"]


def test_each_run_has_its_own_colour_and_marker():
    (ax,) = plotting.loss_curves({"a": [3.0, 2.0], "b": [3.0, 1.0]}, unit="step").axes
    assert ax.get_xlabel() == "step"
    assert ax.lines[0].get_xdata().tolist() == [0, 1]
    (ax,) = plotting.loss_curves({f"lr {n}": [n + 1.0, n + 0.5] for n in range(8)}).axes
    assert [line.get_color() for line in ax.lines] == list(COLORS)
    assert [line.get_marker() for line in ax.lines] == list(MARKERS)
    for signs in (COLORS, MARKERS, DASHES):
        assert len(set(signs)) == 8


def test_lesson_05_has_its_loss_from_step_0_on():
    (ax,) = plotting.loss_curve([2.0, 1.0, 0.001]).axes
    assert np.array_equal(ax.lines[0].get_xydata(), [[0, 2], [1, 1], [2, 0.001]])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("step", "cross-entropy")
    assert ax.get_yscale() == "linear"


def test_a_loss_is_called_what_it_is_and_epochs_count_from_1():
    figure = plotting.loss_curve([2.0, 1.0], unit="epoch", loss="mean squared error")
    (ax,) = figure.axes
    assert np.array_equal(ax.lines[0].get_xydata(), [[1, 2], [2, 1]])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "mean squared error")
    assert figure.get_suptitle() == "2 epochs take the loss from 2.0 to 1.0"


def test_a_tangent_touches_with_the_slope_it_says():
    (ax,) = plotting.tangents(lambda x: x**3, lambda x: 3 * x**2, [-1.0, 2.0]).axes
    assert [text.get_text() for text in ax.texts] == ["slope 3", "slope 12"]
    for line, (x, y, slope) in zip(ax.lines[1::2], [(-1, -1, 3), (2, 8, 12)], strict=True):
        (x0, y0), (x1, y1) = line.get_xydata()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope)
        assert y0 + slope * (x - x0) == pytest.approx(y)


def test_activations_stand_beside_the_slopes_that_they_have():
    values, slopes = plotting.activation_curves({"tanh": np.tanh, "square": np.square}).axes
    z = values.lines[0].get_xdata()
    assert np.array_equal(values.lines[0].get_ydata(), np.tanh(z))
    assert np.allclose(slopes.lines[0].get_ydata(), 1 / np.cosh(z) ** 2, atol=1e-9)
    assert np.allclose(slopes.lines[1].get_ydata(), 2 * z, atol=1e-8)
    for left, right in zip(values.lines, slopes.lines, strict=True):
        assert left.get_color() == right.get_color()
        assert left.get_linestyle() == right.get_linestyle()
    assert [t.get_text() for t in values.get_legend().texts] == ["tanh", "square"]


def test_the_step_size_curve_names_both_regimes_where_both_are_seen():
    h = np.logspace(-12, 0, 13)
    (ax,) = plotting.step_size_curve(h, h**2 + 1e-16 / h).axes
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert [t.get_text().split(":")[0] for t in ax.texts] == ["too small", "too large"]
    ring = next(line for line in ax.lines if line.get_markersize() == 12)
    assert ring.get_xdata() == pytest.approx([1e-6])
    falling = plotting.step_size_curve(h, h**2)
    assert not falling.axes[0].texts
    assert "both ways" not in falling.get_suptitle()


def test_an_error_of_0_is_left_out_and_the_order_of_steps_does_not_matter():
    (ax,) = plotting.step_size_curve([1.0, 1e-4, 1e-2], {"central": [1.0, 0.0, 1e-4]}).axes
    assert np.array_equal(ax.lines[0].get_xydata(), [[1e-2, 1e-4], [1, 1]])


def test_histograms_share_their_bins_and_count_what_they_leave_out():
    layers = {"first": np.array([0.0, 0.0, 1.0, 3.0]), "second": np.array([2.0, 2.0, NAN, 2.5])}
    (ax,) = plotting.histograms(layers).axes
    assert [label.get_text() for label in ax.get_yticklabels()] == ["first", "second"]
    words = [text.get_text() for text in ax.texts]
    assert words == ["std 1.2, 50% zeros", "std 0.24, 25% not finite"]
    edges = [patch.get_data().edges for patch in ax.patches]
    assert all(np.array_equal(edges[0], other) for other in edges)
    assert (edges[0][0], edges[0][-1]) == (1, 3)
    first = ax.patches[0].get_data().values
    assert np.flatnonzero(first != 0).tolist() == [0, 59]


def test_spreads_that_differ_much_are_shown_by_magnitude():
    layers = [np.array([-1e-9, 1e-8]), np.array([0.1, -1.0])]
    (ax,) = plotting.histograms(layers, what="gradient").axes
    assert ax.get_xlabel() == "magnitude of the gradient (log)"
    assert (ax.patches[0].get_data().edges[[0, -1]] == [-9, 0]).all()


def test_norms_that_are_0_or_not_finite_have_a_cross():
    (ax,) = plotting.gradient_norms([0.0, 1.0, INF]).axes
    zero, infinite = [line for line in ax.lines if line.get_marker() == "x"]
    assert np.array_equal(zero.get_xdata(), [1]) and zero.get_ydata()[0] < 0.1
    assert np.array_equal(infinite.get_xdata(), [3]) and infinite.get_ydata()[0] > 0.9
    assert ax.get_yscale() == "log"


def test_norms_over_the_epochs_are_a_line_a_layer():
    norms = [np.array([1.0, 4.0]), np.array([0.0, 2.0]), np.array([0.25, 1.0])]  # as in a history
    figure = plotting.gradient_norms(norms)
    (ax,) = figure.axes
    lines = labelled(ax)
    assert list(lines) == ["layer 1", "layer 2"]
    assert np.array_equal(lines["layer 2"].get_xydata(), [[1, 4], [2, 2], [3, 1]])
    assert np.array_equal(lines["layer 1"].get_ydata(), [1, NAN, 0.25], equal_nan=True)
    (cross,) = [line for line in ax.lines if line.get_marker() == "x" and len(line.get_xdata())]
    assert np.array_equal(cross.get_xdata(), [2])
    assert len({line.get_marker() for line in lines.values()}) == 2
    assert len({line.get_linestyle() for line in lines.values()}) == 2
    assert (ax.get_xlabel(), ax.get_yscale()) == ("epoch", "log")
    assert [text.get_text() for text in figure.legends[0].texts] == ["layer 1", "layer 2"]


def test_of_many_layers_the_first_and_the_last_have_a_line():
    (ax,) = plotting.gradient_norms(np.tile(np.arange(1.0, 21), (3, 1))).axes
    lines = labelled(ax)
    assert len(lines) == 8
    for name, line in lines.items():
        assert (line.get_ydata() == int(name.removeprefix("layer "))).all()
    assert {"layer 1", "layer 20"} <= set(lines)


@pytest.mark.parametrize(
    ("layers", "claim"),
    [
        ({"w3": [1, 2], "b3": [0.5]}, "b3 holds a single number, which has no spread"),
        ({"b1": [0.5], "b2": [0, 0]}, "b1 holds a single number, which has no spread"),
        ({"w1": [1, 2], "b1": [0, 0]}, "In b1 all numbers are the same"),
        ({"w1": [3, NAN, 3], "b1": [1, 2]}, "In w1 all finite numbers are the same"),
        ({"w1": [NAN, INF], "b1": [1, 2]}, "In w1 no number is finite"),
    ],
)
def test_numbers_without_a_spread_are_called_what_they_are(layers, claim):
    assert plotting.histograms(layers).get_suptitle() == claim


@pytest.mark.parametrize(
    ("norms", "claim"),
    [
        ([2.0], "The gradient of the one layer has norm 2"),
        ([1.0, 1.5, 1.0], "From layer 3 back to 1 the gradient keeps its size"),
        ([40.0, 8.0, 2.0], "From layer 3 back to 1 the gradient grows 20-fold"),
        ([1e-9, 1.0], "From layer 2 back to 1 the gradient shrinks 1e9-fold"),
        ([0.0, 0.0, 1.0], "No gradient reaches layer 2"),
        ([1.0, NAN, 1.0], "In layer 2 the gradient is not finite"),
    ],
)
def test_norms_make_the_claim_that_they_bear(norms, claim):
    assert plotting.gradient_norms(norms).get_suptitle() == claim


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: plotting.loss_curves({}), "history must hold 1 to 8 runs with a loss, got 0"),
        (lambda: plotting.loss_curves({str(n): [1.0] for n in range(9)}), "got 9"),
        (lambda: plotting.loss_curves([[1.0]]), r"history\['train'\] must have shape \(N,\)"),
        (lambda: plotting.loss_curve([]), "losses must hold at least one number"),
        (lambda: plotting.loss_curve([1.0], "A title"), "unit must be one of step, epoch"),
        (lambda: plotting.activation_curves({}), "functions must be a dict of 1 to 6"),
        (lambda: plotting.activation_curves({"f": lambda z: z[:2]}), r"f\(z\) must have shape"),
        (lambda: plotting.step_size_curve([0.0, 1.0], [1.0, 1.0]), "h must be above 0, got 0"),
        (lambda: plotting.step_size_curve([1.0], [1.0, 2.0]), r"errors\['error'\] must have shape"),
        (lambda: plotting.step_size_curve([1.0], [0.0]), "must hold a number above 0"),
        (lambda: plotting.histograms([]), "by_layer must hold 1 to 20 layers, got 0"),
        (lambda: plotting.histograms([[]]), r"by_layer\['layer 1'\] must hold at least one"),
        (lambda: plotting.gradient_norms([1.0, -1.0]), "must not be negative, got -1"),
        (lambda: plotting.gradient_norms([[1.0, 2.0], [3.0, -1.0]]), "not be negative, got -1"),
        (lambda: plotting.gradient_norms([[[1.0]]]), r"norms must have shape \(N,\)"),
        (lambda: plotting.gradient_norms(np.ones((0, 3))), "norms must hold at least one number"),
        (lambda: plotting.gradient_norms({}), "norms must hold 1 to 8 networks, got 0"),
    ],
)
def test_what_does_not_fit_is_said_in_words(draw, words):
    with pytest.raises(ValueError, match=words):
        draw()


def test_a_function_is_wanted_uncalled():
    with pytest.raises(TypeError, match="f must be a function"):
        plotting.tangents(4.0, abs, [1.0])
