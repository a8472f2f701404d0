"""What stands still in a walk: nodes with their places, and edges."""

from collections.abc import Sequence
from functools import lru_cache

from .layout import lay_out

lay_out_once = lru_cache(8)(lay_out)  # an edit changes numbers, and hardly ever the graph


def make_scene(nodes: Sequence[dict], edges: Sequence[dict], late: Sequence[str] = ()) -> dict:
    """Add to nodes and edges where they stand.

    Parameters
    ----------
    nodes : sequence of dict
        With "id"; each after what it is made from.
    edges : sequence of dict
        With "from" and "to".
    late : sequence of str
        Nodes that stand just left of where they are used, such as constants.
    """
    pairs = [(edge["from"], edge["to"]) for edge in edges]
    layout = lay_out_once(tuple(node["id"] for node in nodes), tuple(pairs), tuple(late))
    for node in nodes:
        node["column"], node["row"] = layout.places[node["id"]]
    for k, (edge, bends) in enumerate(zip(edges, layout.bends, strict=True)):
        twins = [i for i, pair in enumerate(pairs) if pair == pairs[k]]
        edge["lane"] = twins.index(k) - (len(twins) - 1) / 2
        edge["via"] = [list(point) for point in bends]
    return {
        "nodes": list(nodes),
        "edges": list(edges),
        "columns": layout.columns,
        "rows": layout.rows,
    }
