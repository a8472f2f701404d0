"""The training thread: it lives only while it trains, lets others in, and harms nobody."""

import threading
import time

import pytest

from bpcourse.widgets.training import loop as the_loop
from bpcourse.widgets.training import stuck
from bpcourse.widgets.training.loop import Loop


class Run:
    """As much of a training run as the loop knows of."""

    def __init__(self, pause=0.0002):
        self.steps, self.stopped, self.pause, self.during = 0, False, pause, None

    def step(self):
        if self.during:
            self.during()
        time.sleep(self.pause)
        self.steps += 1


class Page:
    """Gets frames, and answers them if it is there."""

    def __init__(self, answers=True):
        self.frames, self.answers, self.loop = [], answers, None

    def push(self, whole, training):
        self.frames.append((time.monotonic(), whole, training))
        if self.answers and self.loop:
            self.loop.acknowledged(len(self.frames))
        return len(self.frames)


@pytest.fixture
def made():
    loops = []

    def make(run=None, page=None, **options):
        page = page or Page()
        page.loop = Loop(run or Run(), page.push, **options)
        loops.append(page.loop)
        return page.loop, page

    yield make
    for loop in loops:
        loop.close()
    assert threads() == []


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "playground"]


def until(true, patience=20.0):
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_frames_that_take_long_leave_time_for_steps(made):
    class Slow(Page):
        def push(self, whole, training):
            time.sleep(0.1)  # a forward pass in loops, for 2,500 points of the plane
            return super().push(whole, training)

    loop, page = made(Run(0.001), Slow())
    loop.train()
    until(lambda: len(page.frames) > 4)
    loop.pause()
    assert loop.run.steps > 12 * len(page.frames)  # 4, with one frame after another


def test_a_thread_only_while_training(made):
    loop, page = made()
    assert threads() == []
    loop.train()
    loop.train()
    assert loop.training
    assert len(threads()) == 1
    until(lambda: loop.run.steps > 5)
    loop.pause()
    assert not loop.training
    assert threads() == []
    assert page.frames[-1][1:] == (True, False)
    steps = loop.run.steps
    time.sleep(0.02)
    assert loop.run.steps == steps


def test_it_goes_on_after_a_pause(made):
    loop, _ = made()
    for _ in range(3):
        before = loop.run.steps
        loop.train()
        until(lambda before=before: loop.run.steps > before)
        loop.pause()


def test_so_many_steps_and_no_more(made):
    loop, _ = made()
    loop.train(until=lambda run: run.steps >= 7)
    loop.wait()
    assert loop.run.steps == 7
    assert not loop.training
    loop.train(until=lambda run: run.steps >= 7)
    loop.wait()
    assert loop.run.steps == 7


def test_a_run_that_stops_ends_the_thread(made):
    run = Run()
    run.during = lambda: setattr(run, "stopped", run.steps >= 3)
    loop, page = made(run)
    loop.train()
    loop.wait()
    assert run.steps == 4
    assert page.frames[-1][1:] == (True, False)


def test_frames_come_at_most_thirty_a_second_and_whole_ones_eight(made):
    loop, page = made()
    start = time.monotonic()
    loop.train()
    until(lambda: len(page.frames) > 20)
    loop.pause()
    seconds, pushed = time.monotonic() - start, page.frames[:-1]
    assert len(pushed) <= 30 * seconds + 2
    assert 2 <= sum(whole for _, whole, _ in pushed) <= 8 * seconds + 2


def test_a_page_that_does_not_answer_gets_no_more_frames_and_training_goes_on(made):
    loop, page = made(page=Page(answers=False))
    loop.train()
    until(lambda: len(page.frames) == the_loop.AHEAD)
    steps = loop.run.steps
    time.sleep(0.15)
    assert len(page.frames) == the_loop.AHEAD
    assert loop.run.steps > steps
    loop.acknowledged(4)
    until(lambda: len(page.frames) == the_loop.AHEAD + 4)
    loop.acknowledged(10**9)  # nobody has got what was not sent
    assert loop._answered == loop._sent


def test_a_page_that_is_silent_for_long_pauses_the_training(made, monkeypatch):
    monkeypatch.setattr(the_loop, "PATIENCE", 0.2)
    loop, _ = made(page=Page(answers=False))
    loop.train()
    loop.wait()
    assert "not answered for 0.2 s" in loop.words
    loop.train()
    assert loop.words == ""


def test_no_view_left_pauses_after_a_moment(made, monkeypatch):
    monkeypatch.setattr(the_loop, "ALONE", 0.2)
    loop, _ = made()
    loop.train()
    loop.watched(0)
    time.sleep(0.05)
    loop.watched(1)  # moved to another place of the page
    time.sleep(0.3)
    assert loop.training
    loop.watched(0)
    loop.wait()
    assert "no longer on the page" in loop.words


