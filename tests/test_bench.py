"""The bench runs, with numbers too small to mean anything."""

from bench.__main__ import measure, table


async def test_the_bench_measures_both_bots_in_both_ways() -> None:
    found = await measure(updates=20, rounds=2)

    assert [name for name, _ in found] == ["in process", "over HTTP, long polling"]
    assert all(rounds.per_update(who) > 0 for _, rounds in found for who in ("ours", "echo"))
    assert len(table(found).splitlines()) == 3
