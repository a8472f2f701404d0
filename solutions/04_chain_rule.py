# %% [markdown] key="title"
# # 04 · Chain rule
#
# **A network is one formula with a million inputs. Who wants to write its derivative?**
#
# After this lesson you can
#
# - find the slope of a long calculation from the slopes of its steps;
# - send derivatives back through any graph by hand, and measure that they are right;
# - say whose turn it is on the way back, and what goes wrong out of turn;
# - build an engine that does all of this for you, and train a network with it.
#
# You need lessons 01 to 03. Four exercises, about 90 minutes; a good place for a break is before
# the engine.

# %% key="imports"
# %pip install bpcourse
# (In Colab, take away the first sign of the line above.)
import math
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np

from bpcourse import check, hint, mine, plotting, quiz
from bpcourse.autodiff import Node
from bpcourse.data import make_moons
from bpcourse.widgets import BackpropStepper

# %% [markdown] key="hurt"
# ## The formula that nobody wants
#
# Take about the smallest network with two layers: one number in, one hidden sigmoid, one number
# out, squared error, and 1 is wanted.
#
# $$L = \left(\frac{w_2}{1 + e^{-(w_1 x + b_1)}} + b_2 - 1\right)^2$$
#
# A cell below holds its derivative with respect to $w_1$. Would you have found it? Would you find a
# slip in it?

# %% key="measured"
# A tool for this page: run it now, read it when you like.
# From your notebook 03 where they pass there, else ours:
numerical_gradient, relative_error = mine("03", "numerical_gradient"), mine("03", "relative_error")


def measured(f, *numbers):
    """The slope of f for each of the numbers that it takes, by your gradient check."""
    return numerical_gradient(lambda v: f(*v), np.array(numbers))


# %% key="closed-form"
def small_loss(x, w1, b1, w2, b2):
    return (w2 / (1 + np.exp(-(w1 * x + b1))) + b2 - 1) ** 2


x, w1, b1, w2, b2 = 2.0, 1.5, -1.0, -2.0, 0.5
e = np.exp(-(w1 * x + b1))
print(f"by the formula {2 * (w2 / (1 + e) + b2 - 1) * w2 * e * x / (1 + e) ** 2:.4f}")
print(f"measured       {measured(small_loss, x, w1, b1, w2, b2)[1]:.4f}")

# %% [markdown] key="hurt-grows"
# They agree. That was one slope of five. And in a real network a weight of the first layer
# reaches the loss in many ways: through every unit of the second layer, from each of those
# through every unit of the third. Written out, the derivative has a term for each way. Count
# them, with 32 units a layer.

# %% key="count-the-ways"
for layers in [1, 2, 3, 4, 5]:
    print(f"hidden layers: {layers}   terms for one weight: {32 ** (layers - 1):>9,}")

# %% [markdown] key="what-you-want"
# A million terms, for one weight. Measuring it instead takes two forward passes, but again for
# *each* weight. You want all derivatives, to the last digit, for about the price of two or three
# forward passes. Nobody writes a formula for that. You go through the calculation once more,
# backward.
#
# ## Slopes in a row
#
# Two steps: $u = 3x$, then $L = u^2$. Take x = 2.

# %% key="predict-row"
quiz("slopes-in-a-row")

# %% key="nudge-through"
x, nudged = 2.0, 2.001
u, u_nudged = 3 * x, 3 * nudged
L, L_nudged = u**2, u_nudged**2
print(f"u moves {(u_nudged - u) / (nudged - x):.1f} times as far as x")
print(f"L moves {(L_nudged - L) / (u_nudged - u):.1f} times as far as u")
print(f"L moves {(L_nudged - L) / (nudged - x):.1f} times as far as x")

# %% [markdown] key="chain-rule"
# They multiply: L moves 12 times as far as u, and u 3 times as far as x. That is the **chain
# rule**. On this page a d in front means: the slope of $L$ with respect to this. So $du = 2u = 12$,
# and $dx = du \cdot 3 = 36$.
#
# ## Exercise 1: local derivatives
#
# How fast the result of one step moves with each operand, while the other stands still, are its
# **local derivatives**. Measure them for three steps at a = 2, b = 3.

# %% key="measure-local"
steps = {"add": lambda a, b: a + b, "mul": lambda a, b: a * b, "pow": lambda a, b: a**b}
for op, step in steps.items():
    da, db = measured(step, 2.0, 3.0)
    print(f"{op}: moves {da:.4f} times as far as a, {db:.4f} times as far as b")

