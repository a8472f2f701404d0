"""Which layer is first at fault, in words."""

import re


def first_at_fault(wrong, names):
    """Say in which layer the mistake most likely is.

    Backprop goes from the last layer to the first. The wrong array of the highest layer is where
    it goes wrong; those of earlier layers may only have inherited it.

    Parameters
    ----------
    wrong : collection of str
        Names of arrays.
    names : collection of str
        All names: a kind and the number of a layer, such as "w2".

    Returns
    -------
    layer : int or None
        None where nothing is wrong, or the names do not number the layers.
    words : str or None
    """
    layers = {name: layer_of(name) for name in names}
    if not wrong or None in layers.values() or len(set(layers.values())) < 2:
        return None, None
    layer, last = max(layers[name] for name in wrong), max(layers.values())
    here = [name for name in names if layers[name] == layer]
    at_fault = [name for name in here if name in wrong]
    right = [name for name in here if name not in wrong]

    words = (
        f"Backprop goes from the last layer to the first, and layer {layer} is the first at fault"
    )
    above = sorted({number for number in layers.values() if number > layer})
    if above:
        one = len(above) == 1
        words += f": {'layer' if one else 'layers'} {join(above)} agree{'s' * one}"
    words += "."
    if right:
        words += (
            f" {join(right)} of the same layer agree{'s' * (len(right) == 1)}, so what arrives at "
            f"the layer is most likely right: look at the formula of {join(at_fault)}."
        )
    elif layer == last:
        words += " Look at the backward pass of the loss, and at this layer's own formulas."
    else:
        words += (
            f" Look at what lies between layers {layer + 1} and {layer}, that is the gradient that "
            f"layer {layer + 1} hands on and the activation's backward pass, and at this layer's "
            "own formulas."
        )
    inherited = may_have_inherited(wrong, names)
    own = [name for name in names if name in wrong and layers[name] < layer]
    own = [name for name in own if name not in inherited]
    if own:
        are = "has a mistake of its" if len(own) == 1 else "have mistakes of their"
        words += f" {join(own)} {are} own: what arrives there is right."
    if inherited:
        words += f" {join(inherited)} may only have inherited the mistake: mend this first."
    return layer, words


def may_have_inherited(wrong, names):
    """List the wrong arrays of layers below the first at fault in which nothing is right.

    Where w agrees and b does not, or the other way round, what arrives at the layer is right.
    """
    layers = {name: layer_of(name) for name in names}
    if not wrong or None in layers.values():
        return []
    first = max(layers[name] for name in wrong)
    right = {layers[name] for name in names if name not in wrong}
    return [n for n in names if n in wrong and layers[n] < first and layers[n] not in right]


def layer_of(name):
    """Return the number at the end of a name such as "w2", or None."""
    number = re.fullmatch(r"\D+(\d+)", str(name))
    return int(number[1]) if number else None


def join(names):
    """Write a list of names as a sentence does."""
    *most, last = map(str, names)
    return f"{', '.join(most)} and {last}" if most else last
