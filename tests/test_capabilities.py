"""Capabilities of the domain stand in an order: none of them needs, over whatever way, itself."""

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.test_architecture import ROOT, imports, plant

Graph = dict[str, set[str]]


def capabilities(root: Path) -> Graph:
    """Each folder of use cases with those that it imports."""
    base = root / "domain/usecases"
    graph: Graph = {}
    for path in sorted(base.glob("*/*.py")):
        mine = graph.setdefault(path.parent.name, set())
        for _, module in imports(root, path):
            other = module.removeprefix("domain.usecases.").partition(".")[0]
            if module.startswith("domain.usecases.") and (base / other).is_dir():
                mine.add(other)
        mine.discard(path.parent.name)
    return graph


def circle(graph: Graph) -> list[str]:
    """One that needs itself, in the order in which they need one another; else nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_capability_needs_itself() -> None:
    graph = capabilities(ROOT)

    assert len(graph) > 20
    assert circle(graph) == [], "what everybody's kind decides belongs into a registry"


@pytest.mark.parametrize(
    ("capability", "needs", "around"),
    [
        ("ledger", "repayment", {"ledger", "repayment"}),
        ("cases", "credit_holidays", {"cases", "credit_holidays"}),
    ],
)
def test_a_new_circle_is_found(capability: str, needs: str, around: set[str]) -> None:
    graph = capabilities(ROOT)
    graph[capability].add(needs)

    assert around <= set(circle(graph))


def test_an_import_inside_a_function_is_seen_too(tmp_path: Path) -> None:
    plant(
        tmp_path, "domain/usecases/one/a.py", "def f() -> None:\n    import domain.usecases.two.b"
    )
    plant(tmp_path, "domain/usecases/two/b.py", "from domain.usecases.one.a import A")

    assert set(circle(capabilities(tmp_path))) == {"one", "two"}
