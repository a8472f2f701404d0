# %% [markdown] key="title"
# # 01 · Forward
#
# **How do a few multiplications and one bend draw a border of any shape?**
#
# After this lesson you can
#
# - work out by hand what a neuron, a layer and a network put out;
# - say the shape of every array on the way;
# - say why layers without a bend between them are a single layer;
# - build a network by hand that no straight line could replace;
# - write the forward pass of a network of any depth.
#
# You need lesson 00, arrays and their shapes. Five exercises, about 70 minutes.

# %% key="imports"
# %pip install bpcourse
# (In Colab, take away the first sign of the line above.)
import copy

import matplotlib.pyplot as plt
import numpy as np

from bpcourse import check, hint, mine, plotting, quiz
from bpcourse.data import make_moons
from bpcourse.widgets import Playground, architecture_summary

# %% [markdown] key="hurt"
# ## Two hooks
#
# Two hundred points in the plane, each with two numbers and a class, 0 or 1. Someone hands you a
# new point. Which class is it?

# %% key="moons"
x, y = make_moons(200, np.random.default_rng(0))
print("x", x.shape, " y", y.shape, " the first point", x[0].round(2), "is of class", y[0])
plotting.data_set(x, y, title="Two classes that no straight line separates")
plt.show()

# %% [markdown] key="rules"
# You can see it at once. Now tell a computer, in rules. Here are three to begin with. Spend two
# minutes: change numbers, add rules, and try to get over 97 %. (`y == answers` is True where a rule
# is right; the mean of it counts True as 1.)


# %% key="by-rules"
def rule(first, second):
    if second < -0.3:
        return 1
    if second > 0.3:
        return 0
    return 1 if first > 0 else 0


answers = np.array([rule(first, second) for first, second in x])
print(f"right: {np.mean(y == answers):.1%}")

# %% [markdown] key="what-you-want"
# It can be done: six rules with five numbers in them get every point right. But you found each
# number by looking. Now take a handwritten digit: 64 numbers, not two, and nothing to look at. Who
# writes those rules?
#
# You want a machine with numbers in it that can be *turned*, by someone who does not look. This
# lesson builds it. Which way to turn, and how far, is for lessons 02 to 07.

# %% [markdown] key="neuron"
# ## One neuron
#
# The smallest part is a **neuron**. Each input $x_d$ has a **weight** $w_d$ that says how much it
# counts, and which way. Multiply in pairs, add up, and add one more number, the **bias** $b$. Two
# inputs, in numbers:

# %% key="neuron-by-hand"
x0, x1 = 2.0, 3.0
w0, w1 = 0.5, -1.0
b = 1.0

p0 = x0 * w0
p1 = x1 * w1
z = p0 + p1 + b
print(f"{p0} + {p1} + {b} = {z}")

# %% [markdown] key="neuron-letters"
# With D inputs there are D products, and still one number at the end:
#
# $$z = \sum_d x_d \, w_d + b$$
#
# NumPy has a sign for "multiply in pairs and add up": `@`. Here on three numbers and three numbers:
# $1 \cdot 2 + 0 \cdot 5 + 4 \cdot 3$. Beside it `*`, which multiplies in pairs and stops there.

# %% key="at-sign"
p, q = np.array([1.0, 0.0, 4.0]), np.array([2.0, 5.0, 3.0])
print("p * q =", p * q)
print("p @ q =", p @ q)

# %% [markdown] key="neuron-exercise"
# ## Exercise 1: a neuron
#
# `x` and `w` are arrays of the same length, `b` is one number, and so is what you return: the
# weighted sum with its bias, as it is. 1 line, 5 minutes. The tool below lays your number beside
# one worked out by hand: a first opinion. `check` gives the second.
#
# Stuck? `hint(neuron_forward)` gives one hint each time you run it.


# %% key="by-hand"
# A tool for this page: run it now, read it when you like.
def by_hand(function, given, want):
    """Lay what `function` makes of `given` beside the numbers worked out by hand."""
    try:
        got = function(*copy.deepcopy(given))
    except NotImplementedError:
        print(f"{function.__name__}: not started")
        return
    if isinstance(got, tuple):
        got = got[0]  # what a layer puts out; what it keeps for later stands behind
    print(f"yours    {None if got is None else np.round(got, 3).tolist()}")
    print(f"by hand  {want}")


