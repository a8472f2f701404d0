"""cross_entropy: how wrong probabilities over classes are."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .cross_entropy_mistakes import MISTAKES
from .shared import INTEGER_BUFFER

FAR_BELOW = (
    "Where the true class lies 1500 below another, its probability is rounded to 0, and the "
    "logarithm of 0 is minus infinity. The loss of such an example is about 1500. A logarithm of a "
    "probability can be had without the probability itself. It costs no points."
)


def run(t, logits, y):
    return unpack(t.cross_entropy(logits, y), "loss")


def labelled(C, *y, offset=None, dtype=np.float64, low=-1.0):
    """Make logits of ordinary size, for labels that are given.

    The labels are fixed, so that one that is used as another index goes too far in every draw or
    in none, and they repeat: if each class came once, sums of different rows could change places
    unseen. No true class is so unlikely, and none so sure, that an epsilon of 1e-8 shows.
    """

    def make(rng):
        logits = rng.uniform(low, 1, (len(y), C))
        if offset is not None:
            logits = logits + np.reshape(offset, (-1, 1))
        return {"logits": logits.astype(dtype), "y": np.array(y, np.int64)}

    return make


def one_far_above(rng):
    """The true class of one example far above the others, so that it is sure and right.

    Exponentials up to 709 are finite and logarithms of those down to -745 are too: 720 upsets an
    offset that is not the row's maximum, and nothing else.
    """
    logits = rng.uniform(-1, 1, (3, 4))
    logits[1] += [0.0, 720.0, 0.0, 10.0]
    return {"logits": logits, "y": np.array([2, 1, 0])}


def one_far_below(rng):
    logits = rng.uniform(-1, 1, (3, 4))
    logits[1, 2] += 1500.0
    return {"logits": logits, "y": np.array([2, 1, 0])}


def whole_logits(rng):
    return {"logits": rng.integers(-3, 4, (5, 3)), "y": np.array([2, 0, 1, 0, 2])}


def by_example(logits, y):
    total = 0.0
    for row, label in zip(logits, y, strict=True):
        shifted = [float(value) for value in row - max(row)]
        total += np.log(sum(np.exp(value) for value in shifted)) - shifted[label]
    return total / len(y)


def with_onehot(logits, y):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    onehot = np.eye(logits.shape[1])[y]
    return (-np.sum(onehot * np.log(p + 1e-8)) / len(y),)


def probabilities_clipped(logits, y):
    logits -= logits.max(axis=1)[:, None]
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=1)[:, None]
    p = np.clip(logits, 1e-12, 1.0)
    return {"loss": -np.log(p[range(len(y)), y]).mean()}


def taken_along_the_axis(logits, y):
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    return -np.take_along_axis(log_p, y[:, None], axis=1).mean(axis=0)


def chosen(logits, y):
    true = np.choose(y, logits.T)
    m = np.amax(logits, axis=-1)
    return [np.average(m - true + np.log(np.einsum("cn->n", np.exp(logits.T - m))))]


def from_the_others(logits, y):
    gaps = logits - logits[np.arange(len(y)), y].reshape(-1, 1)
    top = np.maximum(gaps.max(axis=1), 0)
    return np.array(np.mean(top + np.log(np.exp(gaps - top[:, None]).sum(axis=1))))


CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    points=2,
    minutes=12,
    lines=2,
    reference=nn.cross_entropy,
    probes=(
        Probe("N=5, C=3", labelled(3, 2, 1, 0, 0, 2), run),
        Probe("N=4, C=4", labelled(4, 1, 3, 2, 1), run),
        Probe("a batch of one", labelled(5, 3), run),
        Probe("all logits between 0 and 1", labelled(3, 1, 2, 0, 1, low=0.0), run),
        Probe("all logits near 1500", labelled(3, 2, 0, 1, 2, offset=1500), run),
        Probe("all logits near -1500", labelled(3, 0, 2, 1, 0, offset=-1500), run),
        Probe("one row near 0, one near 900", labelled(3, 2, 1, offset=[0, 900]), run),
        Probe("one true class far above the others", one_far_above, run),
        Probe("float32", labelled(4, 3, 0, 2, 1, 3, 0, dtype=np.float32), run, rtol=1e-3),
        Probe("one true class far below another", one_far_below, run, advice=FAR_BELOW),
        Probe("whole numbers", whole_logits, run, advice=INTEGER_BUFFER),
    ),
    misconceptions=MISTAKES,
    hints=(
        "Take one example with the logits [2, 1, 0] and let the true class be 0, then 2. Which "
        "loss should be larger? Which probability does it depend on?",
        "The loss of one example is minus the logarithm of the probability of its true class. "
        "With softmax written out, that is the logsumexp of its logits less the logit of its "
        "true class, and no probability has to be made.",
        "Pick one logit in each row, the one of its true class: np.arange(N) and y together pick "
        "them. Take them off what logsumexp gives for the rows, and take the mean over the batch.",
    ),
    variants=(
        by_example,
        with_onehot,
        probabilities_clipped,
        taken_along_the_axis,
        chosen,
        from_the_others,
        from_the_prompt.cross_entropy,
    ),
)
