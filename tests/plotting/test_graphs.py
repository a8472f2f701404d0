"""Computational graphs: every node once, its numbers, and nothing on top of anything else."""

from itertools import combinations
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from bpcourse import plotting
from bpcourse.autodiff import Node, Value
from bpcourse.plotting.graph_layout import Layout


def diamond():
    a, b = Value(2), Value(3)
    c, d = a + b, a * b
    y = c + d + c * d
    y.backward()
    return y, {"a": a, "b": b, "c": c, "d": d, "y": y}


def crossing():
    a, b = Value(0.123), Value(-0.456)
    y = (a + b * 2.5) * (a * -1.5 + b) * (a * b)
    y.backward()
    return y, {}


def neuron():
    x, w, b = [Value(0.5), Value(-1)], [Value(1.5), Value(0.25)], Value(6.88)
    out = (x[0] * w[0] + x[1] * w[1] + b).tanh()
    out.backward()
    return out, {"out": out, "b": b}


def chain(length):
    a, value = Value(0.5), Value(1.2)
    for n in range(length):
        value = value * a if n % 3 else value.tanh()
    value.backward()
    return value, {}


def network():
    """37 nodes: two inputs, three tanh neurons, a squared error."""
    x = [Value(0.5), Value(-1)]
    out = Value(0.1)
    for n in range(3):
        out = out + Value(n + 0.5) * (x[0] * Value(n + 1) + x[1] * Value(n - 2)).tanh()
    loss = (out + Value(-1)) ** 2
    loss.backward()
    return loss, {"x1": x[0], "x2": x[1], "loss": loss}


def square():
    a = Value(3)
    y = a * a
    y.backward()
    return y, {"a name that is far too long": y}


GRAPHS = [diamond, crossing, neuron, lambda: chain(12), network, square, lambda: (Value(3), {})]


NAMES = ["diamond", "crossing", "neuron", "chain", "network", "square", "leaf"]


@pytest.fixture(scope="module", params=GRAPHS, ids=NAMES)
def graph(request):
    root, names = request.param()
    figure = plotting.computational_graph(root, names)
    plt.close(figure)  # which takes its canvas away
    FigureCanvasAgg(figure)
    return root, figure


def boxes(figure):
    return [patch for patch in figure.axes[0].patches if isinstance(patch, FancyBboxPatch)]


def arrows(figure):
    return [patch for patch in figure.axes[0].patches if isinstance(patch, FancyArrowPatch)]


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def inside(figure, box):
    """The lines of text in a box."""
    area = box.get_path().transformed(box.get_patch_transform()).get_extents()
    return [t.get_text() for t in figure.axes[0].texts if area.contains(*t.get_position())]


