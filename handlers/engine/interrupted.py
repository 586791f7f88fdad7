"""A conversation that stands aside for another one: its step is kept and taken up again."""

from typing import Any

from aiogram.fsm.context import FSMContext

STEP, DATA = "left_step", "left_data"


async def left(state: FSMContext, aside: str) -> tuple[str | None, dict[str, Any]]:
    """The step that is interrupted, with its data; begun anew, `aside` still knows it."""
    step, data = await state.get_state(), await state.get_data()
    if step is not None and step.startswith(f"{aside}:"):
        return data.get(STEP), data.get(DATA, {})
    return step, data


async def go_back(state: FSMContext) -> None:
    data = await state.get_data()
    await state.set_state(data.get(STEP))
    await state.set_data(data.get(DATA, {}))
