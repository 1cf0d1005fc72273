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


def wrong(file):
    catalogue = json.loads(file.read_text(encoding="utf-8"))
    for key, texts in catalogue.items():
        for language, patterns in AVOIDED.items():
            text = texts.get(language, "") if isinstance(texts, dict) else ""
            for pattern, instead in patterns.items():
                if found := re.search(pattern, text, re.IGNORECASE):
                    yield f"{file.relative_to(ROOT)}: {key} ({language}) says “{found[0]}”; write: {instead}"


catalogues = sorted((ROOT / "src").rglob("messages.json"))
problems = [line for file in catalogues for line in wrong(file)]
if len(catalogues) < 10:
    problems.append(f"only {len(catalogues)} catalogues were found")
if problems:
    sys.exit("\n".join(problems))
print(f"{len(catalogues)} catalogues keep the rules of address and of names")
