"""What is done with a `Value` in each probe. The source of these functions is what crosses."""

import numpy as np

from ..kit import WrongReturn, as_array


def binary_values(t, op, a, b):
    sign = "+*"[int(op)]
    data = []
    for x, y in zip(a.tolist(), b.tolist(), strict=True):
        x, y = t.Value(x), t.Value(y)
        out = x + y if sign == "+" else x * y
        if out is None:
            raise TypeError(f"a {sign} b gives None, and not a Value: is a return missing?")
        if not isinstance(out, t.Value):
            raise WrongReturn(f"a {sign} b gives a number or something else, and not a Value")
        data.append(out.data)
    return {f"a {sign} b": as_array(f"a {sign} b", data).astype(float)}


def binary_gradients(t, op, a, b):
    sign = "+*"[int(op)]
    once, twice = [], []
    for x, y in zip(a.tolist(), b.tolist(), strict=True):
        for grads in (once, twice):
            v, w = t.Value(x), t.Value(y)
            out = v + w if sign == "+" else v * w
            if grads is twice:
                out = out + v if sign == "+" else out * t.Value(x - 2 * y)
            out.backward()
            if isinstance(v.grad, t.Value):
                raise WrongReturn(f"a grad is a Value: the slopes of a {sign} b should be numbers")
            grads.append([v.grad, w.grad])
    again = "(a + b) + a" if sign == "+" else "(a * b) * c"
    names = f"da and db of a {sign} b", f"da and db of {again}"
    return {n: as_array(n, g).astype(float) for n, g in zip(names, (once, twice), strict=True)}


def number_values(t, op, a, number):
    sign = "+*"[int(op)]
    right, left = [], []
    for x, k in zip(a.tolist(), number.tolist(), strict=True):
        x, k = t.Value(x), int(k) if k == int(k) else k
        right.append(x + k if sign == "+" else x * k)
        left.append(k + x if sign == "+" else k * x)
    outputs = {}
    for name, made in ((f"a {sign} number", right), (f"number {sign} a", left)):
        if any(out is None for out in made):
            raise TypeError(f"{name} gives None, and not a Value: is a return missing?")
        outputs[name] = as_array(name, [out.data for out in made]).astype(float)
    return outputs


def number_gradients(t, op, a, number):
    sign = "+*"[int(op)]
    right, left = [], []
    for x, k in zip(a.tolist(), number.tolist(), strict=True):
        x, y, k = t.Value(x), t.Value(x), int(k) if k == int(k) else k
        (x + k if sign == "+" else x * k).backward()
        (k + y if sign == "+" else k * y).backward()
        right.append(x.grad)
        left.append(y.grad)
    names = f"da of a {sign} number", f"da of number {sign} a"
    return {n: as_array(n, g).astype(float) for n, g in zip(names, (right, left), strict=True)}


def power_values(t, a, n):
    data = []
    for x, k in zip(a.tolist(), n.tolist(), strict=True):
        out = t.Value(x) ** (int(k) if k == int(k) else k)
        if out is None:
            raise TypeError("a ** n gives None, and not a Value: is a return missing?")
        if not isinstance(out, t.Value):
            raise WrongReturn("a ** n gives a number or something else, and not a Value")
        data.append(out.data)
    return {"a ** n": as_array("a ** n", data).astype(float)}


def power_gradients(t, a, n):
    once, twice = [], []
    for number, k in zip(a.tolist(), n.tolist(), strict=True):
        x, y = t.Value(number), t.Value(number)
        (x ** (int(k) if k == int(k) else k)).backward()
        ((y**2) ** 3).backward()
        once.append(x.grad)
        twice.append(y.grad)
    names = "da of a ** n", "da of (a ** 2) ** 3"
    return {n: as_array(n, g).astype(float) for n, g in zip(names, (once, twice), strict=True)}


def unary_values(t, op, a):
    method = ("exp", "relu", "tanh")[int(op)]
    data = []
    for x in a.tolist():
        out = getattr(t.Value(x), method)()
        if out is None:
            raise TypeError(f"a.{method}() gives None, and not a Value: is a return missing?")
        if not isinstance(out, t.Value):
            raise WrongReturn(f"a.{method}() gives a number or something else, and not a Value")
        data.append(out.data)
    return {f"a.{method}()": as_array(f"a.{method}()", data).astype(float)}


def unary_gradients(t, op, a):
    method = ("exp", "relu", "tanh")[int(op)]
    numbers = [t.Value(x) for x in a.tolist()]
    for x in numbers:
        getattr(x, method)().backward()
    outputs = {f"da of a.{method}()": as_array("da", [x.grad for x in numbers]).astype(float)}
    if method != "relu":  # twice, so that what reaches the first one is not 1
        numbers = [t.Value(x) for x in a.tolist()]
        for x in numbers:
            getattr(getattr(x, method)(), method)().backward()
        name = f"da of a.{method}().{method}()"
        outputs[name] = as_array("da", [x.grad for x in numbers]).astype(float)
    return outputs


