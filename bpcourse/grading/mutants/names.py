"""What the names in the references stand for: of what sort they are, and how one says them.

Two names can be mistaken for each other where they are of one sort. An argument is called what
the learner calls it too; a name of our own is said in words, since nobody else has it.
"""

ARRAYS = (
    "x y w b dout out dx dw db z h1 z1 pred target logits dlogits dh1 dz1 dz grad "
    "x_batch y_batch v e m losses mean std constant train val test array"
)
NUMBERS = "a c h lr loss total product dtotal dproduct da dc threshold data mean_loss lowest size"
NUMBERS += " above below analytic numeric train_loss val_loss derivative n"
COUNTS = "N L C layer start batch_size max_epochs epochs n_train n_val"
DICTS = "params grads best errors"
LISTS = "history order entered to_visit others seen"
CACHES = "cache cache1 cache2 kept"

SORTS = {
    name: sort
    for sort, names in {
        "array": ARRAYS,
        "number": NUMBERS,
        "count": COUNTS,
        "dict": DICTS,
        "list": LISTS,
        "cache": CACHES,
        "node": "self other root node",
        "place": "i j index batch",
    }.items()
    for name in names.split()
}

# What is a gradient or a sum in one exercise is a number in another, and can stand for either.
LOOSE = {"a", "b", "c", "w", "x", "y", "grad", "size", "mean", "h", "da", "db", "dc"}
ALIKE = ({"array", "number"}, {"number", "count"}, {"array", "place"})

WORDS = {
    "N": "the number of examples",
    "L": "the number of layers",
    "C": "the number of classes",
    "layer": "the number of the layer",
    "self": "the node itself",
    "other": "the other operand",
    "node": "the node",
    "order": "the order",
    "entered": "the list of nodes on the way",
    "to_visit": "the list of nodes still to visit",
    "seen": "the set of nodes already seen",
    "e": "the exponential",
    "m": "the maximum",
    "v": "the random direction",
    "above": "the value a step above",
    "below": "the value a step below",
    "analytic": "the slope that the gradient promises",
    "numeric": "the slope that is measured",
    "step": "the step along one entry",
    "i": "the place of the entry",
    "size": "the size of the two together",
    "losses": "the losses of the examples",
    "product": "the product of a and b",
    "total": "the sum",
    "dtotal": "the gradient with respect to the sum",
    "dproduct": "the gradient with respect to the product",
    "cache1": "the first layer's cache",
    "cache2": "the second layer's cache",
    "kept": "the layer's cache",
    "z": "the layer's output before the activation",
    "z1": "the first layer's output before relu",
    "h1": "the first layer's output after relu",
    "dh1": "the gradient with respect to the first layer's output after relu",
    "dz1": "the gradient with respect to the first layer's output before relu",
    "dz": "the gradient with respect to the layer's output before the activation",
    "start": "the place where a batch starts",
    "batch": "the batch's places in the order",
    "x_batch": "the batch's x",
    "y_batch": "the batch's y",
    "mean_loss": "the mean loss of the epoch",
    "train_loss": "the mean loss of the epoch",
    "val_loss": "the loss on the validation data",
    "lowest": "the lowest validation loss so far",
    "best": "the best parameters so far",
    "n_train": "the number of training examples",
    "n_val": "the number of validation examples",
    "constant": "the mask of constant features",
    "mean": "the mean",
    "std": "the standard deviation",
    "counts": "the table of counts",
    "array": "the array",
    "name": "the name of the array",
    "errors": "the errors",
    "derivative": "the local derivative",
}


def alike(a: str, b: str) -> bool:
    """Whether one name can be written for another by mistake."""
    if a == b:
        return False
    one, two = SORTS.get(a), SORTS.get(b)
    if one == two:
        return True
    if a in LOOSE or b in LOOSE:
        return {one, two} <= {"array", "number", "count"}
    return {one, two} in ALIKE
