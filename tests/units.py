#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""units.py BUILD: lays the package out and lets systemd read every unit in it, also those an operator copies (docs/operations.md) and their
drop-ins: no key that systemd does not know, no command and no document that is not in the package. Lets shellcheck read the scripts."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PACKAGING = pathlib.Path(__file__).resolve().parent.parent / "packaging"
NOT_OURS = ["/usr/bin/systemctl"]


def lay_out(build, root):
    subprocess.run(["cmake", "--install", build, "--prefix", root], check=True, stdout=subprocess.DEVNULL)
    units = root / "usr/lib/systemd/system"
    for unit in pathlib.Path("/usr/lib/systemd/system").glob("*.target"):
        shutil.copy(unit, units, follow_symlinks=True)
    for command in NOT_OURS:
        (root / command[1:]).parent.mkdir(parents=True, exist_ok=True)
        (root / command[1:]).write_text("#!/bin/sh\n")
        (root / command[1:]).chmod(0o755)
    for unit in (root / "usr/share/doc/kheo/public-node").iterdir():
        if unit.suffix != ".conf":
            shutil.copy(unit, units)
    return units


def verify(root, units):
    ours = sorted(path.name for path in units.glob("kheo*.*") if path.is_file())
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", f"--root={root}", *ours], cwd=units, capture_output=True, text=True)
    assert done.returncode == 0 and not done.stdout + done.stderr, done.stdout + done.stderr
    return ours


def documents_exist(root, units):
    for unit in units.glob("kheo*.*"):
        for document in re.findall(r"file://(\S+)", unit.read_text(encoding="utf-8") if unit.is_file() else ""):
            assert (root / document[1:]).is_file(), f"{unit.name}: {document} is not in the package"


def guides_are_true(root, units):
    """Units and files of the package that the guides name."""
    for guide in ("operations.md", "van-hanh.md"):
        text = (root / "usr/share/doc/kheo" / guide).read_text(encoding="utf-8")
        named = set(re.findall(r"/usr/(?:lib|share/doc)/kheo[\w./-]*\w", text))
        assert len(named) >= 2, named
        assert all((root / path[1:]).exists() for path in named), f"{guide}: {sorted(named)}"
        for unit in set(re.findall(r"\bkheo[a-z-]*\.(?:service|timer|path)\b(?!\.d)", text)):
            assert (units / unit).is_file(), f"{guide}: there is no {unit}"


def scripts():
    files = [path for path in PACKAGING.rglob("*") if path.is_file() and path.read_bytes().startswith(b"#!/bin/sh")]
    assert len(files) >= 6, files
    if not shutil.which("shellcheck"):
        return print("units: the scripts were not read: shellcheck is not installed")
    done = subprocess.run(["shellcheck", "--severity=warning", *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def main():
    scripts()
    if not shutil.which("systemd-analyze"):
        print("units: not read: systemd-analyze is not installed")
        return 77
    with tempfile.TemporaryDirectory(prefix="kheo-units-") as folder:
        root = pathlib.Path(folder)
        units = lay_out(sys.argv[1], root)
        ours = verify(root, units)
        documents_exist(root, units)
        guides_are_true(root, units)
        drop_in = units / "kheo.service.d"
        drop_in.mkdir()
        shutil.copy(root / "usr/share/doc/kheo/public-node/kheo-public.conf", drop_in)
        verify(root, units)
        # What is asked must be able to fail.
        (drop_in / "wrong.conf").write_text("[Service]\nNoSuchKey=1\n")
        try:
            verify(root, units)
        except AssertionError:
            print(f"units: {', '.join(ours)}: systemd has nothing to say")
            return 0
        raise AssertionError("a key that does not exist was not seen")


sys.exit(main())
