"""What is told of a path is what happened on it: every rule has a path that it must not take."""

import time

import numpy as np
import pytest

from bpcourse.widgets.descent.descent import Descent
from bpcourse.widgets.descent.facts import measure
from bpcourse.widgets.descent.optimizers import known_optimizers, own_optimizer
from bpcourse.widgets.descent.presets import preset
from bpcourse.widgets.descent.race import Race, Run
from bpcourse.widgets.descent.words import CLAIMS, Told, tell, title


def run(loss, name="sgd", lr=0.1, steps=100, start=None, momentum=0.9):
    landscape = Descent(loss).landscape
    optimizer = known_optimizers()[name]
    runs = Race(landscape).run([optimizer], start or landscape.start, lr, momentum, steps)
    return runs[name], landscape


def kind(*args, **kwargs):
    return tell(*run(*args, **kwargs)).kind


def walked(path, loss="bowl", lr=0.1):
    """A run along a path that is given, as if an optimizer had gone there."""
    landscape = preset(loss)
    path = np.array(path, dtype=float)
    losses = np.array([landscape.loss(w) for w in path])
    slopes = np.array([landscape.grad(w) for w in path])
    return Run(known_optimizers()["sgd"], path, losses, slopes), landscape


@pytest.mark.parametrize(
    ("lr", "wanted"),
    [
        (0.001, "crawls"),
        (0.03, "on its way"),
        (0.1, "zigzag"),
        (0.124, "zigzag"),
        (0.126, "blows up"),
    ],
)
def test_sgd_in_the_ravine_from_the_crawl_to_the_blow_up(lr, wanted):
    assert kind("ravine", lr=lr) == wanted


def test_the_limit_is_two_over_the_curvature():
    below, above = (run("ravine", lr=lr, steps=300)[0].losses for lr in (0.1249, 0.1251))
    assert below[-1] < below[0] < above[-1]


def test_a_crawl_says_which_part_of_the_way_is_done():
    done, landscape = run("ravine", lr=0.001)
    part = 1 - np.linalg.norm(done.path[-1]) / np.linalg.norm(done.path[0])
    assert f"come {int(100 * part)} % of the way" in tell(done, landscape).words


def test_a_zigzag_counts_the_changes_of_sign():
    done, landscape = run("ravine", lr=0.1)
    entry, flips, among = measure(done, landscape).zigzag
    signs = np.sign(done.slopes[: among + 1, entry])
    assert entry == 1
    assert flips == among == np.sum(signs[1:] != signs[:-1])
    assert (
        f"the sign of dw2 changes at each of the first {among} steps" in tell(done, landscape).words
    )


def test_small_swings_at_the_end_are_no_zigzag():
    assert measure(*run("ravine", lr=0.03)).zigzag is None
    landscape = preset("bowl")
    path = [(0.001 * (-1) ** n, 0) for n in range(50)]
    assert measure(*walked(path)).zigzag is None
    wide = [(2 * (-1) ** n, 0) for n in range(50)]
    assert measure(*walked(wide)).zigzag == (0, 49, 49)
    assert landscape.widths[0] == 8


def test_a_blow_up_tells_when_it_leaves_and_how_the_loss_grows():
    done, landscape = run("ravine", lr=0.14)
    told = tell(done, landscape)
    left = int(np.argmin(landscape.inside(done.path)))
    assert told.kind == "blows up"
    assert f"leaves the picture at step {left}, and the loss grows at every step" in told.words
    assert (np.diff(done.losses) > 0).all()


def test_a_loss_that_fell_first_does_not_grow_at_every_step():
    done, landscape = run("rosenbrock", lr=0.5)
    assert not (np.diff(done.losses[: done.taken + 1]) > 0).all()
    words = tell(done, landscape).words
    assert "from step 2 on the loss grows at every step" in words
    assert "too large for a float" in words


def test_who_is_thrown_out_and_comes_back_does_not_blow_up():
    path = [(-3, 2), (30, 0), *((30 - n, 0) for n in range(1, 20))]
    told = tell(*walked(path))
    assert told.kind == "leaves"
    assert "at step 1, and is not back after 20 steps" in told.words


def test_a_path_that_leaves_and_returns_is_not_outside():
    path = [(-3, 2), (30, 0), (2, 0), (1, 0), (0, 0), (0, 0)]
    assert tell(*walked(path)).kind == "arrives"


def test_arrival_counts_from_the_last_time_that_it_was_away():
    path = [(4, 0), (0, 0), (1, 0), (0.03, 0), (0, 0), (0, 0)]
    facts = measure(*walked(path))
    assert facts.arrived == 3
    assert measure(*walked(path[:3])).arrived is None


def test_momentum_rolls_past_the_minimum():
    done, landscape = run("bowl", "momentum")
    entry, times = measure(done, landscape).crossings
    side = done.path[np.abs(done.path[:, entry]) > 0.02 * landscape.widths[entry], entry] > 0
    assert times == np.sum(side[1:] != side[:-1]) >= 2
    assert tell(done, landscape).kind == "overshoots arrives"
    assert measure(*run("bowl")).crossings[1] == 0