# %% [markdown] key="local-read"
# For the product, hold b = 3 still: $3a$ climbs by 3 for each 1 of a. The power moves with its base
# by a rule from school, $3 \cdot 2^2 = 12$. And with its exponent? Since $a = e^{\ln a}$, it is
# $e^{b \ln a}$, and $e^{kb}$ has the slope $k \, e^{kb}$: here $\ln 2 \cdot 8 = 5.5452$.


# %% key="compare"
# A tool for this page: run it now, read it when you like.
def compare(function, inputs, wanted):
    """Lay the derivatives that `function` returns beside the measured ones."""
    try:
        found = function(*inputs)
    except NotImplementedError:
        print(f"{function.__name__}: not started")
        return
    if np.shape(found) != np.shape(wanted) or np.array(found).dtype == object:
        print(f"{function.__name__} should give {len(wanted)} plain numbers; yours:\n{found}")
        return
    for name, got, want in zip("abc", found, wanted, strict=False):
        if relative_error(np.array([got]), np.array([want])) < 1e-6:
            print(f"d{name} agrees")
        else:
            print(f"d{name}: yours {got:.6g}, measured {want:.6g}")


# %% [markdown] key="local-exercise"
# Write all of them, for any a and b; in a power a is above 0, and `np.log` is $\ln$. 5 lines, 8
# minutes. `compare` gives you a first opinion, with your tools from lesson 03; `check` gives the
# second. Stuck? `hint(local_derivatives)` gives one hint each time you run it.


# %% key="local-derivatives"
def local_derivatives(op, a, b):
    """How fast the result of one step moves with each operand.

    op   : "add", "mul" or "pow", for a sum, a product, or a to the power b
    a, b : the operands, two numbers; a is above 0 for "pow"
    returns two numbers: the derivative with respect to a, then the one with respect to b
    """
    # BEGIN SOLUTION
    # differs: ours says so where op is unknown, and takes powers that overflow
    if op == "add":
        return 1.0, 1.0
    if op == "mul":
        return b, a
    return b * a ** (b - 1), a**b * np.log(a)
    # END SOLUTION


for op, step in steps.items():
    compare(local_derivatives, (op, 0.5, -2.0), measured(step, 0.5, -2.0))

# %% key="check-local"
check(local_derivatives)

# %% [markdown] key="note-local" tags=["instructor"]
# **Instructor.** Commonest slips: a product's derivatives as (a, b), each factor for itself; for
# the exponent the rule of the base, or no logarithm. One question settles the product: "hold b = 3
# still and draw the result over a: what is drawn?" That local derivatives need the *numbers* of the
# forward pass is worth saying aloud: it is why engines remember them.

# %% [markdown] key="worked"
# ## There and back
#
# Now $L = (a + b) \cdot c$ at a = 2, b = 3, c = -4. Forward, every step gets a name. Back, from the
# last line to the first, every name gets its d: what arrives at a result, times the local
# derivative, goes to each operand. At the very end stands L, and L moves as fast as itself:
# $dL = 1$.

# %% key="worked-by-hand"
a, b, c = 2.0, 3.0, -4.0
s = a + b
L = s * c

dL = 1.0
ds, dc = dL * c, dL * s  # a product: times the other factor
da, db = ds * 1, ds * 1  # a sum: handed on as it is
print(da, db, dc)


# %% key="worked-graph"
def node(data, grad, inputs=(), slopes=()):
    return SimpleNamespace(data=data, grad=grad, inputs=inputs, local_derivatives=slopes)


named = {"a": node(a, da), "b": node(b, db), "c": node(c, dc)}
named["s = a + b"] = node(s, ds, (named["a"], named["b"]), (1, 1))
named["L = s * c"] = node(L, dL, (named["s = a + b"], named["c"]), (c, s))
claim = "Against the arrows: times the number on each"
plotting.computational_graph(named["L = s * c"], names=named, title=claim)
plt.show()

# %% [markdown] key="graph-read"
# (`SimpleNamespace` is a bag of names: `node(a, da).data` is a.) This picture is a **graph**: a
# node for each number, an arrow from each operand to what was made of it. Blue went forward. For
# the orange, begin with the 1 on the right and walk against the arrows, multiplying by what stands
# on each. Raise a by 1: s rises by 1, and L falls by 4.

