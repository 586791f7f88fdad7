"""python -m bench.compare REF: this tree beside that of a commit, alternating, as ratios.

Both run their own benchmarks with this interpreter; what is compared is what both print.
"""

import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 2  # of both, in the order AB BA: what else the machine does troubles both alike
NUMBER = re.compile(r"\d+(\.\d+)?")
Row = tuple[str, str]  # label and column


def main() -> None:
    if len(sys.argv) != 2:
        print("which commit? make bench BASE=<ref>", file=sys.stderr)
        raise SystemExit(2)
    ref, here = sys.argv[1], Path.cwd()
    with tempfile.TemporaryDirectory(prefix="bench-base-") as folder:
        base = Path(folder) / "tree"
        _git("worktree", "add", "--quiet", "--detach", str(base), ref)
        try:
            figures = _measure(base, here)
        finally:
            _git("worktree", "remove", "--force", str(base))
    print("\n".join(table(ref, *figures)))


def _git(*words: str) -> None:
    done = subprocess.run(["git", *words], check=False, capture_output=True, text=True)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
        raise SystemExit(2)


def _measure(*trees: Path) -> tuple[dict[Row, list[float]], ...]:
    found: tuple[dict[Row, list[float]], ...] = tuple({} for _ in trees)
    for number in range(ROUNDS):
        order = [*zip(trees, found, strict=True)]
        for tree, figures in order if number % 2 == 0 else order[::-1]:
            done = subprocess.run(
                [sys.executable, "-m", "bench"],
                cwd=tree,
                capture_output=True,
                text=True,
                check=True,
            )
            for row, value in read(done.stdout).items():
                figures.setdefault(row, []).append(value)
    return found


def read(printed: str) -> dict[Row, float]:
    """The figures of a table that `python -m bench` has printed. A heading is a line that ends in
    words; it names the columns of the lines beneath."""
    found: dict[Row, float] = {}
    columns: list[str] = []
    for line in printed.splitlines():
        label, *cells = re.split(r" {2,}", line.strip())
        if cells and all(NUMBER.fullmatch(cell) for cell in cells):
            for column, cell in zip(columns[-len(cells) :], cells, strict=False):
                found[label, column] = float(cell)
        elif cells:
            columns = cells
    return found


def table(ref: str, base: dict[Row, list[float]], now: dict[Row, list[float]]) -> list[str]:
    """Medians of both, and how much of the base's this tree takes."""
    lines = [f"{'':48}{'':10}{ref[:10]:>10}{'here':>10}{'ratio':>8}"]
    for label, column in (row for row in base if row in now):
        old = statistics.median(base[label, column])
        new = statistics.median(now[label, column])
        ratio = f"{new / old:8.2f}" if old else f"{'':8}"
        lines.append(f"{label:48}{column:10}{old:10g}{new:10g}{ratio}")
    return lines


if __name__ == "__main__":
    main()
