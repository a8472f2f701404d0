"""Where cards stand: nothing overlaps, and no edge runs behind a card."""

import re

import pytest

from bpcourse.widgets.stepper import longest
from bpcourse.widgets.stepper_layout import LEAST, layout, rows_of
from bpcourse.widgets.walk import Walk


def diamond(a, b):
    c = a + b
    d = a * b
    return c * d + a


def neuron(x1, x2, w1, w2, b):
    z = x1 * w1 + x2 * w2 + b
    out = z.tanh()
    return (out - 1) ** 2


def twice(a):
    return a + a


def long_way(a, b):
    c = (a * b).exp() + a
    return (c + b).tanh() * a + b


WALKS = [
    pytest.param((diamond, {"a": 2, "b": -3}), id="diamond"),
    pytest.param((neuron, {"x1": 2, "x2": 0.5, "w1": -0.3, "w2": 1, "b": 0.25}), id="neuron"),
    pytest.param((twice, {"a": 1.5}), id="twice"),
    pytest.param((long_way, {"a": 0.5, "b": 0.25}), id="long"),
]


@pytest.fixture(params=WALKS)
def drawn(request):
    walk = Walk.of_function(*request.param)
    return walk.scene, layout(walk.scene, *longest(walk))


def apart(one, other):
    return (
        one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
        or one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
    )


def points(path):
    """Points along a path of M, h, C and H."""
    (x, y), start = (0.0, 0.0), re.match(r"M(\S+) ([\d.]+)h([\d.]+)", path)
    x, y = float(start[1]) + float(start[3]), float(start[2])
    for piece in re.findall(r"C([^H]+)H([\d.]+)", path):
        ax, ay, bx, by, cx, cy = map(float, piece[0].split())
        for n in range(21):
            t = n / 20
            weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
            yield (
                sum(w * v for w, v in zip(weights, (x, ax, bx, cx), strict=True)),
                sum(w * v for w, v in zip(weights, (y, ay, by, cy), strict=True)),
            )
        x, y = cx, cy
        for n in range(21):
            yield x + (float(piece[1]) - x) * n / 20, y
        x = float(piece[1])


def test_cards_do_not_overlap(drawn):
    _, places = drawn
    cards = list(places["cards"].values())
    assert all(apart(one, other) for n, one in enumerate(cards) for other in cards[:n])
    for card in cards:
        assert card["x"] >= 0 and card["x"] + card["width"] <= places["width"]
        assert card["y"] >= 0 and card["y"] + card["height"] <= places["height"]


def test_no_edge_runs_behind_a_card(drawn):
    _, places = drawn
    for edge in places["edges"].values():
        for x, y in points(edge["path"]):
            for card in places["cards"].values():
                inside = card["x"] < x < card["x"] + card["width"]
                assert not (inside and card["y"] < y < card["y"] + card["height"])


def test_edges_go_from_card_to_card(drawn):
    scene, places = drawn
    for edge in scene["edges"]:
        place, start, end = (
            places["edges"][edge["id"]],
            places["cards"][edge["from"]],
            places["cards"][edge["to"]],
        )
        *_, last = points(place["path"])
        assert last == pytest.approx(place["end"])
        assert place["start"][0] == start["x"] + start["width"]
        assert place["end"][0] == end["x"]
        assert end["y"] < place["end"][1] < end["y"] + end["height"]


def test_labels_stand_apart_and_before_their_card(drawn):
    _, places = drawn
    labels = [tuple(edge["label"]) for edge in places["edges"].values()]
    for n, (x, y) in enumerate(labels):
        assert all(abs(x - u) >= LEAST or abs(y - v) >= 40 for u, v in labels[:n])
        for card in places["cards"].values():
            assert not (card["x"] - 20 < x < card["x"] + card["width"] + 20) or not (
                card["y"] < y < card["y"] + card["height"]
            )


def test_the_same_graph_looks_the_same():
    first, second = (Walk.of_function(diamond, {"a": 2, "b": -3}) for _ in range(2))
    assert layout(first.scene) == layout(second.scene)


@pytest.mark.parametrize(
    "shape, rows", [([], (1, 1)), ([3], (1, 3)), ([2, 3], (2, 3)), ([4, 1], (4, 1))]
)
def test_shapes_as_rows_and_columns(shape, rows):
    assert rows_of(shape) == rows


def test_a_matrix_gets_a_larger_card():
    node = {"column": 0, "row": 0, "name": "w", "formula": "", "root": False}
    nodes = [{**node, "id": "s", "shape": []}, {**node, "id": "m", "row": 1, "shape": [4, 5]}]
    cards = layout({"nodes": nodes, "edges": []}, {"m": 6})["cards"]
    assert cards["m"]["width"] > cards["s"]["width"]
    assert cards["m"]["height"] > cards["s"]["height"]


def test_a_card_that_differs_has_room_for_a_badge():
    scene = Walk.of_function(twice, {"a": 2}).scene
    (key,) = [node["id"] for node in scene["nodes"] if node["input"]]
    plain, marked = (layout(scene, marked=m)["cards"][key]["height"] for m in ((), {key}))
    assert marked == plain + 24
