"""What a person gets to read when a training breaks."""

import re

import numpy as np
import pytest
from nn.trainers import (
    X,
    Y,
    exact,
    fit,
    linear,
    two_moons,
    weight,
)

from bpcourse.nn import (
    Network,
    NotFinite,
    Optimizer,
    Trainer,
    layer_gradient_norms,
)
from bpcourse.nn.not_finite import _growth

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def rng():
    return np.random.default_rng(10)


# No longer finite

LEARNING_RATE = 1000.0


def diverge(**settings):
    """Train with a learning rate that is far too large, until it breaks."""
    rng = np.random.default_rng(1)
    x, y = two_moons(rng)
    trainer = Trainer(
        Network([2, 8, 8, 2], "leaky_relu", rng=rng),
        Optimizer("sgd", lr=LEARNING_RATE),
        rng=rng,
        **settings,
    )
    with pytest.raises(NotFinite) as caught:
        trainer.fit((x, y), epochs=50, progress=False)
    return trainer, caught.value


def test_divergence_is_told_in_words():
    trainer, error = diverge()
    step = trainer.optimizer.steps + 1
    epoch = len(trainer.history["train"]) + 1
    paragraphs = str(error).split("\n\n")
    assert paragraphs[0] == (
        f"the loss, nan, is not a finite number at step {step} (epoch {epoch}), with lr = 1000."
    )
    assert paragraphs[1] == (
        "It began in layer 3, on the way forward: its output is not finite, though its input and "
        "its parameters are."
    )
    what, head, *rows, growth = paragraphs[2].splitlines()
    assert what == "norms of:"
    assert re.split("  +", head) == [
        "layer",
        "parameters",
        "output",
        "gradient",
        "gradient at step 1",
        f"gradient at step {step - 1}",
    ]
    assert len({len(line) for line in [head, *rows]}) == 1
    cells = [row.split() for row in rows]
    assert [row[0] for row in cells] == ["1", "2", "3"]
    assert cells[2][2:4] == ["inf", "nan"]
    assert growth == (
        f"From step 1 to step {step - 1} the gradient of layer 1 grew most: its norm went from "
        f"{cells[0][4]} to {cells[0][5]}."
    )
    assert paragraphs[3].splitlines() == [
        "What to try:",
        "- Begin with a new Network and Optimizer: the weights are far too large.",
        "- A smaller learning rate, such as lr=0.1.",
        "- Gradients that cannot become too long: Trainer(..., clip=1.0).",
    ]


def test_divergence_in_numbers():
    trainer, error = diverge()
    assert isinstance(error, ArithmeticError)
    assert (error.step, error.epoch) == (trainer.optimizer.steps + 1, 1)
    assert (error.cause, error.layer, error.lr) == ("output", 3, LEARNING_RATE)
    assert np.isnan(error.loss)
    params = trainer.network.params  # those from before the step, which was not taken
    for row in error.layers:
        entries = np.concatenate([params[f"{name}{row['layer']}"].ravel() for name in "wb"])
        largest = np.abs(entries).max()
        assert row["parameters"] == pytest.approx(largest * np.linalg.norm(entries / largest))
    assert all(np.isfinite(array).all() for array in params.values())


@np.errstate(all="ignore")
def test_earlier_gradients_are_those_of_their_steps():
    rng = np.random.default_rng(1)
    x, y = two_moons(rng)
    trainer = Trainer(Network([2, 8, 8, 2], "leaky_relu", rng=rng), Optimizer("sgd", lr=1e3))
    norms = {}
    with pytest.raises(NotFinite) as caught:
        while True:
            _, grads = trainer.network.loss_and_grads(trainer.network.params, x, y)
            norms[len(norms) + 1] = layer_gradient_norms(grads)
            trainer.step(x, y)
    step = caught.value.step
    assert list(caught.value.earlier) == [1, step - 1]
    for earlier, found in caught.value.earlier.items():
        np.testing.assert_allclose(found, norms[earlier], rtol=1e-12)
    growth = norms[step - 1] / norms[1]
    assert f"the gradient of layer {growth.argmax() + 1} grew most" in str(caught.value)


