"""What the project's tree holds, and what must not stand in its files."""

import re

from tests.setup.checkout import ROOT, files

TOP_LEVEL = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "pyproject.toml",
    "resources",
    "salescenter",
    "scripts",
    "tests",
}
# In pieces, so that this file does not hold them.
MACHINE_FOLDERS = ("work", "root", "farm", "opt/pypi", "home/[a-z]")
REGISTRY_HOSTS = (
    r"pypi\.org",
    r"pythonhosted\.org",
    r"npmjs\.(org|com)",
    r"deb\.debian\.org",
    r"pypi\.python\.org",
)
FORBIDDEN = re.compile(
    r"(?<![\w.}/-])/(" + "|".join(MACHINE_FOLDERS) + r")\b|" + "|".join(REGISTRY_HOSTS)
)


def texts():
    for path in files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font


def test_the_top_level_holds_exactly_what_it_should():
    found = {path.relative_to(ROOT).parts[0] for path in files()}

    assert {name for name in found if not name.startswith(".")} == TOP_LEVEL


def test_no_file_names_a_folder_of_one_machine_or_a_package_registry():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, text in texts()
        if path.name != "test_tree.py" and (match := FORBIDDEN.search(text))
    ]

    assert found == []


def test_the_search_for_machine_folders_can_find_one():
    assert FORBIDDEN.search("see /" + "work/main")
    assert FORBIDDEN.search("at files.python" + "hosted.org")
    assert not FORBIDDEN.search("${DIR}/work/x or https://example.org/root/x")
    assert not FORBIDDEN.search("a/b, and the framework")


def test_every_text_file_ends_with_one_line_end_and_uses_that_of_unix():
    odd = [
        str(path.relative_to(ROOT))
        for path, text in texts()
        if path.suffix in {".md", ".py", ".toml", ".txt", ".yaml"}
        and text
        and ("\r" in text or not text.endswith("\n") or text.endswith("\n\n"))
    ]

    assert odd == []


def test_no_module_is_longer_than_four_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): text.count("\n")
        for path, text in texts()
        if path.suffix == ".py" and path.is_relative_to(ROOT / "salescenter")
    }

    assert {name: lines for name, lines in long.items() if lines > 400} == {}
