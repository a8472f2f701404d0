"""Steps, epochs and stopping, on models small enough to work by hand.

What holds for a function is written as a function of it, `holds_for_...`, which is then given
wrong variants as well: each must be rejected.
"""

import re

import numpy as np
import pytest

from bpcourse import nn

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def rng():
    return np.random.default_rng(9)


def one_weight(params, x, y):
    """The model w x under the mean squared error, with the gradient worked by hand."""
    error = params["w"] * x - y
    return np.mean(error**2), {"w": np.mean(2 * error * x, keepdims=True)}


# y = 2 x. At w the error is (w - 2) x, the loss 2.5 (w - 2)^2, its gradient 5 (w - 2): with
# lr = 1/8 a step on both examples leaves 3/8 of the distance to 2, and 9/64 of the loss.
X, Y = np.array([1.0, 2.0]), np.array([2.0, 4.0])
START = {"w": np.array([0.0])}
WEIGHTS = [1.25, 1.71875, 1.89453125, 1.96044921875]
LOSSES = [10.0, 1.40625, 0.19775390625, 0.027809143066406250]


class Recorder:
    """A loss_and_grads that notes what it is given: batches, and the weight at each."""

    def __init__(self, loss_and_grads=one_weight):
        self.loss_and_grads = loss_and_grads
        self.batches, self.weights = [], []

    def __call__(self, params, x, y):
        self.batches.append((x, y))
        self.weights.append(params["w"][0])
        return self.loss_and_grads(params, x, y)

    @property
    def order(self):
        return np.concatenate([x for x, _ in self.batches])


def rejects(holds, wrong):
    with pytest.raises(AssertionError):
        holds(wrong)


# A step


def test_gradient_step_by_hand():
    params = {"w1": np.array([[1.0, 2.0]]), "b1": np.array([3.0])}
    grads = {"w1": np.array([[4.0, -4.0]]), "b1": np.array([0.0])}
    stepped = nn.gradient_step(params, grads, 0.5)
    assert list(stepped) == ["w1", "b1"]
    np.testing.assert_array_equal(stepped["w1"], [[-1.0, 4.0]])
    np.testing.assert_array_equal(stepped["b1"], [3.0])


def test_gradient_step_makes_new_arrays():
    params, grads = {"w": np.array([1.0])}, {"w": np.array([0.0])}
    stepped = nn.gradient_step(params, grads, 1)
    assert stepped is not params
    assert not np.shares_memory(stepped["w"], params["w"])
    assert not np.shares_memory(stepped["w"], grads["w"])
    assert params == {"w": 1.0}


@pytest.mark.parametrize("lr", [0.5, 1, np.float64(0.5), np.float32(0.5), np.array(0.5)])
def test_float32_stays_float32(lr):
    params = {"w": np.ones(3, dtype=np.float32)}
    assert nn.gradient_step(params, params, lr)["w"].dtype == np.float32


# Mini-batches


def holds_for_minibatches(iterate):
    rng = np.random.default_rng(0)
    x, y = np.arange(20).reshape(10, 2), np.arange(10) * 7
    orders = []
    for _ in range(3):
        batches = list(iterate(x, y, 4, rng))
        assert [len(x_batch) for x_batch, _ in batches] == [4, 4, 2]
        order = np.concatenate([x_batch for x_batch, _ in batches])[:, 0] // 2
        np.testing.assert_array_equal(
            np.concatenate([y_batch for _, y_batch in batches]), 7 * order
        )
        np.testing.assert_array_equal(np.sort(order), np.arange(10))
        orders.append(tuple(order))
    assert tuple(range(10)) not in orders
    assert len(set(orders)) == 3


def test_iterate_minibatches():
    holds_for_minibatches(nn.iterate_minibatches)


def batches_of(order_of, y_order_of=None):
    def iterate(x, y, batch_size, rng):
        order = order_of(len(x), rng)
        y_order = order if y_order_of is None else y_order_of(len(x), rng)
        for start in range(0, len(x), batch_size):
            stop = start + batch_size
            yield x[order[start:stop]], y[y_order[start:stop]]

    return iterate