def test_a_closed_loop_does_not_begin_again(made):
    loop, _ = made()
    loop.train()
    loop.close()
    loop.train()
    assert not loop.training
    assert threads() == []


def test_others_get_their_turn_soon(made):
    loop, _ = made()
    loop.train()
    waits = []
    for _ in range(50):
        start = time.monotonic()
        with loop.turn() as run:
            waits.append(time.monotonic() - start)
            steps = run.steps
            time.sleep(0.002)
            assert run.steps == steps
    assert max(waits) < 0.5  # a burst of steps takes 0.004


def test_the_speed_is_kept(made):
    loop, _ = made(Run(0))
    loop.speed = 200
    start = time.monotonic()
    loop.train()
    until(lambda: loop.run.steps >= 100 and loop.rate)
    loop.pause()
    assert loop.run.steps <= 200 * (time.monotonic() - start) + 15
    assert 0 < loop.rate <= 260
    loop.speed = 0
    loop.train()
    until(lambda: loop.run.steps > 1000)


def test_pausing_from_the_thread_itself_does_not_wait_for_itself(made):
    run = Run()
    loop, _ = made(run)
    run.during = loop.pause
    loop.train()
    until(lambda: not threads())
    assert run.steps == 1


def test_a_mistake_of_ours_is_said_and_does_not_end_silently(made, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda arguments: None)
    run = Run()
    run.during = lambda: 1 / 0
    loop, page = made(run)
    loop.train()
    loop.wait()
    assert "ZeroDivisionError" in loop.words
    assert page.frames[-1][1:] == (True, False)


def test_two_threads_that_begin_and_pause_at_once(made):
    loop, _ = made()

    def play():
        for _ in range(20):
            loop.train()
            loop.pause()

    players = [threading.Thread(target=play) for _ in range(2)]
    for player in players:
        player.start()
    for player in players:
        player.join(20)
    assert not any(player.is_alive() for player in players)
    loop.pause()
    assert threads() == []


def test_code_that_stands_still_is_left(made, monkeypatch):
    monkeypatch.setattr(stuck, "PATIENCE", 0.4)
    monkeypatch.setattr(stuck, "LOOK", 0.05)
    release, fresh = threading.Event(), Run()
    run = Run()
    run.during = lambda: release.wait()
    loop, page = made(run, files=frozenset({__file__}), renew=lambda: fresh)
    run.during, mine = theirs(release), __file__
    loop.train()
    loop.wait()
    file, line, text = loop.stuck
    assert file == mine
    assert line > 0
    assert "release.wait()" in text
    assert page.frames[-1][1:] == (True, False)
    with loop.turn() as now:  # is not held up by the lock of the thread that stands still
        assert now is fresh
    before = len(page.frames)
    release.set()
    until(lambda: not threads())
    assert run.steps == 1  # the one it was in
    assert fresh.steps == 0
    assert len(page.frames) == before
    loop.train(until=lambda run: run.steps >= 3)
    loop.wait()
    assert fresh.steps == 3
    assert loop.stuck is None


def theirs(release):
    def forward():
        release.wait()  # stands still

    return forward


def test_pausing_does_not_wait_for_code_that_stands_still(made, monkeypatch):
    monkeypatch.setattr(stuck, "PATIENCE", 0.3)
    monkeypatch.setattr(stuck, "LOOK", 0.05)
    release = threading.Event()
    run = Run()
    run.during = theirs(release)
    loop, _ = made(run, files=frozenset({__file__}), renew=Run)
    loop.train()
    start = time.monotonic()
    loop.pause()
    assert time.monotonic() - start < 2
    assert loop.stuck
    release.set()
    until(lambda: not threads())


def test_code_that_catches_its_own_end_is_left(made, monkeypatch):
    monkeypatch.setattr(stuck, "ENDLESS", 0.5)
    monkeypatch.setattr(stuck, "LOOK", 0.05)
    release = threading.Event()

    def endless():
        while not release.is_set():
            for _ in range(1000):
                pass

    run = Run()
    run.during = endless
    loop, _ = made(run, files=frozenset({__file__}), renew=Run)
    loop.train()
    loop.wait()
    assert loop.stuck
    release.set()
    until(lambda: not threads())


def test_slow_code_that_runs_lines_is_not_left(made, monkeypatch):
    monkeypatch.setattr(stuck, "PATIENCE", 0.2)
    monkeypatch.setattr(stuck, "LOOK", 0.02)

    def slow():
        for _ in range(50):
            time.sleep(0.01)
            time.sleep(0.005)

    run = Run()
    run.during = slow
    loop, _ = made(run, files=frozenset({__file__}), renew=Run)
    loop.train(until=lambda run: run.steps >= 2)
    loop.wait()
    assert loop.stuck is None
    assert run.steps == 2
