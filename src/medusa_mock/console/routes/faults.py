"""What goes wrong on purpose."""

from medusa_mock.console.control import Body, Control, removed
from medusa_mock.errors import NotFound
from medusa_mock.faults.rules import without_nulls


def list_faults(control: Control) -> Body:
    return {"faults": [rule.shown() for rule in control.faults.rules(control.session)]}


def create_fault(control: Control, body: Body) -> Body:
    return {"fault": control.faults.add(control.session, without_nulls(body)).shown()}


def delete_faults(control: Control) -> Body:
    return {"deleted": control.faults.rules(control.session).clear()}


def delete_fault(control: Control, id: str) -> Body:
    if not control.faults.rules(control.session).delete(id):
        raise NotFound(f"Fault with id: {id} was not found")
    return removed("fault", id=id)