def shuffled(N, rng):
    return rng.permutation(N)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(batches_of(lambda N, rng: np.arange(N)), id="no shuffle"),
        pytest.param(
            batches_of(lambda N, rng: np.random.default_rng(0).permutation(N)), id="always the same"
        ),
        pytest.param(batches_of(shuffled, lambda N, rng: np.arange(N)), id="y left behind"),
        pytest.param(batches_of(shuffled, shuffled), id="y shuffled by itself"),
        pytest.param(batches_of(lambda N, rng: rng.integers(N, size=N)), id="with replacement"),
        pytest.param(batches_of(lambda N, rng: rng.permutation(N)[:8]), id="short batch dropped"),
    ],
)
def test_wrong_minibatches(wrong):
    rejects(holds_for_minibatches, wrong)


def test_every_example_comes_first_equally_often(rng):
    x = np.arange(5)
    first = [next(iter(nn.iterate_minibatches(x, x, 2, rng)))[0][0] for _ in range(2000)]
    # 400 each; the standard deviation is sqrt(2000 * 0.2 * 0.8) = 18, and 6 of them are 108
    assert np.abs(np.bincount(first) - 400).max() < 108


@pytest.mark.parametrize(
    "N, batch_size, sizes",
    [(6, 3, [3, 3]), (5, 5, [5]), (5, 100, [5]), (3, 1, [1, 1, 1]), (0, 3, [])],
)
def test_sizes_of_batches(rng, N, batch_size, sizes):
    x = np.zeros((N, 2))
    assert [len(y) for _, y in nn.iterate_minibatches(x, np.zeros(N), batch_size, rng)] == sizes


def test_batches_keep_shape_and_type(rng):
    x, y = np.zeros((6, 1, 4, 4), dtype=np.float32), np.zeros(6, dtype=np.uint8)
    x_batch, y_batch = next(iter(nn.iterate_minibatches(x, y, 4, rng)))
    assert (x_batch.shape, x_batch.dtype) == ((4, 1, 4, 4), np.float32)
    assert (y_batch.shape, y_batch.dtype) == ((4,), np.uint8)


def test_batches_are_copies(rng):
    x, y = np.ones(4), np.ones(4)
    for x_batch, y_batch in nn.iterate_minibatches(x, y, 4, rng):
        x_batch[:], y_batch[:] = 0, 0
    assert x.all()
    assert y.all()


def test_the_generator_decides_and_global_state_is_left_alone():
    def order(seed):
        rng = np.random.default_rng(seed)
        return [x[0] for x, _ in nn.iterate_minibatches(np.arange(30), np.arange(30), 1, rng)]

    before = np.random.get_state()[1].copy()
    assert order(1) == order(1) != order(2)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


# An epoch


def holds_for_an_epoch(train_epoch):
    # On the whole batch, exact.
    params, loss = train_epoch(one_weight, START, X, Y, 1 / 8, 2, np.random.default_rng(0))
    assert params["w"].tolist() == WEIGHTS[:1]
    assert loss == LOSSES[0]

    # With batches of 2, 2 and 1: each step from the weight that the one before has left.
    x = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    seen = Recorder()
    params, loss = train_epoch(seen, START, x, 2 * x, 1 / 64, 2, np.random.default_rng(0))
    np.testing.assert_array_equal(np.sort(seen.order), x)
    assert not np.array_equal(seen.order, x)
    assert [len(x_batch) for x_batch, _ in seen.batches] == [2, 2, 1]
    w, total = 0.0, 0.0
    for (x_batch, _), weight in zip(seen.batches, seen.weights, strict=True):
        assert weight == pytest.approx(w, rel=1e-14)
        square = np.mean(x_batch**2)  # the loss is square (w - 2)^2, its gradient 2 square (w - 2)
        total += len(x_batch) * square * (w - 2) ** 2
        w -= 2 * square * (w - 2) / 64
    assert params["w"] == pytest.approx(w, rel=1e-14)
    assert loss == pytest.approx(total / 5, rel=1e-14)
    assert START["w"] == 0


