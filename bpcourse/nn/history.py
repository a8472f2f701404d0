"""What a training has been like, epoch by epoch."""


class History(dict):
    """A dict of lists, an entry an epoch, that shows itself in one line.

    A notebook would print every number otherwise. They are all there: ``history["train"]``.
    """

    def __repr__(self):
        epochs = len(self["train"])
        losses = [f"{name} {self[name][-1]:.3g}" for name in ("train", "val") if self[name]]
        line = f"{epochs} epoch{'s' * (epochs != 1)}"
        return f"{line}: {', '.join(losses)}" if losses else line
