# SPDX-License-Identifier: Apache-2.0
"""Runs dev/new-slice, dev/new-page and dev/new-migration in a copy of the sources and checks that what they made is well-formed:
no placeholder left, formatted, inside the layers, wired. That it also compiles and passes is for a person to try (the how-to)."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def run(*command, cwd):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


with tempfile.TemporaryDirectory() as directory:
    copy = pathlib.Path(directory) / "kheo"
    for name in ("dev", "src", "migrations", "cmake"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / ".clang-format", copy)
    run("dev/new-slice", "seedlings", "seedling", "/cay-giong", "Cây giống", cwd=copy)
    run("dev/new-page", "seedlings", "overview_page", "/cay-giong/tong-quan", "Tổng quan", cwd=copy)
    run("dev/new-migration", "seedlings-more", cwd=copy)
    run("dev/new-migration", "seedlings-engines", "--engines", cwd=copy)
    run("dev/check-layers", cwd=copy)
    made = sorted(path for path in (copy / "src" / "seedlings").rglob("*") if path.is_file())
    assert len(made) >= 17, made
    for path in made:
        text = path.read_text(encoding="utf-8")
        assert "@" not in text.replace("@slice@", "@"), f"{path}: a placeholder is left"
    json.loads((copy / "src/seedlings/messages.json").read_text(encoding="utf-8"))
    if shutil.which("clang-format-19"):
        run("clang-format-19", "--dry-run", "-Werror", *[str(p) for p in made if p.suffix in (".cpp", ".hpp")], cwd=copy)
    public, everybody, officers = (copy / "src/app/composition.cpp").read_text(encoding="utf-8").partition(" Composition::routes() {")
    assert "seedlings::routes(" in officers.split("return all;")[0], "the new slice is not among the routes of officers"
    assert everybody and "seedlings::routes(" not in public, "the new slice is served by the public machine"
    assert "INSERT INTO seedlings_seedling " in (copy / "src/app/test_public_copy_store.cpp").read_text(encoding="utf-8")
    room_of_app = (copy / "src/app/CMakeLists.txt").read_text(encoding="utf-8").split("kheo_room(app")[1].split(")")[0]
    assert "kheo_seedlings" in room_of_app.split("DEPENDS")[1].split(), "the new slice is not linked into app"
    room_of_slice = (copy / "src/seedlings/CMakeLists.txt").read_text(encoding="utf-8").split(")")[0].split()
    assert {"overview_page.cpp", "views/overview_page.html"} <= set(room_of_slice), room_of_slice
    assert "add_subdirectory(seedlings)" in (copy / "src/CMakeLists.txt").read_text(encoding="utf-8")
    numbers = [path.name[:4] for path in (copy / "migrations").glob("*seedlings*")]
    assert len(set(numbers)) == 3 and len(numbers) == 4, numbers
    again = subprocess.run(["dev/new-slice", "seedlings", "seedling", "/a", "A"], cwd=copy, capture_output=True, text=True)
    assert again.returncode == 2 and "already" in again.stderr, again
print(f"scaffold: {len(made)} files, well-formed")
