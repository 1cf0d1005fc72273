# SPDX-License-Identifier: Apache-2.0
"""Shared by dev/new-slice, dev/new-page and dev/new-migration: templates to files, lines into lists. Standard library only."""
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "dev" / "templates"


def refuse(sentence):
    print(f"{pathlib.Path(sys.argv[0]).name}: {sentence}", file=sys.stderr)
    sys.exit(2)


def need_word(text, what):
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        refuse(f"{what} must be small letters, digits and _, not {text!r}")
    return text


def need_address(text):
    if not re.fullmatch(r"/[a-z0-9/-]*[a-z0-9]", text):
        refuse(f"the address must look like /kien-nghi, not {text!r}")
    return text


def pascal(word):
    return "".join(part.capitalize() for part in word.split("_"))


def fill(template, words):
    text = template.read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def write(path, text):
    if path.exists():
        refuse(f"{path.relative_to(ROOT)} is there already; nothing was written over")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"  new      {path.relative_to(ROOT)}")


def change(path, edit):
    before = path.read_text(encoding="utf-8")
    after = edit(before)
    if after == before:
        refuse(f"{path.relative_to(ROOT)} does not look as expected; add the line by hand")
    path.write_text(after, encoding="utf-8")
    print(f"  changed  {path.relative_to(ROOT)}")


def before(line, text, after=""):
    """Puts text before the first line that contains `line`, below the place where `after` stands."""
    def edit(content):
        begin = content.find(after)
        at = content.find(line, begin) if begin >= 0 else -1
        start = content.rfind("\n", 0, at) + 1
        return content if at < 0 else content[:start] + text + content[start:]
    return edit


def room_depends(room, library):
    """Adds a library to the DEPENDS of kheo_room(<room> …)."""
    return lambda content: re.sub(rf"(kheo_room\({room}\b[^)]*?\bDEPENDS)(\s+)", rf"\1\2{library}\2", content, count=1)


def include_in_order(header):
    """Adds #include "header" among the quoted includes, keeping them sorted."""
    def edit(content):
        lines = content.split("\n")
        quoted = [i for i, line in enumerate(lines) if line.startswith('#include "')]
        new = f'#include "{header}"'
        place = next((i for i in quoted[1:] if lines[i] > new), quoted[-1] + 1)
        return "\n".join(lines[:place] + [new] + lines[place:])
    return edit


def tidy(folder):
    """Names decide line breaks and the order of includes: formats a new room's sources, where the formatter is installed."""
    sources = [str(path) for path in folder.rglob("*") if path.suffix in (".cpp", ".hpp")]
    if shutil.which("clang-format-19"):
        subprocess.run(["clang-format-19", "-i", *sources], check=True)


def next_migration():
    numbers = [int(path.name[:4]) for path in (ROOT / "migrations").glob("[0-9][0-9][0-9][0-9]-*.sql")]
    return max(numbers, default=0) + 1
