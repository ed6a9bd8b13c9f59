"""Translations without GNU gettext: `python -m tools.translations compile | check | missing`.

Source strings are English. Japanese lies in locale/ja/parts/, one file a capability, so that two people seldom meet in
one file; `compile` merges the parts into the catalogue that Django reads. `check` fails on a string without Japanese, a
part that says something else than another, a placeholder that differs, and Japanese that nothing asks for any more.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "locale/ja/parts"
COMPILED = ROOT / "locale/ja/LC_MESSAGES/django.mo"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext": (1, 2),
}
JINJA = {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "newstyle_gettext": "true", "silent": "false"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
DJANGO_TRANS = re.compile(r"""\{%\s*trans(?:late)?\s+(?:"([^"]+)"|'([^']+)')""")
DJANGO_BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b[^%]*%\}(.*?)\{%\s*endblocktrans", re.DOTALL)

type Key = str | tuple[str, str]  # a message, or a message with its context


def sources() -> dict[Key, str]:
    """Every string the product shows, with the file that shows it first."""
    found: dict[Key, str] = {}
    rules = [
        ("**/tests/**.py", "ignore"),
        ("**.py", "python"),
        ("**/jinja2/**.html", "jinja2"),
        ("**/jinja2/**.svg", "jinja2"),
    ]
    for name, _line, message, _comments, context in extract_from_dir(
        ROOT / "yorisoi", rules, {"**/jinja2/**.html": JINJA}, keywords=KEYWORDS
    ):
        if name.startswith("tests/") or "/tests/" in name or name.endswith("testing.py"):
            continue
        text = message[0] if isinstance(message, tuple) else message
        found.setdefault((context, text) if context else text, f"yorisoi/{name}")
    for path in sorted(ROOT.glob("yorisoi/*/templates/**/*.html")):
        for text in django_template_strings(path.read_text(encoding="utf8")):
            found.setdefault(text, str(path.relative_to(ROOT)))
    found.pop("", None)
    return found


def django_template_strings(source: str) -> Iterator[str]:
    """The strings of an overridden library page."""
    for double, single in DJANGO_TRANS.findall(source):
        yield double or single
    for block in DJANGO_BLOCK.findall(source):
        yield re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", block.strip())


def merged() -> tuple[Catalog, list[str]]:
    """All parts in one catalogue, and what contradicts itself."""
    whole, faults = Catalog(locale="ja"), []
    for path in sorted(PARTS.glob("*.po")):
        with path.open("rb") as stream:
            part = read_po(stream, locale="ja")
        for message in part:
            if not message.id or not message.string:
                continue
            if message.fuzzy:
                faults.append(f"{path.name}: fuzzy: {message.id!r}")
            known = whole.get(message.id, message.context)
            if known is not None and known.string != message.string:
                faults.append(f"{path.name}: {message.id!r} is {known.string!r} elsewhere, {message.string!r} here")
            whole.add(message.id, message.string, context=message.context)
    return whole, faults


def compile_catalogue() -> None:
    """Write the catalogue Django reads, unless it is newer than all parts."""
    newest = max((path.stat().st_mtime for path in [*PARTS.glob("*.po"), Path(__file__)]), default=0)
    if COMPILED.exists() and COMPILED.stat().st_mtime >= newest:
        return
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    with COMPILED.open("wb") as stream:
        write_mo(stream, merged()[0])


def shipped() -> Catalog:
    """What Django, as far as it is installed here, and allauth translate themselves."""
    whole = Catalog(locale="ja")
    packages = next((ROOT / ".venv/lib").glob("python3*")) / "site-packages"
    for path in [
        *packages.glob("django/conf/locale/ja/LC_MESSAGES/django.po"),
        *packages.glob("django/contrib/auth/locale/ja/LC_MESSAGES/django.po"),
        *packages.glob("allauth/**/ja/LC_MESSAGES/django.po"),
    ]:
        with path.open("rb") as stream:
            for message in read_po(stream, locale="ja"):
                if message.id and message.string and not message.fuzzy:
                    whole.add(message.id, message.string, context=message.context)
    return whole


def get(catalogue: Catalog, key: Key) -> str:
    """The Japanese of a key, empty when there is none."""
    context, text = key if isinstance(key, tuple) else (None, key)
    message = catalogue.get(text, context)
    return str(message.string) if message is not None and message.string else ""


def missing() -> dict[Key, str]:
    """Strings without Japanese, with where they stand."""
    ours, theirs = merged()[0], shipped()
    return {key: where for key, where in sources().items() if not get(ours, key) and not get(theirs, key)}


def faults() -> list[str]:
    """Everything wrong with the translations, one sentence each."""
    catalogue, wrong = merged()
    asked = sources()
    wrong += [f"{where}: no Japanese for {key!r}" for key, where in missing().items()]
    for message in catalogue:
        if not message.id:
            continue
        key: Key = (message.context, str(message.id)) if message.context else str(message.id)
        if key not in asked:
            wrong.append(f"locale/ja/parts: nothing asks for {message.id!r} any more")
        elif set(PLACEHOLDER.findall(str(message.id))) != set(PLACEHOLDER.findall(str(message.string))):
            wrong.append(f"locale/ja/parts: placeholders differ: {message.id!r} and {message.string!r}")
    return wrong


def main() -> int:
    """The command line."""
    command = sys.argv[1] if len(sys.argv) > 1 else "check"
    if command == "compile":
        compile_catalogue()
        return 0
    if command == "missing":
        for key, where in missing().items():
            print(f"{where}\t{key!r}")
        return 0
    wrong = faults()
    print("\n".join(wrong) or "translations complete")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
