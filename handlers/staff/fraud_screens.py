"""What the staff see when they report a payout to FinCERT."""

from domain.model.fincert import FraudReport
from handlers.engine.screen import Screen
from handlers.engine.words import moment


def reported(contract: str, report: FraudReport | None) -> Screen:
    if report is None:
        return Screen(text="Сообщать в ФинЦЕРТ закон сегодня не требует.")
    if report.reference is not None:
        return Screen(
            text=f"Сообщение по договору № {contract} ФинЦЕРТ уже принял: {report.reference}."
        )
    return Screen(
        text=f"✓ Сообщаем в ФинЦЕРТ о выплате без согласия по договору № {contract}. "
        f"Срок по закону: до {moment(report.deadline)} (МСК). Не успеем — появится дело."
    )
