"""Who may import whom: imports go down only, as ARCHITECTURE.md draws it."""

import ast
from pathlib import Path

import pytest

import medusa_mock

PACKAGE = Path(medusa_mock.__file__).parent

# From the top down. A module may import from its own layer and from those below it.
LAYERS = [
    ["cli", "__main__", "pytest_plugin"],
    ["banner", "contract", "reload", "standby", "testing"],
    ["app", "serving"],
    ["api", "console", "strict"],
    ["handlers"],
    ["auth", "cart_resource", "operation", "order_resource"],
    ["idempotency", "faults", "journal", "telemetry", "webhooks"],
    ["wire", "resource"],
    ["validation", "domain", "seeds", "persistence"],
    ["tables", "store", "masking", "names", "carrier", "document", "passwords", "settings"],
    ["errors"],
    ["__init__"],
]
HEIGHT = {name: len(LAYERS) - level for level, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))

# What must know nothing of HTTP, and by which imports it would show.
HTTP_FREE = ("domain", "persistence", "store", "tables", "seeds")
HTTP = {"wire", "carrier", "api", "app", "starlette", "connexion", "flask", "httpx", "uvicorn"}


def part(module: str) -> str:
    """The part of the package that a module belongs to."""
    return [*module.split("."), "__init__"][1]


def imported(file: Path) -> set[str]:
    """The modules that a file imports, by their full names."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "medusa_mock":
            found |= {f"medusa_mock.{alias.name}" for alias in node.names if alias.name in HEIGHT}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def home(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_part_of_the_package_has_its_layer() -> None:
    assert {home(file) for file in MODULES} == HEIGHT.keys()


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_down_only(file: Path) -> None:
    ours = {part(module) for module in imported(file) if module.split(".")[0] == "medusa_mock"}
    assert {name for name in ours if HEIGHT[name] > HEIGHT[home(file)]} == set()


@pytest.mark.parametrize("folder", HTTP_FREE)
def test_rules_and_state_know_nothing_of_http(folder: str) -> None:
    for file in (PACKAGE / folder).rglob("*.py"):
        names = {part(name) if name.startswith("medusa_mock") else name.split(".")[0] for name in imported(file)}
        assert not names & HTTP, file
