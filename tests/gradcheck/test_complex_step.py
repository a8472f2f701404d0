"""The complex step: exact where it can work, and refused in words where it cannot."""

import numpy as np
import pytest

from bpcourse.gradcheck import numerical_gradient, relative_error

pytestmark = pytest.mark.filterwarnings("error")

X = np.random.default_rng(0).uniform(0.5, 2, (3, 4))


# Functions, and their gradients as everybody knows them.
SMOOTH = {
    "cube": (lambda x: np.sum(x**3), lambda x: 3 * x**2),
    "sin": (lambda x: np.sum(np.sin(x)), np.cos),
    "exp": (lambda x: np.sum(np.exp(x)), np.exp),
    "log": (lambda x: np.sum(np.log(x)), lambda x: 1 / x),
    "tanh": (lambda x: np.sum(np.tanh(x)), lambda x: 1 / np.cosh(x) ** 2),
    "product": (np.prod, lambda x: np.prod(x) / x),
    "quotient": (lambda x: x[0, 0] / x[1, 1], None),
    "logsumexp": (
        lambda x: np.log(np.sum(np.exp(x - x.max()))) + x.max(),
        lambda x: np.exp(x) / np.exp(x).sum(),
    ),
    "length": (lambda x: np.sqrt(np.sum(x**2)), lambda x: x / np.linalg.norm(x)),
    "by columns": (lambda x: np.sum(np.prod(x @ x.T, axis=1)), None),
}


@pytest.mark.parametrize("name", SMOOTH)
def test_complex_step_fits_central_differences(name):
    f, _ = SMOOTH[name]
    central, exact = numerical_gradient(f, X), numerical_gradient(f, X, method="complex")
    assert relative_error(central, exact) < 1e-9


@pytest.mark.parametrize("name", [name for name, (_, gradient) in SMOOTH.items() if gradient])
def test_complex_step_is_right_to_the_last_digits(name):
    f, gradient = SMOOTH[name]
    got = numerical_gradient(f, X, method="complex")
    assert got.dtype == np.float64
    assert relative_error(got, gradient(X)) < 1e-15


@pytest.mark.parametrize(
    "f, x, want",
    [
        # Squire and Trapp (1998): the derivative of x**(9/2) at 1.5 is 4.5 * 1.5**3.5.
        (lambda x: x**4.5, 1.5, 18.600812734259759),
        # Martins, Sturdza and Alonso, The complex-step derivative approximation (2003).
        (lambda x: np.exp(x) / np.sqrt(np.sin(x) ** 3 + np.cos(x) ** 3), 1.5, 4.05342789389862),
    ],
)
def test_the_examples_of_the_literature(f, x, want):
    got = numerical_gradient(f, np.array(x), method="complex")
    assert got.item() == pytest.approx(want, rel=1e-14)


def test_relu_by_comparison_works_off_its_kink():
    x = np.array([-1.0, 0.5, 2.0, -0.1])
    for relu in (lambda x: x * (x > 0), lambda x: np.maximum(x, 0)):
        got = numerical_gradient(lambda x, relu=relu: np.sum(relu(x)), x, method="complex")
        np.testing.assert_array_equal(got, [0, 1, 1, 0])


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.sum(np.abs(x)),
        lambda x: np.linalg.norm(x),
        lambda x: np.sum(x.real**2),
        lambda x: np.sum(np.abs(x) ** 2),
    ],
)
def test_a_dropped_imaginary_part_is_refused(f):
    with pytest.raises(TypeError, match="f drops the imaginary part"):
        numerical_gradient(f, X, method="complex")


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.sum(x**2) + np.sum(np.abs(x)),
        lambda x: np.sum(x * np.conj(x)) + np.sum(x),
        lambda x: np.linalg.norm(x) * x[0, 0],
    ],
)
def test_an_imaginary_part_dropped_on_the_way_is_refused(f):
    with pytest.raises(ValueError, match="the complex step finds the slope"):
        numerical_gradient(f, X, method="complex")


@pytest.mark.parametrize(
    "f",
    [
        lambda x: float(x[0, 0]),
        lambda x: np.sum(x.astype(np.float64)),
    ],
)
def test_a_conversion_to_float_is_explained(f):
    with pytest.raises((TypeError, np.exceptions.ComplexWarning)) as caught:
        numerical_gradient(f, X, method="complex")
    assert 'use method="central"' in "".join(caught.value.__notes__)


def test_an_error_in_f_passes_through():
    def f(x):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        numerical_gradient(f, X, method="complex")


def test_x_stays_as_it_was():
    x = X.copy()

    def f(x):
        x *= 2
        return np.sum(x)

    np.testing.assert_allclose(numerical_gradient(f, x, method="complex"), 2, rtol=1e-15)
    np.testing.assert_array_equal(x, X)


@pytest.mark.parametrize("shape", [(), (0,), (1,), (2, 1, 3)])
def test_any_shape(shape):
    x = np.ones(shape)
    got = numerical_gradient(lambda x: np.sum(x**2), x, method="complex")
    assert got.shape == shape
    np.testing.assert_allclose(got, 2 * x, rtol=1e-15)


def test_an_unknown_method_is_named():
    with pytest.raises(ValueError, match='method must be "central" or "complex", got \'forward\''):
        numerical_gradient(np.sum, X, method="forward")
