"""Relations: each is found where it holds, and not where it nearly does."""

import numpy as np
import pytest

from bpcourse.grading.facts.among_products import mixture
from bpcourse.grading.relations import Sighting, find_relation

SIZES = ((5, 3), (4, 4), (2, 6))


def sightings(make, sizes=SIZES, want=None):
    """Three cases with inputs x, w (D, D), dout and labels y; `make` says what came."""
    seen = []
    for number, (N, D) in enumerate(sizes):
        rng = np.random.default_rng(number)
        inputs = {
            "x": rng.standard_normal((N, D)),
            "dout": rng.standard_normal((N, D)),
            "w": rng.standard_normal((D, D + 1)),
            "y": (np.arange(N) + 1.0) % D,
        }
        right = rng.standard_normal((N, D)) if want is None else want(rng, N, D)
        outputs = {"other": rng.standard_normal((N, D)), "few": rng.standard_normal(D)}
        got = np.asarray(make(right, inputs, outputs), float)
        seen.append(Sighting(got, right, inputs, outputs, 1e-6))
    return seen


def key(make, **more):
    found = find_relation("dx", sightings(make, **more))
    return found and found[0]


def positive(rng, N, D):
    return rng.uniform(0.1, 3.0, (N, D))


def one_number(rng, N, D):
    return rng.uniform(1.0, 3.0, ())


def per_column(rng, N, D):
    return rng.standard_normal(D)


def probabilities(rng, N, D):
    p = rng.uniform(0.1, 1.0, (N, D))
    return p / p.sum(axis=1, keepdims=True)


def changed(array, index, value):
    array = array.copy()
    array[index] = value
    return array


