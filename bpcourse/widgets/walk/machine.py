"""The machine behind the BackpropStepper: three ways to get a walk."""

from collections.abc import Callable, Mapping
from typing import Any

from bpcourse.autodiff import Value

from .inferred import function_of
from .layers import LayersSource
from .sources import FunctionSource
from .stepping import Stepping


class Walk(Stepping):
    """A computational graph, walked forward and then backward, one step at a time.

    Make one with `Walk.of_function`, `Walk.of_value` or `Walk.of_layers`.

    Attributes
    ----------
    scene : dict
        What stands still (JSON)::

            {"nodes": [{"id", "name", "op", "formula", "shape", "column", "row",
                        "input", "constant", "root"}],
             "edges": [{"from", "to", "id", "input", "lane", "via", "local", "walked"}],
             "columns", "rows"}

        Columns and rows count from 0; a row may be a half. ``via`` lists the [column, row] at
        which a long edge passes the columns between its ends. ``lane`` is 0, but for edges between
        the same two nodes (a + a): -0.5 and 0.5. ``input`` of an edge is which operand it is;
        ``local`` names its local derivative, "dc/da"; no gradient comes back along an edge that
        is not ``walked``, that of a constant.
    position : int
        How many steps are taken; from 0, where only the inputs are known, to ``length``.
    forward_length : int
        How many of the steps are the forward pass.
    differs : list of dict
        Where the learner's code differs from what is measured: "where" (id of a node or edge, or
        "" for the whole), "yours", "measured" (None where there is no number), "words"; and
        "backward": True at a node whose gradient is meant, not its value.

    Notes
    -----
    Numbers in `scene` and `state` that are inf or nan are the strings "inf", "-inf", "nan", so
    that both are strict JSON.
    """

    @classmethod
    def of_function(
        cls,
        f: Callable,
        inputs: Mapping[str, float],
        value_class: type | None = None,
        local_derivatives: Callable | None = None,
    ) -> "Walk":
        """Walk through what f calculates.

        Parameters
        ----------
        f : callable
            Takes the inputs by name as Values and returns one. Its local variables name the
            intermediate results; what has no name is called "v1", "v2", ..., and the result "L".
        inputs : dict of str to float
        value_class : type, optional
            The learner's own Value, which is compared with finite differences of f.
        local_derivatives : callable, optional
            The learner's own ``(op, a, b) -> (d/da, d/db)``, compared in the same way.

        Raises
        ------
        ValueError
            If f fails, or its graph is too large to be read.
        """
        return cls(FunctionSource(f, inputs, value_class, local_derivatives))

    @classmethod
    def of_value(cls, root: Any, names: Mapping[str, Any] | None = None) -> "Walk":
        """Walk through a graph that stands already.

        Parameters
        ----------
        root : Value, or any object with ``.data`` and ``.inputs``
            Where it ends. If its class is the learner's own, that is compared as well.
        names : dict of str to node, optional
            What nodes are called; ``globals()`` will do. A leaf without a name is then a
            constant. Without names every leaf is an input: "a", "b", ...

        Raises
        ------
        ValueError
            If it cannot be told from the numbers how a node was calculated.

        Notes
        -----
        The operations are inferred from the numbers, and from local derivatives where nodes have
        them. The graph is calculated again as a copy: that of root stays as it is.
        """
        f, inputs = function_of(root, names)
        return cls(FunctionSource(f, inputs, None if isinstance(root, Value) else type(root)))

    @classmethod
    def of_layers(
        cls,
        x: Any,
        y: Any,
        params: Mapping[str, Any],
        activation: str = "relu",
        loss: str = "mse",
        backward: Mapping[str, Callable] | None = None,
    ) -> "Walk":
        """Walk through the layers of a small network, a whole array at a time.

        Parameters
        ----------
        x : array of shape (N, D)
        y : array
            What the last layer should give, (N, M) for "mse", or classes (N,) for
            "cross_entropy".
        params : dict of str to array
            ``"w1", "b1", ...``, matrices up to 5 x 5.
        activation : {"relu", "tanh", "sigmoid"}
            Between the layers; there is none after the last.
        loss : {"mse", "cross_entropy"}
        backward : dict of str to callable, optional
            The learner's own backward passes, with the signatures of lesson 05: "linear", "relu",
            "tanh", "sigmoid", "mse_loss", "cross_entropy". Each is given what is right in this
            walk, and each array that it returns is compared with finite differences.

        Raises
        ------
        ValueError
            If an array is too large or does not fit.

        Notes
        -----
        Nodes are called "x", "w1", "b1", "s1" (linear), "a1" (activation), ..., "loss", "y", and
        their names are their ids. "local" is the array that meets the incoming gradient: a
        transposed matrix, or slopes entry by entry; None for a bias. One entry is written out in
        "with_numbers", and asked when predicting. Entries of `differs` have "entry" as well.
        """
        return cls(LayersSource(x, y, params, activation, loss, backward))
