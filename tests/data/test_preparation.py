"""Splits and standardisation; what is asked of them is asked of wrong ones too."""

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from bpcourse.data import standardize, train_val_test_split

pytestmark = pytest.mark.filterwarnings("error")


def rng(seed=0):
    return np.random.default_rng(seed)


# The split

# N, fractions, sizes: written down by hand.
SIZES = [
    (10, (0.6, 0.2, 0.2), (6, 2, 2)),
    (23, (0.7, 0.2, 0.1), (16, 5, 2)),  # 16.1 and 4.6
    (10, (0.25, 0.25, 0.5), (2, 2, 6)),  # halves to the even neighbour: 2.5 is 2
    (14, (0.25, 0.25, 0.5), (4, 4, 6)),  # and 3.5 is 4
    (10, (0.7, 0.2, 0.1), (7, 2, 1)),
    (3, (1 / 3, 1 / 3, 1 / 3), (1, 1, 1)),
    (5, (0.8, 0.2, 0.0), (4, 1, 0)),
    (5, (0, 0, 1), (0, 0, 5)),
    (3, (0.5, 0.5, 0), (2, 1, 0)),  # 1.5 is 2 twice: validation has what is left
    (5, (0.5, 0.5, 0), (2, 2, 1)),  # 2.5 is 2 twice: test has the rest
    (1797, (0.7, 0.15, 0.15), (1258, 270, 269)),  # the digits: 1257.9 and 269.55
]


def check_split(split):
    for N, fractions, sizes in SIZES:
        x, y = examples(N)
        parts = split(x, y, fractions, rng())
        assert len(parts) == 3
        assert tuple(len(part_x) for part_x, _ in parts) == sizes
        for part_x, part_y in parts:
            np.testing.assert_array_equal(part_x, examples_of(part_y))
        np.testing.assert_array_equal(np.sort(np.concatenate([part[1] for part in parts])), y)

    x, y = examples(1000)
    parts = split(x, y, (0.6, 0.2, 0.2), rng())
    for _, part_y in parts:
        # In no order, and from anywhere: 0..999 has mean 499.5 and deviation 289.
        assert abs(np.corrcoef(part_y, np.arange(len(part_y)))[0, 1]) < 6 / np.sqrt(len(part_y))
        assert abs(part_y.mean() - 499.5) < 6 * 289 / np.sqrt(len(part_y))

    again, other = split(x, y, (0.6, 0.2, 0.2), rng()), split(x, y, (0.6, 0.2, 0.2), rng(1))
    assert all(np.array_equal(a[1], b[1]) for a, b in zip(parts, again, strict=True))
    assert not np.array_equal(parts[0][1], other[0][1])


def examples(N):
    """N examples of shape (2, 3) that can be told from their label, which is their number."""
    y = np.arange(N)
    return examples_of(y), y


def examples_of(y):
    return y[:, None, None] * 10.0 + np.arange(6).reshape(2, 3)


def test_split_gives_every_example_once_with_its_own_label():
    check_split(train_val_test_split)


def parts_by(rows, whole=round):
    """A split by rows(order, a, b, c): all rows shuffled, and where each part should end."""

    def split(x, y, fractions, rng):
        N = len(x)
        a, b, c = np.cumsum([whole(fraction * N) for fraction in fractions])
        parts = rows(rng.permutation(N), a, b, c)
        return tuple((x[part], y[part]) for part in parts)

    return split


def in_three(order, a, b, c):
    return np.split(order, [a, b])


def labels_apart(x, y, fractions, rng):
    x_parts = train_val_test_split(x, y, fractions, rng)
    y_parts = train_val_test_split(x, y, fractions, rng)
    return tuple((a[0], b[1]) for a, b in zip(x_parts, y_parts, strict=True))


def test_the_checks_pass_a_split_by_other_means():
    check_split(parts_by(in_three))


