"""Where the files that are not Python lie: at the top of a checkout, inside the package of a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def home(package: Path) -> Path:
    """The folder that holds templates, static and migrations, for a package that lies here."""
    in_wheel = package / "_data"
    return in_wheel if in_wheel.is_dir() else package.parent


TEMPLATES = home(_PACKAGE) / "templates"
STATIC = home(_PACKAGE) / "static"
MIGRATIONS = home(_PACKAGE) / "migrations"