def test_the_shallow_valley_is_not_taken_for_the_deepest():
    told = tell(*run("two valleys"))
    assert told.kind == "shallow"
    assert "0.542" in told.words
    assert "0.0426" in told.words
    assert kind("two valleys", start=(1.5, 1.0)) == "arrives"


def test_at_the_saddle_sgd_lingers():
    told = tell(*run("saddle"))
    assert told.kind == "arrives"
    assert "lingers around step" in told.words
    assert "lingers" not in tell(*run("saddle", start=(-1.0, 1.2))).words
    # On the ridge itself nothing leads away from it.
    assert kind("saddle", start=(-2.0, 0.0), steps=500) == "flat"
    assert kind("saddle", start=(0.0, 0.0)) == "still"


def test_steps_that_stay_long_do_not_settle():
    told = tell(*run("saddle", "rmsprop", lr=0.14))
    assert told.kind == "unsettled"
    assert kind("saddle", "rmsprop", lr=0.01, steps=300) == "arrives"


def test_going_uphill_inside_the_picture_is_going_away():
    landscape = preset("bowl")
    uphill = own_optimizer(lambda w, dw, state, lr: (w + lr * dw, state), 5, set())
    done = Race(landscape).run([uphill], (-0.1, 0.1), 0.02, 0.9, 100)[uphill.name]
    assert tell(done, landscape).kind == "farther"


def test_who_leaves_the_picture_and_returns_is_not_said_to_stay_away():
    told = tell(*walked([(-3, 2), (5, 0), (1, 1), (0.5, 0.5), (6, 0)]))
    assert told.kind == "leaves"
    assert "twice in 4 steps, last at step 4" in told.words
    assert "not back" not in told.words


def test_a_burst_far_below_an_earlier_one_does_not_blow_up():
    # Its loss ends above that of the start, and still it was higher before.
    burst = [(-3, 2), (50, 0), (2, 0), (1, 0), (0.5, 0), (1, 0), (3, 0), (6, 0)]
    assert tell(*walked(burst)).kind == "leaves"
    assert tell(*walked([burst[0], *burst[2:]])).kind == "blows up"
    assert kind("saddle", "adam", lr=12.94, steps=10) == "leaves"
    assert kind("saddle", "adam", lr=12.94, steps=500) == "overshoots arrives"


def test_who_has_rolled_past_the_minimum_once_does_not_crawl():
    done, landscape = run("bowl", "momentum", lr=0.08339, steps=10, momentum=0.99)
    told = tell(done, landscape)
    distance = np.linalg.norm(done.path, axis=1)
    assert told.kind == "overshoots"
    assert f"it was {distance.min():.3g} from the minimum at step {distance.argmin()}" in told.words


def test_who_takes_long_steps_does_not_crawl():
    assert kind("rosenbrock", "adam", lr=0.4481, steps=10) == "on its way"
    assert kind("rosenbrock", "adam", lr=0.002, steps=10) == "crawls"


def test_a_zigzag_of_old_is_not_what_became_of_it():
    zigzag = [(0, 2 * (-0.8) ** n) for n in range(9)]
    rest, jumps = [(0, 0.33)] * 50, [((-1) ** n, 0) for n in range(60)]
    assert tell(*walked([*zigzag, *rest, *jumps])).kind == "unsettled"
    assert tell(*walked(zigzag)).kind == "zigzag"


def raced(loss, **settings):
    descent = Descent(loss)
    descent.race(["sgd"], descent.landscape.start, settings.get("lr", 0.1), 0.9, 100)
    return descent


def test_a_valley_that_is_lowest_along_a_line_is_a_minimum_everywhere():
    told = raced(lambda w1, w2: w1**2).told["sgd"]
    assert told.kind == "arrives"
    assert "no minimum" not in told.words


def test_a_first_step_beyond_the_floats_does_not_begin_outside():
    told = raced(lambda w1, w2: 1e200 * (w1**2 + w2**2)).told["sgd"]
    assert (told.kind, "outside" in told.words) == ("blows up", False)


def test_no_curvature_is_told_of_a_kink_or_where_there_is_no_minimum():
    assert raced(lambda w1, w2: abs(w1) + abs(w2)).result()["watch"] == ""
    assert raced(lambda w1, w2: w1**2 - w2**2).result()["watch"] == ""
    assert "= 0.1 × 2 = 0.2." in raced(lambda w1, w2: w1**2 + w2**2).result()["watch"]


def test_a_loss_that_draws_random_numbers_is_told():
    rng = np.random.default_rng(0)
    assert (
        "another number at a second call"
        in raced(lambda w1, w2: w1**2 + w2**2 + rng.random()).remarks[0]
    )
    assert raced(lambda w1, w2: w1**2 + w2**2).remarks == []


def test_a_loss_that_takes_long_is_not_called_endless():
    def loss(w1, w2):
        time.sleep(0.01)
        return float(w1) ** 2 + float(w2) ** 2

    trouble = Descent(loss).trouble
    assert "ms a call" in trouble
    assert "loop" not in trouble


def test_every_kind_is_said_of_one_and_of_several():
    for each, (one, several) in CLAIMS.items():
        assert title({"a": Told(each, "")}) == f"a {one}"
        assert title({name: Told(each, "") for name in "abc"}) == f"a, b and c {several}"
    assert title({}) == "Choose an optimizer to see its path"
