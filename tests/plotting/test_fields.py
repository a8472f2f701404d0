"""Points of the plane, and what a network answers between them."""

import numpy as np
import pytest

from bpcourse import plotting
from bpcourse.nn import Network
from bpcourse.plotting.style import COLORS, MARKERS

RNG = np.random.default_rng(1)
X = RNG.normal(size=(30, 2))
Y = np.arange(30) % 3


def field(figure):
    """The array drawn, and the points at the middle of its cells."""
    (image,) = figure.axes[0].images
    assert image.origin == "lower"  # row 0 at the bottom
    values = np.asarray(image.get_array())
    left, right, bottom, top = image.get_extent()
    rows, columns = values.shape
    x = left + (right - left) * (np.arange(columns) + 0.5) / columns
    y = bottom + (top - bottom) * (np.arange(rows) + 0.5) / rows
    return values, np.stack(np.meshgrid(x, y), axis=-1)


def wave(points):
    return 0.5 + 0.5 * np.sin(points[:, 0] + 2 * points[:, 1])


@pytest.mark.parametrize("column", [False, True])
def test_the_field_holds_what_predict_answers_there(column):
    def predict(points):
        return wave(points)[:, None] if column else wave(points)

    figure = plotting.decision_field(predict, X, Y % 2, resolution=23)
    values, points = field(figure)
    assert values.shape == (23, 23)
    assert np.allclose(values, 0.5 + 0.5 * np.sin(points[..., 0] + 2 * points[..., 1]))
    assert figure.axes[0].images[0].get_clim() == (0, 1)
    right = np.mean((wave(X) > 0.5) == Y % 2)
    assert f"{right:.1%} of 30 points" in figure.get_suptitle()


def test_from_one_half_on_it_is_class_1():
    figure = plotting.decision_field(
        lambda points: np.where(points[:, 0] > 0, 0.51, 0.49), X, (X[:, 0] > 0).astype(int)
    )
    assert figure.get_suptitle().startswith("The network sees the right class at 100.0%")


def test_the_boundary_runs_where_the_probability_is_one_half():
    figure = plotting.decision_field(
        lambda points: 1 / (1 + np.exp(-8 * (points[:, 0] - 0.3))), X, Y % 2
    )
    (boundary,) = figure.axes[0].collections
    (path,) = boundary.get_paths()
    assert len(path.vertices) and np.allclose(path.vertices[:, 0], 0.3, atol=1e-3)


def test_scores_of_classes_are_drawn_as_the_class_with_the_highest():
    w = RNG.normal(size=(2, 3))
    figure = plotting.decision_field(lambda points: points @ w, X, Y, resolution=15)
    values, points = field(figure)
    x, y = points[..., 0], points[..., 1]
    scores = [x * w[0, c] + y * w[1, c] for c in range(3)]
    for c in range(3):
        assert (scores[c][values == c] >= np.max(scores, axis=0)[values == c]).all()


def test_classes_as_integers_and_truth_values_are_drawn_as_they_are():
    for kind in (int, bool):
        figure = plotting.decision_field(lambda p, k=kind: (p[:, 1] > 0).astype(k), X, Y % 2)
        values, points = field(figure)
        assert np.array_equal(values, points[..., 1] > 0)


def test_each_class_has_its_own_colour_and_marker():
    y = np.arange(30) % 8
    for figure in (
        plotting.data_set(X, y),
        plotting.decision_field(lambda points: np.zeros(len(points), int), X, y, resolution=5),
    ):
        lines = figure.axes[0].lines
        for c, line in enumerate(lines):
            assert np.array_equal(line.get_xydata(), X[y == c])
            assert (line.get_color(), line.get_marker()) == (COLORS[c], MARKERS[c])
        names = [text.get_text() for text in figure.legends[0].texts]
        assert names == [f"class {c}" for c in range(8)]


def test_the_methods_of_a_network_are_drawn_as_they_are():
    one = Network([2, 4, 1], "tanh", "binary_cross_entropy", rng=RNG)
    values, points = field(plotting.decision_field(one.probabilities, X, Y % 2, resolution=9))
    assert values.dtype.kind == "f"
    assert np.allclose(values.ravel(), one.probabilities(points.reshape(-1, 2)))
    three = Network([2, 4, 3], "tanh", rng=RNG)
    for answer in (three.probabilities, three.predict):
        values, points = field(plotting.decision_field(answer, X, Y, resolution=9))
        assert np.array_equal(values.ravel(), three.predict(points.reshape(-1, 2)))
    curve = Network([1, 4, 1], "tanh", "mse", rng=RNG)
    drawn = plotting.fitted_curve(curve.predict, X[:, :1], X[:, 1]).axes[0].lines[1]
    assert np.allclose(drawn.get_ydata(), curve.predict(drawn.get_xdata()[:, None])[:, 0])


def test_predict_may_spoil_its_argument():
    def greedy(points):
        points[:] = 0
        return np.zeros(len(points))

    x = X.copy()
    plotting.decision_field(greedy, x, Y % 2, resolution=5)
    plotting.fitted_curve(lambda p: greedy(p)[:, None], x[:, :1], x[:, 1])
    assert np.array_equal(x, X)


def test_a_fitted_curve_says_how_far_it_is_from_the_data():
    x = np.array([[0.0], [1.0], [2.0]])
    figure = plotting.fitted_curve(lambda points: 2 * points, x, [0.0, 2.0, 7.0])
    data, curve = figure.axes[0].lines
    assert np.array_equal(data.get_xydata(), [[0, 0], [1, 2], [2, 7]])
    assert np.allclose(curve.get_ydata(), 2 * curve.get_xdata())
    assert figure.get_suptitle().endswith("mean squared error of 3")  # 3 * 3 / 3


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: plotting.data_set(X[:, :1], Y), r"x must have shape \(N, 2\), got \(30, 1\)"),
        (lambda: plotting.data_set(X, Y[:4]), r"y must have shape \(30,\), got \(4,\)"),
        (lambda: plotting.data_set(X, Y + 8), "y must hold labels in 0..7, got 10"),
        (lambda: plotting.decision_field(lambda p: p[:, 0], X, Y), "in 0..1, .*apply the sigmoid"),
        (lambda: plotting.decision_field(lambda p: p[:3, 0], X, Y), r"\(30,\) or \(30, C\)"),
        (lambda: plotting.decision_field(lambda p: np.zeros((len(p), 9)), X, Y), r"got \(30, 9\)"),
        (lambda: plotting.decision_field(lambda p: 0.5, X, Y), r"for 30 points.*got \(\)"),
        (lambda: plotting.fitted_curve(lambda p: p[:2], X[:, :1], Y), r"predict\(points\) must"),
        (lambda: plotting.fitted_curve(lambda p: p, X[:, :1], Y[:2]), r"y must have shape \(30,\)"),
    ],
)
def test_what_does_not_fit_is_said_in_words(draw, words):
    with pytest.raises(ValueError, match=words):
        draw()


def test_types_that_do_not_fit_are_said_in_words():
    with pytest.raises(TypeError, match="predict must be a function"):
        plotting.decision_field(X, X, Y)
    network = Network([2, 4, 3], rng=RNG)
    for draw, x in ((plotting.decision_field, X), (plotting.fitted_curve, X[:, :1])):
        with pytest.raises(TypeError, match=r"got Network: hand over network\.predict$"):
            draw(network, x, Y)
    with pytest.raises(TypeError, match="what predict returns must hold real numbers"):
        plotting.decision_field(lambda points: None, X, Y)
    with pytest.raises(TypeError, match="y must hold integer labels"):
        plotting.data_set(X, Y / 2)
