"""What operations take in and refuse, in the words that a real server used."""

from typing import Any

import pytest

from medusa_mock import document
from medusa_mock.document.references import followed
from medusa_mock.errors import InvalidData
from medusa_mock.validation import Inputs, Messages, Schemas
from medusa_mock.wire.queries import parse_query

DOCUMENT = document.load()


def inputs(path: str, method: str) -> Inputs:
    schemas = Schemas(DOCUMENT)
    return Inputs(schemas, Messages(schemas), followed(DOCUMENT, path, method))


TAGS = inputs("/admin/product-tags", "get")
LOG_IN = inputs("/admin/auth", "post")
AUTHORIZE = inputs("/admin/apps/authorizations", "post")
APPS = inputs("/admin/apps", "get")
CREATE_OPTION = inputs("/admin/shipping-options", "post")
UPDATE_OPTION = inputs("/admin/shipping-options/{id}", "post")
TAX_RATES = inputs("/admin/tax-rates", "get")
PRODUCTS = inputs("/admin/products", "get")
CUSTOMERS = inputs("/admin/customers", "get")
MEMBERS = inputs("/admin/customer-groups/{id}/customers/batch", "post")
ACCEPT = inputs("/admin/invites/accept", "post")
UPDATE_USER = inputs("/admin/users/{id}", "post")
USERS = inputs("/admin/users", "get")
NOTIFICATIONS = inputs("/admin/notifications", "get")
LOCATIONS = inputs("/admin/stock-locations", "get")
NEW_LOCATION = inputs("/admin/stock-locations", "post")
ITEMS = inputs("/admin/inventory-items", "get")
RESERVATIONS = inputs("/admin/reservations", "get")
LEVEL = inputs("/admin/inventory-items/{id}/location-levels/{location_id}", "post")


def query(text: str) -> dict[str, Any]:
    return TAGS.arguments(parse_query(text), {})


ACCEPTED: dict[str, dict[str, Any]] = {
    "": {},
    "limit=5": {"limit": 5},
    "limit=1e1": {"limit": 10},
    "limit=": {"limit": 0},
    "limit=0x10": {"limit": 16},
    "limit=%201": {"limit": 1},
    "limit=1.5": {"limit": 1.5},
    "q=": {"q": ""},
    "q=%zz": {"q": "%zz"},
    "id=x": {"id": "x"},
    "id=x&id=y": {"id": ["x", "y"]},
    "id[]=x": {"id": ["x"]},
    "id[gt]=x": {"id": {"gt": "x"}},
    "value[contains]=bl": {"value": {"contains": "bl"}},
    "order=-value": {"order": "-value"},
    "created_at[gt]=2000-01-01": {"created_at": {"gt": "2000-01-01"}},
    "=1": {},
    "toString=1": {},
}


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_query_becomes_arguments(text: str) -> None:
    assert query(text) == {"limit": 10, "offset": 0} | ACCEPTED[text]


NO_NUMBER = "must be a number conforming to the specified constraints"
NO_DATES = '{"message":"created_at must be one of: DateComparisonOperator","details":{"DateComparisonOperator":[%s]}}'
NO_TEXTS = (
    '{"message":"id must be one of: String,String,StringComparisonOperator","details":{'
    '"String":["String validation failed: [object Object] is not a string"],'
    '"undefined":["Cannot read properties of undefined (reading \'constructor\')"],'
    '"StringComparisonOperator":[%s]}}'
)

