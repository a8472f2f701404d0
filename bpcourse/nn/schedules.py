"""Schedules: the learning rate as a function of the number of steps already taken.

A schedule is plain arithmetic on ``step``, which counts from 0, so schedules compose: what one
returns can be the ``lr`` of another. `Optimizer` takes a function of the step alone:

    Optimizer("adam", lr=lambda t: warmup_schedule(t, cosine_schedule(t, 0.1, 500), 50))

It counts steps, not epochs. An epoch takes as many steps as there are batches, so a training on N
examples takes

    steps = epochs * math.ceil(N / batch_size)
"""

import math

from .checked import Count, Number, checked


@checked(step=Count(at_least=0), lr=Number(at_least=0))
def constant_schedule(step, lr):
    """Keep the learning rate as it is.

    Parameters
    ----------
    step : int
        Steps already taken, from 0.
    lr : float
        The learning rate.

    Returns
    -------
    lr : float

    Raises
    ------
    ValueError
        If an argument is below 0.
    """
    return float(lr)


@checked(step=Count(at_least=0), lr=Number(at_least=0), every=Count(), factor=Number(above=0))
def step_schedule(step, lr, every, factor=0.1):
    """Go down a staircase: the same learning rate for a while, then a fraction of it.

    Parameters
    ----------
    step : int
        Steps already taken, from 0.
    lr : float
        The learning rate of the first stair.
    every : int
        How many steps a stair is long.
    factor : float, default 0.1
        What the learning rate is multiplied by at the end of each stair.

    Returns
    -------
    lr : float
        lr times the k-th power of the factor, where k is the number of stairs already finished.

    Raises
    ------
    ValueError
        If step or lr is below 0, every below 1, or factor not above 0.
    """
    return float(lr * factor ** (step // every))


@checked(step=Count(at_least=0), lr=Number(at_least=0), steps=Count(), lr_min=Number(at_least=0))
def cosine_schedule(step, lr, steps, lr_min=0.0):
    """Come down along half a wave of the cosine: slowly, then fast, then slowly.

    Parameters
    ----------
    step : int
        Steps already taken, from 0.
    lr : float
        The learning rate at step 0.
    steps : int
        After how many steps the bottom is reached. From there on the learning rate stays. How
        many a training takes stands at the top of this file.
    lr_min : float, default 0.0
        The learning rate at the bottom.

    Returns
    -------
    lr : float
        The mean of lr and lr_min, plus half their difference times the cosine of an angle that
        grows evenly from 0, at step 0, to π, at the bottom.

    Raises
    ------
    ValueError
        If step, lr or lr_min is below 0, or steps below 1.

    Notes
    -----
    Loshchilov and Hutter, *SGDR: Stochastic gradient descent with warm restarts* (2017),
    equation 5, without the restarts.
    """
    angle = math.pi * min(step, steps) / steps
    return float(lr_min + (lr - lr_min) * (1 + math.cos(angle)) / 2)


@checked(step=Count(at_least=0), lr=Number(at_least=0), warmup=Count(at_least=0))
def warmup_schedule(step, lr, warmup):
    """Begin with small steps: climb in a straight line to the learning rate, then stay there.

    Parameters
    ----------
    step : int
        Steps already taken, from 0.
    lr : float
        The learning rate after the climb. It may come from another schedule.
    warmup : int
        How many steps the climb takes; with 0 there is none.

    Returns
    -------
    lr : float
        In the first step one part in ``warmup`` of lr, in the second two parts, and so on; the
        whole of lr from step ``warmup - 1`` on. No step is wasted on a learning rate of 0.

    Raises
    ------
    ValueError
        If an argument is below 0.

    Notes
    -----
    Goyal et al., *Accurate, large minibatch SGD: training ImageNet in 1 hour* (2017),
    section 2.2.
    """
    if step + 1 < warmup:
        return float(lr * (step + 1) / warmup)
    return float(lr)