HOLDS = [
    ("nearly", lambda t, i, o: t * (1 + 1e-5), {}),
    ("partly-not-finite", lambda t, i, o: changed(t, (0, 0), np.nan), {}),
    ("partly-not-finite", lambda t, i, o: changed(t, 1, np.inf), {}),
    ("zeros", lambda t, i, o: 0 * t, {}),
    ("one-value", lambda t, i, o: 0 * t + 0.7, {}),
    ("sign", lambda t, i, o: -t, {}),
    ("factor-N", lambda t, i, o: t * len(t), {}),
    ("factor-N", lambda t, i, o: -t * len(t), {}),
    ("factor-1/N", lambda t, i, o: t / len(t), {}),
    ("factor-1/N", lambda t, i, o: -t / len(t), {}),
    ("factor-2", lambda t, i, o: 2 * t, {}),
    ("factor-1/2", lambda t, i, o: -t / 2, {}),
    ("factor-columns", lambda t, i, o: t * t.shape[1], {}),
    ("factor-1/columns", lambda t, i, o: -t / t.shape[1], {}),
    ("factor-entries", lambda t, i, o: t * t.size, {}),
    ("factor", lambda t, i, o: 0.37 * t, {}),
    ("factor-varies", lambda t, i, o: t * i["x"].sum(), {}),
    ("row-factor", lambda t, i, o: t * i["x"][:, :1], {}),
    ("column-factor", lambda t, i, o: t * i["x"][:1], {}),
    ("row-offset", lambda t, i, o: t + i["x"][:, :1], {}),
    ("transpose", lambda t, i, o: t.T, {}),
    ("transpose-sign", lambda t, i, o: -t.T, {}),
    ("reshaped", lambda t, i, o: t.ravel(), {}),
    ("other-output", lambda t, i, o: o["other"], {}),
    ("other-output", lambda t, i, o: -o["few"], {}),
    ("an-input", lambda t, i, o: i["x"], {}),
    ("an-input", lambda t, i, o: -i["dout"], {}),
    ("an-input-turned", lambda t, i, o: i["x"].T, {}),
    ("axis", lambda t, i, o: i["x"].sum(axis=0), {}),
    ("axis", lambda t, i, o: i["dout"].mean(axis=1), {}),
    ("made-of-one", lambda t, i, o: i["x"] ** 2, {}),
    ("made-of-two", lambda t, i, o: i["x"] * i["dout"], {}),
    ("made-of-two", lambda t, i, o: i["x"].T @ i["dout"], {}),
    ("made-of-two", lambda t, i, o: i["dout"] @ i["w"], {}),
    ("not-reduced", lambda t, i, o: np.stack([t, t, t]) / 3, {"want": per_column}),
    ("reduced-too-far", lambda t, i, o: t.sum(axis=0), {}),
    ("reduced-too-far", lambda t, i, o: t.mean(), {}),
    ("ends-early", lambda t, i, o: t[:-1], {}),
    ("begins-late", lambda t, i, o: t[1:], {}),
    ("goes-on", lambda t, i, o: np.concatenate([t, t[:1]]), {}),
    ("begins-early", lambda t, i, o: np.concatenate([t[:1] + 1, t]), {}),
    ("offset", lambda t, i, o: t + 0.25, {}),
    ("offset-varies", lambda t, i, o: t + i["x"].sum(), {}),
    ("absolute", lambda t, i, o: np.abs(t), {}),
    ("some-signs", lambda t, i, o: t * np.sign(i["x"]), {}),
    ("square", lambda t, i, o: t**2, {}),
    ("root", lambda t, i, o: np.sqrt(t), {"want": positive}),
    ("exponential", lambda t, i, o: np.exp(t), {}),
    ("logarithm", lambda t, i, o: np.log(t), {"want": positive}),
    ("inverse", lambda t, i, o: 1 / t, {}),
    ("complement", lambda t, i, o: 1 - t, {}),
    ("summed-up", lambda t, i, o: np.cumsum(t, axis=0), {}),
    ("rounded", lambda t, i, o: np.floor(t), {}),
    ("factor-too-many", lambda t, i, o: t * i["x"], {}),
    ("factor-too-few", lambda t, i, o: -t / i["x"], {}),
    ("leftover", lambda t, i, o: t + 0.5 * i["x"], {}),
    ("leftover", lambda t, i, o: t - i["x"] ** 2, {}),
    ("leftover", lambda t, i, o: t - 2 * o["other"], {}),
    ("mixture", lambda t, i, o: 2 * t - 3 * i["x"], {}),
    ("mixture", lambda t, i, o: 2 * t + 1, {}),
    ("only-labels", lambda t, i, o: np.where(_at(i), t, o["other"]), {}),
    ("all-but-labels", lambda t, i, o: np.where(_at(i), o["other"], t), {}),
    ("only-first-row", lambda t, i, o: np.concatenate([t[:1], o["other"][1:]]), {}),
    ("only-last-row", lambda t, i, o: np.concatenate([o["other"][:-1], t[-1:]]), {}),
    ("only-last-column", lambda t, i, o: np.hstack([o["other"][:, :-1], t[:, -1:]]), {}),
    ("all-but-first-row", lambda t, i, o: changed(t, 0, 7.0), {}),
    ("all-but-last-row", lambda t, i, o: changed(t, -1, 7.0), {}),
    ("all-but-first-column", lambda t, i, o: changed(t, (slice(None), 0), 7.0), {}),
    ("left-out", lambda t, i, o: np.where(i["x"] > i["dout"], t, 0.0), {}),
    ("rolled", lambda t, i, o: np.roll(t, 1, axis=0), {}),
    ("rolled", lambda t, i, o: np.roll(t, -1, axis=-1), {}),
    ("reversed", lambda t, i, o: t[::-1], {"sizes": ((5, 3), (4, 4))}),
    ("permuted", lambda t, i, o: np.sort(t.ravel()).reshape(t.shape), {}),
    ("where-negative", lambda t, i, o: np.where(i["x"] < 0, o["other"], t), {}),
    (
        "axis-of-examples",
        lambda t, i, o: np.outer(i["x"].sum(1) ** 2, t**2 + t),
        {"want": per_column},
    ),
    ("sizes-written-in", lambda t, i, o: (t**2 + t)[:2, :2], {}),
    ("axis-too-few", lambda t, i, o: (t**2 + t).max(), {"want": per_column}),
    ("no-axis-of-examples", lambda t, i, o: (t**2 + t).max(axis=0), {"want": positive}),
    ("negative", lambda t, i, o: t - i["x"] ** 2 * 3 - np.sin(t), {"want": positive}),
    ("rows-sum-to-1", lambda t, i, o: np.abs(np.sin(7 * t)) / 2, {"want": probabilities}),
]


