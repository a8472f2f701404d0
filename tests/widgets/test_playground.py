"""The playground from Python and from the page's messages; the pictures are the browser's tests."""

import json
import threading
import time
from itertools import pairwise

import numpy as np
import pytest

from bpcourse.nn import network_backward, network_forward
from bpcourse.widgets import Playground
from bpcourse.widgets.playground_frames import responses
from bpcourse.widgets.training import stuck

KINDS = {
    "facts": np.float64,
    "params": np.float32,
    "field": np.uint8,
    "responses": np.uint8,
    "history": np.float32,
    "points": np.float32,
    "labels": np.uint8,
}


@pytest.fixture
def made():
    """Playgrounds whose messages are kept in ``sent`` and answered at once."""
    playgrounds = []

    def make(*arguments, **settings):
        play = Playground(*arguments, **settings)
        play.sent = []

        def send(message, buffers=None):
            play.sent.append((message, buffers or []))
            if message["kind"] == "frame":
                play._loop.acknowledged(message["number"])

        play.send = send
        playgrounds.append(play)
        return play

    yield make
    for play in playgrounds:
        play.close()
    assert [thread for thread in threading.enumerate() if thread.name == "playground"] == []


def say(play, action, **content):
    play._handle_custom_msg({"do": action, **content}, [])


def parts(frame):
    message, buffers = frame
    named = zip(message["parts"], buffers, strict=True)
    return {name: np.frombuffer(buffer, KINDS[name]) for name, buffer in named}


def whole(play):
    return [frame for frame in play.sent if "words" in frame[0]][-1]


def until(true, patience=20.0):
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_steps_epochs_rewinding_and_reset(made):
    play = made()
    play.step()
    assert play.steps == 1
    play.step(11)
    assert play.steps == 12
    play.epoch()
    assert play.steps == 13  # 400 examples in batches of 32
    first = play.params["w1"]
    play.rewind(3)
    assert play.steps == 3
    play.step(10)
    assert np.array_equal(play.params["w1"], first)
    play.reset()
    assert play.steps == 0
    assert play.loss == pytest.approx((play.history["train"][0], play.history["val"][0]))


def test_the_page_trains_and_pauses(made):
    play = made()
    say(play, "train")
    until(lambda: play.steps > 100)
    assert play.training
    assert play.sent[0][0]["training"]
    say(play, "pause")
    assert not play.training
    assert not play.sent[-1][0]["training"]
    assert play.status.startswith(f"Step {play.steps:,}: training loss")
    steps = play.steps
    time.sleep(0.05)
    assert play.steps == steps


def test_every_setting_can_be_read_and_set(made):
    play = made(hidden=(3,), lr=0.5)
    assert (play.hidden, play.lr, play.activation) == ((3,), 0.5, "tanh")
    play.step(5)
    play.lr = 0.25
    play.batch_size = 8
    assert play.steps == 5
    assert play.run.settings.lr == 0.25
    play.activation = "relu"
    assert play.steps == 0
    assert play.run.settings.activation == "relu"
    assert play.run.settings.lr == 0.25


def test_a_setting_changes_while_it_trains(made):
    play = made()
    play.train()
    until(lambda: play.steps > 20)
    play.sent.clear()
    say(play, "change", lr=0.3)
    assert play.sent[0][0]["scene"]["settings"]["lr"] == 0.3
    say(play, "change", hidden=[4, 4, 4])
    assert play.training
    scenes = [frame for frame in play.sent if "scene" in frame[0]]
    assert scenes[-1][0]["scene"]["sizes"] == [2, 4, 4, 4, 1]
    until(lambda: play.steps > 20)


def test_no_frame_mixes_one_network_with_another(made):
    play = made()
    play.train()
    for n in range(30):
        play.hidden = (2 + n % 5, 3)
        time.sleep(0.01)
    play.pause()
    for frame in play.sent:
        if "scene" in frame[0]:
            sizes = frame[0]["scene"]["sizes"]
        count = sum((d + 1) * m for d, m in pairwise(sizes))
        assert len(parts(frame)["params"]) == count


