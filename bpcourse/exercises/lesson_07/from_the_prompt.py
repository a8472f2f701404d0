"""Written by someone who had seen the prompts of this lesson and nothing else."""


def gradient_step(params, grads, lr):
    return {name: p - lr * grads[name] for name, p in params.items()}


def iterate_minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        idx = order[start : start + batch_size]
        yield x[idx], y[idx]


def train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
    total = 0.0
    for xb, yb in iterate_minibatches(x, y, batch_size, rng):
        loss, grads = loss_and_grads(params, xb, yb)
        total += loss * len(xb)
        params = gradient_step(params, grads, lr)
    return params, total / len(x)


def train_until(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    history = []
    while len(history) < max_epochs:
        params, loss = train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        history.append(loss)
        if loss < threshold:
            break
    return params, history