# %% [markdown] key="faded"
# Now with a blank. $L = a \cdot b^2$ at a = 3, b = -2, with the square under the name q. Replace
# the zero: one step lies between q and b. You know its local derivative. 1 line, 2 minutes.


# %% key="faded-by-hand"
def square_and_product(a, b):
    q = b**2  # and L is a * q
    dL = 1.0
    da, dq = dL * q, dL * a
    db = 0.0 * dq  # the blank
    return da, db


compare(square_and_product, (3.0, -2.0), measured(lambda a, b: a * b**2, 3.0, -2.0))

# %% [markdown] key="note-faded" tags=["instructor"]
# **Instructor.** The blank is `dq * 2 * b`, here -12. Who writes `2 * b` alone forgot what arrives
# at q; who writes `dq * b` took the square for a product with a stranger. Ask "L moves 3 times as
# far as q; and q?"

# %% [markdown] key="by-hand"
# ## Exercise 2: there and back
#
# $L = (ab + c)^2$. Name the product and the sum, then walk back. Return the numbers da, db, dc.
# Resist multiplying out: with names you can find a slip, in a long formula you cannot. 8 lines, 8
# minutes.


# %% key="backward-by-hand"
def backward_by_hand(a, b, c):
    """The derivatives of the square of (a times b, plus c).

    a, b, c : three numbers
    returns da, db, dc, in this order: how fast the square grows with each
    """
    # BEGIN SOLUTION
    # differs: ours returns Python floats, whatever came in
    product = a * b
    total = product + c
    dtotal = 2 * total
    dproduct = dtotal
    dc = dtotal
    da = dproduct * b
    db = dproduct * a
    return da, db, dc
    # END SOLUTION


numbers = (2.0, -3.0, 1.0)
compare(backward_by_hand, numbers, measured(lambda a, b, c: (a * b + c) ** 2, *numbers))

# %% key="check-by-hand"
check(backward_by_hand)

# %% [markdown] key="note-by-hand" tags=["instructor"]
# **Instructor.** Commonest slips: the 2 of the square lost, a stop at the sum (da, db, dc all
# equal), da with the factor a. dc multiplied by c comes from "everything multiplies"; ask "how much
# does the sum move when c moves by 1?" Those who multiply out are right and should be asked how
# they would find a slip.

# %% [markdown] key="relief"
# Now the network from the top of the page. Seven names on the way forward, each with its d on the
# way back, and all five derivatives at once. No line is harder than those you have written.
# (The slope of $1/t$ is $-1/t^2$, and that of $e^{-z}$ is $-e^{-z}$.)

# %% key="network-forward"
x, w1, b1, w2, b2 = 2.0, 1.5, -1.0, -2.0, 0.5
z = w1 * x + b1
e = np.exp(-z)
t = 1 + e
h = 1 / t
pred = w2 * h + b2
error = pred - 1
L = error**2

# %% key="network-backward"
derror = 2 * error
dpred = derror
dw2, dh, db2 = dpred * h, dpred * w2, dpred
dt = dh * (-1 / t**2)
dz = dt * (-e)  # t moves as e does, and e by -e times as far as z
dw1, dx, db1 = dz * x, dz * w1, dz
print(f"{'by hand':<10}", np.array([dx, dw1, db1, dw2, db2]).round(4))
print(f"{'measured':<10}", measured(small_loss, x, w1, b1, w2, b2).round(4))

# %% [markdown] key="relief-read"
# About as many lines back as forward, and no brackets. The second number is the one that the long
# formula gave. See what was saved: dz was found once and served three derivatives. The closed form
# writes all of it out again for each. With a million weights, that is the whole difference.
#
# ## A number that is used twice
#
# $u = 2x$, $v = x + 1$, $L = u \cdot v$: here x goes two ways.

# %% key="predict-twice"
quiz("used-twice")

# %% key="measure-twice"
x = 3.0
u, v = 2 * x, x + 1
du, dv = v, u
print("through u", du * 2, "and through v", dv * 1)
print(f"measured {measured(lambda x: (2 * x) * (x + 1), x)[0]:.4f}")

# %% [markdown] key="twice-read"
# They add: when x moves, u and v both move, and L feels both. So a share that comes back is *added*
# to what is there, `dx += ...`; with `=` the last to arrive would wipe out the others. **Along a
# way multiply, where ways meet add.** One thing is missing.
#
# ## Whose turn is it?
#
# Change one letter: $v = u + 1$. Now u is what goes two ways.