# What a real server answered to `GET /admin/product-tags?…`.
REFUSED = {
    "limit=abc": f"limit {NO_NUMBER}",
    "limit[a]=1": f"limit {NO_NUMBER}",
    "limit=1&limit=2": f"limit {NO_NUMBER}",
    "limit=Infinity": f"limit {NO_NUMBER}",
    "limit=null": f"limit {NO_NUMBER}",
    "limit=true": f"limit {NO_NUMBER}",
    "offset=x&limit=y": f"limit {NO_NUMBER}, offset {NO_NUMBER}",
    "q[]=a": "q must be a string",
    "q=bl&q=x": "q must be a string",
    "order[]=value": "order must be a string",
    "unknown=1": "property unknown should not exist",
    "unknown=1&q[]=a": "property unknown should not exist, q must be a string",
    "%zz=1": "property %zz should not exist",
    "[a]=1": "property a should not exist",
    "created_at=foo": NO_DATES % '"an unknown value was passed to the validate function"',
    "created_at[]=2020-01-01": NO_DATES % '"an unknown value was passed to the validate function"',
    "created_at[zz]=2001": NO_DATES % '"property zz should not exist"',
    "created_at[gt]=yesterday": NO_DATES % '"gt must be a Date instance"',
    "created_at[gt][x]=1": NO_DATES % '"gt must be a Date instance"',
    "created_at[gt]=yesterday&created_at[lt]=tomorrow&foo=1&limit=x": NO_DATES
    % '"lt must be a Date instance"," gt must be a Date instance"',
    "id[zz]=x": NO_TEXTS % '"property zz should not exist"',
    "id[lt][gt]=1": NO_TEXTS % '"lt must be a string"',
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_query_is_refused_in_the_words_of_the_real_server(text: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        query(text)
    assert str(refusal.value) == REFUSED[text]


@pytest.mark.parametrize(
    ("operation", "text", "message"),
    [
        (
            USERS,
            "limit=few&offset=few&role=king",
            f"each value in role must be one of the following values: member, admin, developer, offset {NO_NUMBER}, "
            f"limit {NO_NUMBER}",
        ),
        (USERS, "role[]=king", "each value in role must be one of the following values: member, admin, developer"),
        (USERS, "created_at=foo", "nested property created_at must be either object or array"),
        (NOTIFICATIONS, "include_resends=TRUE", "include_resends must be a boolean string"),
        (
            NOTIFICATIONS,
            "include_resends=&limit=1.5&offset=x&to[]=a",
            "limit must be an integer number, offset must be an integer number, to must be a string, "
            "include_resends must be a boolean string",
        ),
    ],
)
def test_other_queries_are_refused_in_its_words(operation: Inputs, text: str, message: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        operation.arguments(parse_query(text), {})
    assert str(refusal.value) == message


def test_a_value_may_be_alone_where_the_server_does_not_look_for_a_list() -> None:
    assert USERS.arguments(parse_query("role=admin"), {})["role"] == "admin"
    assert USERS.arguments(parse_query("role=admin&role=member"), {})["role"] == ["admin", "member"]


# On these a real server crashed.
CRASHING = {
    "offset=1e300": "offset must not be greater than 9223372036854775807",
    "limit=-1": "limit must not be less than 0",
    "order=nope": "order must be one of the following values: ",
    "created_at[gt]=Jan 2020": "gt must be a Date instance",
    "q=%00": "U+0000",
}


@pytest.mark.parametrize("text", ["is_giftcard=a&is_giftcard=b", "is_giftcard[x]=1"])
def test_a_list_where_the_real_server_wants_a_text_is_refused_clearly(text: str) -> None:
    with pytest.raises(InvalidData, match=r"^is_giftcard must be a boolean value$"):
        PRODUCTS.arguments(parse_query(text), {})


@pytest.mark.parametrize("text", CRASHING)
def test_what_crashes_the_real_server_is_refused_clearly(text: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        query(text)
    assert CRASHING[text] in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("has_account=true", {"has_account": True}),
        ("has_account=false", {"has_account": False}),
        ("has_account=null", {"has_account": None}),
        ("has_account=", {}),
        ("has_account=yes", {}),
        ("has_account=undefined", {}),
        ("has_account[]=true", {}),
    ],
)
def test_a_truth_value_that_is_none_counts_as_absent(text: str, wanted: dict[str, Any]) -> None:
    assert CUSTOMERS.arguments(parse_query(text), {}) == {"limit": 50, "offset": 0} | wanted


def test_a_parameter_without_effect_takes_any_text() -> None:
    assert CUSTOMERS.arguments(parse_query("fields=nothing"), {})["fields"] == "nothing"


def locations(text: str) -> dict[str, Any]:
    return LOCATIONS.arguments(parse_query(text), {})


@pytest.mark.parametrize("names", ["", "id,name", "name,", "-name", "+deleted_at,-metadata", "name.first"])
def test_a_list_of_names_is_a_text_with_commas(names: str) -> None:
    assert locations(f"fields={names.replace('+', '%2B')}")["fields"] == names


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fields[]=id", "fields must be a string"),
        ("expand[a]=1&fields=id&fields=name", "expand must be a string, fields must be a string"),
        ("fields=id,colour,-roof", "Requested fields [colour, -roof] are not valid"),
        ("expand=address,roof", "Requested fields [roof] are not valid"),
    ],
)
def test_a_list_of_names_that_is_none_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        locations(text)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("operation", "text", "values"),
    [
        (ITEMS, "weight=3", {"weight": 3}),
        (ITEMS, "weight[gt]=2&weight[lte]=1e1", {"weight": {"gt": 2, "lte": 10}}),
        (ITEMS, "expand=nothing", {"expand": "nothing"}),
        (RESERVATIONS, "quantity[gte]=3", {"quantity": {"gte": 3}}),
        (RESERVATIONS, "description[contains]=b", {"description": {"contains": "b"}}),
    ],
)
def test_a_filter_may_be_a_number_or_bounds(operation: Inputs, text: str, values: dict[str, Any]) -> None:
    assert operation.arguments(parse_query(text), {}).items() >= values.items()


