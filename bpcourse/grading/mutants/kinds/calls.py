"""What goes wrong with calls: another function, arguments in another order, a call left out."""

import ast

from ..phrases import called, say, subject
from .register import kind

NEIGHBOURS = {
    "exp": ("log", "expm1"),
    "log": ("exp", "log10", "log2", "log1p"),
    "log1p": ("log", "exp"),
    "max": ("min",),
    "min": ("max",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "argmax": ("argmin", "max"),
    "zeros": ("ones",),
    "abs": ("square",),
    "tanh": ("sin", "atan", "sinh"),
    "std": ("var",),
    "all": ("any",),
    "mean": ("median", "max"),
    "relu": ("sigmoid", "tanh"),
    "softmax": ("sigmoid", "tanh"),
    "relu_backward": ("sigmoid_backward", "tanh_backward"),
    "cross_entropy": ("mse_loss",),
    "cross_entropy_backward": ("softmax",),
    "standard_normal": ("random",),
    "permutation": ("arange",),
    "round": ("int",),
}
SHOWN = {
    "max": "the maximum",
    "min": "the minimum",
    "median": "the median",
    "argmin": "the place of the minimum",
    "var": "the variance",
    "mse_loss": "the mean squared error",
}
# Of some functions the name says nothing about what goes wrong.
INSTEAD = {
    "minimum": "the smaller one of two numbers is taken, where the larger one belongs.",
    "maximum": "the larger one of two numbers is taken, where the smaller one belongs.",
    "ones": "the array begins with ones, where zeros belong.",
    "arange": "all stays in the order in which it came, where a shuffled order belongs.",
    "int": "{} is cut to a whole number, where it should be rounded.",
    "any": "one entry that holds is enough, where all should hold.",
    "random": "the random direction has no negative entries: it is drawn evenly between 0 and 1.",
}
# What is left when these are left out is of another form altogether.
KEPT = {
    *("len", "range", "zip", "type", "set", "pop", "items", "split", "permutation", "ndindex"),
    *("topological_order", "Value", "train_epoch", "loss_and_grads", "linear_forward", "append"),
    *("extend", "add", "linear_backward", "directional_check", "iterate_minibatches"),
}
OWN_KINDS = {"reversed", "copy", "sum", "mean", "max", "std", "argmax", "all", "norm"}


def _named(func, name):
    if isinstance(func, ast.Attribute):
        return ast.Attribute(func.value, name, ast.Load())
    return ast.Name(name, ast.Load())


@kind("neighbour-function", ast.Call)
def neighbour_function(place):
    node, old = place.node, called(place.node)
    for new in NEIGHBOURS.get(old, ()):
        about = subject(node)
        what = say(about) if about is not None else "it"
        words = f"{SHOWN.get(new, new)} of {what} is computed where another function belongs."
        yield (
            ast.Call(_neighbour(node, new), node.args, node.keywords),
            INSTEAD.get(new, words).format(what),
        )


def _neighbour(node, new):
    """The function beside the one that is called; what one module lacks another has."""
    if new == "arange":
        return ast.Attribute(ast.Name("np", ast.Load()), new, ast.Load())
    return _named(node.func, new)


@kind("arguments-swapped", ast.Call)
def arguments_swapped(place):
    node = place.node
    if any(isinstance(arg, ast.Starred) for arg in node.args) or called(node) == "where":
        return
    for index in range(len(node.args) - 1):
        args = [*node.args]
        args[index], args[index + 1] = args[index + 1], args[index]
        yield (
            ast.Call(node.func, args, node.keywords),
            f"{say(node.args[index])} and {say(node.args[index + 1])} have traded places in the "
            f"call of {called(node)}.",
        )


@kind("call-dropped", ast.Call)
def call_dropped(place):
    """f(x) -> x, and x.f() -> x."""
    node, name = place.node, called(place.node)
    about = subject(node)
    if name in KEPT | OWN_KINDS or about is None or isinstance(place.parent, ast.Expr):
        return
    if name == "where":
        yield about, "nothing is picked: the condition itself goes on, as a number."
        return
    yield about, f"{name} is left out: {say(about)} goes on as it is."


@kind("reversed-dropped", ast.Call)
def reversed_dropped(place):
    if called(place.node) == "reversed":
        yield (
            place.node.args[0],
            f"{say(place.node.args[0])} is walked from front to back. Which end has to be "
            "finished first?",
        )


@kind("copy-dropped", ast.Call)
def copy_dropped(place):
    if called(place.node) == "copy":
        yield (
            subject(place.node),
            f"{say(subject(place.node))} is kept without a copy: whoever changes it later changes "
            "what you kept.",
        )


@kind("seed-fixed", ast.Call)
def seed_fixed(place):
    """rng.permutation(n) -> a generator of its own, the same at every call."""
    node = place.node
    if isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "rng":
        fresh = ast.parse("np.random.default_rng(0)", mode="eval").body
        yield (
            ast.Call(ast.Attribute(fresh, node.func.attr, ast.Load()), node.args, node.keywords),
            "a generator of your own is made at each call: every call then draws the same. Draw "
            "from the one that comes in.",
        )
