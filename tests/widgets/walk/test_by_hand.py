"""Every state of small graphs beside numbers that were worked out by hand."""

import json

import pytest

from bpcourse.widgets.walk import Walk


def diamond(a, b):
    c = a + b
    d = a * b
    y = c + d + c * d
    return y


def names(walk):
    return {node["id"]: node["name"] for node in walk.scene["nodes"]}


def by_name(walk, which):
    called = names(walk)
    return {called[key]: number for key, number in walk.state[which].items()}


# One row a position: what is new, then what the sentence has to hold.
DIAMOND = [
    ({}, {}, "only the inputs are known"),
    ({"c": 5}, {}, "2 + 3 = 5"),
    ({"d": 6}, {}, "2 × 3 = 6"),
    ({"v1": 11}, {}, "5 + 6 = 11"),
    ({"v2": 30}, {}, "5 × 6 = 30"),
    ({"y": 41}, {}, "11 + 30 = 41"),
    ({}, {"y": 1}, "dy/dy = 1"),
    ({}, {"v1": 1}, "1 × 1 = 1"),
    ({}, {"v2": 1}, "1 × 1 = 1"),
    ({}, {"c": 6}, "1 × 6 = 6 arrives at c"),
    ({}, {"d": 5}, "1 × 5 = 5 arrives at d"),
    ({}, {"c": 7}, "A second path reaches c: what arrives, 1 × 1 = 1, is added: 6 + 1 = 7."),
    ({}, {"d": 6}, "5 + 1 = 6"),
    ({}, {"a": 18}, "6 × 3 = 18 arrives at a"),
    ({}, {"b": 12}, "6 × 2 = 12 arrives at b"),
    ({}, {"a": 25}, "18 + 7 = 25"),
    ({}, {"b": 19}, "12 + 7 = 19"),
]


def test_every_state_of_the_diamond():
    walk = Walk.of_function(diamond, {"a": 2, "b": 3})
    values, grads = {"a": 2, "b": 3}, {}
    assert walk.length == len(DIAMOND) - 1
    assert walk.forward_length == 5
    for position, (new_values, new_grads, words) in enumerate(DIAMOND):
        values |= new_values
        grads |= new_grads
        assert walk.position == position
        assert by_name(walk, "values") == values
        assert by_name(walk, "grads") == grads
        assert words in walk.state["sentence"]
        walk.next()


def test_the_numbers_on_an_edge():
    walk = Walk.of_function(diamond, {"a": 2, "b": 3})
    walk.go(15)
    state = walk.state
    told = {key: state[key] for key in ("upstream", "local", "product", "before", "after")}
    assert told == {"upstream": 7, "local": 1, "product": 7, "before": 18, "after": 25}
    assert state["formula"] == "da += dc * 1"
    assert state["with_numbers"] == "7 × 1 = 7, and 18 + 7 = 25"
    edge = next(e for e in walk.scene["edges"] if e["id"] == state["active"]["edge"])
    assert (names(walk)[edge["from"]], names(walk)[edge["to"]]) == ("a", "c")
    assert edge["local"] == "dc/da"


def test_a_gradient_is_complete_when_the_last_path_has_arrived():
    walk = Walk.of_function(diamond, {"a": 2, "b": 3})
    seen = {}
    for position in range(walk.length + 1):
        walk.go(position)
        for id_ in walk.state["complete"]:
            seen.setdefault(names(walk)[id_], position)
    assert seen == {"y": 6, "v1": 7, "v2": 8, "c": 11, "d": 12, "a": 15, "b": 16}


def test_phases():
    walk = Walk.of_function(diamond, {"a": 2, "b": 3})
    phases = []
    for position in range(walk.length + 1):
        walk.go(position)
        phases.append(walk.state["phase"])
    assert phases == ["forward"] * 6 + ["backward"] * 10 + ["done"]