NO_WEIGHT = (
    '{"message":"weight must be one of: Number,NumericalComparisonOperator","details":{'
    '"Number":["Number validation failed: %s is not a number"],"NumericalComparisonOperator":["%s"]}}'
)
NO_DESCRIPTION = (
    '{"message":"description must be one of: StringComparisonOperator,String","details":{'
    '"String":["String validation failed: x is not a string"],'
    '"StringComparisonOperator":["an unknown value was passed to the validate function"]}}'
)


@pytest.mark.parametrize(
    ("operation", "text", "message"),
    [
        (ITEMS, "expand[]=x", "expand must be a string"),
        (ITEMS, "weight=a", NO_WEIGHT % ("a", "an unknown value was passed to the validate function")),
        (ITEMS, "weight[gt]=a", NO_WEIGHT % ("[object Object]", f"gt {NO_NUMBER}")),
        (ITEMS, "weight[x]=1", NO_WEIGHT % ("[object Object]", "property x should not exist")),
        (RESERVATIONS, "description[]=x", NO_DESCRIPTION),
        (RESERVATIONS, "quantity=4", "nested property quantity must be either object or array"),
        (RESERVATIONS, "quantity[gt]=a", f"gt {NO_NUMBER}"),
        (
            RESERVATIONS,
            "limit=few&quantity=3&created_by=1&line_item_id=2",
            "line_item_id must be an array, created_by must be an array, "
            f"nested property quantity must be either object or array, limit {NO_NUMBER}",
        ),
    ],
)
def test_numbers_and_bounds_are_refused_in_the_words_of_the_real_server(
    operation: Inputs, text: str, message: str
) -> None:
    with pytest.raises(InvalidData) as refusal:
        operation.arguments(parse_query(text), {})
    assert str(refusal.value) == message


def test_an_operation_without_query_parameters_ignores_the_query() -> None:
    assert APPS.arguments({"foo": "bar"}, {}) == {}


GOOD = {"application_name": "echo", "state": "s", "code": "c"}
EMPTY = "should not be empty"
TEXT = "must be a string"
NO_OBJECT = "must be either object or array"