def relu_inside(t, a, k):
    """What relu does to the grad of its result; without a product where there is none yet."""
    slopes = []
    for number, factor in zip(a.tolist(), k.tolist(), strict=True):
        for inside in (True, False):
            x = t.Value(number)
            y = x.relu()
            try:
                (y * t.Value(factor) if inside else y).backward()
            except Exception:
                if not inside:
                    raise
                continue
            slope = x.grad / y.grad if y.grad else np.nan
            if y.grad:
                break
        slopes.append(slope)
    return {"da of a.relu() for each unit of its grad": as_array("da", slopes).astype(float)}


def equal(t, a, b):
    """Two results that are equal, and neither of them the other."""
    a, b = t.Value(a.item()), t.Value(b.item())
    c, d = a * b, a * b
    (c * a + d * b).backward()
    name = "grads with two equal results"
    return {name: as_array(name, [node.grad for node in (a, b, c, d)]).astype(float)}


def diamond(t, a, b):
    """Two intermediate results, of which each is used twice."""
    a, b = t.Value(a.item()), t.Value(b.item())
    c = a + b
    d = a * b
    y = c + d + c * d
    y.backward()
    grads = [node.grad for node in (a, b, c, d, y)]
    return {
        "y of the diamond": as_array("y of the diamond", y.data).astype(float),
        "grads of the diamond": as_array("grads of the diamond", grads).astype(float),
    }


def two_ways(t, a, b):
    """c reaches y by a short way and by a long one, in either order."""
    grads = []
    for short_first in (True, False):
        x, y = t.Value(a.item()), t.Value(b.item())
        c = x * y
        far = c * x + y
        (c + far if short_first else far + c).backward()
        grads.append([x.grad, y.grad, c.grad])
    name = "grads of a short way and a long one"
    return {name: as_array(name, grads).astype(float)}


def through(t, op, a, b, c, n):
    """One operation between a number and a product, twice, so that two shares come back."""
    name = ("+", "*", "**", "exp", "relu", "tanh")[int(op)]
    a, b, c, n = t.Value(a.item()), t.Value(b.item()), t.Value(c.item()), int(n)

    def apply():
        if name in ("+", "*"):  # a number with itself, and then with another
            return a + a + b if name == "+" else a * a * b
        return a**n if name == "**" else getattr(a, name)()

    product = apply() * c
    y = product + apply() * c
    y.backward()
    grads = [a.grad, b.grad, c.grad, product.grad]
    if any(grad is None for grad in grads):
        raise TypeError("a grad is None: where nothing has come back yet, a grad is 0")
    return {f"grads through {name}": as_array(f"grads through {name}", grads).astype(float)}


def chain(t, x, w, b, steps):
    """Two operations a step, with the same two numbers in each."""
    x, w, b = t.Value(x.item()), t.Value(w.item()), t.Value(b.item())
    y = x
    for _ in range(int(steps)):
        y = y * w + b
    y.backward()
    grads = [x.grad, w.grad, b.grad]
    return {"grads of the chain": as_array("grads of the chain", grads).astype(float)}


def used_again(t, a, b, c):
    """What was calculated from the root, or beside it, is no part of its graph."""
    a, b, c = (t.Value(v.item()) for v in (a, b, c))
    y = a * b
    _ = y * c + a
    y.backward()
    grads = [node.grad for node in (a, b, c, y)]
    name = "grads with the root used again"
    return {name: as_array(name, grads).astype(float)}


def leaf(t, a):
    a = t.Value(a.item())
    a.backward()
    return {"grad of a lone number": as_array("grad of a lone number", a.grad).astype(float)}


def whole(t, a, b):
    """The same with whole numbers, which Python has a type of its own for."""
    a, b = t.Value(a.item()), t.Value(b.item())
    y = a * b * b + a * b
    y.backward()
    numbers = [y.data, a.grad, b.grad]
    return {"whole numbers": as_array("whole numbers", numbers).astype(float)}


def remembered(t, a, b):
    """Whether a node's inputs are those very objects that it was calculated from."""
    a, b = t.Value(a.item()), t.Value(b.item())
    c = a + b
    y = c * a
    y.backward()  # a part that is not written yet is not half right
    found = []
    for node, wanted in ((c, (a, b)), (y, (c, a)), (a, ())):
        held = [id(x) for x in getattr(node, "inputs", (None, None, None))]
        found.append(all(id(x) in held for x in wanted) and len(held) == len(wanted))
    return {"inputs": np.array(found, dtype=float)}


def again(t, a, b):
    """The same root twice, and then another root of the same numbers."""
    a, b = t.Value(a.item()), t.Value(b.item())
    y = a * b + a
    y.backward()
    y.backward()
    grads = [a.grad, b.grad]
    (a * b).backward()
    grads += [a.grad, b.grad]
    return {"grads of a second run": as_array("grads of a second run", grads).astype(float)}
