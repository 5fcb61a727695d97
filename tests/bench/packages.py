"""What the measurement needs and Python's packages do not bring: programs of the machine, and npm packages."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

from platformdirs import user_cache_path

HERE = Path(__file__).parent
LISTS = ("package.json", "package-lock.json")

WAYS_TO_GET = {
    "wrk": "it makes the load. Debian and Ubuntu: apt install wrk. macOS: brew install wrk",
    "ps": "it weighs the servers. Debian and Ubuntu: apt install procps",
    "node": "Prism runs on it. https://nodejs.org/en/download",
    "npm": "it installs Prism and WireMock, and comes with Node. https://nodejs.org/en/download",
    "java": "WireMock runs on it. Debian and Ubuntu: apt install default-jre-headless. macOS: brew install openjdk",
}


class Missing(Exception):
    """Something has to be installed first; the message says what and how."""


def require(*programs: str) -> None:
    """Raises Missing where one of the programs is not on the path."""
    missing = [f"{name} is not on the path: {WAYS_TO_GET[name]}" for name in programs if shutil.which(name) is None]
    if missing:
        raise Missing("\n".join(missing))


def version_of(*command: str) -> str:
    """The version that a program names when asked with this command."""
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    return number_in(finished.stdout + finished.stderr)


def number_in(words: str) -> str:
    """The first number in a program's words about its version: `openjdk version "17.0.15"` -> 17.0.15."""
    found = re.search(r"\d+(\.\d+)+", words)
    return found[0] if found else "of an unknown version"


def npm_packages() -> Path:
    """The `node_modules` with the packages of `package-lock.json`, installed into the user's cache when they change.

    Raises Missing: npm is not there, or could not install them.
    """
    content = b"".join((HERE / name).read_bytes() for name in LISTS)
    folder = user_cache_path("medusa-mock") / "bench" / hashlib.blake2b(content, digest_size=8).hexdigest()
    installed = folder / "installed"
    if not installed.exists():
        require("npm")
        folder.mkdir(parents=True, exist_ok=True)
        for name in LISTS:
            shutil.copy(HERE / name, folder)
        # Packages need no script of theirs here; one of them would report the installation to its makers.
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        finished = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if finished.returncode:
            raise Missing(f"npm could not install Prism and WireMock into {folder}:\n{finished.stderr}")
        installed.touch()
    return folder / "node_modules"


def npm_version(package: Path) -> str:
    version: str = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    return version
