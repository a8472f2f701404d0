"""A training run that can be stepped, changed and rewound. No threads, no widgets."""

from dataclasses import replace
from math import isfinite
from typing import Any

import numpy as np

from ...gradcheck.layers import join
from ...nn import Optimizer, l2_penalty_backward
from ...nn.joined import Joined
from . import pictures
from .examples import Examples
from .learner import LearnersCode
from .ours import OurNetwork
from .remarks import remarks_on
from .settings import Settings
from .snapshots import Snapshot, Snapshots
from .trouble import Stopped, Trouble, exploded

GOES_ON = {"lr", "l2", "batch_size", "optimizer"}  # settings that leave the network as it is
REMARK = 50  # steps between two looks for what is to be said


class TrainingRun:
    """A network, its data and its optimizer, step by step.

    Parameters
    ----------
    settings : Settings, optional
    learner : LearnersCode, optional
        Functions of the learner that take the place of ours.
    mute : bool
        Whether they are left alone until the first step: one of them has got stuck before, and
        would take along who asks for a picture.

    Attributes
    ----------
    settings : Settings
    x, y, x_val, y_val : ndarray
        The `examples` for training and for validation.
    bounds : tuple of float
        What the pictures show: left, right, bottom, top.
    sizes : list of int
        From the inputs to the outputs: one output for two classes, otherwise one a class.
    steps : int
        How many steps lead here; ``epochs`` is the same in epochs, a float.
    last : int
        The largest step reached: the end of what can be rewound.
    snapshots : Snapshots
    train_loss, val_loss : float
        Of all examples, without the penalty on the weights.
    gradient_norms : tuple of float
        By layer, of a batch: that of the last snapshot.
    trouble : Trouble or None
        Why the run cannot go on. Rewinding or changing a setting clears it.
    remarks : list of str
        What is odd, in words: dead units, vanishing gradients, a wrong gradient of the learner's.
    checks : dict of str to Checked
        The learner's gradients beside measured slopes, by parameter.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        learner: LearnersCode | None = None,
        mute: bool = False,
    ) -> None:
        self.settings = settings or Settings()
        self.learner = learner
        self.reset(mute)

    def reset(self, mute: bool = False) -> None:
        """Begin again: the data, the first weights and the order come from the seed."""
        settings = self.settings
        self.examples = drawn = Examples(settings)
        self.x, self.y, self.x_val, self.y_val = drawn.x, drawn.y, drawn.x_val, drawn.y_val
        self.bounds = pictures.bounds(self.x)
        self.sizes = [2, *settings.hidden, self.examples.outputs]
        self._network = self._made(np.random.default_rng([settings.seed, 2]))
        self._params: Joined = self._network.params
        self._grads = Joined.of(self._params)
        ends = np.cumsum([(D + 1) * M for D, M in zip(self.sizes, self.sizes[1:], strict=False)])
        self._starts = np.array([0, *ends[:-1]])  # of the layers, in the vector of the gradients
        self._optimizer = Optimizer(settings.optimizer, settings.lr)
        self._rng = np.random.default_rng([settings.seed, 3])
        self._order, self._place = np.zeros(0, int), 0
        self.steps, self.epochs = 0, 0.0
        self.gradient_norms = (float("nan"),) * len(ends)
        self.snapshots = Snapshots()
        self._begin_again()
        self._mute = mute
        self._keep()

    def _made(self, rng: np.random.Generator) -> Any:
        activation = "relu" if self.learner else self.settings.activation
        ours = OurNetwork(self.sizes, activation, self.examples.loss_name, rng)
        return self.learner.driving(ours, self.examples.loss) if self.learner else ours

    def _begin_again(self) -> None:
        self.trouble: Trouble | None = None
        self.checks: dict[str, Any] = {}
        self._network.remarks = []
        self._said: list[str] = []
        self._logits: np.ndarray | None = None  # of all examples, once asked for
        self._mute = False  # whether the learner's forward pass is not to be called again

    @property
    def stopped(self) -> bool:
        return self.trouble is not None

    @property
    def last(self) -> int:
        return max(self.snapshots.last, self.steps)

    @property
    def remarks(self) -> list[str]:
        return [*self._network.remarks, *self._said]

    @property
    def params(self) -> dict[str, np.ndarray]:
        """Copies of the parameters, by name."""
        return {name: array.copy() for name, array in self._params.items()}

    @property
    def activation(self) -> str:
        """Between the layers; of the learner's functions, that which they behave like."""
        return self._network.activation

    @property
    def count(self) -> int:
        """How many parameters there are."""
        return self._params.vector.size

    @property
    def train_loss(self) -> float:
        return self.examples.losses(self._all_logits())[0]

    @property
    def val_loss(self) -> float:
        return self.examples.losses(self._all_logits())[1]

    @property
    def accuracy(self) -> tuple[float, float]:
        """The share of examples that are told right, in training and in validation."""
        return self.examples.accuracies(self._all_logits())

    def _all_logits(self) -> np.ndarray:
        if self._logits is None:
            self._logits = self.logits(self.examples.all_x)
        return self._logits

    def logits(self, x: np.ndarray) -> np.ndarray:
        """What the network says of examples, (N, C); nan where that cannot be had."""
        return self._asked("outputs", x, np.full((len(x), self.sizes[-1]), np.nan))

    def units(self, x: np.ndarray) -> list[np.ndarray]:
        """What the units of each hidden layer put out, (N, M) each; nan if that cannot be had."""
        missing = [np.full((len(x), size), np.nan) for size in self.sizes[1:-1]]
        return self._asked("units", x, missing)

    def _asked(self, what: str, x: np.ndarray, otherwise: Any) -> Any:
        if self._mute:
            return otherwise
        try:
            with np.errstate(all="ignore"):
                return getattr(self._network, what)(x)
        except Stopped as stopped:
            self._stop(stopped)
            return otherwise

    def step(self) -> None:
        """Take one step with the next batch; in trouble, take none and say why in `trouble`."""
        if self.stopped:
            return
        self.snapshots.drop_after(self.steps)
        if self._place >= len(self._order):
            self._order, self._place = self._rng.permutation(len(self.x)), 0
        batch = self._order[self._place : self._place + self.settings.batch_size]
        try:
            with np.errstate(all="ignore"):  # what is not finite is said in words
                self._descend(self.x[batch], self.examples.targets[batch])
        except Stopped as stopped:
            self._stop(stopped)
            return
        self._place += len(batch)
        self.steps += 1
        self.epochs += len(batch) / len(self.x)
        self._logits, self._mute = None, False
        if self.snapshots.due(self.steps):
            self._keep()
        if self.steps % REMARK == 0:
            self._said = remarks_on(self)

    def _descend(self, x: np.ndarray, targets: np.ndarray) -> None:
        """Take the step itself; raise Stopped if something is wrong, the network as it was."""
        grads, optimizer = self._grads, self._optimizer
        loss = self._network.loss_into(grads, x, targets)
        if not isfinite(loss):
            raise self._exploded("loss is")
        if not _finite(grads.vector):
            raise self._exploded("gradient is")
        if self._network.checks_itself:
            self.checks = self._network.checked(self.steps, x, targets, grads, self.checks)
        if self.settings.l2:
            for name, w in self._params.items():
                if name.startswith("w"):
                    grads[name] += l2_penalty_backward.__wrapped__(w, self.settings.l2)
        if self.snapshots.due(self.steps + 1):  # the update uses the gradients up
            squares = np.add.reduceat(grads.vector**2, self._starts)
            self.gradient_norms = tuple(np.sqrt(squares).tolist())
        before = self._params.vector.copy(), optimizer.state, optimizer.steps
        optimizer.update_in_place(self._params, grads)
        if not _finite(self._params.vector):
            self._params.vector[:], optimizer.state, optimizer.steps = before
            raise self._exploded("weights are")

    def _stop(self, stopped: Stopped) -> None:
        self.trouble, self._mute = stopped.trouble, stopped.forward

    def _exploded(self, what: str) -> Stopped:
        wrong = [name for name, check in self.checks.items() if not check.ok]
        said = join(wrong) if wrong else ""
        return Stopped(exploded(what, self.steps + 1, self.settings.lr, said))

    def epoch(self) -> None:
        """Take steps until every example of this epoch has been seen."""
        self.step()
        while not self.stopped and self._place < len(self._order):
            self.step()

    def change(self, **settings: Any) -> None:
        """Change settings.

        The learning rate, the penalty and the batch size count from the next step on, and so does
        another optimizer, which begins with nothing to remember, unless it is the one that has led
        here. Anything else makes a new network.

        Parameters
        ----------
        **settings
            As those of `Settings`.

        Raises
        ------
        TypeError, ValueError
            If there is no such setting, or a value is not what it should be; nothing changes.
        """
        before, self.settings = self.settings, replace(self.settings, **settings)
        changed = {name for name in settings if getattr(before, name) is not settings[name]}
        if not changed <= GOES_ON:
            self.reset()
            return
        self.trouble, self._mute = None, False
        if self.settings.optimizer != before.optimizer:
            here = self.snapshots.at(self.steps)
            self._optimizer = self._optimizer_at(here if here.step == self.steps else None)
        self._optimizer.lr = self.settings.lr

    def rewind(self, step: int) -> None:
        """Go back, or ahead to where the run has been, to the last snapshot not after `step`.

        What lies ahead is kept until a step is taken from here.
        """
        self._keep()  # so that the way back leads here
        found = self.snapshots.at(step)
        self._params.vector[:] = found.vector
        self._optimizer = self._optimizer_at(found)
        self._rng.bit_generator.state = found.rng
        self._order, self._place = found.order, found.place
        self.steps, self.epochs = found.step, found.epochs
        self.gradient_norms = found.gradient_norms
        self._begin_again()

    def _optimizer_at(self, found: Snapshot | None) -> Optimizer:
        """The one that is set; if it is that of a snapshot, with what it remembered there."""
        optimizer = Optimizer(self.settings.optimizer, self.settings.lr)
        if found and found.optimizer[0] == self.settings.optimizer:
            _, state, optimizer.steps = found.optimizer
            optimizer.state = dict(state)
        return optimizer

    def history(self) -> dict[str, np.ndarray]:
        """What was measured, one row a snapshot: "step", "train", "val", "gradient_norms"."""
        return self.snapshots.history()

    def field(self, resolution: int = 50) -> np.ndarray:
        """What the network says all over the plane, (resolution, resolution), from the top.

        For two classes the probability of class 1, nan where there is none; else the class.
        """
        return pictures.field(self, resolution)

    def responses(self, resolution: int = 24) -> list[np.ndarray]:
        """What every unit puts out all over the plane, logits last: (units, R, R) by layer."""
        return pictures.responses(self, resolution)

    def _keep(self) -> None:
        if len(self.snapshots) and self.snapshots.last >= self.steps:
            return
        train, val = self.examples.losses(self._all_logits())
        self.snapshots.keep(
            Snapshot(
                self.steps,
                self._params.vector.copy(),
                # Steps are pure functions, so that a state is never written into.
                (self.settings.optimizer, dict(self._optimizer.state), self._optimizer.steps),
                self._rng.bit_generator.state,
                self._order,
                self._place,
                self.epochs,
                train,
                val,
                self.gradient_norms,
            )
        )


def _finite(vector: np.ndarray) -> bool:
    """Whether all are finite; their squares may overflow, so they are a first look only."""
    return isfinite(vector.dot(vector)) or bool(np.isfinite(vector).all())
