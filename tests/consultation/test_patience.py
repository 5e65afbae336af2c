"""What takes a while is said once it does, and what is quick is never said to."""

from __future__ import annotations

import threading

import pytest

from exoguide.consultation.patience import patience

NEVER = 3600.0


def test_what_is_quick_says_nothing() -> None:
    said: list[str] = []
    with patience(lambda: said.append("One moment."), NEVER) as wait:
        assert not said
    assert (said, wait.long) == ([], False)


def test_what_takes_longer_is_said_once_while_it_goes_on() -> None:
    said: list[str] = []
    heard = threading.Event()

    def say() -> None:
        said.append(threading.current_thread().name)
        heard.set()

    with patience(say, 0) as wait:
        assert heard.wait(60), "it is said although the work holds this thread up"
    assert wait.long
    assert len(said) == 1
    assert said != [threading.current_thread().name]


def test_nothing_is_said_any_more_once_it_is_over() -> None:
    begun, go_on = threading.Event(), threading.Event()
    order: list[str] = []

    def say() -> None:
        begun.set()
        go_on.wait(60)
        order.append("said")

    with patience(say, 0):
        assert begun.wait(60)
        threading.Timer(0.01, go_on.set).start()
    order.append("over")
    assert order == ["said", "over"]


def test_an_error_of_the_work_is_passed_on_and_one_of_the_saying_is_not() -> None:
    begun = threading.Event()

    def say() -> None:
        begun.set()
        raise BrokenPipeError

    def work() -> None:
        with patience(say, 0):
            assert begun.wait(60)
            raise KeyError("the work")

    with pytest.raises(KeyError):
        work()
