"""The oracles can say no: to what is off by a little, and to what people get wrong."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.special
from oracles.compare import check_backward, check_forward, check_slope, each, leaves
from oracles.table import ORACLES

from bpcourse import nn

FORWARDS = {entry.name: entry for entry in ORACLES}
BACKWARDS = {entry.back.name: entry for entry in ORACLES if entry.back}

# Ways to spoil one array of a right result.
SPOILT = {
    "larger by a millionth": lambda x: x * (1 + 1e-6),
    "the other sign": np.negative,
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "NaN": lambda x: np.full(x.shape, np.nan),
    "last entry lost": lambda x: x * (np.arange(x.size) < x.size - 1).reshape(x.shape),
    "an axis too many": lambda x: x[None],
}


def spoilt(call, how, which):
    """How a function is called, with the first (0) or last (-1) array that comes back spoilt."""

    def call_and_spoil(*args, **given):
        result = call(*args, **given)
        victim = list(leaves(result).values())[which]
        return each(lambda x: SPOILT[how](np.asarray(x)) if x is victim else x, result)

    return call_and_spoil


def rejected(check, *args, **options):
    with pytest.raises(AssertionError):
        check(*args, shrink=False, **options)


@pytest.mark.parametrize("which", [0, -1], ids=["first", "last"])
@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("name", FORWARDS)
def test_a_spoilt_forward_is_rejected(name, how, which):
    entry = FORWARDS[name]
    rejected(check_forward, replace(entry, call=spoilt(entry.call, how, which)), getattr(nn, name))


@pytest.mark.parametrize("which", [0, -1], ids=["first", "last"])
@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("name", BACKWARDS)
def test_a_spoilt_backward_is_rejected(name, how, which):
    entry = BACKWARDS[name]
    back = replace(entry.back, call=spoilt(entry.back.call, how, which))
    rejected(check_backward, replace(entry, back=back), getattr(nn, name))


@pytest.mark.parametrize("name", BACKWARDS)
def test_a_backward_larger_by_a_thousandth_is_rejected_by_the_slope(name):
    def larger(*args, **given):
        return each(lambda x: 1.001 * x, entry.back.call(*args, **given))

    entry = BACKWARDS[name]
    wrong = replace(entry, back=replace(entry.back, call=larger))
    rejected(check_slope, wrong, getattr(nn, name), getattr(nn, entry.name))


def exp(x):
    return np.exp(x - x.max(initial=-1e4))


def chances(logits, y):
    """The probability of the true class."""
    return (exp(logits) / exp(logits).sum(axis=1, keepdims=True))[np.arange(len(y)), y]


def mean_momentum(w, dw, state, lr, momentum):
    v = momentum * state.get("v", 0) + (1 - momentum) * dw
    return w - lr * v, {"v": v}


def adam_like(correct=True, t=None, eps_inside=False):
    """Adam; or with something left out, or in another place."""

    def step(w, dw, state, lr, beta1, beta2, eps, weight_decay=0.0):
        steps = state.get("t", 0) + 1
        m = beta1 * state.get("m", 0) + (1 - beta1) * dw
        v = beta2 * state.get("v", 0) + (1 - beta2) * dw**2
        power = t or steps
        m_hat = m / (1 - beta1**power) if correct else m
        v_hat = v / (1 - beta2**power) if correct else v
        root = np.sqrt(v_hat + eps) if eps_inside else np.sqrt(v_hat) + eps
        return w - lr * m_hat / root, {"m": m, "v": v, "t": steps}

    return step


def adam_with_l2(w, dw, state, lr, beta1, beta2, eps, weight_decay):
    return nn.adam_step(w, dw + weight_decay * w, state, lr, beta1, beta2, eps)


def clip_each(grads, max_norm):
    clipped = {name: nn.clip_by_global_norm({name: dw}, max_norm) for name, dw in grads.items()}
    return {name: pair[0][name] for name, pair in clipped.items()}, nn.global_norm(grads)


WRONG_FORWARDS = [
    ("relu", "the absolute value", np.abs),
    ("leaky_relu", "slope not used", lambda x, slope: np.maximum(x, 0.01 * x)),
    ("sigmoid", "of 2 x", lambda x: scipy.special.expit(2 * x)),
    ("gelu", "the exact one", lambda x: x * scipy.special.ndtr(x)),
    ("logsumexp", "over the batch", lambda x: scipy.special.logsumexp(x, axis=0)),
    ("softmax", "over the batch", lambda x: exp(x) / exp(x).sum(axis=0)),
    ("softmax", "over all entries", lambda x: exp(x) / exp(x).sum()),
    ("linear_forward", "bias forgotten", lambda x, w, b: (x @ w, None)),
    ("linear_forward", "bias taken off", lambda x, w, b: (x @ w - b, None)),
    ("neuron_forward", "bias forgotten", lambda x, w, b: x @ w),
    ("mse_loss", "half", lambda pred, target: np.mean((pred - target) ** 2) / 2),
    ("mse_loss", "a sum", lambda pred, target: np.sum((pred - target) ** 2)),
    ("cross_entropy", "a sum", lambda logits, y: -np.sum(np.log(chances(logits, y)))),
    ("cross_entropy", "log10", lambda logits, y: -np.mean(np.log10(chances(logits, y)))),
    ("cross_entropy", "log of mean", lambda logits, y: -np.log(np.mean(chances(logits, y)))),
    (
        "binary_cross_entropy",
        "one class only",
        lambda logits, y: -np.mean(y * scipy.special.log_expit(logits)),
    ),
    ("confusion_matrix", "transposed", lambda y, pred, C: nn.confusion_matrix(pred, y, C)),
    ("clip_by_global_norm", "each by itself", clip_each),
    ("dropout_forward", "not scaled", lambda x, p, rng, train: ((rng.random(x.shape) >= p) * x, 0)),
    ("sgd_step", "uphill", lambda w, dw, state, lr: (w + lr * dw, {})),
    ("momentum_step", "nesterov", nn.nesterov_step),
    ("momentum_step", "a mean", mean_momentum),
    ("momentum_step", "forgets", lambda w, dw, state, lr, momentum: (w - lr * dw, {})),
    ("nesterov_step", "momentum", nn.momentum_step),
    ("adam_step", "not corrected", adam_like(correct=False)),
    ("adam_step", "corrected for the first step only", adam_like(t=1)),
    ("adam_step", "eps inside the root", adam_like(eps_inside=True)),
    ("adamw_step", "no decay", adam_like()),
    ("adamw_step", "decay in the gradient", adam_with_l2),
    ("step_schedule", "a slope", lambda step, lr, every, factor: lr * factor ** (step / every)),
    ("warmup_schedule", "from 0", lambda step, lr, warmup: lr * min(1, step / max(warmup, 1))),
]

WRONG_BACKWARDS = [
    ("relu_backward", "no mask", lambda dout, x: dout),
    ("relu_backward", "mask from dout", lambda dout, x: dout * (dout > 0)),
    ("leaky_relu_backward", "that of relu", lambda dout, x, slope: dout * (x > 0)),
    ("sigmoid_backward", "out for its slope", lambda dout, out: dout * out),
    ("tanh_backward", "no square", lambda dout, out: dout * (1 - out)),
    ("tanh_backward", "input for output", lambda dout, out: dout * (1 - np.arctanh(out) ** 2)),
    ("gelu_backward", "x as a factor only", lambda dout, x: dout * scipy.special.ndtr(x)),
    ("softmax_backward", "diagonal only", lambda dout, p: dout * p * (1 - p)),
    ("softmax_backward", "sum over the batch", lambda dout, p: p * (dout - (dout * p).sum(axis=0))),
    (
        "linear_backward",
        "dw transposed",
        lambda dout, cache: (dout @ cache[1].T, dout.T @ cache[0], dout.sum(axis=0)),
    ),
    (
        "linear_backward",
        "db over the outputs",
        lambda dout, cache: (dout @ cache[1].T, cache[0].T @ dout, dout.sum(axis=1)),
    ),
    (
        "linear_backward",
        "db a mean",
        lambda dout, cache: (
            dout @ cache[1].T,
            cache[0].T @ dout,
            dout.sum(axis=0) / max(len(dout), 1),
        ),
    ),
    ("mse_loss_backward", "no 2", lambda pred, target: (pred - target) / pred.size),
    (
        "mse_loss_backward",
        "over the rows",
        lambda pred, target: 2 * (pred - target) / (len(pred) if pred.ndim else 1),
    ),
    ("cross_entropy_backward", "no 1/N", lambda *a: len(a[1]) * nn.cross_entropy_backward(*a)),
    (
        "cross_entropy_backward",
        "truth forgotten",
        lambda logits, y: scipy.special.softmax(logits, axis=1) / len(y),
    ),
    (
        "binary_cross_entropy_backward",
        "sigmoid's slope once more",
        lambda logits, y: nn.sigmoid_backward(
            nn.binary_cross_entropy_backward(logits, y), scipy.special.expit(logits)
        ),
    ),
    ("l2_penalty_backward", "no 2", lambda w, strength: strength * w),
    ("l1_penalty_backward", "that of the square", lambda w, strength: 2 * strength * w),
    ("dropout_backward", "not scaled", lambda dout, cache: dout * (cache[0] != 0)),
]


# So that the wrong ones above are rejected for what is wrong in them.
RIGHT_FORWARDS = [
    ("softmax", "as above", lambda x: exp(x) / exp(x).sum(axis=1, keepdims=True)),
    ("cross_entropy", "as above", lambda logits, y: -np.mean(np.log(chances(logits, y)))),
    ("clip_by_global_norm", "by position", nn.clip_by_global_norm),
    ("adam_step", "as above", adam_like()),
]


def as_parameters(wrong):
    return [pytest.param(name, f, id=f"{name}: {words}") for name, words, f in wrong]


def by_position(f):
    return lambda *args, **given: f(*args, *given.values())


@pytest.mark.parametrize("name, right", as_parameters(RIGHT_FORWARDS))
def test_control_another_right_forward_is_accepted(name, right):
    check_forward(FORWARDS[name], by_position(right))


@pytest.mark.parametrize("name, wrong", as_parameters(WRONG_FORWARDS))
def test_a_wrong_forward_is_rejected(name, wrong):
    rejected(check_forward, FORWARDS[name], by_position(wrong))


@pytest.mark.parametrize("name, wrong", as_parameters(WRONG_BACKWARDS))
def test_a_wrong_backward_is_rejected_by_both_oracles(name, wrong):
    entry = BACKWARDS[name]
    rejected(check_backward, entry, by_position(wrong))
    rejected(check_slope, entry, by_position(wrong), getattr(nn, entry.name))
