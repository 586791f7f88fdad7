"""`make bench BASE=<ref>` puts two printed tables side by side."""

from bench.compare import read, table

PRINTED = """\
Python 3.11.7, x86_64

One answer in the middle of the form, µs of CPU      ours     echo    ratio
(a) in process, 50 updates at a time                  987      239     4.17

(d) The law, a call                                µs CPU
PSK, one payment                                      129

(e) The nightly scan of open loans                ms wall
0 of 1 000 000 fall due                               0.2

62 s in all
"""


def test_every_figure_is_read_with_its_line_and_column() -> None:
    assert read(PRINTED) == {
        ("(a) in process, 50 updates at a time", "ours"): 987,
        ("(a) in process, 50 updates at a time", "echo"): 239,
        ("(a) in process, 50 updates at a time", "ratio"): 4.17,
        ("PSK, one payment", "µs CPU"): 129,
        ("0 of 1 000 000 fall due", "ms wall"): 0.2,
    }


def test_medians_are_compared_and_what_only_one_prints_is_left_out() -> None:
    psk, gone = ("PSK, one payment", "µs CPU"), ("of before", "ms wall")

    head, *lines = table("8a3ebbc0000", {psk: [100, 120], gone: [1.0]}, {psk: [130, 134]})

    assert head.split() == ["8a3ebbc000", "here", "ratio"]
    assert [line.split()[-3:] for line in lines] == [["110", "132", "1.20"]]
