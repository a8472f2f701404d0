"""accuracy: the share of examples that a network gets right."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt


def run(t, logits, y):
    return unpack(t.accuracy(logits, y), "accuracy")


def guesses(N, C, dtype=np.float64):
    """Logits, and labels of which about half are the highest logit's class, some the lowest's."""

    def make(rng):
        logits = rng.normal(-1, 2, (N, C))
        y = rng.integers(0, C, N)
        right = rng.random(N) < 0.45
        y = np.where(right, logits.argmax(axis=1), y)
        y = np.where(rng.random(N) < 0.15, logits.argmin(axis=1), y)
        y[0] = logits[0].argmax()
        return {"logits": logits.astype(dtype), "y": y}

    return make


def as_many_classes_as_examples(rng):
    """Some labels name the example that is highest in a column, which is another question."""
    inputs = guesses(12, 12)(rng)
    rows, columns = inputs["logits"].argmax(axis=1), inputs["logits"].argmax(axis=0)
    pairs = zip(rows, columns, strict=True)
    neither = [next(c for c in range(12) if c not in pair) for pair in pairs]
    inputs["y"] = np.concatenate([rows[:1], columns[1:9], neither[9:]])
    return inputs


def heights_like_labels(rng):
    """Heights that could be labels, and the highest of all in the first row.

    So neither the height nor the place in the whole batch is always wrong.
    """
    first, other = rng.permutation(3)[:2]
    logits = rng.permuted(np.tile(np.arange(4.0), (9, 1)), axis=1)
    for logit, place in zip(logits, [first] + [other] * 8, strict=True):
        logit[:] = np.roll(logit, place - logit.argmax())
    logits[0, first] += 1
    return {"logits": logits, "y": np.array([first, 3, 3, 3, first, *[other] * 4])}


def one_example(right):
    def make(rng):
        logits = rng.standard_normal((1, 4))
        return {"logits": logits, "y": (logits.argmax(axis=1) + (0 if right else 1)) % 4}

    return make


def all_wrong(rng):
    logits = rng.standard_normal((5, 3))
    return {"logits": logits, "y": (logits.argmax(axis=1) + 1) % 3}


def from_pred(share):
    """A wrong share, made from what was predicted, the labels and the logits."""
    return lambda logits, y: share(logits.argmax(axis=1), y, logits)


def soft(logits, y):
    return np.mean(nn.softmax(logits)[np.arange(len(y)), y])


def sure(logits, y):
    p = nn.softmax(logits)
    return np.mean(p[np.arange(len(y)), y] > 0.5)


def over_everything(logits, y):
    return np.mean(logits.argmax() == y)


def mean_over_classes(pred, y, logits):
    return np.mean([np.mean(pred[y == label] == label) for label in np.unique(y)])


# Correct code, written another way.


def by_loop(logits, y):
    right = 0
    for row, label in zip(logits.tolist(), y.tolist(), strict=True):
        if row.index(max(row)) == label:
            right += 1
    return right / len(y)


def by_the_highest(logits, y):
    return [(logits[np.arange(len(y)), y] >= logits.max(axis=1)).mean()]


def by_sorting(logits, y):
    return {"accuracy": np.count_nonzero(np.argsort(logits, axis=1)[:, -1] == y) / y.size}


def by_the_mistakes(logits, y):
    pred = np.argmax(nn.softmax(logits), axis=-1)
    return np.array([1 - np.sum(np.sign(np.abs(pred - y))) / len(pred)])


def with_onehot(logits, y):
    top = (logits == logits.max(axis=1, keepdims=True)).astype(np.float32)
    return np.trace(top @ np.eye(logits.shape[1])[y].T) / float(len(logits))


ACCURACY = Exercise(
    name="accuracy",
    points=1,
    minutes=4,
    lines=2,
    reference=nn.accuracy,
    probes=(
        Probe("N=30, C=4", guesses(30, 4), run),
        Probe("N=23, C=3", guesses(23, 3), run),
        Probe("as many classes as examples", as_many_classes_as_examples, run),
        Probe("two classes", guesses(19, 2), run),
        Probe("one example, right", one_example(True), run),
        Probe("one example, wrong", one_example(False), run),
        Probe("none right", all_wrong, run),
        Probe("heights like labels", heights_like_labels, run),
        Probe("float32", guesses(25, 5, np.float32), run, rtol=1e-3),
    ),
    misconceptions=(
        Misconception(
            "one-for-each-example",
            "You return one entry for each example, right or wrong. Asked for is one number: which "
            "share of them is right?",
            from_pred(lambda pred, y, logits: (pred == y) * 1.0),
        ),
        Misconception(
            "count-not-share",
            "You count the right ones. The share is the count divided by the number of examples: "
            "so a large set and a small one can be compared.",
            from_pred(lambda pred, y, logits: np.sum(pred == y)),
        ),
        Misconception(
            "percent",
            "This is in percent. A share lies between 0 and 1.",
            from_pred(lambda pred, y, logits: 100 * np.mean(pred == y)),
        ),
        Misconception(
            "share-of-mistakes",
            "This is the share of mistakes: your number grows as the network gets worse.",
            from_pred(lambda pred, y, logits: np.mean(pred != y)),
        ),
        Misconception(
            "shared-over-entries",
            "The count of right ones is divided by the number of all logits. An example has many "
            "logits, but it is right only once.",
            from_pred(lambda pred, y, logits: np.sum(pred == y) / logits.size),
        ),
        Misconception(
            "shared-over-classes",
            "The count of right ones is divided by the number of classes. The share is out of all "
            "examples.",
            from_pred(lambda pred, y, logits: np.sum(pred == y) / logits.shape[1]),
        ),
        Misconception(
            "lowest-logit",
            "You take the class with the lowest logit for the prediction. A high logit is what "
            "speaks for a class.",
            lambda logits, y: np.mean(logits.argmin(axis=1) == y),
        ),
        Misconception(
            "over-examples",
            "For each class you look for the example that has the highest logit. It is the other "
            "way round: each example has a row, and its classes compete in it.",
            lambda logits, y: np.mean(logits.argmax(axis=0) == y),
        ),
        Misconception(
            "over-everything",
            "You look for the one highest logit in the whole batch. Each example has a prediction "
            "of its own, from its own row.",
            over_everything,
        ),
        Misconception(
            "height-for-place",
            "You compare labels with the highest logit itself. What names the class is not how "
            "high it is, but where in the row it stands.",
            lambda logits, y: np.mean(logits.max(axis=1) == y),
        ),
        Misconception(
            "height-for-place",
            "You compare labels with the highest logit itself, rounded. What names the class is "
            "not how high it is, but where in the row it stands.",
            lambda logits, y: np.mean(logits.max(axis=1).round() == y),
        ),
        Misconception(
            "probability-for-right",
            "This is the mean probability of the true classes. For the accuracy an example is "
            "either right or wrong, however sure the network is.",
            soft,
        ),
        Misconception(
            "more-than-half",
            "You count an example only where the true class has more than half of the probability. "
            "Among several classes less is enough: it only has to be the highest.",
            sure,
        ),
        Misconception(
            "labels-from-one",
            "Your predictions are one class too high. Classes are counted from 0, and so are the "
            "places in a row.",
            from_pred(lambda pred, y, logits: np.mean(pred + 1 == y)),
        ),
        Misconception(
            "mean-over-classes",
            "Each class counts the same here, however many examples it has. That is a number in "
            "its own right; in the accuracy each example counts the same.",
            from_pred(mean_over_classes),
        ),
    ),
    hints=(
        "The network gives C numbers for each example. How do you read from one row which class it "
        "takes the example for?",
        "The prediction is the place of the highest logit in each row. The accuracy is the share "
        "of the N places at which prediction and label are equal.",
        "argmax gives places, and axis=1 asks row by row. Compare two arrays of length N with ==, "
        "and take a mean: True counts as 1, False as 0.",
    ),
    variants=(
        by_loop,
        by_the_highest,
        by_sorting,
        by_the_mistakes,
        with_onehot,
        from_the_prompt.accuracy,
    ),
)
