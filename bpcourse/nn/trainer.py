"""The Trainer: what `fit` in `training.py` does, with what people ask for besides."""

from math import isfinite

import numpy as np

from .checks import check_count, check_function, check_generator, check_not_empty, check_number
from .clipping import clip_by_global_norm
from .feedforward import Network
from .history import History
from .joined import Joined
from .network import layer_gradient_norms
from .not_finite import gradient_norms, not_finite, not_finite_in_val
from .optimizers import Optimizer
from .progress import progress_bar, show_early_end, show_epoch
from .regularization import l1_penalty_backward, l2_penalty_backward
from .training import iterate_minibatches
from .training_rules import Pair, check_cast


class Trainer:
    """Trains a network: epoch by epoch with `fit`, or one step at a time with `step`.

    Parameters
    ----------
    network : Network
        Its params become a copy of what they were, and every step is written into that: copy
        what you want to keep. Each `fit` begins with another copy.
    optimizer : Optimizer, optional
        A new one, since it remembers its steps; ``Optimizer("adam", lr=0.01)`` if there is none.
        Its lr may be a schedule.
    batch_size : int
        Examples a batch.
    l2, l1 : float
        Strength of a penalty on the weights, not on the biases: see `l2_penalty`, `l1_penalty`.
        The losses you see are without it, so that those of training and validation compare.
    clip : float, optional
        Shorten gradients to this norm, all parameters taken together. Penalties are clipped
        with them.
    patience : int, optional
        Stop after so many epochs in a row without a better validation loss.
    threshold : float, optional
        Stop after the first epoch whose training loss is below it.
    callbacks : sequence of callable
        Each is called as ``callback(trainer, epoch)`` after every epoch, which counts from 1.
        It may set ``trainer.stop = True``.
    rng : numpy.random.Generator, optional
        Where the order of the examples comes from; without one it differs from run to run.

    Attributes
    ----------
    network, optimizer
        As given.
    history : History
        A dict of lists, one entry an epoch, over all calls of `fit`: "train", the mean loss over
        the examples, each taken before its batch's step; "val", the loss on all of val after the
        epoch; "lr", the learning rate at the epoch's first step; "gradient_norms", an array with
        the norm of each layer's gradient at that step, before penalties and clipping. "val" is
        empty without validation, and nan in an epoch without where others have it.
    stopped : {"threshold", "patience", "callback"} or None
        Why the last `fit` ended before its epochs were over.
    best_epoch : int or None
        The epoch, counted from 1, whose parameters the last `fit` put back. Where those at its
        start did best, it is that of the `fit` before, if they are from there.

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If a number is out of bounds, or the optimizer has taken steps already.

    Notes
    -----
    Early stopping: Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 7.8,
    algorithm 7.1.
    """

    def __init__(
        self,
        network,
        optimizer=None,
        *,
        batch_size=32,
        l2=0.0,
        l1=0.0,
        clip=None,
        patience=None,
        threshold=None,
        callbacks=(),
        rng=None,
        **unknown,
    ):
        if unknown:
            raise TypeError(
                f"Trainer takes no {', '.join(unknown)}. What belongs to the steps goes there: "
                'Trainer(network, Optimizer("adam", lr=0.01))'
            )
        if not isinstance(network, Network):
            raise TypeError(f"network must be a Network, got {type(network).__name__}")
        if not (optimizer is None or isinstance(optimizer, Optimizer)):
            raise TypeError(
                'optimizer must be an Optimizer such as Optimizer("adam", lr=0.01), '
                f"got {type(optimizer).__name__}"
            )
        if optimizer is not None and optimizer.steps:
            steps = f"{optimizer.steps} step{'s' * (optimizer.steps > 1)}"
            raise ValueError(
                f"optimizer has taken {steps} already: a new Trainer wants a new Optimizer"
            )
        if not np.iterable(callbacks):
            kind = type(callbacks).__name__
            raise TypeError(f"callbacks must be a list of functions, got {kind}")
        self.network = network
        self.optimizer = Optimizer("adam", lr=0.01) if optimizer is None else optimizer
        self.batch_size = check_count("batch_size", batch_size)
        self.l2 = check_number("l2", l2, at_least=0)
        self.l1 = check_number("l1", l1, at_least=0)
        self.clip = None if clip is None else check_number("clip", clip, above=0)
        self.patience = None if patience is None else check_count("patience", patience)
        self.threshold = None if threshold is None else check_number("threshold", threshold)
        self.callbacks = [check_function("a callback", callback) for callback in callbacks]
        self.rng = np.random.default_rng() if rng is None else check_generator("rng", rng)
        self.history = History(train=[], val=[], lr=[], gradient_norms=[])
        self.stop = False
        self.stopped = None
        self.best_epoch = None
        self._params = self._grads = None  # of the network: written into at every step
        self._put_back = None  # the parameters that the last `fit` did
        self._fitting = {}  # what `fit` knows, for the message of NotFinite
        self._earlier = {}  # by step, norms of gradients, for the same: see `_look_closer`
        self._large = 0.0  # what to look closer at

    def __repr__(self):
        epochs = len(self.history["train"])
        return f"Trainer({self.network}; {self.optimizer}), {epochs} epochs so far"

    @np.errstate(all="ignore")  # NotFinite has more to say than a warning
    def step(self, x, y):
        """Take one step with one batch.

        Parameters
        ----------
        x : ndarray of shape (N, D)
        y : ndarray of shape (N,) or (N, M)
            What the network's loss wants.

        Returns
        -------
        loss : float
            Of the batch, before the step and without penalties.

        Raises
        ------
        NotFinite
            If the loss or a gradient is not finite. Then the step is not taken, and network and
            optimizer are as they were.
        TypeError, ValueError
            If x or y is of another type or shape.
        """
        self._own_params()
        x, y = self._checked(x, y)
        loss = self._loss_and_grads(x, y)
        self._descend()
        return loss

    def _own_params(self):
        """Copy what is in the network, unless we have: it is written into from here on."""
        if self.network.params is not self._params:
            self._params = Joined.of(self.network.check_params(self.network.params))
            self._grads = Joined.of(self._params)
            self._earlier, self._large = {}, 0.0
            self.network.params = self._params

    def _checked(self, x, y):
        own_x = self.network.check_x(self._params, x)
        check_not_empty("x", own_x)
        own_y = self.network.check_y(own_x, y)
        if own_x is not x:
            check_cast("x", x, own_x)
        if own_y is not y:
            check_cast("y", y, own_y)
        return own_x, own_y

    def _loss_and_grads(self, x, y):
        """Calculate the loss of a batch, and leave its gradients in `_grads`."""
        loss = self.network.loss_into(self._grads, self._params, x, y)
        # A sum of squares is finite only if all of them are, and is quickly taken.
        vector = self._grads.vector
        size = loss + vector.dot(vector)
        if not size < self._large:  # NaN is not, either
            self._look_closer(loss, size, x, y)
        return loss

    def _look_closer(self, loss, size, x, y):
        """Raise NotFinite; or note the norms of gradients that are far larger than any before."""
        if not (isfinite(loss) and np.isfinite(self._grads.vector).all()):
            raise not_finite(
                self.network,
                (x, y),
                loss,
                self._grads,
                self.optimizer,
                clip=self.clip,
                earlier=self._earlier,
                **self._fitting,
            )
        first = dict(list(self._earlier.items())[:1])
        self._earlier = first | {self.optimizer.steps + 1: gradient_norms(self._grads)}
        self._large = max(10 * float(size), np.finfo(float).tiny)

    def _descend(self):
        """Take a step with the gradients that are there, which uses them up."""
        grads = self._grads
        if self.l2 or self.l1:
            for name, w in self._params.items():
                if name.startswith("w"):
                    dw = grads[name]
                    dw += l2_penalty_backward.__wrapped__(w, self.l2)
                    dw += l1_penalty_backward.__wrapped__(w, self.l1)
        if self.clip is not None:
            clipped, _ = clip_by_global_norm.__wrapped__({"all": grads.vector}, self.clip)
            grads.vector[:] = clipped["all"]
        self.optimizer.update_in_place(self._params, grads)

    def fit(self, train, val=None, epochs=100, progress=True):
        """Train epoch by epoch. Called again, it goes on from where it stopped.

        Parameters
        ----------
        train : tuple
            The pair (x, y) to learn from.
        val : tuple, optional
            The pair (x, y) to judge by. With it, the parameters after the epoch of this call
            that had the lowest validation loss are put back at the end, however it ends. If
            there were epochs before this call, those at its start count as well. A loss that
            overflows is never the lowest. The optimizer does not go back: it goes on with what
            it remembers, and with its schedule.
        epochs : int
            How many at most.
        progress : bool
            Show a bar, in a terminal or a notebook. It needs tqdm.

        Returns
        -------
        history : History
            Of all calls; see the class. It shows itself in one line.

        Raises
        ------
        NotFinite
            If the loss or a gradient is not finite, or the validation loss is not because val
            holds NaN or infinity.
        TypeError, ValueError
            If an argument is of another type or shape.
        ImportError
            If a bar is asked for and there is no tqdm.

        Notes
        -----
        If you interrupt it (Ctrl-C, or the kernel's stop button), the KeyboardInterrupt goes on
        to you, and everything holds together: history tells of the epochs that were completed,
        the parameters are the best ones as above, or without val those after the last step.
        """
        if self.network.params is not self._put_back:
            self.best_epoch = None
        self._params = None  # so that what is in the network now will not be written into
        self._own_params()
        train = self._checked_pair("train", train)
        val = None if val is None else self._checked_pair("val", val)
        if val is None and self.patience is not None:
            raise ValueError("patience needs a validation set: fit(train, val)")
        epochs = check_count("epochs", epochs)
        self.stop, self.stopped = False, None
        best, lowest, waited = None, np.inf, 0
        if val is not None and self.history["train"]:
            lowest = self._validation_loss(val)
        if lowest < np.inf:
            best = Joined.of(self._params)
        else:
            self.best_epoch, lowest = None, np.inf
        with progress_bar(epochs, progress) as bar:
            try:
                for _ in range(epochs):
                    epoch, val_loss = self._epoch(*train, val)
                    waited += 1
                    if val_loss < lowest:
                        best, lowest, waited = Joined.of(self._params), val_loss, 0
                        self.best_epoch = epoch
                    show_epoch(bar, self.history)
                    for callback in self.callbacks:
                        callback(self, epoch)
                    self.stopped = self._reason_to_stop(waited)
                    if self.stopped:
                        show_early_end(bar, self.stopped)
                        break
            finally:
                self._fitting = {}
                for entries in self.history.values():
                    del entries[len(self.history["train"]) :]
                if best is not None:
                    self.network.params = self._put_back = best
        return self.history

    @np.errstate(over="ignore")  # check_cast has more to say
    def _checked_pair(self, name, pair):
        """Check x and y once, so that no step has to."""
        x, y = Pair()(name, pair, {})
        try:
            return self._checked(x, y)
        except (TypeError, ValueError) as error:
            raise type(error)(f"{name}: {error}") from None

    @np.errstate(all="ignore")
    def _epoch(self, x, y, val):
        """Show every example once, and note how it went."""
        self._own_params()  # a callback may have exchanged them
        epoch = len(self.history["train"]) + 1
        self._fitting = {"epoch": epoch, "data": (x, y)}
        lr, norms, total = self.optimizer.lr_now, None, 0.0
        for x_batch, y_batch in iterate_minibatches(x, y, self.batch_size, self.rng):
            total += self._loss_and_grads(x_batch, y_batch) * len(x_batch)
            if norms is None:
                norms = layer_gradient_norms(self._grads)
            self._descend()
        val_loss = np.nan if val is None else self._validation_loss(val)
        history = self.history
        if val is not None or history["val"]:
            history["val"] += [np.nan] * (epoch - 1 - len(history["val"])) + [val_loss]
        history["lr"].append(lr)
        history["gradient_norms"].append(norms)
        history["train"].append(total / len(x))  # the last: how many there are is the epoch
        return epoch, val_loss

    @np.errstate(all="ignore")
    def _validation_loss(self, val):
        loss = self.network.loss(self._params, *val)
        if not isfinite(loss) and not all(np.isfinite(array).all() for array in val):
            raise not_finite_in_val(loss, val, self.optimizer, self._fitting.get("epoch"))
        return loss

    def _reason_to_stop(self, waited):
        if self.stop:
            return "callback"
        if self.threshold is not None and self.history["train"][-1] < self.threshold:
            return "threshold"
        if self.patience is not None and waited >= self.patience:
            return "patience"
        return None
