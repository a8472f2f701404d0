"""What holds for every figure: a claim, labels, nothing cut off, nothing changed, no warning."""

import copy
import inspect
import warnings
from itertools import pairwise

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from bpcourse import plotting
from bpcourse.autodiff import Value
from bpcourse.nn import Network

RNG = np.random.default_rng(0)
X = RNG.normal(size=(40, 2))
Y = (X[:, 0] > 0).astype(int)
LINE = np.linspace(-3, 3, 20)[:, None]
PICTURES = RNG.random((6, 64))
STEPS = np.logspace(-12, 0, 25)
NAN, INF = np.nan, np.inf


def params(*sizes, scale=1.0):
    arrays = {}
    for n, (D, M) in enumerate(pairwise(sizes), start=1):
        arrays[f"w{n}"] = scale * RNG.normal(size=(D, M))
        arrays[f"b{n}"] = scale * RNG.normal(size=M)
    return arrays


def chain(length):
    value = Value(1)
    for _ in range(length):
        value = value.tanh()
    return value


def diamond():
    a, b = Value(2), Value(3)
    c, d = a + b, a * b
    y = c + d + c * d
    y.backward()
    return y


# For each figure: its function, what it is given, and the claim that is its title.
FIGURES = {
    "bends": (
        plotting.bends,
        (np.array([-2.0, -0.5, 0.5]), np.array([1.0, -2.0, 2.0])),
        "3 relus in a sum: a line with 3 bends",
    ),
    "reach": (
        plotting.reach,
        (np.array([[0, 1, 0], [0, 3, 0]]), np.array([[1, 3, -2], [0, 0, 0]])),
        "A weight reaches a column of out, an input reaches a row",
    ),
    "columns_meet": (
        plotting.columns_meet,
        (np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[1.0, -2.0, 3.0], [2.0, 1.0, -1.0]])),
        "dw[0, 1] pairs a column with a column",
    ),
    "saturation": (
        plotting.saturation,
        ({1.0: [0.5, 0.2, 0.1], 5.0: [0.99, 0.98, 0.9]},),
        "The flatter the sigmoid, the later the neuron learns",
    ),
    "staircase": (
        plotting.staircase,
        (np.linspace(-1, 1, 5), np.array([0.5, 0.5, 1.0, 0.5, 0.5]), np.linspace(-1, 1, 5) ** 2),
        "The accuracy is a staircase, the loss is a slope",
    ),
    "sure_and_wrong": (
        plotting.sure_and_wrong,
        (np.arange(-4.0, 9.0), np.linspace(0, 1, 13), np.linspace(0, 8, 13)),
        "Sure and wrong: only the cross-entropy is still steep",
    ),
    "loss_curve": (
        plotting.loss_curve,
        ([2.31, 0.5, 0.149],),
        "3 steps take the loss from 2.3 to 0.1",
    ),
    "loss_curve, epochs": (
        plotting.loss_curve,
        ([2.31, 0.5, NAN], "epoch", "mean squared error"),
        "The loss is no longer finite from epoch 3 on",
    ),
    "loss_curves": (
        plotting.loss_curves,
        ({"train": [2.3, 0.9, 0.4, 0.2], "val": [2.2, 0.95, 0.6, 0.7]},),
        "The validation loss is lowest after epoch 3 of 4: 0.6",
    ),
    "loss_curves, one epoch": (
        plotting.loss_curves,
        ({"train": [2.3], "val": [2.2]},),
        "After one epoch the validation loss is 2.2",
    ),
    "loss_curves, diverged": (
        plotting.loss_curves,
        ({"train": [2.3, 5, 1e30, NAN], "val": [2.2, 6, INF, NAN]},),
        "The loss is no longer finite from epoch 3 on",
    ),
    "loss_curves, nothing finite": (
        plotting.loss_curves,
        ({"train": [NAN, NAN], "val": [INF, NAN]},),
        "The loss is no longer finite from epoch 1 on",
    ),
    "loss_curves, runs": (
        plotting.loss_curves,
        ({"lr = 0.1": [2.3, 0.9, 0.4], "lr = 10": [2.3, 1e10, 1e30]},),
        "The lowest loss at the end: lr = 0.1, 0.4",
    ),
    "tangents": (
        plotting.tangents,
        (lambda x: x**2, lambda x: 2 * x, [-1.0, 3.0]),
        "At x = 3 a small step to the right changes f 6 times as much",
    ),
    "chords": (
        plotting.chords,
        (lambda x: x**3, 2.0, 1.0, 12.0),
        "To one side the slope is off by 7, to both sides by 1",
    ),
    "chords, no slope": (
        plotting.chords,
        (abs, 0.0, 1.0),
        "A step ahead, and steps to both sides: two slopes",
    ),
    "descents": (
        plotting.descents,
        (np.square, {"lr = 0.1": [3, 2.4, 1.92], "lr = 0.9": [3, -2.4, 1.92, -1.536]}),
        "Short steps walk down one side, long ones jump across",
    ),
    "descents, no step": (
        plotting.descents,
        (np.square, {"here": [0.0], "there": [1.0]}),
        "How far a step goes decides where it lands",
    ),
    "gradient_clouds": (
        plotting.gradient_clouds,
        ({4: 2 * X, 16: X}, np.zeros(2)),
        "Batches 4 times as large scatter 2 times less",
    ),
    "gradient_clouds, one batch": (
        plotting.gradient_clouds,
        ({4: X[:1], 16: X[:1]}, X[0]),
        "The gradient of a batch lies around the gradient of all examples",
    ),
    "activation_curves": (
        plotting.activation_curves,
        (),
        "Where a function is flat, its slope lets no gradient through",
    ),
    "step_size_curve": (
        plotting.step_size_curve,
        (STEPS, STEPS**2 + 1e-16 / STEPS),
        "The error is smallest near h = 3e−6, and grows both ways",
    ),
    "step_size_curve, methods": (
        plotting.step_size_curve,
        (STEPS, {"forward": STEPS + 1e-16 / STEPS, "central": STEPS**2 + 1e-16 / STEPS}),
        "The best h: forward 1e−8, central 3e−6",
    ),
    "data_set": (plotting.data_set, (X, Y), "40 points in 2 classes"),
    "data_set, one class": (plotting.data_set, (X[:1], Y[:1] * 0), "1 point of one class"),
    "data_set, 6 classes": (plotting.data_set, (X, np.arange(40) % 6), "40 points in 6 classes"),
    "data_set, 7 classes": (plotting.data_set, (X, np.arange(40) % 7), "40 points in 7 classes"),
    "data_set, 8 classes": (plotting.data_set, (X, np.arange(40) % 8), "40 points in 8 classes"),
    "decision_field, 8 classes": (
        plotting.decision_field,
        (lambda points: np.zeros(len(points), dtype=int), X, np.arange(40) % 8, 40),
        "The network sees the right class at 12.5% of 40 points",
    ),
    "decision_field": (
        plotting.decision_field,
        (lambda points: 1 / (1 + np.exp(-points[:, 0])), X, Y, 40),
        "The network sees the right class at 100.0% of 40 points",
    ),
    "decision_field, classes": (
        plotting.decision_field,
        (lambda points: np.c_[points, -points], X, 3 * Y, 40),
        "The network sees the right class at 10.0% of 40 points",
    ),
    "decision_field, NaN": (
        plotting.decision_field,
        (lambda points: np.full(len(points), NAN), X, Y, 40),
        "At 100.0% of 40 points the answer is not a number",
    ),
    "decision_field, one point": (
        plotting.decision_field,
        (lambda points: np.ones(len(points), dtype=int), X[:1], np.array([1]), 40),
        "The network sees the right class at 100.0% of 1 point",
    ),
    "fitted_curve": (
        plotting.fitted_curve,
        (np.sin, LINE, np.sin(LINE) + 0.5),
        "Between curve and data a mean squared error of 0.25",
    ),
    "heat_maps": (
        plotting.heat_maps,
        ({"w1": np.array([[1.0, -2.5, 0.5]]), "b1": np.array([0.0, 1.0, -1.0])},),
        "The number farthest from 0 stands in w1: −2.5",
    ),
    "heat_maps, 2-8-8-1": (plotting.heat_maps, (params(2, 8, 8, 1),), None),
    "heat_maps, 64-32-10": (plotting.heat_maps, (params(64, 32, 10, scale=1e-6),), None),
    "heat_maps, zeros": (
        plotting.heat_maps,
        ({"db": np.zeros(3)},),
        "The number farthest from 0 stands in db: 0",
    ),
    "heat_maps, NaN": (
        plotting.heat_maps,
        ({"dw": np.array([[NAN, 1.0], [INF, -INF]])},),
        "Grey: a number that is not finite",
    ),
    "confusion_heat_map": (
        plotting.confusion_heat_map,
        (np.array([[8, 2, 0], [0, 10, 0], [1, 0, 9]]),),
        "90.0% are right; the commonest slip: 0 read as 1 (2)",
    ),
    "confusion_heat_map, one class": (
        plotting.confusion_heat_map,
        ([[7]], ["a name that is long"]),
        "100.0% are right",
    ),
    "confusion_heat_map, none": (
        plotting.confusion_heat_map,
        (np.zeros((2, 2)),),
        "No examples yet",
    ),
    "histograms": (
        plotting.histograms,
        ([np.array([-2.0, 2.0]), np.array([-1.0, 1.0]), np.array([-0.5, 0.5])],),
        "From layer 1 to layer 3 the spread shrinks, from 2 to 0.5",
    ),
    "histograms, vanishing": (
        plotting.histograms,
        ({"first": np.array([-1e-6, 1e-6, 0, NAN]), "last": np.array([-1.0, 1.0])}, "gradient"),
        "From first to last the spread grows, from 8.2e−7 to 1",
    ),
    "histograms, dead": (
        plotting.histograms,
        ([np.zeros(5)],),
        "The spread in layer 1 is 0",
    ),
    "gradient_norms": (
        plotting.gradient_norms,
        (np.array([0.001, 0.01, 0.1, 1]),),
        "From layer 4 back to 1 the gradient shrinks 1,000-fold",
    ),
    "gradient_norms, epochs": (
        plotting.gradient_norms,
        ([np.array([0.2, 0.4, 2]), np.array([0.01, 0.1, 1])],),
        "In epoch 2, from layer 3 back to 1 the gradient shrinks 100-fold",
    ),
    "gradient_norms, 12 layers": (
        plotting.gradient_norms,
        (np.tile(2.0 ** np.arange(12), (50, 1)),),
        "In epoch 50, from layer 12 back to 1 the gradient shrinks 2,000-fold",
    ),
    "gradient_norms, networks": (
        plotting.gradient_norms,
        ({"xavier": [1.0, 1.2], "all zero": [0.0, 0.0], "too large": [INF, 1.0]},),
        "In layer 1 the gradient is smallest with all zero: 0",
    ),
    "architecture": (
        plotting.architecture,
        ([2, 8, 8, 1],),
        "From (32, 2) to (32, 1) with 105 numbers to learn",
    ),
    "architecture, long": (
        plotting.architecture,
        ([784, *[512] * 20, 10], 1024, "leaky_relu"),
        "From (1024, 784) to (1024, 10) with 5,397,514 numbers to learn",
    ),
    "architecture, Network": (
        plotting.architecture,
        (Network([2, 8, 8, 1], "leaky_relu", "binary_cross_entropy", rng=RNG),),
        "From (32, 2) to (32, 1) with 105 numbers to learn",
    ),
    "network_diagram, Network": (
        plotting.network_diagram,
        (Network([1, 8, 1], "tanh", "mse", rng=RNG),),
        "16 weights; a thick line is a large one",
    ),
    "network_diagram": (
        plotting.network_diagram,
        (params(2, 3, 1), [[1, 2], [0, 0.5, -1e-5], [1e6]]),
        "9 weights; a thick line is a large one",
    ),
    "network_diagram, 64-32-10": (
        plotting.network_diagram,
        (params(64, 32, 10),),
        "2,368 weights; a thick line is a large one",
    ),
    "computational_graph": (
        plotting.computational_graph,
        (diamond(),),
        "Values go forward to the root, gradients come back from it",
    ),
    "computational_graph, long": (
        plotting.computational_graph,
        (chain(20),),
        "Values go forward to the root = 0.2616",
    ),
    "digit_grid": (
        plotting.digit_grid,
        (PICTURES, np.arange(6)),
        "6 pictures, each with its label",
    ),
    "wrong_digits": (
        plotting.wrong_digits,
        (PICTURES, np.arange(6), np.array([0, 1, 5, 3, 9, 5])),
        "2 of 6 digits are read wrongly",
    ),
}
# Pictures, and arrays that stand beside each other on one scale, are one panel in many axes.
MANY_AXES = ("digit_grid", "wrong_digits", "heat_maps")


