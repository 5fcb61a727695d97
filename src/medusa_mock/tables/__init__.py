"""Every table, declared once: a module per subject, gathered here."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from medusa_mock.store.tables import Table

MODULES = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]

TABLES: Mapping[str, Table] = {
    table.name: table for module in MODULES for table in vars(module).values() if isinstance(table, Table)
}