WRONG_SPLITS = {
    "rounded down": parts_by(in_three, int),
    "rounded up": parts_by(in_three, lambda size: int(np.ceil(size))),
    "halves up": parts_by(in_three, lambda size: int(size + 0.5)),
    "one too many": parts_by(in_three, lambda size: round(size) + 1),
    "test rounded too": parts_by(lambda order, a, b, c: [order[:a], order[a:b], order[b:c]]),
    "test inside val": parts_by(lambda order, a, b, c: [order[:a], order[a:b], order[a:]]),
    "one lost": parts_by(lambda order, a, b, c: [order[:a], order[a:b], order[b + 1 :]]),
    "val first": parts_by(lambda order, a, b, c: [order[a:b], order[:a], order[b:]]),
    "two parts": parts_by(lambda order, a, b, c: [order[:a], order[a:]]),
    "some twice": parts_by(lambda order, a, b, c: in_three(order // 2, a, b, c)),
    "in order": parts_by(lambda order, a, b, c: in_three(np.sort(order), a, b, c)),
    "parts sorted": parts_by(lambda order, a, b, c: map(np.sort, in_three(order, a, b, c))),
    "parts shuffled": parts_by(
        lambda order, a, b, c: [
            order[order < a],
            order[(a <= order) & (order < b)],
            order[order >= b],
        ]
    ),
    "labels apart": labels_apart,
    "no seed": lambda x, y, f, rng: parts_by(in_three)(x, y, f, np.random.default_rng()),
    "a fixed seed": lambda x, y, f, rng: parts_by(in_three)(x, y, f, np.random.default_rng(0)),
}


@pytest.mark.parametrize("wrong", WRONG_SPLITS.values(), ids=WRONG_SPLITS)
def test_wrong_splits_are_seen(wrong):
    with pytest.raises(AssertionError):
        check_split(wrong)


def test_split_gives_new_arrays_of_the_same_types():
    x, y = np.arange(40, dtype=np.float32).reshape(20, 2), np.arange(20, dtype=np.int16)
    arrays = [x, y]
    for part_x, part_y in train_val_test_split(x, y, [0.5, 0.25, 0.25], rng()):
        assert part_x.dtype == np.float32
        assert part_y.dtype == np.int16
        arrays += [part_x, part_y]
    for i, array in enumerate(arrays):
        assert not any(np.shares_memory(array, other) for other in arrays[:i])


def test_split_takes_lists_and_numbers_to_predict():
    train, val, test = train_val_test_split([1, 2, 3, 4], np.ones((4, 1)), np.ones(3) / 3, rng())
    assert [part[1].shape for part in (train, val, test)] == [(1, 1), (1, 1), (2, 1)]
    assert sorted([*train[0], *val[0], *test[0]]) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        ((np.ones((5, 2)), np.ones(4), (0.6, 0.2, 0.2), rng()), ValueError,
         r"y must have shape \(5, ...\), got \(4,\)"),
        ((3.0, np.ones(4), (0.6, 0.2, 0.2), rng()), ValueError,
         r"x must have shape \(N, ...\), got \(\)"),
        ((np.ones(9), np.ones(9), (0.8, 0.2), rng()), ValueError,
         r"fractions must have shape \(3,\), got \(2,\)"),
        ((np.ones(9), np.ones(9), (0.8, 0.2, 0.1), rng()), ValueError,
         r"fractions must be at least 0 and sum to 1, got \(0.8, 0.2, 0.1\)"),
        ((np.ones(9), np.ones(9), (0.8, 0.4, -0.2), rng()), ValueError,
         r"fractions must be at least 0 and sum to 1, got \(0.8, 0.4, -0.2\)"),
        ((np.ones(9), np.ones(9), (0.8, np.nan, 0.2), rng()), ValueError,
         r"fractions must be at least 0 and sum to 1"),
        ((np.ones(9), np.ones(9), (70, 20, 10), rng()), ValueError,
         r"fractions must be at least 0 and sum to 1"),
        ((np.ones(4), np.ones(4), (0.8, 0.1, 0.1), rng()), ValueError,
         "val must not be empty, got 0.1 of 4 examples"),
        ((np.ones(4), np.ones(4), (0.1, 0.8, 0.1), rng()), ValueError,
         "train must not be empty, got 0.1 of 4 examples"),
        ((np.ones(3), np.ones(3), (0.5, 0.49, 0.01), rng()), ValueError,
         "test must not be empty, got 0.01 of 3 examples"),
        ((np.ones((0, 2)), np.ones(0), (0.6, 0.2, 0.2), rng()), ValueError,
         "train must not be empty, got 0.6 of 0 examples"),
        ((np.ones(9), np.ones(9), "abc", rng()), TypeError, "fractions must hold real numbers"),
        ((np.ones(9), np.ones(9), (0.6, 0.2, 0.2), 0), TypeError,
         "rng must be a Generator .*got int"),
    ],
)  # fmt: skip
def test_split_names_bad_input(arguments, error, message):
    with pytest.raises(error, match=message):
        train_val_test_split(*arguments)


# Standardisation

N, D = 50, 4
# Among 50 times 0.1, 0.7 and 1e6 + 0.1 at least one has a computed deviation that is not 0.
EQUAL = [0.1, 0.7, 1e6 + 0.1, -3.0, 0.0]


def tables():
    """train, val and test: D features that differ from table to table, then constant ones."""
    scale, shift = np.array([1, 1e-6, 1e4, 3]), np.array([0, 5, -1e6, 100])
    arrays = []
    for i, n in enumerate([N, 7, 1]):
        free = rng(i).standard_normal((n, D)) * scale * (i + 1) + shift + i
        arrays.append(np.hstack([free, np.tile(EQUAL, (n, 1)) + i]))
    return arrays


