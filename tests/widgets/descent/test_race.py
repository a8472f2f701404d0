"""Races: the paths are those of the textbook's steps, and learners' functions take part."""

import numpy as np
import pytest

from bpcourse.nn import adam_step, gradient_step, momentum_step, nesterov_step, rmsprop_step
from bpcourse.widgets.descent.descent import Descent
from bpcourse.widgets.descent.optimizers import own_optimizer

STEPS = {"nesterov": nesterov_step, "rmsprop": rmsprop_step, "adam": adam_step}


def raced(*optimizers, loss="ravine", lr=0.05, momentum=0.8, steps=30, **more):
    descent = Descent(loss, **more)
    names = [descent.enrol(each) for each in optimizers]
    descent.race(names, descent.landscape.start, lr, momentum, steps)
    return descent


def test_the_paths_are_the_textbooks():
    descent = raced("sgd", "momentum", *STEPS)
    settings = {"nesterov": {"momentum": 0.8}}
    for name, step in {"momentum": momentum_step, **STEPS}.items():
        w, state = np.array(descent.landscape.start), {}
        more = {"momentum": 0.8} if name == "momentum" else settings.get(name, {})
        for k in range(31):
            assert np.array_equal(descent.runs[name].path[k], w), (name, k)
            assert descent.runs[name].losses[k] == descent.landscape.loss(w)
            w, state = step(w, descent.landscape.grad(w), state, 0.05, **more)
    path = descent.runs["sgd"].path
    assert path.shape == (31, 2)
    assert path[1] == pytest.approx([-4.2 * (1 - 0.05 * 0.4), 1.5 * (1 - 0.05 * 16)])


def in_place(w, dw, state, lr):
    w -= lr * dw
    dw[:] = 0
    return w, state


def with_momentum(w, dw, state, lr, momentum):
    state["v"] = momentum * state.get("v", 0) + dw
    return w - lr * state["v"], state


def as_a_list(w, dw, state, lr=0.1):
    return [(w - lr * dw).tolist(), None]


def own_gradient_step(params, grads, lr):
    return {name: params[name] - lr * grads[name] for name in params}


@pytest.mark.parametrize(
    ("own", "like"),
    [
        (in_place, "sgd"),
        (as_a_list, "sgd"),
        (own_gradient_step, "sgd"),
        (gradient_step, "sgd"),
        (with_momentum, "momentum"),
        (adam_step, "adam"),
    ],
)
def test_a_learners_step_walks_as_ours(own, like):
    descent = raced(like, own)
    ours, theirs = descent.runs.values()
    assert theirs.trouble == ""
    assert theirs.optimizer.own
    assert theirs.path == pytest.approx(ours.path, rel=1e-12)
    assert theirs.optimizer.style != ours.optimizer.style


def one_thing(w, dw, state, lr):
    return w - lr * dw


def other_shape(w, dw, state, lr):
    return np.zeros(3), state


def no_dict(params, grads, lr):
    return params["w"] - lr * grads["w"]


def at_the_third(w, dw, state, lr):
    n = state.get("n", 0) + 1
    return (w * np.nan if n == 3 else w - lr * dw), {"n": n}


def uneven(w, dw, state, lr):
    return w - lr * np.ones(3), state


WRONG = [
    (one_thing, "must return two things, w and state, not an array of shape (2,)"),
    (other_shape, "must have the shape (2,), not an array of shape (3,)"),
    (no_dict, 'must return params, a dict with "w" in it, not an array'),
    (at_the_third, "no finite number at step 2"),
    (uneven, "Your uneven stops with ValueError in line"),
]


@pytest.mark.parametrize(("own", "words"), WRONG, ids=lambda case: getattr(case, "__name__", ""))
def test_what_is_wrong_with_a_step_is_said_and_the_others_race_on(own, words):
    descent = raced("sgd", own)
    assert words in descent.told[own.__name__].words
    assert descent.told[own.__name__].kind == "trouble"
    assert descent.told["sgd"].kind != "trouble"
    result = descent.result()
    assert result["runs"][1]["words"] == descent.told[own.__name__].words
    assert f"{own.__name__} stops" in result["title"]


