# %% [markdown] key="title"
# # 03 · Gradient check
#
# **How do you measure a derivative without calculus, and when does the measurement lie?**
#
# After this lesson you can
#
# - measure the slope of any function, and say how many of its digits to believe;
# - say how long a step should be, and why;
# - measure the gradient of a loss, for an array of any shape;
# - tell a wrong gradient from a rounded one by a single number;
# - check a gradient with a million entries by asking the loss twice.
#
# You need lessons 00 to 02: slopes by nudging, layers, losses. Four exercises, about 60 minutes.

# %% key="imports"
# %pip install bpcourse
# (In Colab, take away the first sign of the line above.)
import matplotlib.pyplot as plt
import numpy as np

from bpcourse import check, hint, mine, plotting, quiz
from bpcourse.nn import binary_cross_entropy, mse_loss, relu, sigmoid
from bpcourse.widgets import step_size_curve

# %% [markdown] key="hurt"
# ## Two formulas, one of them wrong
#
# Take the binary cross-entropy of lesson 02 for one example with y = 1: its loss depends on one
# logit z. To learn, a network needs the slope of that loss. Two people hand you a formula each.
# Both run, and at z = 0 they agree.


# %% key="two-claims"
def claim_a(z):
    return sigmoid(z) - 1


def claim_b(z):
    return -sigmoid(z)


for z in [0.0, 2.0]:
    print(f"at z = {z}: A says {claim_a(z):.6f}, B says {claim_b(z):.6f}")

# %% [markdown] key="ask-the-loss"
# At z = 2 one of them is wrong, by a lot. Nothing is red, and both are numbers. Which is it? You
# could derive it. But so did these two people. There is a witness who makes no such mistakes: the
# loss itself. Nudge z, as in lesson 00, and see how fast the loss moves.


# %% key="the-witness"
def loss_of(z):
    return binary_cross_entropy(np.array([z]), np.array([1]))


print(f"{(loss_of(2.001) - loss_of(2.0)) / 0.001:.6f}")

# %% [markdown] key="one-side"
# -0.119: A is right here, B is not, and you derived nothing. That is a **gradient check**. But from
# the fourth digit on A and the loss differ. Is A a little wrong, or the measurement?
#
# ## One side, or both
#
# Try it where you know the slope: $f(x) = x^3$ has $3x^2$, so 12 at 2. On paper, with a step of 1
# ahead, to 3: $(27 - 8)/1 = 19$. With a step to both sides, to 3 and to 1: $(27 - 1)/2 = 13$.


# %% key="chords"
def cube(x):
    return x * x * x


plotting.chords(cube, 2.0, 1.0, slope=12.0)
plt.show()

# %% [markdown] key="chords-read"
# A chord is a straight line through two points of the curve. Ahead the curve is too steep, behind
# it is too flat, and the two nearly make up for each other. How nearly? Multiply out:
#
# $$(x+h)^3 = x^3 + 3x^2h + 3xh^2 + h^3 \qquad (x-h)^3 = x^3 - 3x^2h + 3xh^2 - h^3$$
#
# One side: $((x+h)^3 - x^3)/h = 3x^2 + 3xh + h^2$. Both sides: subtract the second from the first,
# and the even powers of h cancel. Over the way of $2h$, that leaves $3x^2 + h^2$. Now let h go down
# tenfold. What do the two errors do?

# %% key="two-errors"
for h in [1.0, 0.1, 0.01, 0.001]:
    behind, here, ahead = cube(2 - h), cube(2.0), cube(2 + h)
    one_side, both_sides = (ahead - here) / h, (ahead - behind) / h / 2
    print(f"h = {h:<5}  one side off by {one_side - 12:.6f}, both by {both_sides - 12:.6f}")

# %% [markdown] key="derivative-exercise"
# From line to line the error to one side gets ten times smaller, that to both sides a hundred
# times, for the same price: two values of f. The second way is the **central difference**; the
# course measures with it.
#
# ## Exercise 1: slope of a curve
#
# Write it for any f. `h` is the step to *each* side, the same wherever x is, and 1e-5 if none is
# given (Python for $10^{-5}$; why that one, you will see). 1 line, 6 minutes.


