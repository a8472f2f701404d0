"""Losses: their gradients, minima and curvature, and a learner's own in all its spellings."""

import numpy as np
import pytest

from bpcourse.widgets.descent.curvature import curvature, words_on
from bpcourse.widgets.descent.gradient import check_gradient
from bpcourse.widgets.descent.landscape import central_gradient, check_point, check_ranges
from bpcourse.widgets.descent.line_fit import check_data, example_data, line_fit
from bpcourse.widgets.descent.mistake import LearnersMistake
from bpcourse.widgets.descent.own_loss import COARSE, FINE, own_landscape
from bpcourse.widgets.descent.presets import PRESETS, preset


def everyone():
    return [*map(preset, PRESETS), line_fit(*example_data())]


@pytest.mark.parametrize("landscape", everyone(), ids=lambda each: each.name)
def test_a_ready_loss_has_its_gradient_its_minima_and_its_grid(landscape):
    rng = np.random.default_rng(1)
    measure = central_gradient(landscape.loss, landscape.widths)
    low, high = np.array(landscape.ranges).T
    for w in rng.uniform(low, high, (20, 2)):
        assert np.allclose(landscape.grad(w), measure(w), rtol=1e-5, atol=1e-6)
        one = landscape.values(np.array([w[0]]), np.array([w[1]]))
        assert one[0] == pytest.approx(landscape.loss(w))
    for minimum in landscape.minima:
        assert np.abs(landscape.grad(minimum)).max() < 1e-9
        around = [landscape.loss(minimum + 0.01 * np.array(d)) for d in ((1, 0), (0, 1), (-1, -1))]
        assert min(around) > landscape.loss(minimum)
    assert landscape.inside(np.array(landscape.start))
    assert landscape.inside(landscape.minima).all()
    assert landscape.lowest == min(landscape.loss(w) for w in landscape.minima)


def test_the_curvature_is_measured_and_known_for_quadratics_alone():
    ravine = curvature(preset("ravine"))
    assert (ravine.largest, ravine.smallest) == pytest.approx((16, 0.4))
    assert ravine.limit == pytest.approx(0.125)
    assert ravine.everywhere
    x, y = example_data()
    design = np.stack([x, np.ones_like(x)], axis=1)
    smallest, largest = np.linalg.eigvalsh(2 * design.T @ design / len(x))
    line = curvature(line_fit(x, y))
    assert (line.largest, line.smallest) == pytest.approx((largest, smallest))
    assert not curvature(preset("rosenbrock")).everywhere
    watch, meaning = words_on(ravine, 0.14)
    assert "0.14 × 16 = 2.24" in watch
    assert "2 / 16 = 0.125" in meaning


@pytest.mark.parametrize(
    "loss",
    [
        lambda w1, w2: (w1 - 1) ** 2 + 3 * w2**2,
        lambda w: (w[0] - 1) ** 2 + 3 * w[1] ** 2,
        lambda w: float((w[0] - 1) ** 2 + 3 * w[1] ** 2) if np.ndim(w[0]) == 0 else 1 / 0,
        lambda w: np.array([(w[0] - 1) ** 2 + 3 * w[1] ** 2]).reshape(1, -1)[:, 0],
    ],
)
def test_a_loss_may_take_two_numbers_or_an_array_and_need_not_take_many(loss):
    own = own_landscape(loss, None, None, None)
    assert own.minima == pytest.approx(np.array([[1.0, 0.0]]), abs=1e-6)
    assert own.grad(np.array([2.0, 1.0])) == pytest.approx(np.array([2.0, 6.0]), rel=1e-6)
    *_, values = own.grid()
    assert np.isfinite(values).all()
    assert own.resolution in (FINE, COARSE)


def test_minima_of_a_kink_and_of_four_valleys():
    kink = own_landscape(lambda w1, w2: abs(w1 - 0.3) + 2 * abs(w2 + 0.2), None, None, None)
    assert kink.minima == pytest.approx(np.array([[0.3, -0.2]]), abs=1e-6)
    four = own_landscape(
        lambda a, b: (a**2 + b - 11) ** 2 + (a + b**2 - 7) ** 2, None, ((-5, 5), (-5, 5)), None
    )
    assert len(four.minima) == 4
    assert max(four.loss(w) for w in four.minima) < 1e-9


def test_a_loss_without_a_minimum_here_and_one_with_holes():
    plane = own_landscape(lambda w1, w2: w1 + w2, None, None, None)
    assert "No minimum is in the picture" in plane.remarks[0]
    assert tuple(plane.minima[0]) == (-2.0, -1.5)
    holes = own_landscape(lambda w1, w2: np.log(w1) ** 2 + w2**2, None, None, (1.5, 1.0))
    assert "not finite in 50 % of the picture" in holes.remarks[0]
    assert own_landscape(lambda w1, w2: w1**2 + w2**2, None, None, None).remarks == ()


# On one line: no new line ever begins in it.
exec(compile("def loop(w1, w2):\n    while True: pass", "a cell", "exec"), globals())


def unwritten(w1, w2):
    raise NotImplementedError


