"""Store, currencies, regions and analytics configs over HTTP, beyond what the recordings show."""

import httpx

from medusa_mock.app import App, Options
from medusa_mock.serving import running

REGION = {
    "name": "North",
    "currency_code": "eur",
    "tax_rate": 25,
    "payment_providers": ["manual"],
    "fulfillment_providers": ["manual"],
    "countries": ["se", "no"],
}


def test_a_currency_that_the_store_takes_up_is_one_for_regions(admin: httpx.Client) -> None:
    british = REGION | {"currency_code": "gbp", "countries": ["gb"]}
    assert admin.post("/admin/regions", json=british).status_code == 400
    admin.post("/admin/store/currencies/gbp")
    assert admin.post("/admin/regions", json=british).json()["region"]["currency"]["code"] == "gbp"


def test_a_currency_is_the_same_wherever_it_is_shown(admin: httpx.Client) -> None:
    admin.post("/admin/currencies/eur", json={"includes_tax": True})
    store = admin.get("/admin/store").json()["store"]
    assert [each["includes_tax"] for each in store["currencies"] if each["code"] == "eur"] == [True]
    region = admin.get("/admin/regions", params={"order": "name"}).json()["regions"][0]
    assert region["currency"]["includes_tax"] is True


def test_a_country_goes_from_region_to_region(admin: httpx.Client) -> None:
    first = admin.post("/admin/regions", json=REGION).json()["region"]["id"]
    second = admin.post("/admin/regions", json=REGION | {"countries": ["fi"]}).json()["region"]["id"]
    assert admin.post(f"/admin/regions/{second}/countries", json={"country_code": "no"}).status_code == 422
    admin.delete(f"/admin/regions/{first}/countries/no")
    moved = admin.post(f"/admin/regions/{second}/countries", json={"country_code": "no"}).json()["region"]
    assert sorted((each["iso_2"], each["region_id"]) for each in moved["countries"]) == [("fi", second), ("no", second)]
    left = admin.get(f"/admin/regions/{first}").json()["region"]
    assert [each["iso_2"] for each in left["countries"]] == ["se"]


def test_a_refused_region_leaves_no_trace(admin: httpx.Client) -> None:
    before = admin.get("/admin/regions").json()
    assert admin.post("/admin/regions", json=REGION | {"countries": ["se", "de"]}).status_code == 422
    assert admin.get("/admin/regions").json() == before
    assert admin.post("/admin/regions", json=REGION).status_code == 200


def test_a_deleted_region_is_listed_to_those_who_ask_when_it_went(admin: httpx.Client) -> None:
    north = admin.post("/admin/regions", json=REGION).json()["region"]["id"]
    admin.delete(f"/admin/regions/{north}")
    assert north not in [region["id"] for region in admin.get("/admin/regions").json()["regions"]]
    [gone] = [
        region
        for region in admin.get("/admin/regions", params={"deleted_at[gt]": "2020-01-01"}).json()["regions"]
        if region["id"] == north
    ]
    assert gone["updated_at"] == gone["deleted_at"] is not None
    assert gone["countries"] == []


def test_every_user_answers_about_analytics_alone() -> None:
    with running(App(Options(seed="demo", strict=True))) as url, httpx.Client(base_url=url) as client:
        jonas = {"x-medusa-access-token": "demo-developer-token"}
        ada = {"x-medusa-access-token": "demo-admin-token"}
        assert client.get("/admin/analytics-configs", headers=jonas).json()["analytics_config"]["opt_out"] is True
        assert client.get("/admin/analytics-configs", headers=ada).status_code == 404
        answer = client.post("/admin/analytics-configs", headers=ada, json={"opt_out": False}).json()
        assert answer["analytics_config"]["user_id"] == "usr_admin"
        client.delete("/admin/analytics-configs", headers=ada)
        assert client.get("/admin/analytics-configs", headers=jonas).status_code == 200
