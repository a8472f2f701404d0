"""A run that is driven by the learner's own functions, with their gradients measured beside it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ...nn.feedforward import ACTIVATIONS
from ...nn.joined import Joined
from ..theirs import deadline, files_of, mistake_in, name_of
from .measured import Checked, check_gradients, words_on
from .ours import OurNetwork
from .returned import logits_and_cache, take_grads
from .trouble import Stopped, Trouble

EVERY = 10  # steps between two checks of the gradients
SAME = 1e-6  # of the largest logit

Loss = Callable[[np.ndarray, np.ndarray], tuple[float, np.ndarray]]


class LearnersCode:
    """Functions of the learner that drive a run.

    Parameters
    ----------
    forward : callable
        ``forward(params, x)`` returns the logits, or logits and a cache, as in lessons 01 and 06.
    backward : callable, optional
        ``backward(dlogits, cache)`` returns the gradients by name. Without it ours train.

    Attributes
    ----------
    files : frozenset of str
        Where they and their helpers were written.

    Raises
    ------
    TypeError
        If one of them is not a function.
    """

    def __init__(self, forward: Callable, backward: Callable | None = None) -> None:
        if forward is None:
            raise TypeError("backward needs the cache that your forward makes: give forward too")
        for name, function in (("forward", forward), ("backward", backward)):
            if not (callable(function) or (name == "backward" and function is None)):
                kind = type(function).__name__
                raise TypeError(f"{name} must be a function, got {kind}: hand it over by its name")
        self.forward, self.backward = forward, backward
        self.files = files_of(forward, *([backward] if backward else []))

    def driving(self, ours: OurNetwork, loss: Loss) -> "LearnersNetwork":
        """The network of a run, with these functions in place of ours."""
        return LearnersNetwork(self, ours, loss)


class LearnersNetwork:
    """What `OurNetwork` does, by the learner's functions. Raises Stopped for what they do wrong.

    Attributes
    ----------
    remarks : list of str
        What was seen at the last look, every tenth step.
    """

    checks_itself = True

    def __init__(self, code: LearnersCode, ours: OurNetwork, loss: Loss) -> None:
        self._code, self._ours, self._loss = code, ours, loss
        self._others = [ours.like(name) for name in ACTIVATIONS if name != ours.activation]
        self._alike: OurNetwork | None = ours  # the one of ours that has the same logits
        self._given: list[tuple[str, dict, dict]] = []  # to which function, now and before
        self._rng = np.random.default_rng(0)
        self.params: Joined = ours.params
        self.remarks: list[str] = []

    @property
    def activation(self) -> str:
        """Between the layers, as far as can be seen."""
        return (self._alike or self._ours).activation

    def loss_into(self, grads: Joined, x: np.ndarray, y: np.ndarray) -> float:
        """The loss of a batch; its gradients are written into `grads`."""
        logits, cache = self._forward(self.params, x)
        if not np.isfinite(logits).all() and np.isfinite(self._ours.outputs(x)).all():
            what = "nan" if np.isnan(logits).any() else "inf"
            raise self._odd(
                f"{self._who('forward')} puts out {what}.",
                "The parameters and the examples are finite, and no sum of them leaves the range "
                "of floats.",
            )
        loss, dlogits = self._loss(logits, y)
        self._seen = logits, loss
        if self._code.backward is None:
            (self._alike or self._ours).loss_into(grads, x, y)
            return loss
        if cache is None:
            raise self._odd(
                f"{self._who('forward')} returns logits alone.",
                "Your backward pass needs a cache: return the pair of logits and cache.",
            )
        kept = np.array(dlogits)
        given = kept.copy()
        theirs = self._call(self._code.backward, given, cache)
        self._given.append(("backward", {"dlogits": given}, {"dlogits": kept}))
        odd = take_grads(theirs, self._who("backward"), grads)
        if odd and np.isfinite(loss) and self._is_finite(x, y):
            raise self._odd(
                f"{self._who('backward')} returns nan or inf in the gradient of {odd[-1]}.",
                "The loss is finite, and so is its gradient.",
            )
        return loss

    def outputs(self, x: np.ndarray) -> np.ndarray:
        """The logits, of shape (N, C)."""
        return self._forward(self.params, x)[0]

    def units(self, x: np.ndarray) -> list[np.ndarray]:
        """What the units of each hidden layer put out, as the network of ours that is alike says.

        nan where none is: what stands in the learner's cache is the learner's business.
        """
        if self._alike is None:
            return [np.full(units.shape, np.nan) for units in self._ours.units(x)]
        return self._alike.units(x)

    def checked(
        self, step: int, x: np.ndarray, y: np.ndarray, grads: Joined, before: dict[str, Checked]
    ) -> dict[str, Checked]:
        """The gradients beside measured slopes, every tenth step; else what was found before.

        To be asked after `loss_into`, which says what was given to the functions.
        """
        given, self._given = self._given, []
        if step % EVERY:
            return before
        logits, loss = self._seen
        self.remarks = self._changed_inputs(given) + self._compared(x, logits)
        if self._code.backward is None:
            return {}
        try:
            found = check_gradients(
                self._loss_at(x, y), loss, self.params, grads, self._rng, step, len(x)
            )
        except ValueError:
            raise self._odd(
                f"{self._who('forward')} gives other logits at a second call.",
                "The parameters and the examples are the same. Does it draw random numbers, or "
                "keep something from call to call? So its gradient cannot be measured.",
            ) from None
        found = before | found
        checks = {name: found[name] for name in self.params if name in found}
        self.remarks += words_on(checks, self._who("backward"))
        return checks

    def _loss_at(self, x: np.ndarray, y: np.ndarray) -> Callable[[dict], float]:
        return lambda params: self._loss(self._forward(params, x)[0], y)[0]

    def _changed_inputs(self, given: list) -> list[str]:
        """Say which inputs the functions changed; they work on copies here, so nothing is lost."""
        found: dict[str, list[str]] = {}
        for which, after, before in given:
            for name, array in before.items():
                if not np.array_equal(after.get(name), array, equal_nan=True):
                    found.setdefault(which, []).append(name)
        return [
            f"{self._who(which)} changes {', '.join(names)} in place. Here it works on copies; "
            "elsewhere that spoils what others still need."
            for which, names in found.items()
        ]

    def _compared(self, x: np.ndarray, logits: np.ndarray) -> list[str]:
        """Find the network of ours that is alike, or say that there is none."""
        room = SAME * (1 + np.abs(logits).max(initial=0))
        now = [self._alike] if self._alike else []
        for network in [*now, self._ours, *self._others]:
            if np.allclose(network.outputs(x), logits, rtol=0, atol=room, equal_nan=True):
                self._alike = network
                return []
        self._alike = None
        drives = ""
        if self._code.backward is None:
            drives = " The backward pass is that of such a network, so it does not fit yours."
        return [
            f"{self._who('forward')} gives other logits than linear layers with an activation "
            f"between them, so that single units cannot be shown.{drives}"
        ]

    def _forward(self, params: dict, x: np.ndarray) -> tuple[np.ndarray, Any]:
        given = {name: np.array(array) for name, array in params.items()}
        x_given = np.array(x)
        wanted = len(x), next(reversed(params.values())).size
        try:
            answer = self._call(self._code.forward, given, x_given)
            made = logits_and_cache(answer, self._who("forward"), wanted)
        except Stopped as stopped:
            raise Stopped(stopped.trouble, forward=True) from stopped
        self._given = [("forward", given, params), ("forward", {"x": x_given}, {"x": x})]
        return made

    def _call(self, function: Callable, *arguments: Any) -> Any:
        try:
            with deadline(files=self._code.files):
                return function(*arguments)
        except (Exception, SystemExit) as error:
            mistake = mistake_in(f"Your {name_of(function)}", error, self._code.files)
            raise Stopped(Trouble(mistake.title, mistake.words, mistake.code)) from error

    def _is_finite(self, x: np.ndarray, y: np.ndarray) -> bool:
        """Whether our gradient is."""
        grads = Joined.of(self.params)
        self._ours.loss_into(grads, x, y)
        return bool(np.isfinite(grads.vector).all())

    def _who(self, which: str) -> str:
        return f"Your {name_of(getattr(self._code, which))}"

    def _odd(self, title: str, words: str) -> Stopped:
        return Stopped(Trouble(title, words))
