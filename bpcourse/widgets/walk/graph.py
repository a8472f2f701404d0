"""A graph with names, read from a function that is run once on traced Values."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType

from bpcourse.autodiff import Value, topological_order

from ..theirs import called, files_of, mistake_in
from .numbers import show
from .traced import Traced, is_constant

MOST_NODES = 60


@dataclass(eq=False)
class Node:
    """One number of the graph: what it is called, and how it was made."""

    id: str
    name: str
    data: float
    op: str = ""  # "" for what was put in
    parameter: float | None = None  # the exponent of a power
    inputs: tuple["Node", ...] = ()
    slopes: tuple[float, ...] = ()
    is_input: bool = False
    constant: bool = False


@dataclass
class Graph:
    """Nodes in the order in which they were made, so that each stands after its inputs."""

    nodes: list[Node]
    root: Node
    edges: list[tuple[str, Node, Node, int]] = field(init=False)  # id, from, to, which input

    def __post_init__(self):
        pairs = [(x, node, i) for node in self.nodes for i, x in enumerate(node.inputs)]
        self.edges = [(f"e{k}", *pair) for k, pair in enumerate(pairs, 1)]

    def edge_id(self, node: Node, i: int) -> str:
        """The edge along which a node gets its input number i."""
        return next(id_ for id_, _, b, k in self.edges if b is node and k == i)

    @property
    def operations(self) -> list[Node]:
        """The nodes that are calculated, in the order of the forward pass."""
        return [node for node in self.nodes if node.op]


def graph_of(f: Callable, inputs: Mapping[str, float]) -> Graph:
    """Run f once and read the graph of what it returns.

    Parameters
    ----------
    f : callable
        Takes the inputs by name, as Values, and returns one.
    inputs : dict of str to float

    Raises
    ------
    ValueError
        If f fails, returns something else, or makes a graph that is too large to be read. It
        says so in words.
    """
    if not callable(f):
        raise ValueError(f"A function is needed here, got {type(f).__name__}.")
    leaves = {name: Traced(number) for name, number in inputs.items()}
    try:
        root, local = called(lambda: run_watched(f, leaves), f)
    except Exception as error:
        words = str(mistake_in("The function", error, files_of(f)))
        raise ValueError(words.replace(Traced.__name__, "Value")) from error
    if not isinstance(root, Value) or is_constant(root):
        kind = "a constant" if isinstance(root, Value) else f"{type(root).__name__}"
        raise ValueError(
            f"The function must return one Value that is made from what it is given; it returned "
            f"{kind}. Did it take .data out of a Value, or is a return missing?"
        )
    found = [node for node in topological_order(root) if not is_constant(node)]
    found += [leaf for leaf in leaves.values() if leaf not in found]
    used = {x for node in found for x in node.inputs if is_constant(x)}
    count = len(found) + len(used)
    if count > MOST_NODES:
        raise ValueError(
            f"The graph has {count} nodes; up to {MOST_NODES} can be drawn so "
            "that you can read them. Take a shorter expression, or fewer rounds of its loop."
        )
    return _named(root, leaves, found, local)


def run_watched(f: Callable, leaves: Mapping[str, object]) -> tuple[object, dict[str, object]]:
    """Call f and catch its local variables at the moment when it returns.

    Raises
    ------
    ValueError
        If f raises an exception, in words.
    """
    local: dict[str, object] = {}
    code = code_of(f)

    def watch(frame, event, arg):
        if event == "return" and frame.f_code is code:
            local.clear()
            local.update(frame.f_locals)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        root = f(**leaves)
    finally:
        sys.setprofile(before)
    return root, local


def code_of(f: Callable) -> CodeType | None:
    """The code that runs when f is called, where it is written in Python."""
    f = getattr(f, "__wrapped__", f)
    f = f if hasattr(f, "__code__") else type(f).__call__
    return getattr(getattr(f, "__func__", f), "__code__", None)


def _with_parts(local: dict[str, object]) -> Iterator[tuple[str, object]]:
    """Local variables, and what is in those that are lists or dicts: h[0], or the key."""
    for name, found in local.items():
        yield name, found
        if isinstance(found, list | tuple):
            yield from ((f"{name}[{i}]", part) for i, part in enumerate(found))
        elif isinstance(found, dict):
            yield from ((key, part) for key, part in found.items() if isinstance(key, str))


def _named(
    root: Traced, leaves: dict[str, Traced], found: list[Traced], local: dict[str, object]
) -> Graph:
    names = {leaf: name for name, leaf in leaves.items()}
    for own, node in _with_parts(local):
        if isinstance(node, Value):
            names.setdefault(node, own)
    taken = set(names.values())
    if root not in names:
        names[root] = next(name for name in ("L", "loss", "out", "result") if name not in taken)
        taken.add(names[root])
    found.sort(key=lambda node: node.created)
    made: dict[Value, Node] = {}
    fresh = (name for name in (f"v{i}" for i in range(1, 10**6)) if name not in taken)

    def node_of(value: Value) -> Node:
        if value not in made:
            constant = is_constant(value)
            name = names.get(value) or (None if constant else next(fresh))
            made[value] = Node(
                id=f"n{len(made) + 1}",
                name=name or show(value.data),
                data=value.data,
                op="" if constant else value.op,
                parameter=None if constant else value.parameter,
                inputs=() if constant else tuple(made[x] for x in value.inputs),
                slopes=() if constant else tuple(value.local_derivatives),
                is_input=value in leaves.values(),
                constant=constant,
            )
        return made[value]

    for value in found:
        for x in value.inputs:
            node_of(x)
        node_of(value)
    return Graph(list(made.values()), node_of(root))