@pytest.mark.parametrize(
    "setting, value",
    [("lr", -1), ("hidden", (99,)), ("hidden", 3), ("data", "mooons"), ("activation", "sine")],
)
def test_a_bad_setting_is_refused_with_words_and_changes_nothing(made, setting, value):
    play = made()
    before = getattr(play, setting)
    with pytest.raises((TypeError, ValueError)):
        setattr(play, setting, value)
    assert getattr(play, setting) == before
    play.status = ""
    say(play, "change", **{setting: value})
    assert play.status
    assert "scene" in play.sent[-1][0]  # so that the control goes back
    with pytest.raises((TypeError, ValueError)):
        Playground(**{setting: value})


def test_only_settings_can_be_changed_by_the_page(made):
    play = made()
    say(play, "change", status="x", _loop=3)
    assert "no setting" in play.status


def test_neurons_and_layers_are_added_and_removed(made):
    play = made(hidden=(2, 3))
    say(play, "grow", layer=2, by=1)
    say(play, "grow", layer=1, by=-1)
    assert play.hidden == (1, 4)
    say(play, "grow", layer=1, by=-1)
    assert play.hidden == (1, 4)
    assert "at least 1" in play.status
    say(play, "grow", layer=3, by=1)
    assert "no hidden layer 3" in play.status
    for _ in range(6):
        say(play, "grow_layers", by=1)
    assert play.hidden == (1, 4, 4, 4, 4, 4)
    for _ in range(8):
        say(play, "grow_layers", by=-1)
    assert play.hidden == ()
    say(play, "grow_layers", by=1)
    assert play.hidden == (4,)


def test_a_frame_holds_what_the_run_is(made):
    play = made(hidden=(3,))
    play.step(20)
    play.rewind(10)
    frame = parts(whole(play))
    run = play.run
    step, last, epochs, train, val, right, right_val, _, *norms = frame["facts"]
    assert (step, last, epochs) == (10, 20, run.epochs)
    assert (train, val, right, right_val) == (run.train_loss, run.val_loss, *run.accuracy)
    assert norms == list(run.gradient_norms)
    w1 = frame["params"][:6].reshape(2, 3)
    assert np.allclose(w1, play.params["w1"])
    assert np.allclose(frame["field"].reshape(50, 50) / 255, run.field(50), atol=0.003)
    assert len(frame["responses"]) == 4 * 24 * 24
    assert np.allclose(frame["history"].reshape(-1, 5)[:, 1], play.history["train"])


def test_the_first_frame_of_a_view_brings_settings_and_data(made):
    play = made("blobs", noise=0.2, seed=4)
    say(play, "view-opened", id="a")
    frame = whole(play)
    scene, arrays = frame[0]["scene"], parts(frame)
    assert scene["settings"]["data"] == "blobs"
    assert scene["settings"]["noise"] == 0.2
    assert scene["classes"] == 3
    points = arrays["points"].reshape(-1, 2)
    assert np.allclose(points[: scene["trained"]], play.run.x)
    assert np.allclose(points[scene["trained"] :], play.run.x_val)
    assert set(arrays["labels"]) == {0, 1, 2}


def test_the_noise_shown_is_the_data_sets_own(made):
    play = made("circles")
    play.step()
    say(play, "view-opened", id="a")
    assert whole(play)[0]["scene"]["settings"]["noise"] == 0.15
    assert play.noise is None


def test_messages_are_strict_json_and_bytes(made):
    play = made(activation="relu", lr=1e300)
    play.step(50)
    assert play.trouble
    for message, buffers in play.sent:
        json.dumps(message, allow_nan=False)
        assert all(isinstance(buffer, bytes) for buffer in buffers)


def test_a_loss_that_explodes_is_said_and_can_be_rewound(made):
    play = made(activation="relu", lr=1e300)
    play.train()
    play._loop.wait()
    assert "no longer finite" in play.status
    assert whole(play)[0]["words"]["trouble"]["title"] == play.status
    assert "learning rate 1e+300" in play.twin()
    play.lr = 0.01
    play.rewind(0)
    play.step(3)
    assert play.steps == 3
    assert play.trouble is None


def test_pictures_of_neurons_lie_around_zero(made):
    play = made(hidden=(3,), activation="sigmoid")
    hidden = play.run.responses(24)[0]
    pictures = responses(play.run).reshape(-1, 24, 24)
    assert np.array_equal(pictures[:3] > 128, np.rint(128 + 127 * (hidden - 0.5) / np.abs(
        hidden - 0.5).max(axis=(1, 2), keepdims=True)) > 128)  # fmt: skip
    assert pictures.min() >= 1