# %% key="attempt"
# A tool for this page: run it now, read it when you like.
def attempt(function, *inputs):
    """Show what a function returns, or that it is not written yet."""
    try:
        got = function(*inputs)
        print(f"{function.__name__}:", *(got if isinstance(got, tuple) else [got]))
    except NotImplementedError:
        print(f"{function.__name__}: not started")


# %% key="numerical-derivative"
def numerical_derivative(f, x, h=1e-5):
    """Measure the slope of f at x, by a step to each side.

    f : a function of one number that returns a number
    x : where, a number
    h : the length of the step to each side
    returns the slope, a number
    """
    # BEGIN SOLUTION
    # differs: ours takes x as a Python float, and returns one
    return (f(x + h) - f(x - h)) / (2 * h)
    # END SOLUTION


attempt(numerical_derivative, cube, 2.0, 1.0)  # on paper: 13
attempt(numerical_derivative, cube, 2.0)  # very nearly 12

# %% key="check-derivative"
check(numerical_derivative)

# %% [markdown] key="note-derivative" tags=["instructor"]
# **Instructor.** Commonest slips: brackets (only the second value is divided, or h multiplies),
# one side only, divided by h where the way is 2h. The numbers tell: 13 must come out at h = 1. Ask
# "how far is it from the lower place to the upper one?" Some scale h with x, as libraries do; here
# h is the step itself.

# %% key="claims-again"
derivative = mine(numerical_derivative)  # a better witness for the two claims
for z in [-1.0, 0.0, 2.0]:
    measured = derivative(loss_of, z)
    off_a, off_b = abs(claim_a(z) - measured), abs(claim_b(z) - measured)
    print(f"z = {z:4}: A is off by {off_a:.8f}, B by {off_b:.8f}")

# %% [markdown] key="claims-read"
# (`mine` takes your function if it passes its check, else ours, and says which.) A agrees to eight
# places: it was the nudge that was off. B agrees at 0 and nowhere else; at a single place even a
# wrong formula may be right.
#
# ## Smaller and smaller
#
# With a step of 1e-5 you are off by some $10^{-10}$, as $h^2$ promised. So go on: 1e-10, or 1e-16.
# Commit yourself before you look.

# %% key="predict-steps"
quiz("smaller-and-smaller-steps")

# %% key="smaller-steps"
steps = 10.0 ** -np.arange(1, 17)
central = np.array([abs(derivative(cube, 2.0, float(h)) - 12) for h in steps])
for h, error in zip(steps, central, strict=True):
    print(f"h = {h:.0e}: off by {error:.0e}")

# %% [markdown] key="surprise-steps"
# The surprise: it is best at 1e-5, then it gets worse (unevenly, as noise does), and in the end it
# is off by all of 12 (1e+01 is 12 in one digit). The formula has not changed, so it must be the
# arithmetic. Look at what the computer subtracts when h = 1e-12.

# %% key="lost-digits"
print(f"{cube(2 + 1e-12):.16f}")
print(f"{cube(2 - 1e-12):.16f}")
print(f"floats near 8 lie {np.spacing(8.0):.0e} apart, and 2 + 1e-16 is {2 + 1e-16}")

# %% [markdown] key="two-errors-meet"
# A float holds about 16 digits. Of these values the first eleven or so cancel, and four are left.
# (At h = 1e-16 the step itself is lost.) Each value is off by some $10^{-15}$, and that gets
# divided by $2h$: so rounding brings an error of about $10^{-15}/h$, which *grows* as h shrinks.
# The bend of the curve brings $h^2$. The two are even where
#
# $$h^2 = 10^{-15}/h, \quad \text{so} \quad h^3 = 10^{-15}, \quad h = 10^{-5}.$$

# %% [markdown] key="best-one-sided"
# That is why 1e-5 stands in your first line. Now to *one* side, with a blank for you. There the
# bend brings about $10h$ (it was $6h$; powers of ten will do), rounding brings $10^{-15}/h$ as
# before. Where are these even? Put your h in place of 0.1: 1 line, 2 minutes.

# %% key="one-sided-blank"
h = 0.1  # the blank
error = abs((cube(2 + h) - cube(2.0)) / h - 12)
print("as good as one side gets" if error < 1e-7 else f"off by {error:.0e}: not the best h")

