"""What goes wrong in standardize; each function is right but for one thing."""

import numpy as np

from ..model import Misconception


def scaled(array, mean, std, constant):
    return np.where(constant, 0, (array - mean) / np.where(constant, 1, std))


def by_statistics(statistics, where_constant=None):
    """All arrays by the mean and spread that `statistics` takes from train and the others."""

    def wrong(train, *others):
        mean, std = statistics(train, *others)
        constant = np.all(train == train[0], axis=0)
        if where_constant:
            return tuple(where_constant(a, mean, std, constant) for a in (train, *others))
        return tuple(scaled(a, mean, std, constant) for a in (train, *others))

    return wrong


def of_train(train, *others):
    return train.mean(axis=0), train.std(axis=0)


def right(train, *others):
    return by_statistics(of_train)(train, *others)


def each_by_its_own(train, *others):
    return tuple(right(array)[0] for array in (train, *others))


def own_means(train, *others):
    constant = np.all(train == train[0], axis=0)
    arrays = (train, *others)
    return tuple(scaled(a, a.mean(axis=0), train.std(axis=0), constant) for a in arrays)


def of_everything(train, *others):
    everything = np.concatenate([train, *others])
    return everything.mean(axis=0), everything.std(axis=0)


def train_alone(train, *others):
    return (*right(train), *others)


def others_shifted_only(train, *others):
    return (*right(train), *(other - train.mean(axis=0) for other in others))


def by_rows(train, *others):
    def rows(a):
        std = a.std(axis=1, keepdims=True)
        return (a - a.mean(axis=1, keepdims=True)) / np.where(std == 0, 1, std)

    return tuple(rows(a) for a in (train, *others))


def one_less(train, *others):
    return train.mean(axis=0), train.std(axis=0) * np.sqrt(len(train) / max(len(train) - 1, 1))


def to_the_unit_interval(train, *others):
    return train.min(axis=0), train.max(axis=0) - train.min(axis=0)


def no_care(a, mean, std, constant):
    return (a - mean) / std


def only_shifted(a, mean, std, constant):
    return (a - mean) / np.where(constant, 1, std)


def left_alone(a, mean, std, constant):
    return np.where(constant, a, scaled(a, mean, std, constant))


def where_std_is_zero(a, mean, std, constant):
    return np.where(std == 0, 0, (a - mean) / np.where(std == 0, 1, std))


def shifted_where_std_is_zero(a, mean, std, constant):
    return (a - mean) / np.where(std == 0, 1, std)


def with_an_epsilon(a, mean, std, constant):
    return (a - mean) / (std + 1e-8)


def constant_in_any(train, *others):
    arrays = zip((train, *others), right(train, *others), strict=True)
    return tuple(np.where(np.all(a == a[0], axis=0), 0, out) for a, out in arrays)


LEAK = (
    "What comes out for val and test depends on what is in them. In use, examples come one at a "
    "time: everything that is measured must be measured in train, and then be applied."
)


