"""The walk through a graph of single numbers: forward by operations, backward edge by edge."""

import math
from collections.abc import Iterator

from .domain import arrival_remark, value_remark
from .graph import Graph, Node
from .numbers import inner, rounded, show
from .operations import OPERATIONS, calculation, formula, reason, slope_formula
from .scene import make_scene
from .slips import arrival_slips, seed_slips, value_slips
from .step import Step

ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def scalar_scene(graph: Graph) -> dict:
    """Nodes with their places, and edges; see `Walk.scene`."""
    nodes = [
        {
            "id": node.id,
            "name": node.name,
            "op": node.op,
            "formula": formula(node).partition(" = ")[2] if node.op else "",
            "shape": [],
            "input": node.is_input,
            "constant": node.constant,
            "root": node is graph.root,
        }
        for node in graph.nodes
    ]
    edges = [
        {
            "id": id_,
            "from": a.id,
            "to": b.id,
            "input": i,
            "local": f"d{b.name}/d{a.name}",
            "walked": not a.constant,
        }
        for id_, a, b, i in graph.edges
    ]
    return make_scene(nodes, edges, [node.id for node in graph.nodes if node.constant])


def scalar_steps(graph: Graph) -> list[Step]:
    """All steps in order: operations, then the seed, then edges."""
    return [*_forward(graph), *_backward(graph)]


def _forward(graph: Graph) -> Iterator[Step]:
    for node in graph.operations:
        sentence = f"{node.name} = {_spelled(node)}: {calculation(node)}."
        yield Step(
            kind="value",
            node=node.id,
            edge=None,
            number=node.data,
            what=node.name,
            formula=formula(node),
            with_numbers=calculation(node),
            sentence=sentence + value_remark(node),
            question=f"What is {node.name} = {_spelled(node)}?",
            also_right=_from_the_screen(node),
            slips=lambda node=node: value_slips(node),
        )


def _backward(graph: Graph) -> Iterator[Step]:
    root, waiting = graph.root, dict.fromkeys(graph.nodes, 0)
    for _, x, _, _ in graph.edges:
        waiting[x] += 1
    unused = [x.id for x in graph.nodes if x.is_input and not waiting[x] and x is not root]
    grads, arrived = {root: 1.0}, dict.fromkeys(graph.nodes, 0)
    name = root.name
    yield Step(
        kind="seed",
        node=root.id,
        edge=None,
        number=1.0,
        what=f"d{name}/d{name}",
        formula=f"d{name} = 1",
        with_numbers=f"d{name}/d{name} = 1",
        sentence=f"The way back begins at the end: {name} moves as fast as itself, "
        f"so d{name}/d{name} = 1.",
        question=f"How fast does {name} move with {name} itself?",
        complete=[root.id, *unused],
        slips=lambda: seed_slips(root),
    )
    for node in reversed(graph.operations):
        for id_, x, _, i in (edge for edge in graph.edges if edge[2] is node):
            if x.constant:
                continue
            arrived[x] += 1
            before = grads.get(x)
            product = grads[node] * node.slopes[i]
            grads[x] = product if before is None else before + product
            done = [x.id] if arrived[x] == waiting[x] else []
            yield _arrival(id_, x, node, i, grads[node], before, product, arrived[x], done)


def _arrival(
    id_: str,
    x: Node,
    node: Node,
    i: int,
    upstream: float,
    before: float | None,
    product: float,
    nth: int,
    done: list[str],
) -> Step:
    local = node.slopes[i]
    times = f"{show(upstream)} × {inner(local)} = {show(product)}"
    why = f"{reason(node, i)}: d{node.name}/d{x.name} = {show(local)}"
    sign = "=" if before is None else "+="
    rule = f"d{x.name} {sign} d{node.name} * {slope_formula(node, i)}"
    if before is None:
        number, kind, with_numbers = product, "arrives", times
        sentence = f"{why}, and {times} arrives at {x.name}."
        question = f"What arrives at {x.name} from {node.name}?"
    else:
        number, kind = before + product, "sum"
        total = f"{show(before)} + {inner(product)} = {show(number)}"
        with_numbers = f"{times}, and {total}"
        path = f"{ORDINALS[nth]} path" if nth < len(ORDINALS) else f"path number {nth}"
        sentence = f"A {path} reaches {x.name}: what arrives, {times}, is added: {total}."
        question = f"A {path} reaches {x.name}. What is d{x.name} now?"
    return Step(
        kind=kind,
        node=x.id,
        edge=id_,
        number=number,
        what=f"d{x.name}",
        formula=rule,
        with_numbers=with_numbers,
        sentence=sentence + arrival_remark(node, i, upstream, product, before, number),
        question=question,
        reason=why + ".",
        local=local,
        upstream=upstream,
        product=product,
        before=before,
        complete=done,
        also_right=[rounded(upstream) * rounded(local) + rounded(before or 0.0)],
        slips=lambda: arrival_slips(node, i, upstream, product, before),
    )


def _spelled(node: Node) -> str:
    return formula(node).partition(" = ")[2].replace(" * ", " × ").replace("-", "−")


def _from_the_screen(node: Node) -> list[float]:
    """What somebody gets who calculates with the numbers as they are shown."""
    operands = [rounded(x.data) for x in node.inputs]
    rules = {
        "add": math.fsum,
        "mul": math.prod,
        "sub": lambda pair: pair[0] - pair[1],
    }
    known = node.op in rules and all(map(math.isfinite, operands)) and node.op in OPERATIONS
    return [rules[node.op](operands)] if known else []