# %% [markdown] key="note-blank" tags=["instructor"]
# **Instructor.** $10h = 10^{-15}/h$ gives $h^2 = 10^{-16}$, so the blank is `1e-8`, with an error
# of 7e-8. The best of one side is some 300 times worse than the best of both sides. Whoever tries
# every power of ten has understood as much: the figure below is that experiment.

# %% key="v-curve"
one_sided = np.array([abs((cube(2 + h) - cube(2.0)) / h - 12) for h in steps])
plotting.step_size_curve(steps, {"both sides": central, "one side": one_sided})
plt.show()

# %% [markdown] key="step-question"
# Two V's, on axes that count in powers of ten. On the right each error follows its formula; on the
# left both climb the same slope of noise.
#
# Below, yours is the third line, and *forward* is one side. Before you move anything: networks
# often compute in float32, with about 7 digits. Where does the valley go then, and how deep is it?
# Choose float32 under *numbers*, and move h to its bottom.

# %% key="step-widget"
step_size_curve("x**3", 2.0, derivative=derivative)

# %% [markdown] key="step-answer"
# It moves to the right, to about 0.006, and up: at best five digits are right, and at 1e-5 only
# two. So measure in float64, even if the network trains in float32.
#
# ## From a slope to a gradient
#
# A loss depends on many numbers. Its **gradient** is an array with a slope for each: how fast the
# loss grows if this entry moves *and all others stand still*.

# %% [markdown] key="by-hand"
# On paper: two examples, (1, 2) and (3, -1), with targets 1 and 0; two weights, no bias. At
# w = (1, 1) the predictions are 3 and 2. Move `w[0]` by 0.1 each way. Up, the predictions are 3.1
# and 2.3, the loss is $(2.1^2 + 2.3^2)/2 = 4.85$. Down: $(1.9^2 + 1.7^2)/2 = 3.25$. The slope:
# $(4.85 - 3.25)/0.2 = 8$. Do `w[1]` yourself, then run.

# %% key="by-hand-run"
x, target = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([1.0, 0.0])


def loss(w):
    return mse_loss(x @ w, target)


print(f"w[0]: {loss(np.array([1.1, 1.0])):.3f} and {loss(np.array([0.9, 1.0])):.3f}")
print(f"w[1]: {loss(np.array([1.0, 1.1])):.3f} and {loss(np.array([1.0, 0.9])):.3f}")

# %% [markdown] key="in-letters"
# $(4.225 - 3.825)/0.2 = 2$, so the gradient at (1, 1) is (8, 2). In letters, with $e_i$ for an
# array of zeros that has a 1 at place i:
#
# $$g_i = \frac{f(w + h e_i) - f(w - h e_i)}{2h}$$
#
# In code, one entry of an array must move, and there is a trap in that. Read the question and the
# cell below it, commit, then run the cell.

# %% key="predict-names"
quiz("two-names-one-array")

# %% key="two-names"
w = np.array([1.0, 1.0])
up = w
up[0] += 0.1
down = w
down[0] -= 0.1
print(f"slope along w[0]: {(loss(up) - loss(down)) / 0.2}")

# %% [markdown] key="surprise-names"
# 0, where paper says 8. `up = w` makes no array; it is a second name for the one that is there.
# Worse: forget to step back, and your check has moved the weights that it was checking. Two cures:
# `w.copy()` is an array of its own, and so is any sum.
#
# Your next function should take any shape. `np.ndindex(shape)` hands you all indices in turn, and
# `a[i]` takes such an index whole: `a[(1, 2)]` is `a[1, 2]`.

# %% key="two-arrays"
step = np.array([0.1, 0.0])
moved = w + step  # a new array; w stays where it is
print("w is still", w.round(6), "and moved is", moved.round(6))
for i in np.ndindex((2, 3)):
    print(i, end=" ")

# %% [markdown] key="gradient-exercise"
# ## Exercise 2: gradient
#
# For each entry of x: a central difference, with that entry alone moved. f takes an array of x's
# shape. The result has x's shape, and is float64 even where x holds whole numbers. (An array made
# by `np.zeros` is; one by `np.zeros_like` or `copy` would be whole too, and cut your step to 0.)
# Leave x as it was. 8 lines, 12 minutes. Stuck? `hint(numerical_gradient)`.


