"""A message is one line that a terminal only shows, whatever the file or its name holds."""

from __future__ import annotations

import pickle

import pytest

from hiap.domain.errors import Fault, InputError


@pytest.mark.parametrize(
    ("sign", "code"),
    [("\x1b", r"\x1b"), ("\n", r"\n"), ("\x85", r"\x85"), ("\u202e", r"\u202e"), ("\udc80", r"\udc80")],
)
def test_a_fault_shows_the_code_of_a_sign_that_steers_the_terminal(sign: str, code: str) -> None:
    assert str(Fault(f"a{sign}", 3, f"b{sign}", f"c{sign}")) == f"a{code}:3: b{code}; c{code}"
    assert (
        str(InputError([Fault(sign, None, "b", "c"), Fault("d", 1, "e", "f")])) == f"{code}: b; c\nd:1: e; f"
    )


def test_a_long_word_is_cut_off_and_a_path_is_not() -> None:
    text = str(Fault("p" * 300, 1, "no party " + "a" * 300, "did you mean b?"))
    assert text == "p" * 300 + ":1: no party " + "a" * 60 + "...; did you mean b?"
    assert "a" * 80 in str(Fault("p", 1, "a" * 80, "b"))


def test_bad_input_comes_whole_from_another_process() -> None:
    error = InputError([Fault("--overlap", None, "too many", "reach fewer"), Fault("a.yaml", 3, "b", "c")])
    there = pickle.loads(pickle.dumps(error))
    assert (there.faults, str(there)) == (error.faults, "--overlap: too many; reach fewer\na.yaml:3: b; c")