# %% key="neuron-forward"
def neuron_forward(x, w, b):
    """The output of one neuron: a weighted sum and its bias.

    x : one example, shape (D,)
    w : a weight for each input, shape (D,)
    b : the bias, one number
    returns one number
    """
    # BEGIN SOLUTION
    # differs: ours returns a Python float, not one of NumPy
    return x @ w + b
    # END SOLUTION


by_hand(neuron_forward, (np.array([2.0, 3.0]), np.array([0.5, -1.0]), 1.0), -1.0)

# %% key="check-neuron"
check(neuron_forward)

# %% [markdown] key="note-neuron" tags=["instructor"]
# **Instructor.** Commonest slips: `*` for `@`, so that an array comes back; the bias inside a loop
# or inside the bracket; an activation applied at once, as in other books. Ask "how many numbers
# come out of a neuron with three inputs?" A loop passes as well.

# %% [markdown] key="neuron-as-border"
# ## What a neuron can say
#
# Let a neuron look at a point, and read its number as an answer: above 0 is class 1, below 0 is
# class 0. The border lies where $z = 0$. With the weights (1, -2) and the bias 0, that is where
# $x_0 - 2 x_1 = 0$: a line through the origin. Now the bias. What does it do?

# %% key="predict-bias"
quiz("a-larger-bias")

# %% key="neuron-border"
neuron = mine(neuron_forward)  # yours if it passes, else ours, so that you can always go on


def says(points):
    return np.array([neuron(point, w, b) > 0 for point in points]).astype(int)  # True is 1


w = np.array([1.0, -2.0])
for b in [0.0, 1.0]:
    plotting.decision_field(says, x, y, title=f"One neuron, b = {b}: a straight border")
    plt.show()

# %% [markdown] key="neuron-border-read"
# The line moves and keeps its direction, which is the business of the weights. A bias of 1 makes up
# for half a unit of $x_1$, whose weight is -2, so it moves up by a half. And that is all: turn the
# three numbers as you like, you get a straight line. Here no line gets beyond about 90 %.
#
# So: more neurons. First for many points at once.

# %% [markdown] key="layer"
# ## A layer in numbers
#
# Several neurons that look at the same inputs are a **layer**. Their weights stand side by side,
# each neuron a column. Examples stand below each other, each a row. Two examples with two inputs,
# three neurons: $x$ is (2, 2), $w$ is (2, 3), $b$ is (3,). Every example meets every neuron.

# %% key="layer-by-neurons"
x_small = np.array([[1.0, 2.0], [3.0, -1.0]])
w_small = np.array([[2.0, -1.0, 0.0], [1.0, 3.0, -2.0]])
b_small = np.array([1.0, 0.0, -1.0])

out = np.zeros((2, 3))
for n in range(2):
    for m in range(3):
        out[n, m] = neuron(x_small[n], w_small[:, m], b_small[m])
print(out)

# %% [markdown] key="layer-letters"
# `w_small[:, m]` is column m. Check one entry with a pencil: example 0 and neuron 1 give
# $1 \cdot (-1) + 2 \cdot 3 + 0 = 5$, which is `out[0, 1]`. In letters, for example n, input d and
# neuron m:
#
# $$out_{nm} = \sum_d x_{nd} \, w_{dm} + b_m$$
#
# With N examples, D inputs and M neurons, `x` is (N, D), `w` is (D, M), `b` is (M,), `out` is
# (N, M). These letters stay for the whole course.

# %% [markdown] key="matrix-product"
# Six neurons' worth of work, in two loops. For two arrays with rows and columns, `@` does both
# loops: each row on the left meets each column on the right, and of every meeting it keeps the sum
# of products. Here on other numbers. Then a row of three numbers is added to a table with three
# columns: NumPy adds it to *every* row, which is called **broadcasting**.

# %% key="rows-meet-columns"
p = np.array([[1.0, 0.0], [2.0, 1.0]])
q = np.array([[3.0, 4.0, 5.0], [0.0, 1.0, 2.0]])
print(p @ q)
print((p @ q).shape)
print(np.zeros((2, 3)) + np.array([10.0, 20.0, 30.0]))