def test_train_epoch():
    holds_for_an_epoch(nn.train_epoch)


def epoch_with(*, mean=None, shuffle=True, loss_after=False, last_batch=True, in_place=False):
    """train_epoch, as one would write it who makes a mistake."""

    def train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
        losses, sizes, start = [], [], params
        order = rng.permutation(len(x)) if shuffle else np.arange(len(x))
        for i in range(0, len(x) if last_batch else len(x) - batch_size + 1, batch_size):
            batch = x[order[i : i + batch_size]], y[order[i : i + batch_size]]
            loss, grads = loss_and_grads(params if mean != "start" else start, *batch)
            if in_place:
                params["w"] -= lr * grads["w"]
            else:
                params = {"w": params["w"] - lr * grads["w"]}
            losses.append(one_weight(params, *batch)[0] if loss_after else loss)
            sizes.append(len(batch[0]))
        if mean == "batches":
            return params, np.mean(losses)
        if mean == "last":
            return params, losses[-1]
        if mean == "sum":
            return params, np.sum(losses)
        return params, np.average(losses, weights=sizes)

    return train_epoch


@pytest.mark.parametrize(
    "slip",
    [
        {"mean": "batches"},
        {"mean": "last"},
        {"mean": "sum"},
        {"mean": "start"},
        {"shuffle": False},
        {"loss_after": True},
        {"last_batch": False},
        {"in_place": True},
    ],
)
def test_wrong_epochs(slip):
    holds_for_an_epoch(epoch_with())
    try:
        rejects(holds_for_an_epoch, epoch_with(**slip))
    finally:
        START["w"][:] = 0  # in_place


def test_the_mean_is_over_examples(rng):
    def loss_of_x(params, x, y):  # whatever the order, the mean over examples is 4
        return np.mean(x), {"w": np.zeros(1)}

    x = np.array([1.0, 2.0, 3.0, 10.0])
    for batch_size in (1, 3, 4):
        _, loss = nn.train_epoch(loss_of_x, START, x, x, 1.0, batch_size, rng)
        assert type(loss) is float
        assert loss == pytest.approx(4, rel=1e-15)


def test_labels_reach_the_loss_as_integers(rng):
    x, y = rng.standard_normal((7, 3)), np.array([0, 1, 2, 0, 1, 2, 0])
    params = {"w1": np.zeros((3, 3)), "b1": np.zeros(3)}

    def loss_and_grads(params, x, y):
        logits, cache = nn.linear_forward(x, params["w1"], params["b1"])
        _, dw, db = nn.linear_backward(nn.cross_entropy_backward(logits, y), cache)
        return nn.cross_entropy(logits, y), {"w1": dw, "b1": db}

    _, loss = nn.train_epoch(loss_and_grads, params, x, y, 0.1, 7, rng)
    assert loss == pytest.approx(np.log(3))
    params, history = nn.train_until(loss_and_grads, params, x, y, 0.5, 3, 0.3, 200, rng)
    assert history[-1] < 0.3 <= history[-2]


# Until the loss is low enough


def holds_for_train_until(train_until):
    rng = np.random.default_rng(0)

    def run(threshold, max_epochs):
        seen = Recorder()
        params, history = train_until(seen, START, X, Y, 1 / 8, 2, threshold, max_epochs, rng)
        return params["w"].item(), history, len(seen.batches)

    assert run(0.0, 4) == (WEIGHTS[3], LOSSES, 4)
    assert run(0.2, 100) == (WEIGHTS[2], LOSSES[:3], 3)  # 0.1978 is the first below
    assert run(100.0, 100) == (WEIGHTS[0], LOSSES[:1], 1)
    assert run(LOSSES[1], 100) == (WEIGHTS[2], LOSSES[:3], 3)  # equal is not below
    assert run(LOSSES[1], 2) == (WEIGHTS[1], LOSSES[:2], 2)
    assert START["w"] == 0


