"""Passes through two layers that are right but for one thing: what misconceptions run."""

from types import SimpleNamespace

import numpy as np

from bpcourse import nn


def there(params, x, y, activation=nn.relu, last=lambda z: z):
    """The forward pass, with all its intermediate results."""
    z1 = x @ params["w1"] + params["b1"]
    h1 = activation(z1)
    z2 = h1 @ params["w2"] + params["b2"]
    logits = last(z2)
    dlogits = nn.cross_entropy_backward(logits, y)
    return SimpleNamespace(
        x=x, y=y, N=len(x), z1=z1, h1=h1, z2=z2, logits=logits, dlogits=dlogits, **params
    )


def back(s, dlogits, slope=None):
    """The gradients that follow from a gradient of the logits, and from a slope of the relu."""
    dh1 = dlogits @ s.w2.T
    dz1 = dh1 * (s.z1 > 0 if slope is None else slope)
    return {
        "w1": s.x.T @ dz1,
        "b1": dz1.sum(axis=0),
        "w2": s.h1.T @ dlogits,
        "b2": dlogits.sum(axis=0),
    }


def wrong_loss(make):
    """Right gradients, and a loss that ``make(the forward pass)`` returns."""

    def wrong(params, x, y):
        s = there(params, x, y)
        return make(s), back(s, s.dlogits)

    return wrong


def wrong_dlogits(make):
    """The right loss, and a way back that begins with other gradients of the logits."""

    def wrong(params, x, y):
        s = there(params, x, y)
        return nn.cross_entropy(s.logits, y), back(s, make(s))

    return wrong


def wrong_slope(make):
    """The right loss, and another slope in the place of relu's."""

    def wrong(params, x, y):
        s = there(params, x, y)
        return nn.cross_entropy(s.logits, y), back(s, s.dlogits, make(s))

    return wrong


def wrong_grads(make):
    """The right loss, and some gradients replaced: ``make(the forward pass, the right ones)``."""

    def wrong(params, x, y):
        s = there(params, x, y)
        grads = back(s, s.dlogits)
        return nn.cross_entropy(s.logits, y), {**grads, **make(s, grads)}

    return wrong


def onehot(s):
    return np.eye(s.logits.shape[1])[s.y]


def linear_only(params, x, y):
    s = there(params, x, y, activation=lambda z: z)
    return nn.cross_entropy(s.logits, y), back(s, s.dlogits, 1)


def relu_on_the_way_back_only(params, x, y):
    s = there(params, x, y, activation=lambda z: z)
    return nn.cross_entropy(s.logits, y), back(s, s.dlogits)


def relu_after_the_last(params, x, y):
    s = there(params, x, y, last=nn.relu)
    return nn.cross_entropy(s.logits, y), back(s, s.dlogits * (s.z2 > 0))


def relu_after_the_last_forward_only(params, x, y):
    s = there(params, x, y, last=nn.relu)
    return nn.cross_entropy(s.logits, y), back(s, s.dlogits)


def sigmoid_for_relu(params, x, y):
    s = there(params, x, y, activation=nn.sigmoid)
    return nn.cross_entropy(s.logits, y), back(s, s.dlogits, s.h1 * (1 - s.h1))


def tanh_for_relu(params, x, y):
    s = there(params, x, y, activation=np.tanh)
    return nn.cross_entropy(s.logits, y), back(s, s.dlogits, 1 - s.h1**2)


def biases_forgotten(params, x, y):
    s = there({**params, "b1": 0 * params["b1"], "b2": 0 * params["b2"]}, x, y)
    return nn.cross_entropy(s.logits, y), back(s, s.dlogits)


def softmax_before_the_loss(params, x, y):
    s = there(params, x, y, last=nn.softmax)
    return nn.cross_entropy(s.logits, y), back(s, nn.softmax_backward(s.dlogits, s.logits))


def not_transposed(s, grads):
    dz1 = (s.dlogits @ s.w2) * (s.z1 > 0)
    return {"w1": s.x.T @ dz1, "b1": dz1.sum(axis=0)}


def caches_swapped(s, grads):
    dz1 = (s.dlogits @ s.w1.T) * (s.z1 > 0)
    return {"w1": s.h1.T @ dz1, "b1": dz1.sum(axis=0), "w2": s.x.T @ s.dlogits}


def z1_through_the_gradient(s, grads):
    dz1 = s.z1 * (s.dlogits @ s.w2.T > 0)
    return {"w1": s.x.T @ dz1, "b1": dz1.sum(axis=0)}


def gradient_of_x(s, grads):
    dx = (s.dlogits @ s.w2.T * (s.z1 > 0)) @ s.w1.T
    return dict.fromkeys(grads, dx)


def another_order(s, grads):
    dh1 = s.dlogits @ s.w2.T
    dz1 = grads["w2"] * (s.z1 > 0)
    return {"w1": s.x.T @ dz1, "b1": dz1.sum(axis=0), "w2": dh1}


def dlogits_for_dz1(s, grads):
    return {"w1": s.x.T @ s.dlogits, "b1": s.dlogits.sum(axis=0)}
