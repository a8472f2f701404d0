"""Networks drawn: shapes that are right, lines that say sign and size."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, FancyBboxPatch

from bpcourse import plotting
from bpcourse.nn import Network

RNG = np.random.default_rng(3)


def params(*sizes):
    arrays = {}
    for n, (D, M) in enumerate(pairwise(sizes), start=1):
        arrays |= {f"w{n}": RNG.normal(size=(D, M)), f"b{n}": RNG.normal(size=M)}
    return arrays


def words(figure):
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


def circles(figure):
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Circle)]


def test_every_array_stands_with_its_shape():
    drawn = words(plotting.architecture([2, 8, 8, 1], N=5))
    for array in ("x\n(5, 2)", "a1\n(5, 8)", "a2\n(5, 8)", "out\n(5, 1)"):
        assert array in drawn
    for array in ("w1\n(2, 8)", "b1\n(8,)", "w2\n(8, 8)", "b2\n(8,)", "w3\n(8, 1)", "b3\n(1,)"):
        assert array in drawn
    assert drawn.count("after the activation") == 2


@pytest.mark.parametrize(
    ("activation", "loss", "out"),
    [
        ("relu", "cross_entropy", "logits"),
        ("leaky_relu", "binary_cross_entropy", "logits"),
        ("tanh", "mse", "out"),
    ],
)
def test_a_network_says_what_it_does_and_its_params_do_not(activation, loss, out):
    last = 1 if loss == "binary_cross_entropy" else 3
    network = Network([2, 8, last], activation, loss, rng=RNG)
    drawn = words(plotting.architecture(network))
    assert f"after {activation}" in drawn and f"{out}\n(32, {last})" in drawn
    for unknown in (network.params, dict(network.params), network.sizes):
        drawn = words(plotting.architecture(unknown))
        assert "after the activation" in drawn and f"out\n(32, {last})" in drawn
    assert "after sine" in words(plotting.architecture(network.params, activation="sine"))


def test_a_network_is_drawn_with_the_weights_that_it_has():
    network = Network([2, 3, 1], "tanh", "mse", rng=RNG)
    of_network = plotting.network_diagram(network).axes[0]
    of_params = plotting.network_diagram(network.params).axes[0]
    assert words(of_network.figure) == words(of_params.figure)
    for one, other in zip(of_network.lines, of_params.lines, strict=True):
        assert one.get_linewidth() == other.get_linewidth()
        assert one.get_color() == other.get_color()


def test_sizes_and_params_give_the_same_drawing():
    sizes = words(plotting.architecture([64, 32, 10], activation="tanh"))
    assert words(plotting.architecture(params(64, 32, 10), activation="tanh")) == sizes
    assert "after tanh" in sizes


def test_a_long_network_counts_what_it_leaves_out():
    figure = plotting.architecture([2] + [16] * 20 + [3])
    drawn = words(figure)
    boxes = [patch for patch in figure.axes[0].patches if isinstance(patch, FancyBboxPatch)]
    assert len(boxes) == 5  # of 22
    assert any("17 more" in text for text in drawn)
    assert "a2\n(32, 16)" in drawn and "a20\n(32, 16)" in drawn
    assert "w21\n(16, 3)" in drawn and "w3\n(16, 16)" not in drawn


def test_a_line_says_the_sign_and_size_of_its_weight():
    arrays = {"w1": np.array([[2.0, -1.0]]), "b1": np.zeros(2)}
    figure = plotting.network_diagram(arrays)
    positive, negative, *_ = figure.axes[0].lines
    assert to_hex(positive.get_color()).upper() == plotting.BLUE
    assert to_hex(negative.get_color()).upper() == plotting.ORANGE
    assert positive.get_linestyle() == "-" and negative.get_linestyle() == "--"
    assert positive.get_linewidth() > negative.get_linewidth()
    assert {"2", "−1", "positive weight", "negative weight"} <= set(words(figure))


def test_each_weight_has_a_line_and_each_neuron_a_circle():
    figure = plotting.network_diagram(params(2, 8, 8, 1))
    assert len(circles(figure)) == 2 + 8 + 8 + 1
    assert len(figure.axes[0].lines) == 88 + 2  # and two for the key
    assert {"input (2)", "layer 1 (8)", "layer 2 (8)", "output (1)"} <= set(words(figure))


def test_of_a_large_layer_the_first_and_last_are_drawn():
    figure = plotting.network_diagram(params(64, 32, 10))
    assert len(circles(figure)) == 3 * 7
    assert words(figure).count("⋮") == 3
    assert len(figure.axes[0].lines) == 2 * 49 + 2


def test_numbers_stand_in_their_neurons():
    figure = plotting.network_diagram(params(2, 1), neurons=[[0.5, -1.25], [3]])
    for circle, text in zip(circles(figure), ("0.5", "−1.2", "3"), strict=True):
        inside = [t for t in figure.axes[0].texts if t.get_position() == tuple(circle.center)]
        assert [t.get_text() for t in inside] == [text]


def test_what_is_not_finite_is_drawn_and_written_as_such():
    arrays = {"w1": np.array([[np.nan], [1.0]]), "b1": np.array([np.inf])}
    figure = plotting.network_diagram(arrays, neurons=[[1, 2], [np.nan]])
    assert {"NaN", "b = ∞", "1"} <= set(words(figure))


@pytest.mark.parametrize(
    "sizes", [(1, 1), (2, 3, 1), (3, 4), (4, 3), (2, 2, 2, 2), (6, 2), (12, 1)]
)
def test_no_two_texts_overlap(sizes):
    neurons = [RNG.normal(size=size) for size in sizes]
    figure = plotting.network_diagram(params(*sizes), neurons=neurons)
    renderer = figure.canvas.get_renderer()
    texts = [text for text in figure.axes[0].texts if text.get_text()]
    for a, b in combinations(texts, 2):
        overlap = a.get_window_extent(renderer).overlaps(b.get_window_extent(renderer))
        assert not overlap, (a, b)


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: plotting.architecture([3]), "network must be two or more sizes"),
        (lambda: plotting.architecture("2-8-1"), "network must be two or more sizes"),
        (lambda: plotting.architecture([2, 0, 1]), r"network\[1\] must be"),
        (lambda: plotting.architecture({"w1": np.zeros((2, 3))}), 'must have the names "w1", "b1"'),
        (lambda: plotting.network_diagram(params(*[2] * 7)), "up to 5 layers.*got 6"),
        (lambda: plotting.network_diagram(params(2, 1), [[1, 2]]), "must hold 2 arrays, got 1"),
        (lambda: plotting.network_diagram(params(2, 1), [[1], [1]]), r"neurons\[0\] must have"),
    ],
)
def test_what_does_not_fit_is_said_in_words(draw, words):
    with pytest.raises(ValueError, match=words):
        draw()
