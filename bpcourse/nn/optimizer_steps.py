"""Steps of optimizers: from a gradient to the next weights, and what is remembered in between.

A step is a pure function: it changes nothing that it is given, and returns new weights and a new
state. The state is ``{}`` before the first step; then it is handed back as the last step returned
it. `Optimizer` does that for a whole dict of parameters.

In the formulas w' and v' are what w and v become. The velocity v adds up gradients, and so points
uphill as they do: the step goes against it. The learning rate stands outside of v, so a change of
it is felt at once.
"""

import numpy as np

from .checked import Array, Count, Like, Number, checked


class State:
    """The rule for a state: empty, or what the last step returned for the same parameter."""

    def __init__(self, **rules):
        self.rules = rules

    def __call__(self, name, value, known):
        if not isinstance(value, dict):
            got = type(value).__name__
            raise TypeError(f"{name} must be a dict, {{}} before the first step, got {got}")
        if not value:
            return {}
        if value.keys() != self.rules.keys():
            wanted = f"{{}} or a dict of {', '.join(self.rules)}" if self.rules else "{}"
            raise ValueError(f"{name} must be {wanted}, got one of {', '.join(map(str, value))}")
        return {
            key: rule(f'{name}["{key}"]', value[key], known) for key, rule in self.rules.items()
        }


FRACTION = Number(at_least=0, below=1)
AT_LEAST_0 = Number(at_least=0)  # also for lr: a schedule may come down to 0


@checked(w=Array(...), dw=Like("w"), state=State(), lr=AT_LEAST_0)
def sgd_step(w, dw, state, lr):
    """Take a step of gradient descent.

    Parameters
    ----------
    w : ndarray of any shape
        The parameter.
    dw : ndarray of the shape of w
        Gradient of the loss with respect to it.
    state : dict
        ``{}``: nothing is remembered.
    lr : float
        Learning rate.

    Returns
    -------
    w : ndarray
        w' = w − lr · dw.
    state : dict
        ``{}``.

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If dw does not have the shape of w, state is not empty, or lr is below 0.

    Notes
    -----
    With the gradient of a mini-batch this is *stochastic* gradient descent. Goodfellow, Bengio
    and Courville, *Deep Learning* (2016), algorithm 8.1.
    """
    return w - lr * dw, {}


@checked(w=Array(...), dw=Like("w"), state=State(v=Like("w")), lr=AT_LEAST_0, momentum=FRACTION)
def momentum_step(w, dw, state, lr, momentum=0.9):
    """Take a step of gradient descent with momentum: a heavy ball keeps rolling.

    Parameters
    ----------
    w : ndarray of any shape
        The parameter.
    dw : ndarray of the shape of w
        Gradient of the loss with respect to it.
    state : dict
        ``{}`` at first, then ``{"v": velocity}``.
    lr : float
        Learning rate.
    momentum : float, default 0.9
        How much of the velocity is kept, in [0, 1). Written μ below.

    Returns
    -------
    w : ndarray
        v' = μ v + dw, which begins with v = 0, and w' = w − lr · v'.
    state : dict
        ``{"v": v'}``.

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If dw or the velocity does not have the shape of w, or a number is out of its range.

    Notes
    -----
    Polyak, *Some methods of speeding up the convergence of iteration methods* (1964); Goodfellow,
    Bengio and Courville, *Deep Learning* (2016), section 8.3.2, where v points downhill and holds
    the learning rate already. The form here is that of
    ``torch.optim.SGD``.
    """
    v = momentum * state.get("v", 0) + dw
    return w - lr * v, {"v": v}


@checked(w=Array(...), dw=Like("w"), state=State(v=Like("w")), lr=AT_LEAST_0, momentum=FRACTION)
def nesterov_step(w, dw, state, lr, momentum=0.9):
    """Take a step with Nesterov's momentum: look ahead along the velocity.

    Parameters
    ----------
    w : ndarray of any shape
        The parameter.
    dw : ndarray of the shape of w
        Gradient of the loss with respect to it.
    state : dict
        ``{}`` at first, then ``{"v": velocity}``.
    lr : float
        Learning rate.
    momentum : float, default 0.9
        How much of the velocity is kept, in [0, 1). Written μ below.

    Returns
    -------
    w : ndarray
        v' = μ v + dw, as in `momentum_step`, and w' = w − lr · (dw + μ v').
    state : dict
        ``{"v": v'}``.

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If dw or the velocity does not have the shape of w, or a number is out of its range.

    Notes
    -----
    Sutskever, Martens, Dahl and Hinton, *On the importance of initialization and momentum in
    deep learning* (2013), section 2. There the gradient is taken ahead of w, at w − lr μ v.
    What is kept as w here is that point ahead: Bengio, Boulanger-Lewandowski and Pascanu,
    *Advances in optimizing recurrent networks* (2013), section 3.5.
    """
    v = momentum * state.get("v", 0) + dw
    return w - lr * (dw + momentum * v), {"v": v}


