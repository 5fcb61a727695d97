"""Violations that are known and accepted for a while: files in the format of Schemathesis, which obeys them as well."""

from pathlib import Path

from medusa_mock.contract.errors import Unusable

PACKAGED = Path(__file__).with_name("baselines")


def find_baseline(name: str, *, new: bool = False) -> Path:
    """The file of this path, or of this name among those that the package carries, such as `medusa-1.20.11`.

    Raises:
        Unusable: there is none, and none is to be made.
    """
    file = Path(name)
    packaged = {path.stem: path for path in PACKAGED.glob("*.json")}
    if name in packaged and not file.is_file():
        return packaged[name]
    if new or file.is_file():
        return file.absolute()
    # Schemathesis would make a new file, and call all that it finds accepted.
    raise Unusable(f"There is no baseline {name}. Name a file, or one of the package: {', '.join(sorted(packaged))}.")


def entries(file: Path) -> dict[str, str]:
    """Id of an entry -> what it accepts, and its `reason`.

    Raises:
        Unusable: the file is no baseline.
    """
    from schemathesis.baseline import Baseline

    try:
        found = Baseline.load(file).entries
    except (OSError, ValueError) as error:
        raise Unusable(f"{file} is no baseline: {error}.") from None
    return {entry.id: f"{entry.operation}, {entry.check}: {entry.extra.get('reason', 'no reason')}" for entry in found}