# %% [markdown] key="shapes"
# Second row, first column: $2 \cdot 3 + 1 \cdot 0 = 6$. A (2, 2) and a (2, 3) make a (2, 3): the
# two sizes that touch must be equal, and vanish. The outer two stay. Now a larger case, without
# numbers: 500 pictures of 64 pixels each go into a layer of ten neurons.

# %% key="predict-shapes"
quiz("shapes-of-a-layer")

# %% key="shapes-measured"
pictures, w, b = np.zeros((500, 64)), np.zeros((64, 10)), np.zeros(10)
print("products", (pictures @ w).shape)
print("numbers to turn", w.size + b.size)

# %% [markdown] key="linear-exercise"
# 650 numbers to turn, and 500 is not among their sizes: the layer is the same, however many
# pictures come by.
#
# ## Exercise 2: a linear layer
#
# Both loops in one product, and the bias to every row. Return two things: first `out`, then the
# pair of `x` and `w`. That pair is the **cache**; nobody needs it today, but lesson 05 will want
# them back. 2 lines, 8 minutes.


# %% key="linear-forward"
def linear_forward(x, w, b):
    """A layer of M neurons on a batch of N examples.

    x : a batch, one example a row, shape (N, D)
    w : a column for each neuron, shape (D, M)
    b : a bias for each neuron, shape (M,)
    returns out, shape (N, M), and the cache: the pair of x and w
    """
    # BEGIN SOLUTION
    out = x @ w + b
    return out, (x, w)
    # END SOLUTION


by_hand(linear_forward, (x_small, w_small, b_small), [[5.0, 5.0, -5.0], [6.0, -6.0, 1.0]])

# %% key="check-linear"
check(linear_forward)

# %% [markdown] key="note-linear" tags=["instructor"]
# **Instructor.** Commonest slips: `w` turned over or in front, which only a square case lets run;
# out and cache in the wrong order; a return inside the loop. Ask for the shape of every name on the
# line before any run. Loops pass. The cache is noted and never scored here.

# %% [markdown] key="stack"
# ## More layers, still one line
#
# What comes out of one layer can go into another. Surely three neurons, and a fourth that looks at
# those three, can say more than one? Two layers, without anything between them:

# %% key="predict-two-layers"
quiz("two-layers-in-a-row")

# %% key="two-layers"
linear = mine(linear_forward)
w_next, b_next = np.array([[1.0], [2.0], [-1.0]]), np.array([3.0])
out, _ = linear(x_small, w_small, b_small)  # _ takes the cache, which we do not need here
in_two, _ = linear(out, w_next, b_next)

w_once = w_small @ w_next
b_once = b_small @ w_next + b_next
in_one, _ = linear(x_small, w_once, b_once)
print(f"two layers {in_two.ravel()}, one layer {in_one.ravel()}, w {w_once.ravel()}, b {b_once}")

# %% [markdown] key="two-layers-surprise"
# The same numbers (`ravel` lays them in one row). Two layers are one layer, with the weights (0, 9)
# and the bias 5:
#
# $$(x w_1 + b_1) w_2 + b_2 = x (w_1 w_2) + (b_1 w_2 + b_2)$$
#
# A hundred layers would be one layer too, and its border a straight line. Multiplying and adding
# alone will never go round a hook. Something has to break the line between the layers. It
# takes hardly anything.

# %% [markdown] key="relu"
# ## Exercise 3: the bend
#
# The smallest bend there is: keep a number if it is positive, else put 0. It is called **relu**.
# For (-2, 3, -0.5) it gives (0, 3, 0). Entry by entry, in an array of any shape; the shape stays.
# 1 line, 4 minutes. (A comparison, `x > 0`, works entry by entry too, and in a product True counts
# as 1. Beware of `np.max`: it looks for the one largest number in an array.)


# %% key="relu-function"
def relu(x):
    """Keep what is positive, put 0 for the rest.

    x : any shape
    returns out, the shape of x
    """
    # BEGIN SOLUTION
    return np.maximum(x, 0)
    # END SOLUTION


