"""A kink is told from a mistake: its slope changes with the step."""

import numpy as np
import pytest

from bpcourse.gradcheck import check_gradients

pytestmark = pytest.mark.filterwarnings("error")


def hinge(at):
    """relu of the mean of x minus a number; the first entry makes it move."""
    return lambda x: float(max(x[0] - at, 0.0) + np.sum(x**2))


def hinge_gradient(at, right=True):
    def gradient(x):
        grad = 2 * x
        grad[0] += (x[0] > at) if right else 1.5 * (x[0] > at) + 0.2
        return grad

    return gradient


X = np.array([0.5, -1.0, 2.0])


@pytest.mark.parametrize("away", [1e-8, 3e-8, 1e-7, 3e-7, -1e-8, -3e-8, -1e-7, -3e-7])
def test_a_kink_within_the_step_is_no_error(away):
    at = X[0] + away
    report = check_gradients(hinge(at), X, grad=hinge_gradient(at)(X))
    assert report.verdicts == {"x": "agrees"}
    assert report.errors["x"] < 1e-6
    assert "crossed a kink" in str(report)


@pytest.mark.parametrize("away", [1e-8, 1e-7, -1e-7, 0.0])
def test_a_wrong_gradient_beside_a_kink_is_wrong(away):
    at = X[0] + away
    report = check_gradients(hinge(at), X, grad=hinge_gradient(at, right=False))
    assert report.verdicts == {"x": "wrong"}


def test_on_a_kink_the_check_moves_away():
    report = check_gradients(hinge(X[0]), X, grad=hinge_gradient(X[0]))
    assert report.verdicts == {"x": "agrees"}
    assert report.moved
    assert "the loss has a kink" in str(report)


def test_on_a_kink_nothing_is_said_of_a_gradient_at_one_point():
    for grad in (hinge_gradient(X[0])(X), hinge_gradient(X[0])(X) + np.eye(3)[0]):
        report = check_gradients(hinge(X[0]), X, grad=grad)
        assert report.ok
        assert report.verdicts == {"x": "kink"}
        assert "there is no derivative" in " ".join(str(report).split())
        assert "agree" not in str(report)


def test_a_smooth_function_that_bends_sharply_is_no_kink():
    # Its second derivative is 1e8: within the step the slope changes, but as a curve does.
    def f(x):
        return float(1e4 * np.sum(np.log(np.cosh(1e2 * x))) / 1e4 + np.sum(x))

    def gradient(x):
        return 1e2 * np.tanh(1e2 * x) + 1

    report = check_gradients(f, np.array([0.0, 1e-9, 0.2]), grad=gradient)
    assert report.verdicts == {"x": "agrees"}
    assert not report.moved


def test_a_jump_beside_x_is_not_passed_as_right():
    report = check_gradients(lambda x: float(np.sum(x) + (x[0] > 0.5)), X, grad=np.ones(3))
    assert not report.ok
    assert report.verdicts == {"x": "unclear"}


def test_where_the_loss_is_not_defined_nothing_is_passed_as_right():
    with np.errstate(invalid="ignore"):
        report = check_gradients(
            lambda x: float(np.sum(np.sqrt(x - 1))), np.ones(2), grad=np.full(2, 5.0)
        )
    assert not report.ok
    assert report.verdicts == {"x": "unclear"}