def test_the_square_with_negative_numbers():
    walk = Walk.of_function(lambda a, b, c: (a * b + c) ** 2, {"a": 2, "b": -3, "c": 1})
    sentences = []
    while walk.position < walk.length:
        walk.next()
        sentences.append((walk.state["formula"], walk.state["with_numbers"]))
    assert sentences == [
        ("v1 = a * b", "2 × (−3) = −6"),
        ("v2 = v1 + c", "−6 + 1 = −5"),
        ("L = v2 ** 2", "(−5) ** 2 = 25"),
        ("dL = 1", "dL/dL = 1"),
        ("dv2 = dL * 2 * v2", "1 × (−10) = −10"),
        ("dv1 = dv2 * 1", "−10 × 1 = −10"),
        ("dc = dv2 * 1", "−10 × 1 = −10"),
        ("da = dv1 * b", "−10 × (−3) = 30"),
        ("db = dv1 * a", "−10 × 2 = −20"),
    ]


def test_two_parallel_edges():
    walk = Walk.of_function(lambda a: a + a, {"a": 1.5})
    first, second = walk.scene["edges"]
    assert (first["from"], first["to"]) == (second["from"], second["to"])
    assert first["id"] != second["id"]
    assert (first["lane"], second["lane"]) == (-0.5, 0.5)
    walk.go(3)
    assert by_name(walk, "grads") == {"L": 1, "a": 1}
    assert names(walk)[walk.state["active"]["node"]] == "a"
    walk.next()
    assert by_name(walk, "grads") == {"L": 1, "a": 2}


def test_constants_show_and_get_no_gradient():
    walk = Walk.of_function(lambda a: 3 * a - 1, {"a": 2})
    constants = {node["name"] for node in walk.scene["nodes"] if node["constant"]}
    assert constants == {"3", "1"}
    walk.go(walk.length)
    assert by_name(walk, "values") == {"a": 2, "3": 3, "v1": 6, "1": 1, "L": 5}
    assert by_name(walk, "grads") == {"L": 1, "v1": 1, "a": 3}
    assert sum(edge["walked"] for edge in walk.scene["edges"]) == 2


def test_what_is_not_used_has_the_gradient_of_nothing():
    walk = Walk.of_function(lambda a, b: a * a, {"a": 2, "b": 7})
    walk.go(walk.length)
    assert by_name(walk, "values")["b"] == 7
    assert "b" not in by_name(walk, "grads")
    b = next(node["id"] for node in walk.scene["nodes"] if node["name"] == "b")
    assert b in walk.state["complete"]


@pytest.mark.parametrize(
    ("f", "a", "value", "grad"),
    [
        (lambda a: a.exp(), 0, 1, 1),
        (lambda a: a.relu(), -2, 0, 0),
        (lambda a: a.relu(), 2, 2, 1),
        (lambda a: a.tanh(), 0, 0, 1),
        (lambda a: a**3, -2, -8, 12),
        (lambda a: a**-1, 2, 0.5, -0.25),
        (lambda a: 1 / a, 2, 0.5, -0.25),
        (lambda a: a / 4, 2, 0.5, 0.25),
        (lambda a: 5 - a, 2, 3, -1),
        (lambda a: -a, 2, -2, -1),
        (lambda a: a - a, 2, 0, 0),
        (lambda a: a**0, 0, 1, 0),
    ],
)
def test_each_operation(f, a, value, grad):
    walk = Walk.of_function(f, {"a": a})
    walk.go(walk.length)
    assert by_name(walk, "values")["L"] == value
    assert by_name(walk, "grads")["a"] == grad


def test_state_and_scene_are_strict_json_and_begin_anew():
    walk = Walk.of_function(diamond, {"a": 2, "b": 3})
    for position in range(walk.length + 1):
        walk.go(position)
        json.dumps([walk.scene, walk.state], allow_nan=False)
    at_the_end = walk.state
    walk.back()
    walk.back()
    walk.next()
    walk.next()
    assert walk.state == at_the_end
    walk.next()  # there is nothing beyond the end
    assert walk.state == at_the_end
    walk.go(-5)
    assert walk.position == 0