by_hand(relu, (np.array([[-2.0, 3.0], [-0.5, 0.0]]),), [[0.0, 3.0], [0.0, 0.0]])

# %% key="check-relu"
check(relu)

# %% [markdown] key="note-relu" tags=["instructor"]
# **Instructor.** Commonest slips: the largest of the whole array, or along an axis; the negative
# numbers taken out, so that the array gets shorter; 1 returned for what is kept. Ask "how many
# numbers go in, and how many come out?"

# %% [markdown] key="bends"
# One bend at 0 looks poor. But a neuron stands before it. $relu(t + 0.5)$ is flat up to
# $t = -0.5$ and then climbs: the bias chooses *where* the line bends. A neuron behind it
# multiplies: -2 makes it fall, twice as steeply. And adds: here are two such lines, and their sum.

# %% key="two-bends"
at, turns = np.array([-2.0, -0.5]), np.array([1.0, -2.0])
plotting.bends(at, turns)
plt.show()

# %% [markdown] key="bends-read"
# From -2 on the first climbs by 1 for each step of 1. At -0.5 the second begins and takes away 2 a
# step: 1 - 2, so the sum falls by 1. Each relu turns the slope by its weight, and leaves what lies
# to its left as it was.
#
# Take $t$ for a point's first feature and the sum, less 1, for a height: a border, with class 1
# below.

# %% [markdown] key="third-bend"
# Run the next cell once as it is: up to $t = 0.5$ the border passes between the hooks, and then it
# falls on, where it should climb again by 1 a step. The third unit begins at 0.5; its weight is the
# blank. Which weight turns a slope of -1 into a slope of 1? Replace the 0: 1 line, 2 minutes.

# %% key="third-bend-blank"
bend = mine(relu)
at, turns = np.array([-2.0, -0.5, 0.5]), np.array([1.0, -2.0, 0.0])  # the blank: the last 0


def below(points):
    border = sum(turns[k] * bend(points[:, 0] - at[k]) for k in range(3)) - 1
    return (points[:, 1] < border).astype(int)


plotting.decision_field(below, x, y, title=f"Below is class 1: {np.mean(below(x) == y):.1%} right")
plt.show()

# %% [markdown] key="note-bends" tags=["instructor"]
# **Instructor.** The blank is 2: slopes 1, then 1 - 2 = -1, then -1 + 2 = 1. Whoever writes 1 gets
# a flat line to the right of 0.5, and sees it in the figure. The question to ask: "how steep is the
# sum left of the place, and how steep do you want it right of it?"

# %% [markdown] key="network"
# Do you get 100 %? (If not: how far is it from -1 to 1?)
#
# ## A network by hand
#
# Now the same in layers. Three hidden neurons look at the first feature $x_0$ and bend where you
# chose. A fourth brings the second feature: $relu(x_1 + 2)$, which changes nothing, because here
# all $x_1$ lie above -2. One neuron behind them says how far below the border a point lies:
#
# $$z = a_0 - 2 a_1 + 2 a_2 - a_3 + 1$$
#
# (The +1 is the -1 of the border, and the 2 that $a_3$ has too much.)

