"""Orders walked at random through all that can be done to them."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.orders.walk import OrderWalk

STEPS = 50


def walk(url: str, walks: int) -> None:
    class Walk(OrderWalk):
        pass

    Walk.url = url
    lasting = settings(
        max_examples=walks, stateful_step_count=STEPS, deadline=None, suppress_health_check=[*HealthCheck]
    )
    run_state_machine_as_test(Walk, settings=lasting)


def test_an_orders_numbers_add_up_whatever_is_done_to_it(server: str) -> None:
    walk(server, walks=40)


def test_the_numbers_of_a_real_medusa_add_up_too(real_medusa: str) -> None:
    walk(real_medusa, walks=2)
