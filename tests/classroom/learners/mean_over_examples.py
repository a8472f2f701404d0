"""A5: the mean is taken over the examples, not over all entries."""


def mse_loss_backward(pred, target):
    n = pred.shape[0]
    return (2 / n) * (pred - target)