BODIES: list[tuple[Inputs, Any, str]] = [
    (
        AUTHORIZE,
        {},
        f"application_name {EMPTY}, application_name {TEXT}, state {EMPTY}, state {TEXT}, code {EMPTY}, code {TEXT}",
    ),
    (AUTHORIZE, GOOD | {"code": None}, f"code {EMPTY}, code {TEXT}"),
    (AUTHORIZE, GOOD | {"code": ""}, f"code {EMPTY}"),
    (AUTHORIZE, GOOD | {"code": 3, "state": []}, f"state {TEXT}, code {TEXT}"),
    (
        AUTHORIZE,
        GOOD | {"extra": 1, "more": 2, "code": ""},
        f"property extra should not exist, property more should not exist, code {EMPTY}",
    ),
    (AUTHORIZE, [], "an unknown value was passed to the validate function"),
    (AUTHORIZE, [{}], "an unknown value was passed to the validate function"),
    (NEW_LOCATION, [{"name": "Pier"}, 1], "property 0 should not exist, property 1 should not exist"),
    (LOG_IN, {}, f"email {EMPTY}, email must be an email, password {EMPTY}, password {TEXT}"),
    (LOG_IN, {"email": "a@b.co", "password": ""}, f"password {EMPTY}"),
    (MEMBERS, {"ids": []}, "property ids should not exist"),
    (MEMBERS, {"customer_ids": None}, "each value in nested property customer_ids must be either object or array"),
    (MEMBERS, {"customer_ids": ["x"]}, "each value in nested property customer_ids must be either object or array"),
    (MEMBERS, {"customer_ids": [{"name": "x"}]}, f"property name should not exist, id {TEXT}"),
    (
        MEMBERS,
        {"customer_ids": ["x", {"id": 5}, None]},
        f"each value in nested property customer_ids {NO_OBJECT}, id {TEXT}, "
        f"each value in nested property customer_ids {NO_OBJECT}",
    ),
    # On these two a real server crashed.
    (MEMBERS, {}, "customer_ids must be an array"),
    (MEMBERS, {"customer_ids": {"id": "x"}}, "customer_ids must be an array"),
    (LOG_IN, {"email": 17, "password": 18}, f"email must be an email, password {TEXT}"),
    (LEVEL, {"stocked_quantity": "x"}, f"stocked_quantity must not be less than 0, stocked_quantity {NO_NUMBER}"),
    (LEVEL, {"stocked_quantity": 1.5}, "stocked_quantity must be an integer number"),
    (NEW_LOCATION, {}, f"name {EMPTY}, name {TEXT}"),
    (NEW_LOCATION, {"name": "  "}, f"name {EMPTY}"),
    (NEW_LOCATION, {"name": " ", "metadata": [1]}, f"name {EMPTY}, metadata must be an object"),
    (
        NEW_LOCATION,
        {"name": "m", "address": {"address_1": 1, "foo": 2}, "zz": 1},
        f"property zz should not exist, property foo should not exist, address_1 {TEXT}, country_code {TEXT}",
    ),
    (NEW_LOCATION, {"name": "m", "address": "here"}, "nested property address must be either object or array"),
]

NESTED = "nested property user must be either object or array"
ROLES = "must be one of the following values"

BODIES += [
    (ACCEPT, {}, f"token {EMPTY}, token {TEXT}, user {EMPTY}"),
    (ACCEPT, {"token": "x", "user": None}, f"user {EMPTY}, {NESTED}"),
    (ACCEPT, {"token": "x", "user": ""}, f"user {EMPTY}, {NESTED}"),
    (ACCEPT, {"token": "x", "user": "abc"}, NESTED),
    (ACCEPT, {"token": "x", "user": {}}, f"password {TEXT}"),
    (ACCEPT, {"token": "x", "user": {"password": "", "age": 1}}, "property age should not exist"),
    (UPDATE_USER, {"role": "", "api_token": 5}, f"role {ROLES}: admin, member, developer, api_token {TEXT}"),
]


