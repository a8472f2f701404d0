"""What is said to a learner who calls one of our functions in a way that it cannot answer."""


class Trouble(ValueError):
    """A call that cannot be answered. The message says what to write instead.

    A notebook shows the message alone: the traceback would be of our code.
    """

    def _render_traceback_(self) -> list[str]:  # asked for by IPython
        return [str(self)]