@pytest.fixture(scope="module", params=FIGURES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def figure(name):
    """The figure, drawn once; a warning is an error, unless Matplotlib gives it to itself."""
    function, given, _ = FIGURES[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", module="matplotlib|pyparsing")
        drawn = function(*given)
    plt.close(drawn)  # which takes its canvas away
    FigureCanvasAgg(drawn)
    return drawn


def used(figure):
    """The axes that show something."""
    return [ax for ax in figure.axes if ax.lines or ax.images or ax.texts]


def test_no_figure_is_forgotten():
    helpers = {"in_style", "describe"}
    functions = {name for name in plotting.__all__ if callable(getattr(plotting, name))}
    assert functions - helpers == {name.split(",")[0] for name in FIGURES}


def test_the_title_states_what_is_seen(name, figure):
    seen = FIGURES[name][2]
    assert figure.get_suptitle()
    assert seen in (None, figure.get_suptitle())


def test_every_axis_is_labelled(name, figure):
    assert used(figure)
    for ax in used(figure):
        # A drawing has no axes; the rows and columns of a picture count nothing, and those of
        # arrays are labelled once for all.
        if name.startswith("heat_maps"):
            assert figure.get_supxlabel() and figure.get_supylabel() and ax.get_title()
        elif len(ax.get_xticks()) == 0:
            assert ax.get_xlabel() or ax.texts
        else:
            assert ax.get_xlabel() and ax.get_ylabel()


def test_at_most_two_panels(name, figure):
    panels = [ax for ax in figure.axes if ax.get_label() != "<colorbar>"]
    assert len(panels) <= 2 or name.startswith(MANY_AXES)


def test_nothing_is_cut_off(figure, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", module="matplotlib|pyparsing")
        figure.savefig(tmp_path / "figure.png")
    renderer = figure.canvas.get_renderer()
    texts = [text for ax in figure.axes for text in ax.texts]
    for artist in [figure._suptitle, *figure.legends, *figure.axes, *texts]:
        box = artist.get_tightbbox(renderer)
        assert figure.bbox.x0 <= box.x0 + 1 and box.x1 - 1 <= figure.bbox.x1, artist
        assert figure.bbox.y0 <= box.y0 + 1 and box.y1 - 1 <= figure.bbox.y1, artist


def test_the_title_stands_above_everything(figure):
    renderer = figure.canvas.get_renderer()
    title = figure._suptitle.get_window_extent(renderer)
    for text in (text for ax in figure.axes for text in [ax.title, *ax.texts]):
        if text.get_text():
            assert not title.overlaps(text.get_window_extent(renderer)), text


def test_the_page_of_a_notebook_is_wide_enough(figure):
    assert figure.get_figwidth() <= 10


def test_drawing_leaves_everything_else_alone(name):
    """What is given, the reader's settings, the random state; and one figure for plt.show."""
    function, given, _ = FIGURES[name]
    arrays = [one.params if isinstance(one, Network) else one for one in given]
    arrays = [one for one in arrays if not isinstance(one, Value)]
    kept = copy.deepcopy(arrays)
    state = np.random.get_state()
    with plt.style.context("dark_background"):
        settings = dict(plt.rcParams)
        figure = function(*given, title="Another title")
        assert dict(plt.rcParams) == settings
        figure.canvas.draw()
    np.testing.assert_equal(np.random.get_state(), state)
    np.testing.assert_equal(arrays, kept)
    assert [plt.figure(n) for n in plt.get_fignums()] == [figure]
    assert figure.get_suptitle() == "Another title"
    assert figure.get_facecolor() == (1, 1, 1, 1)
    for ax in figure.axes:
        assert ax.get_facecolor() == (1, 1, 1, 1)
        for label in [*ax.get_xticklabels(), *ax.get_yticklabels()]:
            assert label.get_color() == plotting.INK


def test_a_description_says_the_claim_and_the_axes(figure):
    words = plotting.describe(figure)
    assert words.startswith(figure.get_suptitle())
    assert "\n" not in words and ".." not in words.replace("...", "")
    for ax in used(figure):
        assert ax.get_xlabel() in words and ax.get_ylabel() in words


def test_a_figure_that_fails_is_not_left_over():
    with pytest.raises(ValueError):
        plotting.loss_curves({"train": [1.0], "val": [[2.0]]})
    with pytest.raises(ValueError):
        plotting.step_size_curve([0.1, 1.0], [0.0, 0.0])
    assert plt.get_fignums() == []


def test_the_signature_names_the_title():
    for name in FIGURES:
        function = FIGURES[name][0]
        assert inspect.signature(function).parameters["title"].default is None
        assert function.__doc__.count("title : str, optional") == 1


@pytest.mark.parametrize("color", ["INK", "BLUE", "ORANGE", "GREY"])
def test_colours_stand_out_from_the_paper(color):
    """At least 3 to 1, what WCAG 2.2 asks of graphics (1.4.11)."""
    rgb = np.array(matplotlib.colors.to_rgb(getattr(plotting, color)))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    assert 1.05 / (luminance + 0.05) >= 3
