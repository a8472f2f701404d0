"""Graphs of 100,000 nodes and more: no recursion anywhere, and nothing left behind."""

import gc
import subprocess
import sys

from bpcourse.autodiff import Value


def chain(leaf, n):
    out = leaf
    for _ in range(n):
        out = out + leaf
    return out


def test_deep():
    leaf = Value(0.5)
    out = chain(leaf, 100_000)
    out.backward()
    assert (out.data, leaf.grad) == (0.5 * 100_001, 100_001)
    assert repr(out) == "Value(data=50000.5, grad=1)"


def test_wide():
    leaves = [Value(float(k)) for k in range(50_000)]
    out = sum(leaf * leaf for leaf in leaves)
    out.backward()
    assert [leaf.grad for leaf in leaves] == [2.0 * k for k in range(50_000)]


def test_many_paths():
    a = Value(1.0)
    out = a
    for _ in range(200):
        out = out + out  # 2**200 ways from the last to the first
    out.backward()
    assert a.grad == 2.0**200


def test_a_deep_graph_is_freed_in_a_new_process():
    """In a process of its own, because what could go wrong is a crash of the interpreter."""
    program = """
from bpcourse.autodiff import Value
leaf = out = Value(1.0)
for _ in range(300_000):
    out = out.relu() + leaf
out.backward()
grad = leaf.grad
del out
import gc; gc.collect()
print(grad)
kept = leaf
for _ in range(300_000):
    kept = kept * 1.0      # still there when the interpreter ends
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "300001.0\n", "")


def test_a_graph_is_freed_without_the_collector():
    """A node never points to what was made from it, so there are no cycles to be found."""

    def values():
        return sum(type(thing) is Value for thing in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = values()
        leaf = Value(2.0)
        out = chain(leaf, 1000)
        out.backward()
        assert values() == before + 1001
        del out
        assert values() == before + 1
    finally:
        gc.enable()