def test_the_layer_that_grew_most_need_not_be_the_one_that_is_longest():
    network = Network([1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    network.params["w1"][:], network.params["w2"][:] = 1e-3, 1.0
    trainer = Trainer(network, Optimizer("sgd", lr=1e-300))  # the parameters stay where they are
    x, y = np.array([[1.0]]), np.array([[0.0]])
    trainer.step(x, y)  # the output is 1e-3, dw1 = 2e-3 and db1 as well, dw2 = 2e-6, db2 = 2e-3
    trainer.step(1e3 * x, y)  # the output is 1, dw1 = 2e3 and db1 = 2, dw2 = 2 and db2 = 2
    trainer.step(x, y)
    trainer.step(1e3 * x, y)  # no larger than before
    with pytest.raises(NotFinite) as caught:
        trainer.step(1e305 * x, y)
    found = caught.value.earlier
    assert list(found) == [1, 2]
    np.testing.assert_allclose(found[1], [2e-3 * 2**0.5, 2e-3], rtol=1e-5)
    np.testing.assert_allclose(found[2], [2e3, 2 * 2**0.5], rtol=1e-5)
    assert "From step 1 to step 2 the gradient of layer 1 grew most: its norm went from" in str(
        caught.value
    )


def test_where_one_earlier_step_is_known_its_longest_gradient_is_named():
    trainer = exact(lr=1e300)
    trainer.step(X, Y)
    with pytest.raises(
        NotFinite, match=r"At step 1 the gradient of layer 1 was the longest: 10\.\n"
    ):
        trainer.step(X, Y)


def test_gradients_with_other_parameters_are_forgotten():
    trainer = exact()
    trainer.step(X, Y)
    trainer.network.params = linear(w=1e160).params
    with pytest.raises(NotFinite) as caught:
        trainer.step(X, Y)
    assert caught.value.earlier == {}
    assert "gradient at" not in str(caught.value)


def test_the_advice_is_not_what_was_done_already():
    trainer, error = diverge(l2=0.5)
    assert "clip=" in str(error)
    x, y = 1e200 * X, Y
    trainer = Trainer(linear(w=1.0), Optimizer("sgd", lr=0.05), clip=1.0)
    with pytest.raises(NotFinite) as caught:
        trainer.step(x, y)
    assert str(caught.value).split("What to try:\n")[1].splitlines() == [
        "- A smaller learning rate, such as lr=0.005.",
        "- Smaller numbers: x reaches 2e+200. See standardize.",
    ]


def test_a_loss_that_overflows():
    with pytest.raises(NotFinite, match=r"the loss, inf, is not a finite number at step 1, ") as e:
        exact(w=1e160).step(X, Y)
    assert (e.value.cause, e.value.layer, e.value.epoch) == ("loss", None, None)
    assert "It began in the loss: the network's output is finite, but too large" in str(e.value)


def test_a_loss_that_overflows_though_the_gradient_does_not():
    network = Network([1, 2], rng=np.random.default_rng(0))
    network.params["w1"][:] = [[1.5e308, -1.5e308]]
    with pytest.raises(NotFinite, match=r"^the loss, inf, ") as e:
        Trainer(network).step(np.array([[1.0]]), [1])
    assert (e.value.cause, e.value.layers[0]["gradient"]) == ("loss", 2.0)  # p - y, for w and b


def test_a_gradient_that_overflows_though_the_loss_does_not():
    network = Network([1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    network.params["w1"][:], network.params["w2"][:] = 1e-150, 1e200
    trainer = Trainer(network, Optimizer("sgd"))
    x, y = np.array([[1e100]]), np.array([[0.0]])  # the output is 1e150, dw1 is 2e150 1e200 1e100
    with pytest.raises(NotFinite, match=r"^a gradient is not a finite number at step 1, ") as e:
        trainer.step(x, y)
    assert (e.value.cause, e.value.layer, e.value.loss) == ("gradient", 1, pytest.approx(1e300))
    assert "It began in layer 1, on the way back: its gradient is not finite" in str(e.value)


def test_of_several_layers_the_first_whose_output_overflows_is_named():
    network = Network([1, 1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    for name, w in (("w1", 1.0), ("w2", 1e200), ("w3", 1.0)):
        network.params[name][:] = w
    with pytest.raises(NotFinite) as e:
        Trainer(network).step(np.array([[1e200]]), np.array([[0.0]]))
    assert [row["output"] for row in e.value.layers] == [1e200, np.inf, np.inf]
    assert (e.value.cause, e.value.layer) == ("output", 2)


def test_of_several_layers_the_one_that_the_gradient_meets_first_is_named():
    network = Network([1, 1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    for name, w in (("w1", 1.0), ("w2", 1e-200), ("w3", 1e250)):
        network.params[name][:] = w
    with pytest.raises(NotFinite) as e:  # outputs of 1e100, 1e-100, 1e150; dw2 is 2e400 * 1e100
        Trainer(network).step(np.array([[1e100]]), np.array([[0.0]]))
    assert [row["gradient"] for row in e.value.layers] == [np.inf, np.inf, pytest.approx(2e150)]
    assert (e.value.cause, e.value.layer) == ("gradient", 2)


def test_outside_of_fit_there_is_no_epoch_to_tell_of():
    trainer = exact()
    fit(trainer, 2)
    with pytest.raises(NotFinite, match=r" at step 3, with lr = 0\.125\.\n") as e:
        trainer.step(np.nan * X, Y)
    assert e.value.epoch is None


def test_parameters_that_are_not_finite():
    network = Network([1, 2, 1], "tanh", "mse", rng=np.random.default_rng(0))
    network.params["b2"][:] = np.inf
    with pytest.raises(NotFinite, match="It began in layer 2: its parameters were not finite") as e:
        Trainer(network).step(X, Y)
    assert (e.value.cause, e.value.layer) == ("parameters", 2)
    assert "before the step. b2[0] is inf.\n" in str(e.value)
    assert str(e.value).split("What to try:\n")[1].splitlines() == [
        "- Begin with a new Network: the parameters that you gave hold NaN or infinity."
    ]


def test_parameters_that_a_step_has_made_infinite():
    trainer = exact(lr=1e308)
    trainer.step(X, Y)
    with pytest.raises(NotFinite) as e:
        trainer.step(X, Y)
    assert (e.value.cause, e.value.layer) == ("parameters", 1)
    assert str(e.value).split("What to try:\n")[1].splitlines() == [
        "- Begin with a new Network and Optimizer: parameters are NaN or infinite.",
        "- A smaller learning rate, such as lr=0.1.",
        "- Gradients that cannot become too long: Trainer(..., clip=1.0).",
    ]


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_advice_does_not_depend_on_the_layer_that_holds_nan(layer):
    trainer = Trainer(Network([1, 2, 2, 1], "tanh", "mse", rng=np.random.default_rng(0)))
    trainer.step(X, Y)
    trainer.network.params[f"w{layer}"][0, 0] = np.nan
    with pytest.raises(NotFinite) as e:
        trainer.step(X, Y)
    assert "far too large" not in str(e.value)
    assert "Begin with a new Network and Optimizer: parameters are NaN or infinite." in str(e.value)


def test_an_infinite_weight_is_seen_in_the_loss_or_the_gradient_even_behind_tanh():
    network = Network([1, 2, 1], "tanh", "mse", rng=np.random.default_rng(0))
    network.params["w1"][0, 0] = np.inf
    with pytest.raises(NotFinite, match="It began in layer 1: its parameters were not finite"):
        Trainer(network).step(np.array([[0.0]]), np.array([[0.0]]))  # 0 times infinity


def test_nan_in_the_data_is_found(rng):
    x, y = two_moons(rng)
    x[17, 1], x[90, 0] = np.nan, np.inf
    trainer = Trainer(Network([2, 8, 2], rng=rng), rng=rng)
    with pytest.raises(NotFinite) as caught:
        trainer.fit((x, y), epochs=3, progress=False)
    assert caught.value.cause == "data"
    assert "It began in the data: x[17, 1] is nan (and 1 more)." in str(caught.value)
    assert "Leave such examples out" in str(caught.value)
    assert "learning rate" not in str(caught.value)


@pytest.mark.parametrize("shape", [(4,), (4, 1)])
def test_nan_in_the_targets_is_found(shape):
    y = Y.copy().reshape(shape)
    y[2] = -np.inf
    with pytest.raises(NotFinite, match=r"It began in the data: y\[2\] is -inf\.\n"):
        exact().step(X, y)


@pytest.mark.parametrize("epochs_before", [0, 2])
@pytest.mark.parametrize(
    "place, value, found",
    [
        (("x", 3, 0), np.nan, "x[3, 0] is nan"),
        (("x", 1, 0), -np.inf, "x[1, 0] is -inf"),
        (("y", 2, 0), np.nan, "y[2] is nan"),
    ],
)
def test_nan_in_the_validation_set_is_found(epochs_before, place, value, found):
    trainer, val = exact(), {"x": X.copy(), "y": Y.copy()}
    name, *where = place
    val[name][tuple(where)] = value
    if epochs_before:
        fit(trainer, epochs_before)
    with pytest.raises(NotFinite) as caught:
        fit(trainer, 3, val=tuple(val.values()))
    error = caught.value
    assert (error.cause, error.layer, error.layers) == ("val", None, [])
    assert error.epoch == (None if epochs_before else 1)
    assert str(error).split("\n\n") == [
        f"the validation loss, {error.loss}, is not a finite number after "
        + ("step 2." if epochs_before else "step 1 (epoch 1)."),
        f"It began in val: {found}.",
        "What to try:\n- Leave such examples out, or fill in the numbers that are missing.",
    ]
    assert {len(entries) for entries in trainer.history.values()} <= {epochs_before, 0}
    assert len(fit(trainer, 2, val=(X, Y))["val"]) == epochs_before + 2


@pytest.mark.parametrize("name", ["x", "y"])
def test_a_number_that_float32_does_not_hold(name):
    data = {"x": X.copy(), "y": Y.copy()}
    data[name][3, 0] = 1e39
    message = rf"{name}\[3, 0\] is 1e\+39, too large for a network of float32: "
    trainer = Trainer(linear(dtype=np.float32), clip=1.0)
    with pytest.raises(ValueError, match=f"^{message}"):
        trainer.step(**data)
    with pytest.raises(ValueError, match=f"^val: {message}"):
        trainer.fit((X, Y), tuple(data.values()), progress=False)
    with pytest.raises(ValueError, match=f"^train: {message}"):
        trainer.fit(tuple(data.values()), progress=False)


def test_infinity_is_infinite_in_float32_as_well():
    x = X.copy()
    x[3, 0] = np.inf
    with pytest.raises(NotFinite, match=r"It began in the data: x\[3, 0\] is inf\."):
        Trainer(linear(dtype=np.float32)).step(x, Y)


def test_the_step_that_breaks_is_not_taken_and_the_best_epoch_comes_back():
    trainer = exact(lr=1.0)  # each step leaves -4 times the distance
    with pytest.raises(NotFinite) as caught:
        fit(trainer, 1000, val=(X, Y))
    assert weight(trainer) == 10.0  # after the first epoch: 2 + 4 * 2
    assert trainer.optimizer.steps == caught.value.step - 1 == len(trainer.history["train"])
    trainer.optimizer = Optimizer("sgd", lr=1 / 8)
    assert fit(trainer, 10)["train"][-1] < 1


def test_a_square_that_overflows_is_no_reason_to_stop():
    # The output is 1e50, the loss 1e100 and the gradient 2e170: the square of that overflows.
    trainer = Trainer(linear(w=1e-70), Optimizer("sgd", lr=1e-240))
    assert trainer.step(np.array([[1e120]]), np.array([[0.0]])) == pytest.approx(1e100)
    assert weight(trainer) == pytest.approx(1e-70 - 2e-70)


def frozen(network):
    """A Trainer whose steps change nothing: the learning rate is 0."""
    return Trainer(network, Optimizer("sgd", lr=lambda t: 0.0))


@pytest.mark.parametrize("dtype, x, y", [(np.float64, 1e200, 1e140), (np.float32, 1e30, 1e14)])
def test_a_gradient_of_the_first_weights_that_overflows_alone(dtype, x, y):
    # dw1 is 2 x y, which overflows; db1 and the loss are finite, and smaller than a step before.
    trainer = frozen(linear(dtype=dtype))
    trainer.step(np.array([[1.0]], dtype), np.array([[10 * y]], dtype))
    with pytest.raises(NotFinite) as e:
        trainer.step(np.array([[x]], dtype), np.array([[y]], dtype))
    assert (e.value.cause, e.value.layer) == ("gradient", 1)


def test_a_gradient_that_overflows_after_a_good_step_of_the_same_loss():
    network = Network([1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    network.params["w1"][:], network.params["w2"][:] = 1e-150, 1.0
    trainer = frozen(network)
    assert trainer.step(np.array([[0.0]]), np.array([[1e150]])) == pytest.approx(1e300)
    trainer.network.params["w2"][:] = 1e200  # now dw1 and db1 overflow, the loss does not
    with pytest.raises(NotFinite) as e:
        trainer.step(np.array([[1e100]]), np.array([[0.0]]))
    assert (e.value.cause, e.value.layer, e.value.loss) == ("gradient", 1, pytest.approx(1e300))


def test_a_loss_that_overflows_after_a_good_step_of_the_same_gradient():
    trainer = frozen(Network([1, 2], rng=np.random.default_rng(0)))
    trainer.network.params["w1"][:] = 0.0
    for _ in range(2):
        trainer.step(np.array([[1.0]]), [1])
    trainer.network.params["w1"][:] = [[1.5e308, -1.5e308]]
    with pytest.raises(NotFinite, match=r"^the loss, inf, is not a finite number at step 3, "):
        trainer.step(np.array([[1.0]]), [1])


def test_infinity_in_validation_data_that_the_network_swallows():
    network = Network([1, 2, 1], "tanh", "mse", rng=np.random.default_rng(0))
    trainer = Trainer(network, Optimizer("sgd", lr=0.01), rng=np.random.default_rng(0))
    history = fit(trainer, 1, val=(np.array([[np.inf]]), np.array([[1.0]])))
    assert np.isfinite(history["val"]).all()  # tanh(inf) is 1


def test_targets_too_large_for_float32_are_named_where_they_were_given():
    y = np.array([1.0, 2.0, 1e300, 4.0])
    with pytest.raises(ValueError, match=r"^y\[2\] is 1e\+300, too large for a network of float32"):
        Trainer(linear(dtype=np.float32)).step(X, y)


def test_a_broken_validation_set_tells_of_no_earlier_steps():
    with pytest.raises(NotFinite) as e:
        fit(exact(), 1, val=(X, np.full_like(Y, np.nan)))
    assert (e.value.cause, e.value.earlier, e.value.layers) == ("val", {}, [])


GREW = "From step 1 to step 7 the gradient of layer {} grew most: its norm went from {} to {}."
LONGEST = "At step {} the gradient of layer 2 was the longest: {}."


@pytest.mark.parametrize(
    "earlier, text",
    [
        ({1: [2.0, 4.0], 7: [6.0, 4.0]}, GREW.format(1, 2, 6)),
        ({1: [4.0, 4.0], 7: [2.0, 6.0]}, GREW.format(2, 4, 6)),
        ({1: [0.0, 4.0], 7: [3.0, 8.0]}, GREW.format(2, 4, 8)),
        ({1: [3.0, 4.0, 0.0], 7: [1.0, 2.0, 0.0]}, LONGEST.format(7, 2)),
        ({1: [3.0, 9.0, 4.0]}, LONGEST.format(1, 9)),
    ],
)
def test_the_layer_that_grew_is_named(earlier, text):
    with np.errstate(all="raise"):
        assert list(_growth(earlier)) == [text]


def advice(network, x, y):
    with pytest.raises(NotFinite) as caught:
        Trainer(network, Optimizer("sgd", lr=0.05), clip=1.0).step(np.array(x), np.array(y))
    return str(caught.value).split("What to try:\n")[1].splitlines()


def test_one_layer_of_large_weights_is_enough_for_a_new_network():
    network = Network([1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    network.params["w1"][:], network.params["w2"][:] = 1.0, 1e200
    assert advice(network, [[1.0]], [[0.0]])[0].startswith("- Begin with a new Network")


def test_large_data_is_large_below_0_too_and_labels_are_no_data():
    network = Network([1, 200], rng=np.random.default_rng(0))
    network.params["w1"][:] = 1e150
    want = "- Smaller numbers: x reaches 1e+200. See standardize."
    assert advice(network, [[-1e200]], [150])[2:] == [want]


def test_nan_in_a_single_feature_is_found_in_its_column():
    with pytest.raises(NotFinite, match=r"It began in the data: x\[1, 0\] is nan\.\n"):
        Trainer(Network([1, 2])).step(np.array([[0.0], [np.nan]]), [0, 1])
