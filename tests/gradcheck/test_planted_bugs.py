"""`check_gradients` finds every planted bug, calls wrong what is wrong, and names the place."""

import numpy as np
import pytest
from gradcheck.planted import BUGS, Planted, draw_params, places

from bpcourse.gradcheck import check_gradients, relative_error

pytestmark = pytest.mark.filterwarnings("error")

SIZES = [12, 20, 16, 5]
N = 9


def planted(bug, place, seed=0, activation="relu", sizes=SIZES):
    rng = np.random.default_rng(seed)
    params = draw_params(sizes, rng)
    x, y = rng.standard_normal((N, sizes[0])), rng.integers(sizes[-1], size=N)
    return Planted(params, activation, bug, place, rng), x, y, rng


def check(network, x, y, rng):
    return check_gradients(network, x, y, rng=rng)


def wrong_arrays(network, x, y):
    """By the backward pass without the bug, which every other test holds to be right."""
    _, wanted = Planted(network.params, network.activation).loss_and_grads(network.params, x, y)
    _, got = network.loss_and_grads(network.params, x, y)
    return {name for name in wanted if relative_error(wanted[name], got[name]) > 1e-12}


PLACES = [(bug, place) for bug in BUGS for place in places(bug, len(SIZES) - 1)]


@pytest.mark.parametrize("bug, place", PLACES)
@pytest.mark.parametrize("activation", ["relu", "sigmoid"])
@pytest.mark.parametrize("seed", range(3))
def test_every_bug_is_found_where_it_is(bug, place, activation, seed):
    network, x, y, rng = planted(bug, place, seed, activation)
    wrong = wrong_arrays(network, x, y)
    report = check(network, x, y, rng)
    assert not report.ok
    assert {name for name, verdict in report.verdicts.items() if verdict == "wrong"} == wrong
    assert report.layer == max(int(name[1:]) for name in wrong)
    assert all(report.errors[name] > 1e-6 for name in wrong)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "leaky_relu", "gelu"])
def test_without_a_bug_all_agree(activation):
    report = check(*planted(None, None, 1, activation))
    assert report.ok
    assert set(report.verdicts.values()) == {"agrees"}
    assert max(report.errors.values()) < 1e-7
    assert report.faults == {}
    assert report.layer is None
    assert "All 6 gradients agree." in str(report)


# The words


@pytest.mark.parametrize(
    "bug, words",
    [
        ("scaled by 1.001", "w2 is 1.001 times the numeric gradient."),
        ("missing 1/N", "w2 is 9 times the numeric gradient, and there are 9 examples."),
        ("sign", "w2 is minus the numeric gradient."),
        (
            "permuted rows",
            "w2 has the right rows in a wrong order: what belongs into row 0 stands in row 1.",
        ),
    ],
)
def test_a_relation_is_said(bug, words):
    assert words in str(check(*planted(bug, "w2")))


@pytest.mark.parametrize("bug", ["one lost example", "one entry x 1.01", "dead unit"])
def test_no_relation_is_said_where_there_is_none(bug):
    report = check(*planted(bug, "w2"))
    assert report.faults["w2"].relation is None


def test_an_entry_a_hair_off_is_no_factor():
    network, x, y, rng = planted(None, None)
    _, grads = network.loss_and_grads(network.params, x, y)
    largest = np.unravel_index(np.abs(grads["w1"]).argmax(), grads["w1"].shape)

    def loss_and_grads(params, x, y):
        loss, grads = network.loss_and_grads(params, x, y)
        grads["w1"][largest] *= 1.0001
        return loss, grads

    report = check_gradients(loss_and_grads, x, y, params=network.params, rng=rng)
    index = tuple(int(i) for i in largest)
    assert report.faults["w1"].relation is None
    assert list(report.faults["w1"].entries) == [index]


def test_a_dead_unit_is_found_as_a_column():
    network, x, y, rng = planted("dead unit", "w2")
    report = check(network, x, y, rng)
    column = network.planted.index[-1]
    assert report.faults["w2"].only == f"w2[:, {column}]"
    assert "The gradient is 0 there, and the loss does change with it." in str(report)


def test_a_unit_that_is_dead_indeed_is_right():
    network, x, y, rng = planted(None, None)
    network.params["b2"][3] = -100
    report = check(network, x, y, rng)
    assert report.ok


def test_the_transpose_of_a_square_array():
    def loss_and_grads(params, x, y):
        loss, grads = network.loss_and_grads(params, x, y)
        return loss, {**grads, "w2": grads["w2"].T}

    network, x, y, rng = planted(None, None, sizes=[6, 11, 11, 3])
    report = check_gradients(loss_and_grads, x, y, params=network.params, rng=rng)
    assert "w2 is the transpose of the numeric gradient." in str(report)


def test_permuted_columns_and_entries():
    def loss_and_grads(params, x, y):
        loss, grads = network.loss_and_grads(params, x, y)
        w1, b1 = grads["w1"][:, ::-1], grads["b1"].copy()
        b1[[4, 7]] = b1[[7, 4]]
        return loss, {**grads, "w1": w1, "b1": b1}

    network, x, y, rng = planted(None, None, activation="tanh")
    text = str(check_gradients(loss_and_grads, x, y, params=network.params, rng=rng))
    assert "w1 has the right columns in a wrong order" in text
    assert "b1 has the right entries in a wrong order: what belongs into entry 4 stands in" in text