MISCONCEPTIONS = (
    Misconception("each-by-its-own", LEAK, each_by_its_own),
    Misconception("each-by-its-own", LEAK, own_means),
    Misconception(
        "measured-on-everything",
        "What comes out for train depends on val and test: the mean and the spread are "
        "measured on all examples together. What you judge with must have no say in how the "
        "network sees the world.",
        by_statistics(of_everything),
    ),
    Misconception(
        "others-untouched",
        "train is right, but val and test come out as they came in. Either they are left out, "
        "or the mean and the spread are measured after train has been standardised, when they "
        "are 0 and 1.",
        train_alone,
    ),
    Misconception(
        "others-not-divided",
        "train is right. From val and test the mean is taken off, but the scale is left as it "
        "was: the network would see larger numbers than it learnt with.",
        others_shifted_only,
    ),
    Misconception(
        "rows-for-columns",
        "Each example is standardised by itself: its own numbers have mean 0. A feature is a "
        "column, and has one mean over all examples.",
        by_rows,
    ),
    Misconception(
        "one-scale-for-all",
        "One mean and one spread serve all features. Each feature has a scale of its own, and "
        "that is just what should go away.",
        by_statistics(lambda train, *_: (train.mean(), train.std())),
    ),
    Misconception(
        "one-scale-for-all",
        "The means are those of the features, but one spread serves them all. Each feature has "
        "a scale of its own, and that is just what should go away.",
        by_statistics(lambda train, *_: (train.mean(axis=0), train.std())),
    ),
    Misconception(
        "one-less-than-n",
        "Your spread is a little too large: the sum of squares is divided by one less than the "
        "number of examples. Here it is the plain mean of the squares.",
        by_statistics(one_less),
    ),
    Misconception(
        "variance-for-spread",
        "You divide by the variance. It is measured in squares of the feature's unit, so the "
        "scale does not cancel: a root is missing.",
        by_statistics(lambda train, *_: (train.mean(axis=0), train.var(axis=0))),
    ),
    Misconception(
        "mean-not-taken-off",
        "The features are divided by their spread, but do not lie around 0: the mean is not "
        "taken off.",
        by_statistics(lambda train, *_: (0.0, train.std(axis=0))),
    ),
    Misconception(
        "not-divided",
        "The mean is taken off, but the features keep their scales: nothing is divided by the "
        "spread.",
        by_statistics(lambda train, *_: (train.mean(axis=0), 1.0)),
    ),
    Misconception(
        "unit-interval",
        "Each feature of train comes to lie between 0 and 1. That is another scaling, and one "
        "outlier decides it; asked for are mean 0 and standard deviation 1.",
        by_statistics(to_the_unit_interval),
    ),
    Misconception(
        "mean-added",
        "The mean is added, where it should be taken off: your features end up twice as far "
        "from 0.",
        by_statistics(lambda train, *_: (-train.mean(axis=0), train.std(axis=0))),
    ),
    Misconception(
        "multiplied",
        "Your features are multiplied by their spread: the wide ones become wider still.",
        by_statistics(lambda train, *_: (train.mean(axis=0), 1 / train.std(axis=0))),
    ),
    Misconception(
        "bracket-missing",
        "Only the mean is divided by the spread. Division comes before subtraction; look at "
        "your brackets.",
        by_statistics(
            of_train, lambda a, mean, std, constant: np.where(constant, 0, a - mean / std)
        ),
    ),
    Misconception(
        "constant-divided-by-zero",
        "Right until a feature has equal values in train: its spread is 0, and what is divided "
        "by 0 is not a number. Such a feature tells nothing, and should become 0.",
        by_statistics(of_train, no_care),
    ),
    Misconception(
        "constant-made-huge",
        "Where a feature is constant in train, what is not a number was replaced afterwards: 0 by "
        "0 became 0, but in val and test anything else by 0 became the largest number there is. "
        "Such a feature should be 0 in every array.",
        by_statistics(of_train, lambda a, mean, std, _: np.nan_to_num((a - mean) / std)),
    ),
    Misconception(
        "constant-not-zero-elsewhere",
        "A feature that is constant in train becomes 0 there, but not in val and test. The "
        "network has learnt nothing about it, so it should see 0 there as well.",
        by_statistics(of_train, only_shifted),
    ),
    Misconception(
        "constant-left-alone",
        "A feature that is constant in train keeps its values. It tells nothing, and should "
        "become 0 in every array.",
        by_statistics(of_train, left_alone),
    ),
    Misconception(
        "constant-but-for-rounding",
        "A feature that is always 0.1 in train does not become 0: the computed mean is off by "
        "a last digit, and the spread is not 0 but about 1e-17. Ask the values themselves "
        "whether they are equal.",
        by_statistics(of_train, where_std_is_zero),
    ),
    Misconception(
        "constant-but-for-rounding",
        "Two things happen to a feature that is constant in train. Where its spread is 0 it "
        "keeps other values than 0 in val and test; and where it is always 0.1, the computed "
        "spread is not even 0, but about 1e-17.",
        by_statistics(of_train, shifted_where_std_is_zero),
    ),
    Misconception(
        "epsilon-for-constant",
        "A small constant keeps the division from failing, but a feature that is constant in "
        "train then becomes enormous wherever it differs in val and test. It should become 0.",
        by_statistics(of_train, with_an_epsilon),
    ),
    Misconception(
        "constant-in-each",
        "A feature becomes 0 in an array in which it is constant. Whether it tells anything is "
        "decided in train, once for all arrays.",
        constant_in_any,
    ),
)