# %% key="numerical-gradient"
def numerical_gradient(f, x, h=1e-5):
    """Measure the slope of f along each entry of x.

    f : a function of an array of x's shape that returns a number
    x : where, an array of any shape; it is left as it was
    h : the length of the step to each side
    returns the gradient, float64, of the shape of x
    """
    # BEGIN SOLUTION
    # differs: ours can step into the complex plane too, and takes x in float64 first
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad
    # END SOLUTION


w = np.array([1.0, 1.0])
attempt(numerical_gradient, loss, w, 0.1)  # on paper: 8 and 2
print("and w is", w)

# %% key="check-gradient"
check(numerical_gradient)

# %% [markdown] key="note-gradient" tags=["instructor"]
# **Instructor.** Commonest slips: two names for one array (all zeros), an entry not put back (the
# first slope is right, later ones drift), all entries moved at once (every entry the same), the
# result made inside the loop. Whole numbers trip `zeros_like` and `x.copy()`: the step is cut to
# 0. Ask "where does x stand while f is called the second time?"

# %% [markdown] key="suspects"
# ## How far apart is far apart?
#
# Now a batch: four examples, four logits, and the loss is their mean. Four people claim to have its
# gradient. (`sigmoid(logits)` works on all four at once.) Measure it, and look.

# %% key="suspects-run"
logits, y = np.array([2.0, -1.0, 0.5, -3.0]), np.array([1, 0, 0, 1])
p = sigmoid(logits)
claims = {"A": p - y, "B": (y - p) / 4, "C": (p.round(2) - y) / 4, "D": (p - y) / 4}
gradient = mine(numerical_gradient)
measured = gradient(lambda logits: binary_cross_entropy(logits, y), logits)
for name in claims:
    print(name, "       ", claims[name].round(6))
print("measured", measured.round(6))

# %% [markdown] key="suspects-read"
# Four numbers you can compare by eye; four thousand you cannot. You want *one* number. A start is
# the length of the difference. `np.linalg.norm(a)` is the length of an array as Pythagoras has it,
# the root of the sum of all squares, whatever the shape; on paper, $|a|$. Two pairs of arrays:

# %% key="distances"
big, nearly_big = np.array([3.0, 4.0]), np.array([3.0, 4.001])
small, not_small = np.array([0.0003, 0.0004]), np.array([0.0003, 0.0014])
for a, b in [(big, nearly_big), (small, not_small)]:
    gap = b - a
    print(f"length {np.linalg.norm(a):.4f}, length of the difference {np.linalg.norm(gap):.4f}")

# %% [markdown] key="relative-by-hand"
# 0.001 both times, but the first pair agrees in three digits, and the second pair is nowhere
# near. Hold the difference against the sizes: $|a - b| / (|a| + |b|)$. For a = (3, 4), of
# length 5: if b = a, $0/10 = 0$. If b = -a, $10/10 = 1$, the most there is. If b = 2a,
# $5/15 = 1/3$, and if b is k times a, $(k - 1)/(k + 1)$. Remember a third: a factor of 2.

# %% [markdown] key="relative-exercise"
# ## Exercise 3: relative error
#
# Take the lengths of whole arrays. (Entry by entry, a slope of 0 that is measured as 3e-11 would
# get the worst mark, 1, for mere rounding.) Two arrays of zeros would give 0/0, so put
# $\max(|a| + |b|, 10^{-12})$ below the line. 3 lines, 6 minutes.


# %% key="relative-error"
def relative_error(a, b):
    """Say how far apart two arrays are, for their size.

    a, b : two arrays of one shape, or two numbers
    returns a number: 0 where they are equal, 1 where they are opposite
    """
    # BEGIN SOLUTION
    # differs: ours takes both in float64 first
    distance = np.linalg.norm(a - b)
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(distance / max(size, 1e-12))
    # END SOLUTION


a = np.array([3.0, 4.0])
attempt(relative_error, a, -a)  # on paper: 1
attempt(relative_error, a, 2 * a)  # on paper: 1/3
attempt(relative_error, np.zeros(2), np.zeros(2))  # 0, and no warning

# %% key="check-relative"
check(relative_error)

# %% [markdown] key="note-relative" tags=["instructor"]
# **Instructor.** Commonest slips: entry by entry, the norm of a matrix or of each row (`axis=`,
# `ord=`), the floor added to every size instead of being a minimum, `min` for `max`. With the
# larger size below the line, as some books have it, opposite arrays show 2. Ask what should come
# out for a and -a.