def test_train_until():
    holds_for_train_until(nn.train_until)


def until_with(*, at_most=False, keep_last=True, step_at_threshold=True, one_more=False):
    """train_until, as one would write it who makes a mistake."""

    def train_until(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
        history = []
        for _ in range(max_epochs + one_more):
            before = params
            params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
            enough = loss <= threshold if at_most else loss < threshold
            if keep_last or not enough:
                history.append(loss)
            if enough:
                return (params if step_at_threshold else before), history
        return params, history

    return train_until


@pytest.mark.parametrize(
    "slip",
    [{"at_most": True}, {"keep_last": False}, {"step_at_threshold": False}, {"one_more": True}],
)
def test_wrong_ways_to_stop(slip):
    holds_for_train_until(until_with())
    rejects(holds_for_train_until, until_with(**slip))


# Keeping the best epoch


class Planned:
    """A model whose validation losses are as planned, whatever the parameters are.

    Every training step adds 1 to w. The training loss is 100 + w; validation, which is known by
    its batch of three, is looked up at w.
    """

    def __init__(self, *val_losses):
        self.val_losses = val_losses
        self.validated = []

    def __call__(self, params, x, y):
        w = params["w"][0]
        if len(x) == 3:
            self.validated.append(w)
            return self.val_losses[int(w)], {"w": np.array([1e6])}
        return 100 + w, {"w": np.array([-1.0])}


TRAIN, VAL = (np.zeros(4), np.zeros(4)), (np.zeros(3), np.zeros(3))


def holds_for_fit(fit):
    def run(*val_losses, batch_size=4):
        plan = Planned(0.0, *val_losses)  # at the start it is lowest of all: that does not count
        steps = 4 // batch_size
        rng = np.random.default_rng(0)
        params, history = fit(
            plan, START, TRAIN, VAL, 1.0, batch_size, len(val_losses) // steps, rng
        )
        assert list(history) == ["train", "val"]
        assert START["w"] == 0
        return params["w"].item(), history, plan.validated

    best, history, validated = run(5.0, 3.0, 2.0, 4.0)
    assert best == 3
    assert history == {"train": [100, 101, 102, 103], "val": [5, 3, 2, 4]}
    assert validated == [1, 2, 3, 4]
    assert run(1.0, 3.0, 2.0)[0] == 1
    assert run(3.0, 2.0, 1.0)[0] == 3
    assert run(3.0, 2.0, 2.0)[0] == 2  # the earlier of equal ones
    assert run(np.nan, 2.0, 3.0)[0] == 2
    assert run(2.0, 1.0, np.nan)[0] == 2
    assert run(np.inf, np.nan, 2.0, np.nan, 3.0)[0] == 3
    best, history, _ = run(9.0, 3.0, 9.0, 2.0, batch_size=2)  # two steps an epoch
    assert best == 4
    assert history == {"train": [100.5, 102.5], "val": [3, 2]}


def test_fit():
    holds_for_fit(nn.fit)


def fit_with(*, start_counts=False, last=False, later=False, nan_wins=False, val_first=False):
    """fit, as one would write it who makes a mistake."""

    def fit(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
        history = {"train": [], "val": []}
        best = params
        lowest = loss_and_grads(params, *val)[0] if start_counts else np.inf
        for _ in range(epochs):
            before = params
            params, loss = nn.train_epoch(loss_and_grads, params, *train, lr, batch_size, rng)
            val_loss, _ = loss_and_grads(before if val_first else params, *val)
            history["train"].append(loss)
            history["val"].append(val_loss)
            better = not val_loss >= lowest if nan_wins else val_loss < lowest
            if last or better or (later and val_loss == lowest):
                best, lowest = params, val_loss
        return best, history

    return fit


@pytest.mark.parametrize("slip", ["start_counts", "last", "later", "nan_wins", "val_first"])
def test_wrong_fits(slip):
    holds_for_fit(fit_with())
    rejects(holds_for_fit, fit_with(**{slip: True}))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_fit_without_a_finite_validation_loss_returns_the_last_parameters(rng, value):
    params, history = nn.fit(Planned(0.0, value, value), START, TRAIN, VAL, 1.0, 4, 2, rng)
    assert params["w"] == 2
    np.testing.assert_array_equal(history["val"], [value, value])


def test_what_fit_returns_is_a_copy(rng):
    kept = []

    def remember(params, x, y):
        kept.append(params["w"])
        return Planned(0.0, 1.0, 2.0)(params, x, y)

    params, _ = nn.fit(remember, START, TRAIN, VAL, 1.0, 4, 2, rng)
    assert params["w"] == 1
    assert not any(np.shares_memory(params["w"], w) for w in kept)


def test_fit_learns_nothing_from_the_validation_set(rng):
    one, _ = nn.fit(one_weight, START, (X, Y), (X, Y), 1 / 8, 2, 3, rng)
    other, _ = nn.fit(one_weight, START, (X, Y), (X[:1], Y[:1]), 1 / 8, 2, 3, rng)
    assert one["w"] == other["w"] == WEIGHTS[2]


# Bad input


def epoch(**change):
    rng = np.random.default_rng(0)
    arguments = {
        "loss_and_grads": one_weight,
        "params": START,
        "x": X,
        "y": Y,
        "lr": 0.1,
        "batch_size": 2,
        "rng": rng,
    }
    nn.train_epoch(**{**arguments, **change})


@pytest.mark.parametrize(
    "change, error, message",
    [
        ({"loss_and_grads": 0.5}, TypeError, "loss_and_grads must be a function, got float"),
        ({"params": [1.0]}, TypeError, "params must be a dict of arrays by name, got list"),
        ({"x": 3.0}, ValueError, "x must have shape (N, ...), got ()"),
        ({"x": X[:0]}, ValueError, "x must hold at least one number, got shape (0,)"),
        ({"x": ["a", "b"]}, TypeError, "x must hold real numbers"),
        ({"x": [[1], [1, 2]]}, ValueError, "x must be an array, got rows of different lengths"),
        ({"y": Y[:1]}, ValueError, "y must have shape (2, ...), got (1,)"),
        ({"y": None}, TypeError, "y must hold real numbers"),
        ({"lr": 0}, ValueError, "lr must be above 0, got 0"),
        ({"lr": np.nan}, ValueError, "lr must be above 0, got nan"),
        ({"lr": "fast"}, TypeError, "lr must hold real numbers"),
        ({"batch_size": 0}, ValueError, "batch_size must be at least 1, got 0"),
        ({"batch_size": 2.0}, TypeError, "batch_size must be a whole number, got float"),
        ({"rng": 0}, TypeError, "rng must be a Generator such as np.random.default_rng(0)"),
    ],
)
def test_bad_input_to_an_epoch(change, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}"):
        epoch(**change)


def test_gradients_of_other_names_or_shapes_are_named():
    with pytest.raises(ValueError, match="grads must have the names of params, w, got v"):
        epoch(loss_and_grads=lambda params, x, y: (0.0, {"v": np.zeros(1)}))
    with pytest.raises(ValueError, match=r'grads\["w"\] must have shape \(1,\), got \(1, 1\)'):
        epoch(loss_and_grads=lambda params, x, y: (0.0, {"w": np.zeros((1, 1))}))


def trainings(loss_and_grads):
    """Each way to train with it, as a call."""
    rng, batch = np.random.default_rng(0), (X, Y)
    return [
        lambda: nn.train_epoch(loss_and_grads, START, *batch, 0.1, 2, rng),
        lambda: nn.train_until(loss_and_grads, START, *batch, 0.1, 2, 0.0, 1, rng),
        lambda: nn.fit(loss_and_grads, START, batch, batch, 0.1, 2, 1, rng),
    ]


@pytest.mark.parametrize(
    "answer, error, message",
    [
        (0.5, TypeError, "loss_and_grads must return (loss, grads), got float"),
        (None, TypeError, "loss_and_grads must return (loss, grads), got NoneType"),
        (np.zeros(2), TypeError, "loss_and_grads must return (loss, grads), got ndarray"),
        ((0.5,), TypeError, "loss_and_grads must return (loss, grads), got tuple of 1"),
        ((np.zeros(2), START), ValueError, "the loss must be one number, got (2,)"),
        ((START, 0.5), TypeError, "the loss must hold real numbers, got dict"),
        ((0.5, None), TypeError, "grads must be a dict of arrays by name, got NoneType"),
        ((0.5, {}), ValueError, "grads must hold at least one array, got an empty dict"),
        (
            (0.5, {"v": np.zeros(1)}),
            ValueError,
            "grads must have the names of params, w, got v",
        ),
    ],
)
def test_what_a_learner_returns_by_mistake_is_named(answer, error, message):
    for train in trainings(lambda params, x, y: answer):
        with pytest.raises(error, match=f"^{re.escape(message)}"):
            train()


def test_a_wrong_answer_to_the_validation_set_is_named():
    def loss_and_grads(params, x, y):
        return one_weight(params, x, y) if len(x) == 2 else 0.5

    message = r"^loss_and_grads must return \(loss, grads\), got float$"
    with pytest.raises(TypeError, match=message):
        nn.fit(loss_and_grads, START, (X, Y), VAL, 0.1, 2, 1, np.random.default_rng(0))


def test_bad_batches_are_refused_at_the_call():
    with pytest.raises(ValueError, match=r"^y must have shape \(2, ...\), got \(1,\)$"):
        nn.iterate_minibatches(X, Y[:1], 1, np.random.default_rng(0))


def test_bad_input_to_train_until_and_fit(rng):
    with pytest.raises(ValueError, match=r"^max_epochs must be at least 1, got 0$"):
        nn.train_until(one_weight, START, X, Y, 0.1, 2, 0.0, 0, rng)
    with pytest.raises(TypeError, match=r"^threshold must hold real numbers"):
        nn.train_until(one_weight, START, X, Y, 0.1, 2, None, 3, rng)
    with pytest.raises(ValueError, match=r"^epochs must be at least 1, got 0$"):
        nn.fit(one_weight, START, (X, Y), (X, Y), 0.1, 2, 0, rng)
    with pytest.raises(TypeError, match=r"^train must be a pair \(x, y\), got ndarray$"):
        nn.fit(one_weight, START, X, (X, Y), 0.1, 2, 3, rng)
    with pytest.raises(TypeError, match=r"^val must be a pair \(x, y\), got tuple of 3$"):
        nn.fit(one_weight, START, (X, Y), (X, Y, Y), 0.1, 2, 3, rng)
    with pytest.raises(ValueError, match=r"^y in val must have shape \(2, ...\), got \(1,\)$"):
        nn.fit(one_weight, START, (X, Y), (X, Y[:1]), 0.1, 2, 3, rng)
    with pytest.raises(ValueError, match=r"^x in val must hold at least one number"):
        nn.fit(one_weight, START, (X, Y), (X[:0], Y[:0]), 0.1, 2, 3, rng)


def test_train_until_deals_batches_of_the_size_asked_for():
    seen = []

    def watched(params, x, y):
        seen.append(len(x))
        return 1.0, {"w": np.zeros(1)}

    x, rng = np.arange(7.0)[:, None], np.random.default_rng(0)
    nn.train_until(watched, {"w": np.zeros(1)}, x, x, 0.1, 3, 0.0, 2, rng)
    assert seen == [3, 3, 1] * 2
