# SPDX-License-Identifier: Apache-2.0
"""Reads every catalogue: Vietnamese sentences address people by the rule of docs/glossary.md, and one thing has one name."""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What no sentence says, and what to write instead.
AVOIDED = {
    "vi": {
        r"\bbạn\b(?! đọc)": "no pronoun",
        r"anh[ /]chị": "no pronoun (only with the name in a greeting)",
        r"ông bà": "ông/bà, to one citizen",
        r"quý khách": "no pronoun",
        r"(?<!\d)!": "a full stop",
        r"phân bổ được|quy được về riêng|chưa quy được|chưa xác định được thuộc": "không quy được về một đơn vị",
    },
    "en": {r"cannot be given to one|attributable to one (?!unit)": "not attributable to one unit"},
}
# Who types commands is an officer, and no citizen.
AT_THE_COMMAND_LINE = {"vi": {r"ông/bà": "no pronoun"}}

# One sentence for each rule; and what no rule forbids.
FORGED = {
    "vi": ["Hồ sơ của bạn", "Anh/chị chọn lại", "Mời ông bà", "Quý khách chờ", "Đã lưu!", "chưa quy được", "Khóa ông/bà biết"],
    "en": ["cannot be given to one unit"],
}
HARMLESS = {"vi": ["Cho bạn đọc xem", "Sai 100!", "Hai tiếng bàn bạc", "không quy được về một đơn vị"], "en": ["not attributable to one unit"]}


def wrong(name, catalogue):
    for avoided in (AVOIDED, AT_THE_COMMAND_LINE) if "command_line" in name else (AVOIDED,):
        for key, texts in catalogue.items():
            for language, patterns in avoided.items():
                text = texts.get(language, "") if isinstance(texts, dict) else ""
                for pattern, instead in patterns.items():
                    if found := re.search(pattern, text, re.IGNORECASE):
                        yield f"{name}: {key} ({language}) says “{found[0]}”; write: {instead}"


def as_catalogue(sentences):
    return {f"{language}_{number}": {language: text} for language, texts in sentences.items() for number, text in enumerate(texts)}


def what_is_forged_is_refused():
    """Every forged sentence is found, by its key, and nothing else is."""
    found = {line.split(" ")[1] for line in wrong("command_line/forged", as_catalogue(FORGED))}
    assert found == set(as_catalogue(FORGED)), found
    assert len(list(wrong("pages/forged", as_catalogue(FORGED)))) == len(found) - 1, "ông/bà may stand on pages"
    assert not list(wrong("command_line/forged", as_catalogue(HARMLESS))), list(wrong("command_line/forged", as_catalogue(HARMLESS)))


what_is_forged_is_refused()
catalogues = sorted((ROOT / "src").rglob("messages.json"))
problems = [line for file in catalogues for line in wrong(str(file.relative_to(ROOT)), json.loads(file.read_text(encoding="utf-8")))]
if len(catalogues) < 10:
    problems.append(f"only {len(catalogues)} catalogues were found")
if problems:
    sys.exit("\n".join(problems))
print(f"{len(catalogues)} catalogues keep the rules of address and of names")
