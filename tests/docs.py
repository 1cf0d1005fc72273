#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs.py KHEO: every command line of the program in the guides, and in what the program itself advises, names commands and options that
exist; in a block that is typed as it stands, none that is required is missing. Links from page to page lead somewhere. So that none can rot."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# How many command lines at least: a reader that finds none proves nothing.
GUIDES = {"docs/van-hanh.md": 25, "docs/operations.md": 20, "docs/backup.md": 8, "docs/ledger.md": 3, "README.md": 5, "README.vi.md": 3}
END = {"&&", "||", "|", ">", "<", ";", "&"}


class Command:
    """What `kheo … --help` says: subcommands, options (and whether they take a value), what is required."""
    known = {}

    def __init__(self, binary, words):
        text = subprocess.run([binary, *words, "--help"], capture_output=True, text=True, check=True).stdout
        self.subcommands, self.options, self.required, section, last = set(), {}, set(), "", ""
        usage = re.search(r"^Cách dùng: kheo(.*)$", text, re.M)[1].split()
        self.positionals = sum(not word.startswith("[") and word != "LỆNH" for word in usage[len(words):])
        for line in text.splitlines():
            if re.match(r"\S.*:$", line):
                section = line
            elif section == "Các lệnh:" and (found := re.match(r"  ([a-z][a-z-]*)", line)):
                self.subcommands.add(found[1])
            elif section == "Các tùy chọn:":
                if found := re.match(r"  (?:(-\w), )?(--[a-z][a-z-]*|-\w)( \S+)?(?=  |$)", line):
                    last = found[2]
                    self.options.update({name: found[3] is not None for name in found.group(1, 2) if name})
                if "(bắt buộc)" in line:  # may stand in the line after
                    self.required.add(last)

    @classmethod
    def of(cls, binary, words):
        if words not in cls.known:
            cls.known[words] = cls(binary, words)
        return cls.known[words]


def lines_of(text):
    """(command line, whether it stands in a block) for each piece of code."""
    text = re.sub(r"\\\n\s*", "", text)
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.S | re.M):
        for line in block.splitlines():
            yield re.split(r"\s{3,}|\s#\s", line.removeprefix("# ").strip() + "   ")[0], True
            for rest in re.split(r"\s{3,}", line)[1:]:
                yield rest, True
    for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)):
        yield code, False


def commands_in(text):
    """The words after `kheo`, until the shell's next word."""
    for line, typed in lines_of(text):
        words = line.split()
        for at, word in enumerate(words):
            rest = words[at + 1:]
            if re.fullmatch(r"([\w./]*/)?kheo", word) and rest and re.fullmatch(r"[a-z][a-z-]*", rest[0]) and words[at - 1:at] not in (["-u"], ["-O"]):
                end = next((i for i, w in enumerate(rest) if w in END or w.startswith(">") or w.startswith("2>")), len(rest))
                yield [w.strip("[]").rstrip(",;)") for w in rest[:end]], typed, line


def faults_of(binary, words, typed):
    path = ()
    while len(words) > len(path) and words[len(path)] in Command.of(binary, path).subcommands:
        path += (words[len(path)],)
    command, rest = Command.of(binary, path), words[len(path):]
    if command.subcommands and (rest or typed):
        yield f"there is no command “{' '.join(words[:len(path) + 1])}”"
        return
    given, positionals, value_of = set(), 0, None
    for word in rest:
        name = word.split("=")[0]
        if value_of is None and re.fullmatch(r"--[a-z][a-z-]*|-[a-z]", name):
            given.add(name)
            if name not in command.options:
                yield f"kheo {' '.join(path)} has no option {name}"
            value_of = name if command.options.get(name) and "=" not in word else None
        elif value_of:
            value_of = None
        else:
            positionals += 1
    missing = {name for name in command.required if name not in given and not (name == "--output" and "-o" in given)}
    if typed and missing:
        yield f"kheo {' '.join(path)} needs {', '.join(sorted(missing))}"
    if typed and positionals < command.positionals:
        yield f"kheo {' '.join(path)} needs {command.positionals} words after it"


def faults_in(binary, name, text, at_least):
    found = list(commands_in(text))
    if len(found) < at_least:
        yield f"{name}: only {len(found)} command lines were found"
    for words, typed, line in found:
        for fault in faults_of(binary, words, typed):
            yield f"{name}: {fault}: {line}"


def broken_links():
    """Files that a page of the repository leads to and that are not there."""
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                yield f"{page.relative_to(ROOT)}: there is no {target}"


def advice():
    """“kheo …” in the sentences of the catalogues, as code."""
    for file in sorted((ROOT / "src").rglob("messages.json")):
        yield from (f"`{words}`" for words in re.findall(r"“([^”]*\bkheo [^”]*)”", file.read_text(encoding="utf-8")))


def main():
    binary = sys.argv[1]
    wrong = "```\nkheo no-such --data D\nkheo check --no-such\nkheo backup-key\nkheo restore FILE --data D\nkheo backup --data D\n```\n`kheo user ad x`"
    assert len(list(faults_in(binary, "", wrong, 6))) == 6, list(faults_in(binary, "", wrong, 6))
    faults = [fault for name, at_least in GUIDES.items()
              for fault in faults_in(binary, name, (ROOT / name).read_text(encoding="utf-8"), at_least)]
    faults += faults_in(binary, "messages.json", "\n".join(advice()), 20)
    faults += broken_links()
    print("\n".join(faults) or f"docs: every command in {', '.join(GUIDES)} exists")
    return 1 if faults else 0


sys.exit(main())