# %% key="params"
params = {
    "w1": np.array([[1.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]),
    "b1": np.array([2.0, 0.5, -0.5, 2.0]),
    "w2": np.array([[1.0], [-2.0], [2.0], [-1.0]]),
    "b2": np.array([1.0]),
}

# %% [markdown] key="one-point"
# Send one point through it, with a pencil: (0, 1). First layer: $0 + 2$, $0 + 0.5$, $0 - 0.5$,
# $1 + 2$. Call that $h$. After the bend, $a$: which entry changes? Then $z$, which the code calls
# `logits`; why, you read below it. Every line is one step.

# %% key="one-point-forward"
point = np.array([[0.0, 1.0]])  # a batch of one
h, _ = linear(point, params["w1"], params["b1"])
a = bend(h)
logits, _ = linear(a, params["w2"], params["b2"])
print("h", h, " a", a, " logits", logits)
plotting.network_diagram(params, [point[0], a[0], logits[0]], "(0, 1) becomes -1: class 0")
plt.show()

# %% [markdown] key="one-point-read"
# $2 - 2 \cdot 0.5 + 2 \cdot 0 - 3 + 1 = -1$. Below 0: class 0. And so it is: at $x_0 = 0$ the
# border has height 0, and the point lies 1 above it. The layer in the middle is called **hidden**:
# its numbers are neither given nor asked for. What the last layer puts out are the **logits**,
# here (N, 1): the larger, the more for class 1.

# %% [markdown] key="sigmoid"
# ## From a number to a probability
#
# A logit of 3 says "class 1" louder than 0.1 does. How loud? The **sigmoid** squeezes any number
# into the space between 0 and 1, so that you can read it as a probability:
#
# $$\sigma(x) = \frac{1}{1 + e^{-x}}$$
#
# At 0 it is 1/2. At $\ln 3$ the exponential is 1/3, so it is 3/4. And at $-\ln 3$?
#
# ## Exercise 4: the sigmoid
#
# That formula, entry by entry, for an array of any shape. `np.exp` takes a whole array. 1 line, 5
# minutes.


# %% key="sigmoid-function"
def sigmoid(x):
    """Squeeze any number into the space between 0 and 1.

    x : any shape
    returns out, the shape of x
    """
    # BEGIN SOLUTION
    # differs: ours never overflows, not even on the way
    return 1 / (1 + np.exp(-x))
    # END SOLUTION


by_hand(sigmoid, (np.array([0.0, np.log(3.0), -np.log(3.0)]),), [0.5, 0.75, 0.25])

# %% key="check-sigmoid"
check(sigmoid)

# %% [markdown] key="note-sigmoid" tags=["instructor"]
# **Instructor.** Commonest slips: brackets missing below the fraction bar, the sign in the
# exponent, and $e^x / (1 + e^x)$, which is the same curve and gives nan at 1000. Ask "what should
# come out at 5 and at -5?"

# %% [markdown] key="far-out"
# What about -1000? Then $e^{1000}$ is asked for, which is too large for a float: NumPy calls it
# *inf*, and may print a warning, "overflow". Is the result spoilt?

# %% key="far-out-numbers"
squeeze = mine(sigmoid)
print(squeeze(np.array([-4.0, -1.0, 0.0, 1.0, 4.0])).round(3))
with np.errstate(over="ignore"):  # no warning: we know what is coming
    huge = np.exp(1000.0)
print("e^1000 =", huge, "  1 / (1 + inf) =", 1 / (1 + huge))

# %% [markdown] key="far-out-read"
# A logit of 4 is 98 % for class 1, a logit of -4 is 2 %. And far out nothing is spoilt: 1 over
# infinity is 0, as it should be. A warning is a question, not yet a mistake. Lesson 02 meets an
# infinity that does harm. (When you have passed, `hint(sigmoid, "ours")` shows a way without.)
#
# Now the sigmoid goes behind your network. Where it says 1/2 is the new border. Where is that?

# %% key="predict-border"
quiz("border-after-the-sigmoid")


# %% key="field"
def probability(points):
    h, _ = linear(points, params["w1"], params["b1"])
    logits, _ = linear(bend(h), params["w2"], params["b2"])
    return squeeze(logits)


plotting.decision_field(probability, x, y)
plt.show()

# %% [markdown] key="field-read"
# Two hundred of two hundred, with 17 numbers and one kind of bend. The border is where the logit
# was 0; the sigmoid moves no point across it. New is the shade: near the border the network doubts.
#
# Another border wants other numbers, or more units. That is the answer to the question on top:
# each hidden unit can add a bend, its weights and bias say where, and the next layer adds them up.

# %% [markdown] key="deep"
# ## Any depth
#
# A third layer can bend what is bent already. Written out, it is two lines more; twenty layers are
# forty lines. They are all alike, so a loop will do: linear, bend, linear, bend, ..., linear. No
# bend after the last: a logit may be negative.
#
# The parameters come in a dict, named by their layers: `"w1"`, `"b1"`, `"w2"`, ... A name is put
# together with an f-string.

# %% key="names"
layer = 2
print(f"w{layer}", params[f"w{layer}"].shape)
print(len(params), "entries, two a layer")
print(sorted(["w1", "w2", "w10"]))

# %% [markdown] key="mlp-exercise"
# The last line is a trap: sorted as text, layer 10 comes before layer 2. Count instead.
#
# ## Exercise 5: a network of any depth
#
# How many layers there are, you read from `params`. Each takes in what the one before put out, the
# first takes `x`; use your `linear_forward` and your `relu`. Mind that the first of them
# returns two things; `out, _ = ...` takes them apart, as above. One layer is a network too. 6
# lines, 12 minutes.


# %% key="mlp-forward"
def mlp_forward(params, x):
    """The forward pass of a network: relu between the layers, none after the last.

    params : "w1", "b1", "w2", "b2", ... up to the last layer, a dict of arrays
    x      : a batch, one example a row, shape (N, D)
    returns the logits, one row an example, shape (N, C)
    """
    # BEGIN SOLUTION
    L = len(params) // 2
    out = x
    for layer in range(1, L + 1):
        z, _ = linear_forward(out, params[f"w{layer}"], params[f"b{layer}"])
        out = relu(z) if layer < L else z
    return out
    # END SOLUTION


one_layer = {"w1": np.array([[1.0], [-2.0]]), "b1": np.array([1.0])}
by_hand(mlp_forward, (params, point), [[-1.0]])
by_hand(mlp_forward, (one_layer, np.array([[1.0, 2.0]])), [[-2.0]])

# %% key="check-mlp"
check(mlp_forward)

# %% [markdown] key="note-mlp" tags=["instructor"]
# **Instructor.** Commonest slips: relu after the last layer too (the second line by hand is there
# for it), `x` given to every layer, two layers written out, names sorted as text, the cache not
# taken off, so that a pair goes into the next layer. Ask "what does the third layer take in?"

# %% [markdown] key="architecture"
# ## The shapes of a network
#
# How many layers and units: that is the **architecture**. You choose it before anything is turned.
# Here is one for your moons. Before you move anything: which of these arrays will grow if the batch
# does, which if the hidden layer does? Then move both sliders. (`s1` is $h$ from above, before the
# bend, and `a1` is $a$.)

# %% key="architecture-summary"
architecture_summary((2, 4, 1), batch=200)

# %% [markdown] key="architecture-answer"
# What belongs to examples has N rows: `x`, the hidden layer, the logits. The parameters do not know
# how many examples there are: 17 numbers, whatever the batch. A hidden unit more costs four
# numbers here: two weights into it, a bias, one weight out of it.

# %% [markdown] key="playground"
# ## How many units do the moons need?
#
# You built it with four. But you *looked*. Below, your `mlp_forward` runs in a network that starts
# from random numbers, and something turns them; how is for lessons 02 to 07. Will it do with one
# hidden unit? With two, four, eight? Commit to a guess. Then press Train, wait for step 2,000, and
# add units. Leave the other settings for later lessons.

# %% key="playground-widget"
forward = mine(mlp_forward)
Playground("moons", forward=forward, noise=0.1, hidden=(1,), activation="relu", lr=0.3)

# %% [markdown] key="playground-answer"
# One unit draws a straight border: about 90 %. Two begin to bend it. Four can draw what you drew;
# whether they find it depends on the numbers they start from (change *seed*: from 0 they do, from 1
# they end near 90 %). Eight found it from every seed from 0 to 4. To be *able* to say something and
# to *find* it are two things; the rest of this course is about the second.

# %% [markdown] key="questions"
# ## Three questions before you go
#
# Each is about something that many get wrong about networks. Every answer says why, also the wrong
# ones: read those too.

# %% key="quiz"
quiz("what-forward-changes")
quiz("relu-after-the-last-layer")
quiz("more-examples-more-weights")

# %% [markdown] key="recap"
# ## What you can do now
#
# - You work out a neuron: multiply in pairs, add up, add the bias.
# - You let rows meet columns, and say every shape before you run: (N, D) and (D, M) make (N, M).
# - You put a bend between layers, because without one they are a single layer.
# - You place bends by hand: the bias says where, the next weight how much.
# - You write a forward pass of any depth in one loop.
#
# **Next:** [02 · Loss](02_loss.ipynb). Before anyone can turn 17 numbers for the better, somebody
# has to say what *better* is, in one number. It is not the share of right answers.
