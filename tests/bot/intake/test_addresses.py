"""Who sends a request: past trusted proxies, never further."""

import pytest

from bot.intake.addresses import YOOKASSA, Senders, read_networks

BANK = "185.71.76.1"
SENDERS = Senders(allowed=YOOKASSA, proxies=read_networks("10.0.0.0/8, 127.0.0.1, fd00::/8"))


@pytest.mark.parametrize(
    "peer",
    [BANK, "77.75.156.11", "77.75.154.255", "2a02:5180:0:1533::1", f"::ffff:{BANK}"],
)
def test_the_bank_itself_is_admitted(peer: str) -> None:
    assert SENDERS.admits(peer, [])


@pytest.mark.parametrize("peer", ["6.6.6.6", "185.71.76.32", "77.75.156.12", "::1", "", None])
def test_nobody_else_is_whatever_they_say(peer: str | None) -> None:
    assert not SENDERS.admits(peer, [])
    assert not SENDERS.admits(peer, [BANK])


@pytest.mark.parametrize(
    ("forwarded", "admitted"),
    [
        ([BANK], True),
        ([f"6.6.6.6, {BANK}"], True),
        ([f"6.6.6.6, {BANK}, 10.0.0.2"], True),
        (["6.6.6.6", f"{BANK}, 10.0.0.2", "fd00::1"], True),
        (["2a02:5180::1"], True),
        ([f"{BANK}, 6.6.6.6"], False),
        ([BANK, "6.6.6.6, 10.0.0.2"], False),
        ([f"{BANK}, 6.6.6.6, 10.0.0.2"], False),
        ([f"{BANK}, unknown"], False),
        ([f"{BANK},"], False),
        ([f"{BANK}:443"], False),
        (["10.0.0.2"], False),
        ([], False),
    ],
)
def test_behind_a_trusted_proxy_the_right_most_stranger_counts(
    forwarded: list[str], admitted: bool
) -> None:
    assert SENDERS.admits("127.0.0.1", forwarded) is admitted


def test_a_proxy_that_may_send_itself_needs_no_header() -> None:
    here = read_networks("127.0.0.1")
    assert Senders(allowed=here, proxies=here).admits("127.0.0.1", [])


@pytest.mark.parametrize(
    ("allowed", "proxies", "here"),
    [("127.0.0.1", "", True), ("0.0.0.0/0", "", True), (BANK, "::1", True), (BANK, BANK, False)],
)
def test_somebody_on_this_machine_is_believed(allowed: str, proxies: str, here: bool) -> None:
    made = Senders(allowed=read_networks(allowed), proxies=read_networks(proxies))
    assert made.here is here
