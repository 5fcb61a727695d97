"""What parity does not tell of categories: numbers that recordings do not hold."""

import httpx
import pytest


@pytest.mark.parametrize("rank", ["1.0", "1e30", "987624680996884447232"])
def test_a_rank_may_be_any_whole_number(admin: httpx.Client, rank: str) -> None:
    made = [admin.post("/admin/product-categories", json={"name": name}).json() for name in "RAB"]
    root, first, second = (one["product_category"]["id"] for one in made)
    for child in (first, second):
        admin.post(f"/admin/product-categories/{child}", json={"parent_category_id": root})
    headers = {"Content-Type": "application/json"}
    answer = admin.post(f"/admin/product-categories/{first}", content=f'{{"rank": {rank}}}', headers=headers)
    assert answer.json()["product_category"]["rank"] == 1
    refusal = admin.post(f"/admin/product-categories/{first}", json={"rank": 0.5}).json()
    assert refusal["message"] == "rank must be an integer number"