# %% key="diamond-graph"
x = node(3, None)
u = node(6, None, (x,), (2,))
v = node(7, None, (u,), (1,))
L = node(42, None, (u, v), (7, 6))
claim = "u reaches L in two ways: directly, and through v"
plotting.computational_graph(L, {"x": x, "u = 2x": u, "v = u + 1": v, "L = u v": L}, title=claim)
plt.show()

# %% [markdown] key="turns-idea"
# Let a program walk. A dictionary says for each name what it was made from, with the local
# derivatives. The shortest plan: give each operand its share, then go there and do the same. A
# function that calls itself like this is **recursive**. Multiplied out, $L = 4x^2 + 2x$: the truth
# is $dx = 8x + 2 = 26$.

# %% key="predict-recursion"
quiz("recursion-on-a-diamond")

# %% key="naive-recursion"
made_from = {"x": [], "u": [("x", 2)], "v": [("u", 1)], "L": [("u", 7), ("v", 6)]}


def hand_on(name):
    for operand, slope in made_from[name]:
        grads[operand] += slope * grads[name]
        print(f"{name} hands on to {operand}, which now has {grads[operand]}")
        hand_on(operand)


grads = {"x": 0, "u": 0, "v": 0, "L": 1}
hand_on("L")

# %% [markdown] key="recursion-read"
# 40, for 26. Read the lines: u had its 7 and handed it on at once, making 14. Then the 6 from v
# came, u had 13, and handed on all 13, the 7 once more. "Then let everybody hand on once only!"
# Good; but when? Below, each name has one turn. Put the four in another order, until dx is 26.

# %% key="order-by-hand"
turns = ["L", "u", "v", "x"]  # yours to change

grads = {"x": 0, "u": 0, "v": 0, "L": 1}
for name in turns:
    for operand, slope in made_from[name]:
        grads[operand] += slope * grads[name]
print("dx =", grads["x"])

# %% [markdown] key="note-order" tags=["instructor"]
# **Instructor.** The right order is L, v, u; x has nothing to hand on and may come anywhere. As
# given, u hands on its 7 before v has paid in its 6, and dx is 14. This is the question that
# learners ask most about small engines: why not recurse? Let them say it in their own words before
# you give them a name for it: "u may spend only when everybody who owes it has paid."

# %% [markdown] key="order-read"
# You had to let u wait for *both* L and v. **A node hands on when all that was made from it has
# handed on.** Turned round: each node stands after all that it was made from. A list like that is
# in **topological order**. It is also the order in which the forward pass could calculate.

# %% [markdown] key="order-prompt"
# ## Exercise 3: an order for any graph
#
# A `Node` knows its `inputs`, the nodes it was made from. List all nodes that the root depends on,
# each *once* and after all its inputs; the root is last. Recursion is right for this: inside your
# function define one that visits a node, as `hand_on` did, and sees to its inputs first. Keep a
# `set` of the nodes you know (nodes can stand in one). 9 lines, 12 minutes.


# %% key="topological-order"
def topological_order(root):
    """List a graph so that every node comes after what it was made from.

    root : a node; every node has .inputs, a tuple of nodes
    returns a list of nodes: each that root depends on, once; root itself is the last
    """
    # BEGIN SOLUTION
    # differs: ours keeps a list of nodes to visit, so its graphs may be deeper
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for x in node.inputs:
                visit(x)
            order.append(node)

    visit(root)
    return order
    # END SOLUTION


x = Node()
u = Node((x,))
v = Node((u,))
L = Node((u, v))  # which order is right here? There is only one
try:
    print([{x: "x", u: "u", v: "v", L: "L"}[n] for n in topological_order(L)])
except NotImplementedError:
    print("topological_order: not started")

# %% key="check-order"
check(topological_order)

# %% [markdown] key="note-order-exercise" tags=["instructor"]
# **Instructor.** Commonest slips: a node is listed on arrival, before its inputs (turning the list
# round does not mend that), or at each visit. A default argument `seen=set()` lives on into the
# second call. Ask: "at which moment do you know that all inputs are in the list?"

# %% [markdown] key="how-deep"
# From its end, your list says whose turn it is. One thing may still bite. Python lets a function
# call itself about 1,000 times deep, and a sum over 3,000 examples, added one after the other, is a
# graph 3,000 nodes deep.