def test_an_endless_step_is_called_once_until_it_is_forgiven():
    calls = []

    def endless(w, dw, state, lr):
        calls.append(1)
        while not state:
            pass

    descent = raced(endless)
    assert "Your endless was still running after 2 seconds" in descent.told["endless"].words
    for _ in range(3):
        descent.race(["endless"], (1.0, 1.0), 0.1, 0.9, 10)
    assert len(calls) == 1
    assert "still running after 2 seconds" in descent.told["endless"].words
    descent.forgive()
    descent.race(["endless"], (1.0, 1.0), 0.1, 0.9, 10)
    assert len(calls) == 2


def test_a_loop_in_a_helper_from_another_cell_is_ended_too():
    cell = {"__name__": "__main__"}
    exec(compile("def helper():\n    while True: pass", "cell 1", "exec"), cell)
    exec(compile("def mine(w, dw, state, lr):\n    return helper()", "cell 2", "exec"), cell)
    assert "Your mine was still running" in raced(cell["mine"]).told["mine"].words


def test_numbers_that_overflow_are_a_blow_up_and_no_mistake_of_the_code():
    descent = raced("sgd", loss=lambda w1, w2: w1**4 - w1**2 + w2**2, lr=3.0)
    run = descent.runs["sgd"]
    assert run.trouble == ""
    assert 0 < run.taken < 30
    assert np.isnan(run.path[-1]).all()
    assert descent.told["sgd"].kind == "blows up"


def test_a_loss_that_ends_on_the_way_is_said_with_its_place():
    descent = raced("sgd", loss=lambda w1, w2: np.log(w1) + w2**2, start=(0.5, 1.0), lr=0.3)
    assert "no finite number at step 1, at w = (−0.1, " in descent.told["sgd"].words


@pytest.mark.parametrize("own", [lambda w: w, lambda a, b, c, d, e: 0, lambda: 0])
def test_a_function_with_other_arguments_is_refused(own):
    with pytest.raises(ValueError, match=r"must take \(w, dw, state, lr\)"):
        own_optimizer(own, 5, set())


def test_names_stay_apart_and_there_is_room_for_eight():
    descent = Descent()
    names = [descent.enrol(lambda w, dw, state, lr, n=n: (w, state)) for n in range(3)]
    assert len(set(names)) == 3
    with pytest.raises(ValueError, match="room for 8"):
        descent.enrol(lambda w, dw, state, lr: (w, state))
    with pytest.raises(ValueError, match=r'one of "sgd", .*, got .sdg.'):
        descent.enrol("sdg")


def test_a_wrong_gradient_is_said_and_used():
    def loss(w1, w2):
        return w1**2 + w2**2

    wrong = raced("sgd", loss=loss, grad=lambda w1, w2: (-2 * w1, 2 * w2))
    right = raced("sgd", loss=loss, grad=lambda w1, w2: (2 * w1, 2 * w2), lr=0.2)
    assert "dw1 is −1 times what it should be" in wrong.remarks[0]
    assert wrong.told["sgd"].kind == "blows up"
    assert right.remarks == []
    assert right.told["sgd"].kind == "arrives"


def test_a_loss_that_does_not_work_leaves_words_and_others_can_be_chosen():
    descent = Descent(lambda w1, w2: None)
    descent.race(["sgd"], (0.0, 0.0), 0.1, 0.9, 10)
    assert "must return one number, not None" in descent.scene()["trouble"]
    assert descent.result() == {}
    descent.choose("bowl")
    descent.race(["sgd"], (1.0, 1.0), 0.1, 0.9, 10)
    assert descent.scene()["trouble"] == ""
    assert descent.result()["runs"][0]["name"] == "sgd"
    with pytest.raises(ValueError, match="loss must be a function or one of"):
        descent.choose("canyon")


def test_ranges_and_start_belong_to_the_first_loss():
    descent = Descent("bowl", ranges=((-9, 9), (-8, 8)), start=(5, 5))
    assert descent.landscape.ranges == ((-9, 9), (-8, 8))
    descent.choose("ravine")
    assert descent.landscape.ranges[0] == (-5, 5)
    descent.choose("bowl")
    assert descent.landscape.start == (5, 5)