# %% key="verdicts-run"
error_of = mine(relative_error)
for name in claims:  # the four people again
    print(f"{name}: {error_of(claims[name], measured):.8f}")

# %% [markdown] key="verdicts-read"
# A: 0.6 is $(4 - 1)/(4 + 1)$, a factor of 4. It forgot the mean. B: opposite. C is off in the third
# digit: it rounded p. Or did you measure badly? No: D agrees to eight places. D is right.
#
# A rule of thumb in float64, with h = 1e-5: below 1e-6, they agree; above 1e-3, the gradient is
# wrong; between, look closer. The end of this page says how.

# %% [markdown] key="million"
# ## A million weights
#
# `numerical_gradient` calls f twice for each entry. Here is a layer with 1,000 inputs and 1,000
# outputs. Suppose one forward pass takes 10 milliseconds, and count.

# %% key="million-run"
rng = np.random.default_rng(0)
x_large, target_large = rng.standard_normal((20, 1000)), rng.standard_normal((20, 1000))
w_large = rng.standard_normal((1000, 1000)) / 30


def large_loss(w):
    return mse_loss(x_large @ w, target_large)


print(f"{2 * w_large.size:,} forward passes, {2 * w_large.size * 0.01 / 3600:.1f} hours")

# %% [markdown] key="one-direction"
# But do you need every entry by itself? Move all *at once*, along a direction v: each entry at a
# speed of its own. In the small case the gradient is (8, 2). Take v = (1, -2). The gradient
# promises: entry 0 moves at speed 1 and brings $8 \cdot 1$, entry 1 brings $2 \cdot (-2)$, together
# 4. What does the loss do, from w - 0.1 v to w + 0.1 v?

# %% key="promise-run"
ahead, behind = loss(np.array([1.1, 0.8])), loss(np.array([0.9, 1.2]))
print(f"{ahead:.2f} and {behind:.2f}: a slope of {(ahead - behind) / 0.2:.4f}")

# %% [markdown] key="which-direction"
# 4 as well. Two values of f and one number from each side, however many entries there are. In
# letters, the promise is $\sum_i g_i v_i$.
#
# But which direction? The plainest is a v of ones. Before you take it, a question.

# %% key="predict-ones"
quiz("the-direction-of-ones")

# %% key="ones-run"
claimed, v = np.array([9.0, 1.0]), np.array([1.0, 1.0])
slope = derivative(lambda t: loss(np.array([1.0, 1.0]) + t * v), 0.0)
print(f"promised {np.sum(claimed * v):.4f}, measured {slope:.4f}")

# %% [markdown] key="directional-exercise"
# +1 and -1 cancel: a wrong gradient passes. So let chance draw v, by `rng.standard_normal(shape)`:
# numbers around 0, of both signs. A mistake would have to cancel with those very numbers.
#
# ## Exercise 4: one direction
#
# Draw v in x's shape. Return two numbers: what `grad` promises along v, and the central difference
# of f along it, h times v to each side. Comparing is left to the caller. 5 lines, 10 minutes.


# %% key="directional-check"
def directional_check(f, x, grad, rng, h=1e-5):
    """Compare a gradient with f along one random direction.

    f    : a function of an array of x's shape that returns a number
    x    : where, an array of any shape; it is left as it was
    grad : what is claimed to be the gradient of f at x, the shape of x
    rng  : the NumPy Generator that draws the direction
    h    : the step to each side is h times the direction
    returns two numbers: the slope that grad promises, and the one that f has
    """
    # BEGIN SOLUTION
    # differs: ours takes x in float64 first
    v = rng.standard_normal(x.shape)
    analytic = np.sum(grad * v)
    numeric = (f(x + h * v) - f(x - h * v)) / (2 * h)
    return float(analytic), float(numeric)
    # END SOLUTION


for claimed in [np.array([8.0, 2.0]), np.array([9.0, 1.0])]:
    attempt(directional_check, loss, np.ones(2), claimed, np.random.default_rng(1))

# %% key="check-directional"
check(directional_check)

# %% [markdown] key="note-directional" tags=["instructor"]
# **Instructor.** Commonest slips: v drawn twice, so that the two numbers belong to two directions;
# `rng.random`, which has no negative speeds; `grad @ v`, which is no number for a matrix; a fresh
# `default_rng(0)` inside, so that every call looks the same way. Ask "along which v did you
# promise, and along which did you measure?"