@pytest.mark.parametrize(("operation", "body", "message"), BODIES)
def test_a_body_is_refused_in_the_words_of_the_real_server(operation: Inputs, body: Any, message: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        operation.arguments({}, body)
    assert str(refusal.value) == message


def test_a_body_that_fits_goes_to_the_handler_as_it_is() -> None:
    assert AUTHORIZE.arguments({}, GOOD) == {"body": GOOD}


def test_a_null_is_as_good_as_nothing_where_nothing_is_required() -> None:
    update = inputs("/admin/return-reasons/{id}", "post")
    assert update.arguments({}, {"label": None}) == {"body": {"label": None}}


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        (
            "/admin/discounts/{id}",
            {"rule": {"foo": 1}},
            "property foo should not exist, id should not be empty, id must be a string",
        ),
        (
            "/admin/orders/{id}",
            {"shipping_address": {"foo": 1}, "billing_address": 5},
            "nested property billing_address must be either object or array, property foo should not exist",
        ),
        (
            "/admin/draft-orders",
            {"email": "a@example.com", "region_id": "reg_1", "shipping_methods": [], "shipping_address": 5},
            '{"message":"shipping_address must be one of: AddressPayload,String","details":'
            '{"String":["String validation failed: 5 is not a string"],'
            '"AddressPayload":["an unknown value was passed to the validate function"]}}',
        ),
    ],
)
def test_what_may_be_null_is_refused_as_what_it_may_be_besides(path: str, body: Any, message: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        inputs(path, "post").arguments({}, body)
    assert str(refusal.value) == message


PRICE_TYPE = 'Invalid price type, must be one of "flat_rate" or "calculated"'
REQUIREMENT_TYPE = 'Invalid option type, must be one of "min_subtotal" or "max_subtotal"'
OPTION = {"name": "Mule", "region_id": "reg_1", "provider_id": "manual", "data": {}, "price_type": "flat_rate"}


@pytest.mark.parametrize(
    ("operation", "body", "message"),
    [
        (CREATE_OPTION, OPTION | {"price_type": "weekly"}, PRICE_TYPE),
        (CREATE_OPTION, OPTION | {"price_type": None, "amount": "x"}, f"{PRICE_TYPE}, amount {NO_NUMBER}"),
        (CREATE_OPTION, OPTION | {"requirements": [{"amount": 1}]}, REQUIREMENT_TYPE),
        (UPDATE_OPTION, {"requirements": [{"type": 5, "amount": 1}]}, "type must be a string"),
        (
            UPDATE_OPTION,
            {"requirements": [{"type": "x", "amount": 1}]},
            "Requirement type must be one of min_subtotal, max_subtotal",
        ),
    ],
)
def test_a_choice_may_be_refused_in_words_of_its_own(operation: Inputs, body: Any, message: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        operation.arguments({}, body)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({}, True),
        ({"id": ""}, True),
        ({"id": "ma_1"}, False),
        ({"id": "ma_1", "a": 1, "b": 2}, False),
        ({"a": 1}, False),
    ],
)
def test_a_choice_may_be_none_where_something_else_is_told(body: Any, refused: bool) -> None:
    schema = {"type": "object", "x-xor": ["a", "b"], "x-xor-unless": "id"}
    assert bool(Messages(Schemas({})).of_object(schema, body)) is refused


@pytest.mark.parametrize(
    ("ids", "message"),
    [([], "ids should not be empty"), ("x", "ids should not be empty"), ([1], "each value in ids must be a string")],
)
def test_a_list_may_have_to_hold_something(ids: Any, message: str) -> None:
    ids_schema = {"type": "array", "minItems": 1, "items": {"type": "string"}, "x-checks": ["arrayNotEmpty"]}
    schema = {"type": "object", "properties": {"ids": ids_schema}}
    assert Messages(Schemas({})).of_object(schema, {"ids": ids}) == [message]


def test_a_list_may_have_to_be_written_as_one() -> None:
    accepted = TAX_RATES.arguments(parse_query("expand[]=products&fields[0]=id"), {})
    assert (accepted["expand"], accepted["fields"]) == (["products"], ["id"])
    with pytest.raises(InvalidData, match=r"^expand must be an array, fields must be an array$"):
        TAX_RATES.arguments(parse_query("expand=products&fields=id"), {})


def test_names_are_looked_at_last_unless_they_are_closed() -> None:
    told = LOCATIONS.read(parse_query("expand=roof"), {})
    with pytest.raises(InvalidData, match=r"^Requested fields \[roof\] are not valid$"):
        LOCATIONS.check_names(told)
    with pytest.raises(InvalidData, match=r"^Requested fields \[roof\] are not valid$"):
        inputs("/admin/regions/{id}", "get").read(parse_query("expand=roof"), {})


@pytest.mark.parametrize(
    ("path", "word"), [("/admin/customers/{id}", "body"), ("/admin/stock-locations/{id}", "query")], ids=str
)
def test_what_is_looked_at_first_is_refused(path: str, word: str) -> None:
    with pytest.raises(InvalidData, match=f"^property {word} should not exist$"):
        inputs(path, "post").read(parse_query("query=1"), {"body": 1})
