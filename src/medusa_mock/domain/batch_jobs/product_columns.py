"""The columns of an export of products: those there always are, then as many as it takes.

Source: `strategies/batch-jobs/product/types/columns-definition.ts`, and `export.ts` for the order.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from medusa_mock.domain.amounts import humanized
from medusa_mock.domain.batch_jobs.strategies import Values
from medusa_mock.domain.batch_jobs.texts import text_of
from medusa_mock.store import Json

Shown: TypeAlias = Mapping[str, Json]
"""A row with those of its columns and relations that were asked for."""
Cell: TypeAlias = Callable[[Shown, Shown], str]
"""What stands in a column for a product and one of its variants."""

_MEASURES = ("Weight", "Length", "Width", "Height")
_CODES = ("HS Code", "Origin Country", "MID Code", "Material")


def columns(shape: Values) -> dict[str, Cell]:
    """Title -> cell, in their order; `shape` is how many of the last ones there are."""
    found = dict(_of_product()) | dict(_of_variant())
    for price in shape["prices"]:
        found |= dict(_of_price(price))
    for index in range(shape["dynamicOptionColumnCount"]):
        found |= {f"Option {index + 1} Name": _nth("options", index, "title")}
        found |= {f"Option {index + 1} Value": _option_value(index)}
    for index in range(shape["dynamicImageColumnCount"]):
        found |= {f"Image {index + 1} Url": _nth("images", index, "url")}
    for index in range(shape["dynamicSalesChannelsColumnCount"]):
        # The column of the id holds the name: a slip of the real server.
        for title, name in (("Id", "name"), ("Name", "name"), ("Description", "description")):
            found |= {f"Sales Channel {index + 1} {title}": _nth("sales_channels", index, name)}
    for index in range(shape["dynamicProductCategoriesColumnCount"]):
        for title in ("Handle", "Name", "Description"):
            found |= {f"Product Category {index + 1} {title}": _nth("categories", index, title.lower())}
    return found


def variants(product: Shown) -> list[Shown]:
    found: list[Shown] = product.get("variants", [])
    return found


def _of_product() -> Iterator[tuple[str, Cell]]:
    for title in ("Id", "Handle", "Title", "Subtitle", "Description", "Status", "Thumbnail", *_MEASURES, *_CODES):
        yield f"Product {title}", _own(title)
    for title in ("Title", "Handle"):
        yield f"Product Collection {title}", _related("collection", title.lower())
    yield "Product Type", _related("type", "value")
    yield "Product Tags", lambda product, _: ",".join(tag["value"] for tag in product["tags"])
    for title in ("Discountable", "External Id"):
        yield f"Product {title}", _own(title)
    for title in ("Name", "Type"):
        yield f"Product Profile {title}", _nth("profiles", -1, title.lower())


def _of_variant() -> Iterator[tuple[str, Cell]]:
    stock = ("Inventory Quantity", "Allow Backorder", "Manage Inventory")
    for title in ("Id", "Title", "SKU", "Barcode", *stock, *_MEASURES, *_CODES):
        yield f"Variant {title}", _of_its_own(title)


def _of_price(price: Values) -> Iterator[tuple[str, Cell]]:
    """A column for the currency, and one for the region if there is one."""
    code, region = price["currency_code"], price["region"]
    yield f"Price {code.upper()}", _price(code, lambda held: held["currency_code"] == code)
    if region:
        place = region["currency_code"]
        yield f"Price {region['name']} [{place.upper()}]", _price(place, lambda held: held["region_id"] == region["id"])


def _price(currency_code: str, fits: Callable[[Shown], bool]) -> Cell:
    def cell(_: Shown, variant: Shown) -> str:
        amounts = (held["amount"] for held in variant["prices"] if fits(held))
        amount = next(amounts, None)
        return text_of(humanized(amount, currency_code)) if amount else ""

    return cell


def _option_value(index: int) -> Cell:
    """The values of a variant in the order of the product's options, whichever they come in."""

    def cell(product: Shown, variant: Shown) -> str:
        options = product.get("options", ())
        wanted = options[index]["id"] if index < len(options) else None
        return next((text_of(held["value"]) for held in variant["options"] if held["option_id"] == wanted), "")

    return cell


def _own(title: str) -> Cell:
    name = _name(title)
    return lambda product, _: text_of(product.get(name))


def _of_its_own(title: str) -> Cell:
    name = _name(title)
    return lambda _, variant: text_of(variant.get(name))


def _related(relation: str, name: str) -> Cell:
    return lambda product, _: text_of((product.get(relation) or {}).get(name))


def _nth(relation: str, index: int, name: str) -> Cell:
    def cell(product: Shown, _: Shown) -> str:
        rows = product.get(relation, ())
        return text_of(rows[index].get(name)) if -len(rows) <= index < len(rows) else ""

    return cell


def _name(title: str) -> str:
    """The column of the table: `HS Code` is `hs_code`."""
    return title.lower().replace(" ", "_")