# %% key="too-deep"
chain = Node()
for _ in range(3000):
    chain = Node((chain,))
try:
    print(len(mine(topological_order)(chain)), "nodes in order")
except RecursionError as problem:
    print(type(problem).__name__)

# %% [markdown] key="engine"
# A RecursionError does not say that your function is wrong: Python's room for calls is used up. (A
# list of nodes still to visit gets to 3,001; ours has one.) The graphs below stay under 100.
#
# **A good place for a break.**
#
# ## Exercise 4: an engine
#
# Until here you kept the graph. Now numbers keep it themselves: `a + b` makes a new object, which
# remembers its number, what it was made from, and a local derivative for each.

# %% [markdown] key="engine-parts"
# A **class** is a plan for objects. `Value(2.0)` makes one: `__init__` runs, with the new object as
# `self`. `a.log()` calls the method `log` with a as `self`; for `a + b` Python calls
# `a.__add__(b)`. Seven methods are yours, one at a time: write, run the cell, check below, come
# back up. 17 lines, 35 minutes. First `__add__` and `__mul__`, 2 lines each: make `other` a Value,
# then make the result, as `log` does.


# %% key="value"
def as_value(number):
    """A Value as it is; of a plain number a new Value."""
    return number if isinstance(number, Value) else Value(number)