WRONG = {
    "None": (lambda w1, w2: None, "must return one number, not None"),
    "array": (lambda w1, w2: np.array([w1, w2]), "not an array of shape (2,)"),
    "text": (lambda w1, w2: "1.0", "not a str"),
    "complex": (lambda w1, w2: 1j * w1, "must return one number"),
    "name": (lambda w1, w2: w3, "There is no w3 here"),  # noqa: F821
    "arguments": (lambda a, b, c: 0.0, "must take w1 and w2, or w; it takes a, b, c"),
    "nan": (lambda w1, w2: float("nan"), "finite nowhere"),
    "loop": (globals()["loop"], "Your loop was still running after 2 seconds"),
    "unwritten": (unwritten, "Your unwritten is not written yet"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_loss_is_said(case):
    loss, words = WRONG[case]
    with pytest.raises(LearnersMistake) as said:
        own_landscape(loss, None, None, None)
    assert words in str(said.value)


def quadratic(w1, w2):
    return w1**2 + 3 * w2**2


GRADIENTS = {
    "half": (lambda w1, w2: (2 * w1, 3 * w2), "dw2 is 0.5 times what it should be, the other"),
    "sign": (lambda w1, w2: (-2 * w1, -6 * w2), "dw1 is −1 times"),
    "swapped": (lambda w1, w2: (6 * w2, 2 * w1), "in each other's place"),
    "shifted": (lambda w1, w2: (2 * w1 + 1, 6 * w2), "dw1 is off, the other entry fits"),
    "slightly": (lambda w: 1.001 * np.array([2 * w[0], 6 * w[1]]), "does not fit your loss"),
}


@pytest.mark.parametrize("case", GRADIENTS)
def test_a_wrong_gradient_is_said_with_two_numbers(case):
    grad, words = GRADIENTS[case]
    checked = check_gradient(own_landscape(quadratic, grad, None, None))
    assert not checked.ok
    assert words in checked.words
    at, h = np.array(checked.at), 1e-6
    steepest = np.linalg.norm([2 * at[0], 6 * at[1]])
    assert abs(checked.numeric) <= steepest + h
    assert checked.analytic != pytest.approx(checked.numeric, rel=1e-4)


@pytest.mark.parametrize(
    ("loss", "grad"),
    [
        (quadratic, lambda w1, w2: (2 * w1, 6 * w2)),
        (quadratic, lambda w: [2 * w[0], 6 * w[1]]),
        (lambda w1, w2: abs(w1) + abs(w2), lambda w1, w2: (np.sign(w1), np.sign(w2))),
        (lambda w1, w2: np.exp(3 * w1) + w2**2, lambda w1, w2: (3 * np.exp(3 * w1), 2 * w2)),
        (lambda w1, w2: 1e6 + 1e-3 * w1**2, lambda w1, w2: (2e-3 * w1, 0.0)),
        (lambda w1, w2: max(w1, 0.0), lambda w1, w2: (float(w1 > 0), 0.0)),
    ],
)
def test_a_right_gradient_is_never_called_wrong(loss, grad):
    assert check_gradient(own_landscape(loss, grad, None, None)).ok


def test_a_gradient_of_another_shape_is_said():
    with pytest.raises(LearnersMistake, match="must return two numbers, dw1 and dw2, not an array"):
        own_landscape(quadratic, lambda w: np.zeros(3), None, None)


@pytest.mark.parametrize("slope", [-2.0, 0.0, 3.0])
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_the_best_line_and_the_start_are_in_the_picture(slope, scale):
    x = np.linspace(-1, 2, 9) * scale
    fit = line_fit(x, slope * x + 1)
    assert fit.minima[0] == pytest.approx([slope, 1], abs=1e-9 + 1e-9 / scale)
    assert fit.inside(np.array(fit.start))
    assert fit.loss(np.array([0.0, 0.0])) == pytest.approx(np.mean((slope * x + 1) ** 2))


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ([1, 2], None, "y is missing"),
        ([1, 2], [1, 2, 3], "equally long"),
        ([1, 1], [1, 2], "all x are equal"),
        ([1, np.nan], [1, 2], "finite"),
        ([[1, 2], [3, 4]], [1, 2], "N numbers"),
        ([1], [1], "2 or more"),
    ],
)
def test_data_that_no_line_goes_through(x, y, words):
    with pytest.raises(ValueError, match=words):
        check_data(x, y)
    assert len(check_data([1, 2], [[3], [4]])[1]) == 2


@pytest.mark.parametrize("ranges", [((0, 1), (3, 2)), ((0, 1),), ((0, 1), (0, np.inf))])
def test_ranges_rise_and_are_two(ranges):
    with pytest.raises(ValueError, match="low < high"):
        check_ranges(ranges)


def test_a_point_is_two_numbers():
    assert check_point("start", np.array([1, 2])) == (1.0, 2.0)
    with pytest.raises(ValueError, match="two finite numbers"):
        check_point("start", (1, np.nan))
    with pytest.raises(TypeError, match="two numbers"):
        check_point("start", ("a", "b"))