def test_the_learners_own_functions_drive_it(made):
    calls = []

    def backward(dlogits, cache):
        calls.append(1)
        return network_backward(dlogits, cache)

    play = made(activation="relu", forward=network_forward, backward=backward)
    ours = made(activation="relu")
    play.step(25)
    ours.step(25)
    assert len(calls) == 25
    assert np.allclose(play.params["w1"], ours.params["w1"])
    checks = whole(play)[0]["words"]["checks"]
    assert {check["name"] for check in checks} == {"w1", "b1", "w2", "b2", "w3", "b3"}
    assert all(check["ok"] for check in checks)
    assert "driven by your network_forward and backward" in play.twin()


def test_a_wrong_gradient_names_its_layer_with_both_numbers(made):
    def backward(dlogits, cache):
        grads = network_backward(dlogits, cache)
        return {**grads, "w2": -grads["w2"]}

    play = made(forward=network_forward, backward=backward)
    play.step(11)
    wrong = [check for check in whole(play)[0]["words"]["checks"] if not check["ok"]]
    assert [(check["name"], check["layer"]) for check in wrong] == [("w2", 2)]
    assert wrong[0]["yours"] == pytest.approx(-wrong[0]["numeric"], rel=1e-4)
    assert ">wrong<" in play.twin()


def test_a_mistake_in_the_learners_code_is_said(made):
    def forward(params, x):
        return x @ params["w1"] @ params["w1"]

    play = made(forward=forward)
    play.train()
    play._loop.wait()
    trouble = whole(play)[0]["words"]["trouble"]
    assert trouble["title"].startswith("Your forward stops with ValueError")
    assert play.status == trouble["title"]


def test_code_that_stands_still_is_said_with_its_line(made, monkeypatch):
    monkeypatch.setattr(stuck, "PATIENCE", 0.3)
    monkeypatch.setattr(stuck, "LOOK", 0.05)
    release, hold = threading.Event(), threading.Event()

    def forward(params, x):
        if hold.is_set():
            release.wait()
        return network_forward(params, x)

    play = made(forward=forward, backward=network_backward)
    hold.set()
    play.train()
    play._loop.wait()  # the run that takes the place of the stuck one leaves forward alone
    assert play.status == "Your code does not come back."
    assert play.trouble.code == "release.wait()"
    assert "release.wait()" in str(whole(play)[0]["words"])
    assert play.steps == 0
    hold.clear()
    release.set()
    play.step(2)
    assert play.steps == 2
    assert np.isfinite(play.loss).all()


def test_without_a_view_training_pauses(made):
    play = made()
    say(play, "view-opened", id="a")
    play.train()
    say(play, "view-closed", id="a")
    until(lambda: "no longer on the page" in play.status)
    assert not play.training


def test_closing_ends_training_for_good(made):
    play = made()
    play.train()
    play.close()
    assert not play.training
    play.train()
    assert not play.training


def test_the_speed_is_kept_from_the_start(made):
    play = made()
    assert play.speed == play._loop.speed == 2000


def test_the_speed_can_be_set(made):
    play = made(speed=50)
    play.train()
    time.sleep(0.5)
    play.pause()
    assert 10 <= play.steps <= 40
    with pytest.raises(ValueError, match="speed"):
        play.speed = -1


def test_own_arrays(made):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((60, 2))
    play = made((x, (x[:, 0] > 0).astype(int)))
    play.step(10)
    say(play, "view-opened", id="a")
    assert whole(play)[0]["scene"]["settings"]["data"] == "own arrays"
    assert "own arrays" in play.alternative()


def test_the_twin_draws_a_blow_up_on_a_log_scale(made):
    play = made(activation="relu", lr=1000.0)
    assert "log scale" not in play.twin()
    play.step(60)
    assert play.history["train"].max() > 30
    assert "log scale" in play.twin()


def test_the_twin_holds_the_numbers_that_the_run_has(made):
    play = made(hidden=(3,))
    play.step(40)
    play.rewind(20)
    twin = play.twin()
    assert "<script" not in twin
    assert "rewound to 20" in twin
    assert "data:image/png;base64," in twin
    assert "2-3-1 network, tanh, on moons" in twin
    assert twin.count("<svg") >= 3
    assert play.alternative() == "Playground: 2-3-1, moons, 20 steps"