def _at(inputs):
    return inputs["y"][:, None] == np.arange(inputs["x"].shape[1])


@pytest.mark.parametrize(("found", "make", "more"), HOLDS)
def test_found_where_it_holds(found, make, more):
    assert key(make, **more) == found


@pytest.mark.parametrize(("found", "make", "more"), HOLDS)
def test_not_said_where_it_holds_in_all_cases_but_one(found, make, more):
    """The last case is spoilt by a thousandth: more than rounding, so the fact is none."""
    seen = sightings(make, **more)
    last = seen[-1]
    gap = 1 + 0.003 * np.sin(5 * np.arange(last.got.size)).reshape(last.got.shape)
    spoilt = Sighting(last.got * gap + 0.003, last.want, last.inputs, last.outputs, last.rtol)
    other = find_relation("dx", [*seen[:-1], spoilt])
    # What is said of ranges, sums and shapes still holds.
    loose = {"negative", "rows-sum-to-1", "axis-of-examples", "no-axis-of-examples", "axis-too-few"}
    loose.add("sizes-written-in")
    if found not in loose:
        assert other is None or other[0] != found


def test_nothing_is_said_of_noise():
    for seed in range(30):
        noise = np.random.default_rng(100 + seed)
        found = key(lambda t, i, o, noise=noise: t + noise.standard_normal(t.shape))
        assert found is None


def test_nothing_is_said_of_empty_arrays():
    assert key(lambda t, i, o: t[:0]) is None
    assert find_relation("dx", []) is None


@pytest.mark.parametrize(("ratio", "found"), [(3.0, "factor"), (1e300, "factor"), (0.0, "zeros")])
def test_huge_and_tiny_factors(ratio, found):
    assert key(lambda t, i, o: ratio * t) == found


def test_a_single_number_is_no_place_and_no_order():
    """Of one number a case, most relations would hold by chance."""
    found = key(lambda t, i, o: t + i["x"].sum(), want=one_number)
    assert found is None


def test_the_case_counts_where_nothing_else_does():
    wrong = sightings(lambda t, i, o: o["other"] + np.sin(9 * t))
    right = sightings(lambda t, i, o: t, sizes=((1, 3), (1, 5)))
    assert find_relation("dx", wrong, right)[0] == "only-one-example"
    assert find_relation("dx", wrong, [*right, wrong[0]]) is None


def test_right_for_square_arrays_only():
    wrong = sightings(lambda t, i, o: o["other"] + np.sin(9 * t), sizes=((5, 3), (2, 6)))
    square = sightings(lambda t, i, o: t, sizes=((4, 4), (3, 3)))
    for s in (*wrong, *square):
        del s.inputs["w"]
    assert find_relation("dx", wrong, square)[0] == "only-square"


def test_words_name_the_output_and_hold_no_code():
    for _, make, more in HOLDS:
        words = find_relation("dx", sightings(make, **more))[1]
        assert "dx" in words
        assert words.endswith((".", "?"))
        assert not {"np.", "==", "->", "[", "]", "@"} & set(words.split())


def test_a_mixture_of_ours_is_said_in_short():
    said = mixture("dx", sightings(lambda t, i, o: t - 0.5 * i["x"]))
    assert said == ("mixture", "Your dx is ours minus 0.5 times x, in every entry.")


def test_a_mixture_with_huge_factors_says_nothing():
    assert mixture("dx", sightings(lambda t, i, o: 1e7 * t + 3e8 * i["x"])) is None
    assert mixture("dx", sightings(lambda t, i, o: 2 * t + 3e8)) is None