def nodes_of(root):
    found, waiting = {}, [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in found:
            found[id(node)] = node
            waiting += node.inputs
    return list(found.values())


def test_every_node_has_one_box_and_every_input_one_arrow(graph):
    root, figure = graph
    nodes = nodes_of(root)
    assert len(boxes(figure)) == len(nodes)
    assert len(arrows(figure)) == sum(len(node.inputs) for node in nodes)


def test_no_two_boxes_overlap_and_no_text_leaves_its_box(graph):
    _, figure = graph
    renderer = figure.canvas.get_renderer()
    places = [box.get_window_extent(renderer) for box in boxes(figure)]
    assert not any(a.overlaps(b) for a, b in combinations(places, 2))
    for text in figure.axes[0].texts:
        place = text.get_window_extent(renderer)
        homes = [box for box in places if box.overlaps(place)]
        if homes:
            (home,) = homes
            assert home.x0 <= place.x0 and place.x1 <= home.x1, text
            assert home.y0 <= place.y0 and place.y1 <= home.y1, text


def test_no_two_texts_overlap(graph):
    _, figure = graph
    renderer = figure.canvas.get_renderer()
    texts = [(text, text.get_window_extent(renderer).padded(1.5)) for text in figure.axes[0].texts]
    for (a, place), (b, other) in combinations(texts, 2):
        near = [line for line in (a, b) if line.get_text().startswith(("data", "grad"))]
        assert len(near) == 2 or not place.overlaps(other), (a, b)


def test_no_arrow_runs_through_a_box(graph):
    _, figure = graph
    areas = [
        box.get_path().transformed(box.get_patch_transform()).get_extents().padded(-0.02)
        for box in boxes(figure)
    ]
    share = np.linspace(0, 1, 30)
    for arrow in arrows(figure):
        for curve, code in arrow._path_original.iter_bezier():
            points = curve(share) if code != 1 else np.empty((0, 2))
            for area in areas:
                assert not any(area.contains(*point) for point in points)


def test_the_values_flow_in_one_direction(graph):
    _, figure = graph
    ends = np.array([arrow._path_original.vertices[[0, -1]] for arrow in arrows(figure)])
    if len(ends):
        way = ends[:, 1] - ends[:, 0]
        assert (way[:, 0] > 0).all() or (way[:, 1] < 0).all()


def test_edges_cross_only_where_they_must():
    a, b = Node(), Node()
    u, v = Node((b,)), Node((a,))
    place = Layout([a, b, u, v, Node((u, v))], room=1, lane=0.5).place
    assert (place[id(a)] < place[id(b)]) == (place[id(v)] < place[id(u)])


def test_a_chain_runs_straight():
    """Beside a wider branch, which without care would push its ranks apart."""
    a = Node()
    b = Node((a,))
    c = Node((b,))
    d, e, f = Node(), Node(), Node()
    g = Node((d, e))
    h = Node((g, f))
    place = Layout([d, e, g, f, h, a, b, c, Node((c, h))], room=1, lane=0.5).place
    assert place[id(b)] == pytest.approx(place[id(a)], abs=0.1)
    assert place[id(c)] == pytest.approx(place[id(b)], abs=0.4)  # 0.5 where all ranks are centred


def test_a_box_holds_the_name_the_value_and_the_gradient():
    root, names = diamond()
    figure = plotting.computational_graph(root, names)
    written = [inside(figure, box) for box in boxes(figure)]
    # By hand: y = c + d + cd with c = a + b, d = ab, a = 2, b = 3.
    assert ["a", "data 2", "grad 25"] in written
    assert ["b", "data 3", "grad 19"] in written
    assert ["c", "data 5", "grad 7"] in written
    assert ["d", "data 6", "grad 6"] in written
    assert ["y", "data 41", "grad 1"] in written
    assert ["data 30", "grad 1"] in written


def test_arrows_bear_the_local_derivatives():
    a, b = Value(2), Value(-3)
    figure = plotting.computational_graph(a * b)
    assert [text for text in texts(figure) if " " not in text] == ["−3", "2"]
    assert "on each arrow: the local derivative" in texts(figure)


def test_local_derivatives_can_be_given():
    leaf = SimpleNamespace(inputs=(), label="x", data=4.0)
    root = SimpleNamespace(inputs=[leaf], op="sqrt", data=2.0, grad=1.0)
    figure = plotting.computational_graph(root, local=lambda node: [0.25])
    assert "0.25" in texts(figure)
    assert [inside(figure, box) for box in boxes(figure)] == [
        ["x", "data 4"],
        ["sqrt", "data 2", "grad 1"],
    ]


def test_nodes_that_know_nothing_but_their_inputs_can_be_drawn():
    a = Node()
    b = Node((a,))
    figure = plotting.computational_graph(Node((a, b)), names={"a": a})
    assert sorted(texts(figure)) == ["a", "node", "node"]
    assert figure.get_suptitle() == "The root and all that it was made from: 3 nodes"


def test_a_graph_that_is_long_goes_down_the_page():
    root, names = chain(12)
    figure = plotting.computational_graph(root, names)
    assert figure.get_figheight() > figure.get_figwidth()
    assert figure.get_figwidth() < 10


def test_drawing_reads_and_changes_nothing():
    root, names = network()
    before = [(node.data, node.grad, node.inputs) for node in nodes_of(root)]
    plotting.computational_graph(root, names)
    assert [(node.data, node.grad, node.inputs) for node in nodes_of(root)] == before


def test_a_graph_too_large_to_read_is_counted_instead():
    root, _ = chain(40)
    with pytest.raises(ValueError, match="up to 40 nodes can be drawn and read, got 42"):
        plotting.computational_graph(root)
    root, _ = chain(20_000)
    with pytest.raises(ValueError, match="got 20,002"):
        plotting.computational_graph(root)


def test_a_circle_is_said_to_be_one():
    a, b = SimpleNamespace(inputs=()), SimpleNamespace(inputs=())
    a.inputs, b.inputs = (b,), (a,)
    with pytest.raises(ValueError, match="the graph goes in a circle"):
        plotting.computational_graph(a)


@pytest.mark.parametrize("root", [3.0, None, SimpleNamespace(inputs=[2.0])])
def test_what_is_no_node_is_said_in_words(root):
    with pytest.raises(TypeError, match=r"\.inputs"):
        plotting.computational_graph(root)


def test_names_are_wanted_as_a_dict_of_nodes():
    a = Value(2)
    for names in ({a: "a"}, ["a"]):
        with pytest.raises(TypeError, match="names must be a dict of nodes by name"):
            plotting.computational_graph(a, names)


def test_of_an_array_the_shape_is_written():
    node = SimpleNamespace(inputs=(), data=np.zeros((2, 3)), grad=np.zeros((2, 3)))
    assert texts(plotting.computational_graph(node)) == ["data (2, 3)", "grad (2, 3)"]


def test_as_many_local_derivatives_as_inputs_are_wanted():
    root, _ = diamond()
    with pytest.raises(ValueError, match="must return 2 numbers, got 1"):
        plotting.computational_graph(root, local=lambda node: [1.0])
