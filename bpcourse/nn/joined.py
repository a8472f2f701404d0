"""Named arrays that lie one behind the other in one vector."""

import numpy as np

from .checks import check_array


class Joined(dict):
    """A dict of arrays, each of them a part of one vector.

    An optimizer treats every entry alike, so one step on the vector does what a step on each
    array would: for the six arrays of a small network in an eighth of the time (sgd), or a fifth
    (adam).

    Parameters
    ----------
    shapes : dict of str to tuple of int
    dtype : dtype
        Of all of them.

    Attributes
    ----------
    vector : ndarray of shape (P,)
        All entries, in the order of the names.

    Notes
    -----
    Setting a name writes into the array that is there, so that it stays a part of the vector. No
    name can be added or taken away.
    """

    def __init__(self, shapes, dtype):
        sizes = [int(np.prod(shape)) for shape in shapes.values()]
        self.vector = np.zeros(sum(sizes), dtype)
        parts = np.split(self.vector, np.cumsum(sizes)[:-1])
        super().__init__(
            (name, part.reshape(shape))
            for (name, shape), part in zip(shapes.items(), parts, strict=True)
        )

    def __setitem__(self, name, array):
        if name not in self:
            raise KeyError(f"there is no {name!r} among {', '.join(self)}, and none can be added")
        self[name][...] = check_array(f'"{name}"', array, self[name].shape)

    def update(self, *args, **arrays):
        for name, array in dict(*args, **arrays).items():
            self[name] = array

    def __ior__(self, arrays):
        self.update(arrays)
        return self

    def _refuse(self, *args):
        raise TypeError("the arrays are parts of one vector: none can be taken away")

    __delitem__ = clear = pop = popitem = _refuse

    def __reduce__(self):
        """Copies and pickles are joined again."""
        return Joined.of, (dict(self),)

    @classmethod
    def of(cls, arrays):
        """Join copies of arrays that are given by name."""
        shapes = {name: np.shape(array) for name, array in arrays.items()}
        joined = cls(shapes, np.result_type(*arrays.values()))
        for name, array in arrays.items():
            joined[name][...] = array
        return joined
