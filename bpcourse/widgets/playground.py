"""A network that learns before your eyes, driven by your own forward and backward pass."""

import math
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import traitlets

from . import playground_frames as frames
from .base import CourseWidget
from .playground_twin import twin
from .theirs import name_of
from .training import LearnersCode, Settings, TrainingRun, Trouble
from .training.loop import Loop
from .training.settings import ACTIVATIONS, DATA, STEPS

NAMES = tuple(field.name for field in fields(Settings))
CHOICES = {"data": (*DATA,), "activation": (*ACTIVATIONS,), "optimizer": (*STEPS,)}


class Playground(CourseWidget):
    """A small network on points of the plane: build it, train it, rewind it.

    Parameters
    ----------
    data : str or pair of arrays
        "moons", "circles", "spirals", "xor", "blobs", or own arrays x (N, 2) and y (N,) of classes.
    forward : callable, optional
        Your ``network_forward(params, x) -> (logits, cache)``, or ``mlp_forward(params, x)``.
    backward : callable, optional
        Your ``network_backward(dlogits, cache) -> grads``. It is compared with measured slopes.
    **settings
        noise, examples, hidden, activation, optimizer, lr, batch_size, l2, seed, and speed: steps
        a second at most, 0 for as many as there is time for.

    Notes
    -----
    Each setting can be read and set: ``playground.lr = 0.3``. Learning rate, L2, batch size and
    optimizer act from here on; anything else begins with a new network.
    """

    NAME = "playground"
    ACTIONS = frozenset(
        [
            "train",
            "pause",
            "step",
            "epoch",
            "reset",
            "rewind",
            "change",
            "grow",
            "grow_layers",
            "seen",
        ]
    )

    data = traitlets.Any()
    noise = traitlets.Any()
    examples = traitlets.Any()
    hidden = traitlets.Any()
    activation = traitlets.Any()
    optimizer = traitlets.Any()
    lr = traitlets.Any()
    batch_size = traitlets.Any()
    l2 = traitlets.Any()
    seed = traitlets.Any()
    speed = traitlets.Float(2000.0)

    def __init__(
        self,
        data: Any = "moons",
        forward: Callable[..., Any] | None = None,
        backward: Callable[..., Any] | None = None,
        speed: float = 2000,
        **settings: Any,
    ) -> None:
        self._learner = LearnersCode(forward, backward) if forward or backward else None
        run = TrainingRun(Settings(data=data, **settings), self._learner)
        files = self._learner.files if self._learner else frozenset()
        self._number, self._scene_due, self._mirroring = 0, True, False
        self._loop = Loop(run, self._push, files, self._renewed)
        self._settings = run.settings
        super().__init__()
        self._mirror()
        self.speed = self._loop.speed = speed

    def train(self) -> None:
        """Train until paused."""
        self.status = "Training."
        self._loop.train()

    def pause(self) -> None:
        """Stop training; the run stays where it is."""
        self._loop.pause()

    def step(self, number: int = 1) -> None:
        """Take one step, or so many."""
        self.pause()
        with self._loop.turn() as run:
            goal = run.steps + int(number)
        self._go_to(lambda run: run.steps >= goal)

    def epoch(self) -> None:
        """Train to the end of this epoch."""
        self.pause()
        with self._loop.turn() as run:
            goal = math.floor(run.epochs + 1e-9) + 1 - 1e-9
        self._go_to(lambda run: run.epochs >= goal)

    def reset(self) -> None:
        """Begin again with the first weights."""
        self.pause()
        with self._loop.turn() as run:
            run.reset()
        self._loop.stuck = None
        self._loop.show()
        self.status = "Reset: the first weights, step 0."

    def rewind(self, step: int) -> None:
        """Go back, or forward again, to how the run was at a step."""
        self.pause()
        with self._loop.turn() as run:
            run.rewind(int(step))
            at = run.steps
        self._loop.show()
        self.status = f"Rewound to step {at:,}."

    def grow(self, layer: int, by: int) -> None:
        """Add neurons to a hidden layer, counted from 1, or take some away."""
        hidden = list(self.hidden)
        if not 1 <= layer <= len(hidden):
            raise ValueError(f"there is no hidden layer {layer}: there are {len(hidden)}")
        hidden[layer - 1] += int(by)
        self.hidden = tuple(hidden)

    def grow_layers(self, by: int) -> None:
        """Add a hidden layer like the last one, or take the last one away."""
        hidden = tuple(self.hidden)
        self.hidden = (*hidden, hidden[-1] if hidden else 4) if by > 0 else hidden[:-1]

    def change(self, **settings: Any) -> None:
        """Change settings by their names, as the page does."""
        for name, value in settings.items():
            if name not in (*NAMES, "speed"):
                raise ValueError(f"there is no setting {name!r}")
            try:
                setattr(self, name, value)
            except (TypeError, ValueError, traitlets.TraitError) as error:
                self._scene_due = True
                self._loop.show()  # the page shows what holds, not what was asked for
                raise ValueError(str(error)) from None

    def seen(self, number: int) -> None:
        """The page has drawn the frames up to this one."""
        self._loop.acknowledged(number)

    def close(self) -> None:
        """End training and the widget."""
        loop = getattr(self, "_loop", None)  # none, if the settings were refused
        if loop:
            loop.close()
        super().close()

    @property
    def training(self) -> bool:
        return self._loop.training

    @property
    def run(self) -> TrainingRun:
        """The run behind it. While it trains, read it through the playground."""
        with self._loop.turn() as run:
            return run

    @property
    def steps(self) -> int:
        return self.run.steps

    @property
    def params(self) -> dict:
        """Copies of the weights and biases, "w1", "b1" ..."""
        with self._loop.turn() as run:
            return run.params

    @property
    def history(self) -> dict:
        """Arrays "step", "train", "val", "gradient_norms"."""
        with self._loop.turn() as run:
            return run.history()

    @property
    def loss(self) -> tuple[float, float]:
        """Of training and of validation."""
        with self._loop.turn() as run:
            return run.train_loss, run.val_loss

    @property
    def accuracy(self) -> tuple[float, float]:
        """Of training and of validation."""
        with self._loop.turn() as run:
            return run.accuracy

    @property
    def trouble(self) -> Trouble | None:
        """What went wrong, if something did."""
        return self._standing() or self.run.trouble

    def _standing(self) -> Trouble | None:
        return self._loop.stuck and frames.stands_still(*self._loop.stuck)

    @property
    def driven(self) -> str:
        """Whose code drives it."""
        learner = self._learner
        if learner is None:
            return ""
        forward = name_of(learner.forward)
        if learner.backward is None:
            return f"driven by your {forward}; the backward pass is ours"
        return f"driven by your {forward} and {name_of(learner.backward)}"

    def twin(self) -> str:
        with self._loop.turn() as run:
            return twin(run, self.driven, self._standing())

    def alternative(self) -> str:
        with self._loop.turn() as run:
            data = run.settings.data if isinstance(run.settings.data, str) else "own arrays"
            return f"Playground: {'-'.join(map(str, run.sizes))}, {data}, {run.steps:,} steps"

    @traitlets.validate(*NAMES)
    def _valid(self, proposal: Any) -> Any:
        name = proposal["trait"].name
        return getattr(replace(self._settings, **{name: proposal["value"]}), name)

    @traitlets.observe(*NAMES)
    def _set(self, change: Any) -> None:
        if self._mirroring:
            return
        with self._loop.turn() as run:
            run.change(**{change["name"]: change["new"]})
            self._settings, self._scene_due = run.settings, True
        self._loop.show()

    @traitlets.validate("speed")
    def _valid_speed(self, proposal: Any) -> float:
        if not proposal["value"] >= 0:
            raise ValueError(f"speed is 0 or more steps a second, got {proposal['value']!r}")
        return proposal["value"]

    @traitlets.observe("speed")
    def _set_speed(self, change: Any) -> None:
        self._loop.speed, self._scene_due = change["new"], True
        self._loop.show()

    def _mirror(self) -> None:
        """Give the traits the settings that hold."""
        self._mirroring = True
        for name in NAMES:
            self.set_trait(name, getattr(self._settings, name))
        self._mirroring = False

    def _go_to(self, goal: Callable[[TrainingRun], bool]) -> None:
        self._loop.train(goal)
        self._loop.wait()

    def _renewed(self) -> TrainingRun:
        self._scene_due = True
        return TrainingRun(self._settings, self._learner, mute=True)

    def views_changed(self) -> None:
        self._loop.watched(self.views)
        if self.views:
            self._scene_due = True
            self._loop.show()

    def _push(self, whole: bool, training: bool) -> int:
        """Make a frame and send it, the lock held, on whatever thread."""
        run = self._loop.run
        self._number += 1
        message: dict[str, Any] = {"kind": "frame", "number": self._number, "training": training}
        message["sides"] = {"field": frames.FIELD, "responses": frames.RESPONSES}
        arrays = frames.moving(run, self._loop.rate)
        if whole or self._scene_due:
            arrays |= frames.slow(run)
            trouble = self._standing() or run.trouble
            message["words"] = frames.words(run, trouble)
            if not training:
                self.status = self._loop.words or frames.ended(run, trouble)
        if self._scene_due:
            self._scene_due = False
            message["scene"], data = frames.scene(run, self.speed, self.driven, CHOICES)
            arrays |= data
        message["parts"] = list(arrays)
        self.send(message, [array.tobytes() for array in arrays.values()])
        return self._number
