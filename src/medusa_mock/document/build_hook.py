"""Part of building the wheel: our documents go into it as they were written, and folded into JSON.

Runs in Hatch's build environment, on the sources; it is no part of the installed package.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface[Any]):
    """Adds `medusa_mock/openapi/` to a wheel. An editable install reads the checkout's `openapi/` instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from medusa_mock.document.fold import fold

        self._made = Path(tempfile.mkdtemp())
        documents = Path(self.root, "openapi")
        build_data["force_include"][str(documents)] = "medusa_mock/openapi"
        for root in documents.glob("*.yaml"):
            bundle = self._made / f"{root.stem}.bundle.json"
            bundle.write_text(json.dumps(fold(root).document, ensure_ascii=False, separators=(",", ":")), "utf-8")
            build_data["force_include"][str(bundle)] = f"medusa_mock/openapi/{bundle.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            shutil.rmtree(self._made)