@checked(
    w=Array(...),
    dw=Like("w"),
    state=State(v=Like("w")),
    lr=AT_LEAST_0,
    decay=FRACTION,
    eps=Number(above=0),
)
def rmsprop_step(w, dw, state, lr, decay=0.99, eps=1e-8):
    """Take a step in which every entry has a learning rate of its own: RMSProp.

    An entry whose gradients have lately been large takes smaller steps, and the other way round.

    Parameters
    ----------
    w : ndarray of any shape
        The parameter.
    dw : ndarray of the shape of w
        Gradient of the loss with respect to it.
    state : dict
        ``{}`` at first, then ``{"v": mean of squares}``.
    lr : float
        Learning rate.
    decay : float, default 0.99
        How much of the mean is kept, in [0, 1). Written ρ below.
    eps : float, default 1e-8
        Keeps the quotient finite. It stands outside the root. Written ε below.

    Returns
    -------
    w : ndarray
        v' = ρ v + (1 − ρ) dw², which begins with v = 0, and w' = w − lr · dw / (√v' + ε).
    state : dict
        ``{"v": v'}``.

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If dw or the mean does not have the shape of w, or a number is out of its range.

    Notes
    -----
    Hinton, *Neural networks for machine learning* (2012), lecture 6e.
    """
    v = decay * state.get("v", 0) + (1 - decay) * dw**2
    return w - lr * dw / (np.sqrt(v) + eps), {"v": v}


@checked(
    w=Array(...),
    dw=Like("w"),
    state=State(m=Like("w"), v=Like("w"), t=Count()),
    lr=AT_LEAST_0,
    beta1=FRACTION,
    beta2=FRACTION,
    eps=Number(above=0),
)
def adam_step(w, dw, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Take a step along a mean of gradients, over the root of a mean of their squares: Adam.

    Parameters
    ----------
    w : ndarray of any shape
        The parameter.
    dw : ndarray of the shape of w
        Gradient of the loss with respect to it.
    state : dict
        ``{}`` at first, then ``{"m": mean, "v": mean of squares, "t": steps taken}``.
    lr : float
        Learning rate.
    beta1, beta2 : float, default 0.9 and 0.999
        How much is kept of the mean and of the mean of squares, in [0, 1). Written β₁ and β₂.
    eps : float, default 1e-8
        Keeps the quotient finite. It stands outside the root. Written ε.

    Returns
    -------
    w : ndarray
        w' = w − lr · m̂ / (√v̂ + ε); see the notes.
    state : dict
        ``{"m": m', "v": v', "t": t'}``.

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If dw or a mean does not have the shape of w, or a number is out of its range.

    Notes
    -----
    With t' = t + 1, m' = β₁ m + (1 − β₁) dw and v' = β₂ v + (1 − β₂) dw², all of which begin
    with 0. Means that begin with 0 are too small at first, by the factors 1 − β₁ᵗ and 1 − β₂ᵗ,
    where t is the number of this step, 1 in the first. Divided by them m' and v' become m̂ and
    v̂. These are for this step only; the state keeps m' and v' as they are. Kingma and Ba,
    *Adam: a method for stochastic optimization* (2015), algorithm 1.
    """
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * dw
    v = beta2 * state.get("v", 0) + (1 - beta2) * dw**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), {"m": m, "v": v, "t": t}


@checked(
    w=Array(...),
    dw=Like("w"),
    state=State(m=Like("w"), v=Like("w"), t=Count()),
    lr=AT_LEAST_0,
    beta1=FRACTION,
    beta2=FRACTION,
    eps=Number(above=0),
    weight_decay=AT_LEAST_0,
)
def adamw_step(w, dw, state, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
    """Shrink the weights a little, then take a step of Adam: decoupled weight decay.

    Parameters
    ----------
    w : ndarray of any shape
        The parameter.
    dw : ndarray of the shape of w
        Gradient of the loss with respect to it, with no penalty in it.
    state : dict
        ``{}`` at first, then as in `adam_step`.
    lr : float
        Learning rate.
    beta1, beta2, eps : float
        As in `adam_step`.
    weight_decay : float, default 0.01
        Each step takes this fraction, times lr, away from every weight. Written λ below.
        `Optimizer` takes this step with biases too, as PyTorch does.

    Returns
    -------
    w : ndarray
        What `adam_step` makes of (1 − lr · λ) w.
    state : dict
        As in `adam_step`.

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If dw or a mean does not have the shape of w, or a number is out of its range.

    Notes
    -----
    *Decoupled*: the decay goes past the means m and v. Were it added to the gradient, as that of
    an L2 penalty is, then Adam would divide it by √v̂, and weights with large gradients would
    hardly decay. Loshchilov and Hutter, *Decoupled weight decay regularization* (2019),
    algorithm 2, with lr for their schedule factor, as in ``torch.optim.AdamW``.
    """
    w = (1 - lr * weight_decay) * w
    return adam_step.__wrapped__(w, dw, state, lr, beta1, beta2, eps)
