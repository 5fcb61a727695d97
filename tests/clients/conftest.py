"""The official clients, installed once, and the servers that they are put to."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.real_medusa.fixtures import real_medusa

__all__ = ["medusa_js", "real_medusa"]

SOURCE = Path(__file__).parent / "medusa_js"


@pytest.fixture(scope="session")
def medusa_js(pytestconfig: pytest.Config) -> Path:
    """A folder with the tests in JavaScript and, beside them, the client in the version of package-lock.json."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    version = hashlib.sha256((SOURCE / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = pytestconfig.cache.mkdir(f"medusa_js-{version}") if pytestconfig.cache else SOURCE
    shutil.copytree(SOURCE, folder, dirs_exist_ok=True)
    if not (folder / "node_modules" / ".package-lock.json").is_file():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
    return folder
