#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/guides.py: the guides say what the pages say.

Every **bold** phrase of web/guide/*.md names a button, a page, a tab or a box: it must stand in some catalogue's
Vietnamese, word for word (capitals aside). Steps joined by → are looked for one by one. Every page a guide opens for
("page: /so-dang-ky …") is an address that the program serves; every page of the menus has its section. Exit 1 and a line
per fault.
"""
import glob
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def catalogue_texts():
    for file in glob.glob(f"{ROOT}/src/**/messages.json", recursive=True):
        content = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        for message in content.get("messages", content).values():
            if isinstance(message, dict) and "vi" in message:
                yield message["vi"].lower()


def served_addresses():
    """Every string of the program (its tests aside) that looks like a route, {captures} as "*"."""
    for file in glob.glob(f"{ROOT}/src/**/*.cpp", recursive=True):
        name = pathlib.Path(file).name
        if name.endswith("_test.cpp") or name.startswith("test_"):
            continue
        text = pathlib.Path(file).read_text(encoding="utf-8")
        for address in re.findall(r'"(/[a-z0-9/{}_-]*)"', text):
            yield re.sub(r"\{[^}]*\}", "*", address)


def is_served(page, addresses):
    """It, or pages below it; rooms write the part behind a capture on its own."""
    last = page.rsplit("/*", 1)[-1] or page
    return any(address == part or address.startswith(part + "/") for part in (page, last) for address in addresses)


def faults():
    texts = list(catalogue_texts())
    addresses = set(served_addresses())
    for strange in ("/khong-co", "/so", "/ho-so/*/khong-co"):
        if is_served(strange, addresses):
            yield f"guides.py: takes {strange} for a page, so it proves nothing"
    for file in sorted(glob.glob(f"{ROOT}/web/guide/*.md")):
        name = pathlib.Path(file).name
        guide = pathlib.Path(file).read_text(encoding="utf-8")
        for bold in re.findall(r"\*\*(.+?)\*\*", guide, re.S):
            for phrase in re.split(r"\s*→\s*", bold):
                if not any(phrase.lower() in text for text in texts):
                    yield f"{name}: no page says “{phrase}”"
        for page in re.findall(r"^page: (\S+)", guide, re.M):
            if not is_served(page, addresses):
                yield f"{name}: nothing is served at {page}"


def missing_sections():
    """Pages of the menus that no guide speaks of: "?" would open a guide at its beginning."""
    menus = (ROOT / "src/app/menus.cpp").read_text(encoding="utf-8")
    guides = "\n".join(pathlib.Path(file).read_text(encoding="utf-8") for file in glob.glob(f"{ROOT}/web/guide/*.md"))
    spoken_of = re.findall(r"^page: (\S+)", guides, re.M)
    for href in sorted(set(re.findall(r'"(/[a-z/-]+)"', menus))):
        explains = href.startswith("/huong-dan")  # a guide is its own help
        if not explains and not any(href == page or href.startswith(page + "/") for page in spoken_of):
            yield f"menus.cpp: no guide has a section about {href}"


def unexplained_pages():
    """Pages of the workspace that the browser tests open and no guide has a section about; "?" is followed there, here before there is a browser."""
    looked_at = (ROOT / "tests/browser/pages.mjs").read_text(encoding="utf-8")
    guides = "\n".join(pathlib.Path(file).read_text(encoding="utf-8") for file in glob.glob(f"{ROOT}/web/guide/*.md"))
    spoken_of = re.findall(r"^page: (\S+)", guides, re.M)
    for name, path, person in re.findall(r'\{ name: "([^"]+)", path: "([^"?#]*)[^"]*".*? as: "([^"]+)"', looked_at):
        explains = path.startswith("/huong-dan")  # a guide is its own help
        if person != "visitor" and not explains and not any(path == page or path.startswith(page + "/") for page in spoken_of):
            yield f"pages.mjs: no guide has a section about {path} ({name})"


def main():
    found = [*faults(), *missing_sections(), *unexplained_pages()]
    for fault in found:
        print(fault)
    print(f"guides: {len(found)} faults")
    return 1 if found else 0


sys.exit(main())
