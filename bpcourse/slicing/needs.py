"""From names to the statements that they need, transitively."""

import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .cells import Statement
from .names import DEFINITIONS, is_stub

# Where a statement goes: its own place, or before the one that needs it.
Place = tuple[int, int, int]


def gather(
    statements: Sequence[Statement],
    wanted: Iterable[str],
    horizon: int,
    chosen: Mapping[str, Statement] | None = None,
) -> tuple[list[Statement], set[str]]:
    """The statements that bind `wanted`, and whatever those need.

    Parameters
    ----------
    statements : sequence of Statement
    wanted : iterable of str
        Names that must exist in the end.
    horizon : int
        Statements from this index on count only where nothing above them binds a name. What a
        statement needs to run is looked for above that statement, what its functions need when
        called above the horizon.
    chosen : mapping of str to Statement
        Names whose definition is already decided.

    Returns
    -------
    taken : list of Statement
        In the order of the notebook, except that a statement that is needed further up goes there.
    unbound : set of str
        Names that no statement binds: builtins, what a star import brings, or nothing.
    """
    chosen = chosen or {}
    binders = _binders(statements, chosen)
    places: dict[Statement, Place] = {s: (-1, 0, s.index) for s in statements if s.is_future}
    unbound: set[str] = set()
    seen: set[tuple[str, int]] = set()
    todo: list[tuple[str, int, Statement | None]] = [(name, horizon, None) for name in wanted]
    while todo:
        name, limit, asker = todo.pop()
        if (name, limit) in seen:
            continue
        seen.add((name, limit))
        found = binders.get(name, [])
        at = bisect.bisect_left(found, limit, key=lambda s: s.index)
        if at:
            binder = found[at - 1]
            place, runs_at = (binder.index, 1, binder.index), binder.index
            if not (name in binder.names.binds and binder.names.sure):
                todo.append((name, binder.index, binder))  # it adds to what was there before
        elif asker is not None and name in asker.names.binds:
            continue  # a block that binds its own helpers
        elif found:
            binder = found[-1]
            place, runs_at = (limit, 0, binder.index), limit
        else:
            unbound.add(name)
            continue
        places[binder] = min(place, places.get(binder, place))
        todo += [(needed, runs_at, binder) for needed in binder.names.now]
        todo += [(needed, limit, binder) for needed in binder.names.later]
    if unbound:
        places |= {s: (s.index, 1, s.index) for s in statements if s.is_star}
    return sorted(places, key=places.__getitem__), unbound


def _binders(statements, chosen):
    """For each name the statements that bind or change it, in order."""
    binders: dict[str, list[Statement]] = defaultdict(list)
    imported = {name for s in statements if s.is_import for name in s.names.binds}
    for statement in statements:
        names = statement.names
        for name in names.binds | names.changes | (names.calls - imported):
            if name not in chosen or (
                name not in names.binds and statement.index > chosen[name].index
            ):
                binders[name].append(statement)
    for name, statement in chosen.items():
        binders[name].insert(0, statement)
    for name, found in binders.items():
        written = [s for s in found if not (isinstance(s.node, DEFINITIONS) and is_stub(s.node))]
        binders[name] = written or found
    return binders