def check_standardize(function):
    arrays = tables()
    train = arrays[0]
    assert train[:, D:].std(axis=0).max() > 0, "no constant feature here has a deviation of 1e-17"
    results = function(*arrays)
    assert isinstance(results, tuple)
    assert len(results) == 3
    scaler = StandardScaler().fit(train[:, :D])
    for array, result in zip(arrays, results, strict=True):
        assert result.shape == array.shape
        np.testing.assert_allclose(result[:, :D], scaler.transform(array[:, :D]), rtol=1e-7)
        np.testing.assert_array_equal(result[:, D:], 0)


def test_standardize_agrees_with_scikit_learn():
    check_standardize(standardize)


def standardized(statistics=None, std=None):
    """A standardize with one thing done in another way: wrong ones, and none for the right one."""

    def function(*arrays):
        results = []
        for array in arrays:
            data = statistics(arrays, array) if statistics else arrays[0]
            equal = data.max(axis=0) == data.min(axis=0)
            mean = data.mean(axis=0)
            scale = std(data) if std else np.where(equal, np.inf, data.std(axis=0))
            with np.errstate(all="ignore"):
                results.append((array - mean) / scale)
        return tuple(results)

    return function


def test_the_checks_pass_a_standardize_by_other_means():
    check_standardize(standardized())


WRONG_STANDARDIZE = {
    "own mean": standardized(lambda arrays, array: array),
    "all the data": standardized(lambda arrays, array: np.concatenate(arrays)),
    "ddof 1": standardized(std=lambda data: data.std(axis=0, ddof=1)),
    "the variance": standardized(std=lambda data: data.var(axis=0)),
    "one deviation for all": standardized(std=lambda data: data.std()),
    "an epsilon": standardized(std=lambda data: data.std(axis=0) + 1e-8),
    "deviation asked": standardized(
        std=lambda data: np.where(data.std(axis=0) == 0, np.inf, data.std(axis=0))
    ),
    "constant by 1": standardized(
        std=lambda data: np.where(np.ptp(data, axis=0) == 0, 1, data.std(axis=0))
    ),
    "constant by 0": standardized(std=lambda data: data.std(axis=0)),
    "a list": lambda *arrays: list(standardized()(*arrays)),
    "train alone": lambda *arrays: standardized()(arrays[0]),
}


@pytest.mark.parametrize("wrong", WRONG_STANDARDIZE.values(), ids=WRONG_STANDARDIZE)
def test_wrong_standardizes_are_seen(wrong):
    with pytest.raises(AssertionError):
        check_standardize(wrong)


def test_train_has_mean_0_and_deviation_1():
    (train,) = standardize(rng().exponential(5, (30, 3)))
    np.testing.assert_allclose(train.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(np.mean(train**2, axis=0), 1, rtol=1e-14)


def test_standardize_leaves_its_inputs_alone():
    arrays = [np.array([[1.0, 4.0], [-1.0, 4.0]]), np.array([[0.0, 4.0]])]
    copies = [array.copy() for array in arrays]
    results = standardize(*arrays)
    for array, copy in zip(arrays, copies, strict=True):
        np.testing.assert_array_equal(array, copy)
        assert not any(np.shares_memory(array, result) for result in results)


@pytest.mark.parametrize("given, want", [(np.float32, np.float32), (int, float), (bool, float)])
def test_standardize_and_number_types(given, want):
    train = np.array([[0, 1, 1], [1, 1, 0], [1, 1, 0]]).astype(given)
    for result in standardize(train, train[:1]):
        assert result.dtype == want
        np.testing.assert_allclose(result[0], [-(2**0.5), 0, 2**0.5], rtol=1e-6)


def test_nan_passes_in_its_own_feature():
    train, val = standardize([[1.0, np.nan, 3.0], [2.0, 5.0, 3.0]], [[1.0, 5.0, np.nan]])
    np.testing.assert_array_equal(train, [[-1, np.nan, 0], [1, np.nan, 0]])
    np.testing.assert_array_equal(val, [[-1, np.nan, 0]])


def test_one_training_example_and_no_other():
    train, none = standardize([[3.0, 4.0]], np.zeros((0, 2)))
    np.testing.assert_array_equal(train, [[0, 0]])
    assert none.shape == (0, 2)


@pytest.mark.parametrize(
    "arrays, error, message",
    [
        ([np.zeros((0, 3))], ValueError,
         r"train must hold at least one number, got shape \(0, 3\)"),
        ([np.ones(3)], ValueError, r"train must have shape \(N, D\), got \(3,\)"),
        ([np.ones((5, 3)), np.ones((5, 3)), np.ones((5, 2))], ValueError,
         r"others\[1\] must have shape \(N, 3\), got \(5, 2\)"),
        ([[["a"]]], TypeError, "train must hold real numbers"),
    ],
)  # fmt: skip
def test_standardize_names_bad_input(arrays, error, message):
    with pytest.raises(error, match=message):
        standardize(*arrays)


def test_minibatches_can_be_had_here():
    from bpcourse import data, nn

    assert data.iterate_minibatches is nn.iterate_minibatches