class Value:
    """A number that knows what it was made from."""

    def __init__(self, data, inputs=(), local_derivatives=()):
        self.data = data  # the number
        self.grad = 0.0  # after backward: how fast the root grows with this number
        self.inputs = inputs  # the Values it was made from
        self.local_derivatives = local_derivatives  # for each of them, a number

    def log(self):
        """The natural logarithm, as a new Value: one input, one local derivative."""
        # its number, what it was made from, and a slope for that; a tuple of one needs its comma
        return Value(math.log(self.data), (self,), (1 / self.data,))

    def __add__(self, other):
        """The sum of this Value and other, a Value or a number."""
        # BEGIN SOLUTION
        other = as_value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))
        # END SOLUTION

    def __mul__(self, other):
        """The product of this Value and other, a Value or a number."""
        # BEGIN SOLUTION
        other = as_value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))
        # END SOLUTION

    __radd__ = __add__  # Python's way for 2 + a, where the number stands on the left
    __rmul__ = __mul__  # and for 2 * a

    def backward(self):
        """Give this Value, and each that it depends on, its grad. Returns nothing."""
        # BEGIN SOLUTION
        # differs: ours checks what it is given, and survives overflow
        order = topological_order(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for x, slope in zip(node.inputs, node.local_derivatives, strict=True):
                x.grad += slope * node.grad
        # END SOLUTION

    def __pow__(self, n):
        """This Value to the power n, a plain number."""
        # BEGIN SOLUTION
        return Value(self.data**n, (self,), (n * self.data ** (n - 1),))
        # END SOLUTION

    def exp(self):
        """The exponential of this Value."""
        # BEGIN SOLUTION
        out = math.exp(self.data)
        return Value(out, (self,), (out,))
        # END SOLUTION

    def relu(self):
        """This Value if it is positive, else 0, as a new Value."""
        # BEGIN SOLUTION
        return Value(max(self.data, 0.0), (self,), (float(self.data > 0),))
        # END SOLUTION

    def tanh(self):
        """The hyperbolic tangent of this Value."""
        # BEGIN SOLUTION
        out = math.tanh(self.data)
        return Value(out, (self,), (1 - out**2,))
        # END SOLUTION


# %% key="check-add"
check(Value, "add")

# %% key="check-mul"
check(Value, "mul")

# %% [markdown] key="add-read"
# If your numbers are right, the checks say "This has to wait": gradients are tried once `backward`
# exists. (`hint(Value)` has three hints in words, for all parts together; the fourth,
# `hint(Value, "mul")`, shows our code of one part.) Look at what an operation leaves behind, here
# with the one that is done for you.

# %% key="what-log-leaves"
two = Value(2.0)
y = two.log()
print(f"data {y.data:.4f}, local derivatives {y.local_derivatives}, grad {y.grad}")
print("its input is the very Value that we put in:", y.inputs[0] is two)

# %% [markdown] key="backward"
# The grad is still 0. That is for **`backward`**, and you have done all of it by hand:
#
# 1. list the graph in order, by your `topological_order`, with `self` as the root;
# 2. set every grad to 0, then the root's to 1;
# 3. from the end of the list, let each node hand on its shares.
#
# `reversed(order)` runs backward; `zip(p, q)` walks two lists side by side. 7 lines. `measure`
# compares your grads with slopes of your forward pass, first on the diamond.


# %% key="gradients-of"
# A tool for this page: run it now, read it when you like.
def grads_by_backward(f, *numbers):
    """The grads that Value finds for f at these numbers."""
    values = [Value(number) for number in numbers]
    f(*values).backward()
    return [value.grad for value in values]


def measure(f, *numbers):
    """Compare the grads of your Value with slopes of its own forward pass."""
    try:
        slopes = measured(lambda *v: f(*map(Value, v)).data, *numbers)
    except NotImplementedError:
        print("a part of Value that this needs: not started")
        return
    compare(grads_by_backward, (f, *numbers), slopes)


def diamond(a):
    u = 2 * a
    return u * (u + 1)


measure(diamond, 3.0)
measure(lambda a, b: a * b + a * (b + -3), 2.0, 5.0)

# %% key="check-backward"
check(Value, "backward")

# %% [markdown] key="note-backward" tags=["instructor"]
# **Instructor.** Commonest slips: `=` for `+=`, the list not reversed, the root without its 1, the
# 1 given before everything is cleared. In the operations: (self.data, other.data) for a product,
# and `self` forgotten among the inputs, so that nothing comes back. Ask for the numbers of the
# diamond: 26 is right, 14 is out of turn, 40 is twice.

# %% [markdown] key="clearing"
# ## Called twice
#
# Why clear the grads, if they are 0 at first? Because training calls `backward` again and again on
# the same weights. Say what happens without it: $p = 3a$, $y = 4p$, walked twice, and only the
# root is set to 1 before each walk.

# %% key="predict-clearing"
quiz("forgetting-to-clear")

# %% key="without-clearing"
made_from = {"a": [], "p": [("a", 3)], "y": [("p", 4)]}
grads = {"a": 0, "p": 0, "y": 0}
for run in [1, 2]:
    grads["y"] = 1
    for name in ["y", "p", "a"]:
        for operand, slope in made_from[name]:
            grads[operand] += slope * grads[name]
    print(f"after walk {run}: dp = {grads['p']}, da = {grads['a']}")

# %% [markdown] key="clearing-read"
# Not twice: three times. In the second walk p hands on its old 4 *and* the new one, so what is left
# over spreads. Your `backward` clears first, and calling it again changes nothing. (Some engines
# leave that to you. Forgetting it there is a classic.)
#
# The check of `backward` may still say that it waits for `exp` and others. Four are left.

# %% [markdown] key="pow-and-exp"
# **`__pow__`** is `a ** n` with a plain number n. So there is one input; and a may be negative: do
# not ask `local_derivatives`, which takes its logarithm. 1 line.
#
# **`exp`**, by `math.exp`, is the function that is its own slope: give the result a name and use it
# twice. 2 lines.

# %% key="measure-pow-and-exp"
measure(lambda a: a**3 + a**-1, -2.0)
measure(lambda a, b: (a * b).exp() + a, 0.5, -2.0)

# %% key="check-pow"
check(Value, "pow")

# %% key="check-exp"
check(Value, "exp")

# %% [markdown] key="relu-and-tanh"
# **`relu`** moves as its input does where it is open, not at all where it is shut; what goes *in*
# decides. (At 0 you may choose.) 1 line.
#
# **`tanh`** is new, an S from -1 to 1: $out = 1 - 2/(E + 1)$ with $E = e^{2x}$. Back:
# $dE = 2/(E + 1)^2$, then $dx = dE \cdot 2E = 4E/(E + 1)^2$. Put $1 - out^2$ over $(E + 1)^2$: it
# comes to the same. So the result alone tells the slope. `math.tanh` is there. 2 lines.

# %% key="measure-relu-and-tanh"
measure(lambda a, b: (a * b).relu() * -3 + b.relu(), 2.0, 1.5)
measure(lambda a, b: (a * b).relu() * -3 + b.relu(), -2.0, 1.5)
measure(lambda a, b: (a * b).tanh() * a + b, 0.5, -2.0)
E = math.exp(2 * 0.7)
print(f"4E/(E + 1)² = {4 * E / (E + 1) ** 2:.6f}, 1 - out² = {1 - math.tanh(0.7) ** 2:.6f}")

# %% key="check-relu"
check(Value, "relu")

# %% key="check-tanh"
check(Value, "tanh")

# %% key="check-value"
check(Value)

# %% [markdown] key="note-value" tags=["instructor"]
# **Instructor.** relu decided by the result's grad instead of the input; the power's slope without
# its exponent, or with brackets lost (`n * a ** n - 1`); tanh's square forgotten. Anyone may store
# a function in each node instead of numbers: that is right too. Who asks for `-` and `/` may build
# them of `* -1` and `** -1`, with no new rule.

# %% [markdown] key="stepper"
# ## Watch it walk
#
# With all seven your engine differentiates whatever you calculate with it. Below is the diamond
# once more, with the 1 as an input b. Before you move anything: on the way back, which number does
# u show first, which in the end, and whose turn lies between? Press Next, or the right arrow key.


# %% key="walk-the-diamond"
def two_ways(x, b):
    u = x * 2
    v = u + b
    return u * v


BackpropStepper(two_ways, Value=mine(Value), x=3, b=1)

# %% [markdown] key="stepper-answer"
# First 7, from L. Then v has its turn and pays 6 more: 13, and only now does u hand on to x, 26.
# Your numbers are measured on the way; where nothing is said, they agree.
#
# ## It trains a network
#
# Two moons. Two inputs, six units with tanh, one score: above 0 means class 1. Every weight is a
# Value. Look for a derivative below: there is none.

# %% key="moons-network"
Engine = mine(Value)
points, labels = make_moons(60, np.random.default_rng(0))
start = np.random.default_rng(2).standard_normal((4, 6)).tolist()
w0, w1, b, w = ([Engine(number) for number in row] for row in start)
c = Engine(0.0)


def score(p, q):
    units = [(w0[k] * p + w1[k] * q + b[k]).tanh() for k in range(6)]
    return sum(w[k] * units[k] for k in range(6)) + c


# %% key="moons-loss"
def moons_loss():
    pairs = zip(points.tolist(), labels.tolist(), strict=True)
    errors = [score(p, q) + (1 - 2 * y) for (p, q), y in pairs]
    return sum(error**2 for error in errors) * (1 / len(points))


print(f"a loss of {moons_loss().data:.3f}, made of 25 weights")
print(f"{len(mine(topological_order)(moons_loss())):,} nodes")

# %% [markdown] key="moons-train"
# The mean squared error of lesson 02, with targets 1 and -1: hence the $1 - 2y$, as there is no
# minus among the seven. One call of `backward` finds all 25 slopes. Now 150 steps: forward,
# backward, and each weight a little against its slope (how large a step: lesson 07). It takes a few
# seconds. Where will the network draw its border?

# %% key="moons-training"
weights = w0 + w1 + b + w + [c]
for _ in range(150):
    loss = moons_loss()
    loss.backward()
    for weight in weights:
        weight.data -= 0.1 * weight.grad
print(f"the loss is now {moons_loss().data:.3f}")


# %% key="moons-picture"
def scores(places):
    return np.array([(1 + score(p, q).tanh().data) / 2 for p, q in places.tolist()])


plotting.decision_field(scores, points, labels, resolution=50)
plt.show()

# %% [markdown] key="moons-read"
# (`scores` squeezes each score into 0 to 1, as the figure wants a probability.) A border that
# bends, and nobody wrote a derivative down. Large frameworks do the same, with arrays for numbers.
# For numbers have their price: thousands of nodes for a tiny network, anew at every step.
#
# ## Four questions before you go
#
# Each is about something that many get wrong about the chain rule. Every answer says why, also the
# wrong ones: read those too.

# %% key="quiz"
quiz("what-backward-changes")
quiz("a-million-inputs")
quiz("after-the-step")
quiz("a-number-or-a-formula")

# %% [markdown] key="recap"
# ## What you can do now
#
# - You name every step, and send the d-names back in reverse.
# - You multiply along a way, and add where ways meet.
# - You wait: a node hands on when all that was made from it has handed on.
# - You clear before you walk, since old grads spread.
# - You let numbers keep their own graph, and measure what comes out.
#
# **Next:** [05 · Layers backward](05_layers_backward.ipynb). A node for every number is too slow
# for real pictures. There a whole array is one node, and one line finds thousands of derivatives.
