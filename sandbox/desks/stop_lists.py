"""The lender's file of stop lists in this world: some nobodies, and whoever is put onto it."""

from pathlib import Path

NOBODIES = Path(__file__).parents[1] / "stop_lists.csv"
LISTS = ("block", "115fz")


class StopListFile:
    """A file beside the bot's database, which the bot reads; each change writes it anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._phones: dict[str, str] = {}  # by phone the list
        self._write()

    def reset(self) -> None:
        self._phones.clear()
        self._write()

    def put(self, phone: str, name: str | None) -> None:
        """Onto this list; None: off. ValueError when there is no such list."""
        if name is not None and name not in LISTS:
            raise ValueError(f"unknown list «{name}», use one of: {', '.join(LISTS)}")
        if name is None:
            self._phones.pop(phone, None)
        else:
            self._phones[phone] = name
        self._write()

    def _write(self) -> None:
        lines = [f"{name},phone,{phone}\n" for phone, name in self._phones.items()]
        new = self.path.with_suffix(".new")
        new.write_text(NOBODIES.read_text(encoding="utf-8") + "".join(lines), encoding="utf-8")
        new.replace(self.path)  # the bot never reads half of it