def test_arrays_of_which_the_same_is_true_are_named_together():
    def loss_and_grads(params, x, y):
        loss, grads = network.loss_and_grads(params, x, y)
        return loss, {name: N * grad for name, grad in grads.items()}

    network, x, y, rng = planted(None, None)
    report = check_gradients(loss_and_grads, x, y, params=network.params, rng=rng)
    text = " ".join(str(report).split())
    assert "Of b3, w3, b2, w2, b1 and w1 the same is true: each is 9 times" in text
    assert "layer 3 is the first at fault" in text


def test_zero_everywhere():
    def loss_and_grads(params, x, y):
        loss, grads = network.loss_and_grads(params, x, y)
        return loss, {**grads, "b1": 0 * grads["b1"]}

    network, x, y, rng = planted(None, None)
    report = check_gradients(loss_and_grads, x, y, params=network.params, rng=rng)
    assert "b1 is 0 everywhere, and the loss does change with it." in str(report)


# The place


def test_the_layer_says_what_to_look_at():
    text = {
        place: " ".join(str(check(*planted(bug, place))).split())
        for bug, place in (
            ("sign", "w3"),
            ("sign", "b2"),
            ("lost activation derivative", "2"),
        )
    }
    assert "layer 3 is the first at fault. b3 of the same layer agrees" in text["w3"]
    assert "look at the formula of w3." in text["w3"]
    assert "layer 2 is the first at fault: layer 3 agrees. w2 of the same layer" in text["b2"]
    assert "Look at what lies between layers 3 and 2" in text["2"]
    assert "w1 and b1 may only have inherited the mistake" in text["2"]


def test_two_mistakes_are_both_localised():
    network, x, y, rng = planted("sign", "b3")

    def loss_and_grads(params, x, y):
        loss, grads = network.loss_and_grads(params, x, y)
        return loss, {**grads, "w1": grads["w1"][::-1]}

    report = check_gradients(loss_and_grads, x, y, params=network.params, rng=rng)
    assert report.faults.keys() == {"b3", "w1"}
    assert report.faults["w1"].entries
    text = " ".join(str(report).split())
    assert "w1 has a mistake of its own: what arrives there is right." in text
    assert "inherited" not in text


def test_names_without_numbers_have_no_layers():
    def loss_and_grads(params, x, y):
        return float(np.sum(params["kernel"] ** 2 @ x)), {"kernel": params["kernel"] * x}

    report = check_gradients(loss_and_grads, np.ones(3), params={"kernel": np.ones((2, 3))})
    assert report.layer is None
    assert "kernel is 0.5 times the numeric gradient." in str(report)
    assert "layer" not in str(report)


@pytest.mark.parametrize("seed", range(5))
def test_one_wrong_entry_of_8704_takes_few_evaluations(seed):
    network, x, y, rng = planted("one entry x 1.01", "w1", seed, sizes=[64, 136, 10])
    report = check(network, x, y, rng)
    index = tuple(int(i) for i in network.planted.index)
    assert list(report.faults["w1"].entries) == [index]
    assert report.faults["w1"].only == f"w1[{index[0]}, {index[1]}]"
    analytic, numeric = report.faults["w1"].entries[index]
    assert analytic / numeric == pytest.approx(1.01, rel=1e-4)
    assert report.cost_of_faults < 100


@pytest.mark.parametrize("budget", [0, 5, 20, 100, 700])
@pytest.mark.parametrize("bug, place", [("one lost example", "w1"), ("permuted rows", "w1")])
def test_localising_keeps_to_its_budget(budget, bug, place):
    network, x, y, rng = planted(bug, place, sizes=[64, 136, 10])
    calls = []
    loss = network.loss
    network.loss = lambda *arguments: calls.append(1) or loss(*arguments)
    report = check_gradients(network, x, y, rng=rng, budget=budget)
    assert report.verdicts["w1"] == "wrong"
    assert report.cost_of_faults <= budget
    assert report.cost + report.cost_of_faults == len(calls)
    assert f"{report.cost_of_faults} of at most {budget} to localise" in " ".join(
        str(report).split()
    )


def test_the_worst_entries_come_first():
    network, x, y, rng = planted("one lost example", "b1", sizes=[6, 8, 3])
    entries = check(network, x, y, rng).faults["b1"].entries
    off = [abs(analytic - numeric) for analytic, numeric in entries.values()]
    assert off == sorted(off, reverse=True)
    assert len(off) > 3


def test_where_every_entry_is_wrong_no_rest_is_spoken_of():
    def loss_and_grads(params, x, y):
        loss, grads = network.loss_and_grads(params, x, y)
        return loss, {**grads, "b2": grads["b2"] + [0.1, -0.3, 0.5]}

    network, x, y, rng = planted(None, None, sizes=[6, 8, 3])
    report = check_gradients(loss_and_grads, x, y, params=network.params, rng=rng)
    assert report.faults["b2"].only is None
    assert "3 of 3 entries of b2 are wrong:" in str(report)
    assert "the rest" not in str(report)


@pytest.mark.parametrize("bug", ["dead unit", "one lost example", "one entry x 1.01"])
def test_a_search_that_came_to_its_end_is_not_called_short(bug):
    report = check(*planted(bug, "w1", sizes=[64, 136, 10]))
    assert not report.faults["w1"].exhausted
    assert "ran out" not in str(report)
    network, x, y, rng = planted(bug, "w1", sizes=[64, 136, 10])
    report = check_gradients(network, x, y, rng=rng, budget=20)
    assert report.faults["w1"].exhausted
    assert "ran out" in str(report)
