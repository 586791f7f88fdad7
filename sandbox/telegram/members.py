"""Who is in the staff's group, and what it means to be out of it.

Everybody of the staff is in it at first, Anna as its owner and the others as administrators;
borrowers aren't. Who was put out comes back when somebody lets them in.
"""

from typing import Any

from sandbox.people.people import STAFF_GROUP, Person
from sandbox.telegram.group import RIGHTS, silent
from sandbox.telegram.state import Json, State, unix

STATUSES = ("administrator", "member", "silenced", "left", "kicked")
IN_CHARGE = ("creator", "administrator")
OUT = ("left", "kicked")
_FIRST = {"admin": "creator", "staff": "administrator", "borrower": "left"}


def status(state: State, person: Person) -> str:
    """«creator» or one of STATUSES; a «silenced» member may tap and not write."""
    return state.group.members.get(person.id, _FIRST[person.role])


def inside(state: State) -> list[Person]:
    """The members now."""
    everybody = [*state.people.staff(), *state.people.borrowers()]
    return [one for one in everybody if status(state, one) not in OUT]


def known(state: State) -> dict[int, str]:
    """What everybody of the staff is in it, and whoever else is in it, by their ids."""
    others = [one for one in inside(state) if one.role == "borrower"]
    return {one.id: status(state, one) for one in [*state.people.staff(), *others]}


def as_member(state: State, person: Person) -> Json:
    """A ChatMember of the Bot API."""
    user, now = state.user(person.id), status(state, person)
    if now == "creator":
        return {"status": now, "user": user, "is_anonymous": False}
    if now == "administrator":
        rights = dict.fromkeys(RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
        return {"status": now, "user": user, **rights}
    if now == "silenced":
        return silent(user)
    return {"status": now, "user": user} | ({"until_date": 0} if now == "kicked" else {})


def may(state: State, person: Person, what: str) -> None:
    """ValueError when a phone wouldn't let them write or tap («write», «tap») in the group: who is
    out, unless it is open and they left by themselves; who was silenced doesn't write."""
    now = status(state, person)
    if now == "kicked" or (now == "left" and not state.group.open):
        raise ValueError(f"{person.name} isn't in chat {STAFF_GROUP}")
    if now == "silenced" and what == "write":
        raise ValueError(f"{person.name} may not write in chat {STAFF_GROUP}")


def become(state: State, by: Person, who: Person, now: str) -> None:
    """`by` makes `who` that: somebody in charge anybody but the owner, everybody themselves «left»
    and, unless they were put out, «member». ValueError otherwise."""
    before = status(state, who)
    _refuse_wrong(state, by, who, now)
    old = as_member(state, who)
    owner = who.role == "admin" and now == "member"  # who owns a group comes back as its owner
    state.group.members[who.id] = "creator" if owner else now
    told = as_member(state, who)
    if old == told:
        return
    change: Json = {
        "chat": state.chat(state.chats.get(STAFF_GROUP)),
        "from": state.user(by.id),
        "date": unix(state.clock.now()),
        "old_chat_member": old,
        "new_chat_member": told,
    }
    state.updates.add("chat_member", change, visible=state.group.status == "administrator")
    if (before in OUT) != (told["status"] in OUT):
        _tell_all(state, by, who, gone=told["status"] in OUT)


def _refuse_wrong(state: State, by: Person, who: Person, now: str) -> None:
    if now not in STATUSES:
        raise ValueError(f"unknown status «{now}», use one of: {', '.join(STATUSES)}")
    if by.id == who.id:
        returns = now == "member" and status(state, who) == "left"
        if now != "left" and not returns:
            raise ValueError(f"{who.name} can't make themselves {now}")
    elif status(state, by) not in IN_CHARGE:
        raise ValueError(f"{by.name} is in charge of nobody in chat {STAFF_GROUP}")
    elif status(state, who) == "creator":
        raise ValueError(f"{who.name} owns chat {STAFF_GROUP}")


def _tell_all(state: State, by: Person, who: Person, *, gone: bool) -> None:
    """The service message that everybody in the group sees, bots too."""
    content: dict[str, Any] = {"new_chat_members": [state.user(who.id)]}
    if gone:
        content = {"left_chat_member": state.user(who.id)}
    chat = state.chats.get(STAFF_GROUP)
    said = state.chats.add(chat, by.id, state.clock.now(), content)
    if state.group.status not in ("kicked", "left", "deleted"):
        state.updates.add("message", state.message(said))