# %% [markdown] key="catch"
# For (8, 2) the two numbers agree in ten digits. (9, 1) is caught.
#
# Now the million weights. Somebody gives you the first line below as the gradient of `large_loss`.
# (Where its parts come from is lesson 05; `.T` turns rows into columns.) It runs, and has the right
# shape. Is it right? Try it along three directions.

# %% key="catch-run"
claimed = 2 * x_large.T @ (x_large @ w_large - target_large) / len(x_large)
direction = mine(directional_check)
for seed in range(3):
    promised, found = direction(large_loss, w_large, claimed, np.random.default_rng(seed))
    print(f"relative error {error_of(promised, found):.4f}, factor {promised / found:.2f}")

# %% [markdown] key="catch-read"
# Wrong, and six forward passes have said so, in place of two million. The factor is 1000.00 along
# every direction. What is 1,000 here? The inputs, and the outputs. Which of the two is it?
# `mse_loss` takes the mean over *all* entries of the output, 20 times 1,000, and the line divides
# by 20. So it forgot the outputs. Mend it:

# %% key="mended"
mended = claimed / 1000
promised, found = direction(large_loss, w_large, mended, np.random.default_rng(3))
print("agree:", error_of(promised, found) < 1e-6)

# %% [markdown] key="when-it-lies"
# A gradient of a million entries, caught and mended, and you derived nothing. (Where no factor
# fits, take a small network and `numerical_gradient`: it shows *which* entries are wrong.)
#
# ## When the measurement lies
#
# At times the gradient is right and the check fails. The first case is a kink.

# %% key="predict-kink"
quiz("a-slope-at-the-kink")

# %% key="kink"
print(f"at 0: {derivative(relu, 0.0):.4f}")
for h in [1e-5, 1e-6]:
    print(f"at 3e-6, with h = {h:.0e}: {derivative(relu, 3e-6, h):.4f}")
plotting.chords(relu, 0.0, 1.0, title="At a kink, the chord to both sides belongs to no tangent")
plt.show()

# %% [markdown] key="kink-read"
# At 0, half of each side, for any h. At 3e-6 the slope is 1, but a step of 1e-5 reaches across the
# kink; a shorter one does not. So try h ten times smaller, or another place. A kink's error
# changes, a wrong formula's stays.
#
# The second case: a gradient that has nearly vanished. Squared error after a sigmoid, as in lesson
# 02, very wrong at z = -28. The formula for `exact` is right.


# %% key="vanished"
def squared_error(z):
    return (sigmoid(z) - 1) ** 2


for z in [-28.0, -2.0]:
    p = sigmoid(z)
    exact, found = 2 * (p - 1) * p * (1 - p), derivative(squared_error, z)
    agree = error_of(exact, found) < 1e-6
    print(f"z = {z}: exact {exact:.0e}, measured {found:.0e}, agree: {agree}")

# %% [markdown] key="vanished-read"
# The formula is right both times. But at -28 the loss is nearly 1; floats below 1 lie 1e-16 apart,
# and over 2h that makes 5e-12. No smaller slope can be seen. Look at the sizes, and check where it
# is steeper.
#
# The third case you have met: float32, in the widget. Check in float64: `x.astype(np.float64)`
# makes it.

# %% [markdown] key="questions"
# ## Three questions before you go
#
# Those were right gradients that fail the check. What of the other way round? Each question is
# about something that many believe about gradient checks. Every answer says why, also the wrong
# ones: read those too.

# %% key="quiz"
quiz("what-agreement-proves")
quiz("an-error-of-a-third")
quiz("why-not-train-by-measuring")

# %% [markdown] key="recap"
# ## What you can do now
#
# - You measure a slope by a step to both sides: there the error is $h^2$, to one side it is $h$.
# - You take h = 1e-5 in float64, where the bend of the curve and rounding are even.
# - You measure a gradient entry by entry, and leave the weights as they were.
# - You read a relative error: 0 agrees, a third is a factor of 2, 1 is opposite.
# - You check a million entries along a random direction, and name three cases where that lies.
#
# **Next:** [04 · Chain rule](04_chain_rule.ipynb). You can tell when a derivative is wrong. Now you
# find out where right ones come from, all at once, and your own checker is the witness.
