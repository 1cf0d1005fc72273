#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""public_node.py KHEO: an inner and a public machine. The copy is made beside a running server, from SQLite and from PostgreSQL
(KHEO_TEST_POSTGRESQL), loaded by the packaged script, served, replaced by a newer one; what must not work there does not."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from kheo import Failure, Kheo, Person, Place, Server, drop_database, need, new_database, registration_list  # noqa: E402

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "packaging" / "public-node"


class PublicMachine:
    """HOME with copies/ and current, filled by the packaged script."""

    def __init__(self, kheo, home, key):
        self.home, self.key = home, key
        self.environment = dict(os.environ, PATH=f"{os.path.dirname(kheo.binary)}:{os.environ['PATH']}")
        home.mkdir()

    def take(self, copy, key=None):
        return subprocess.run([SCRIPTS / "kheo-take-copy", copy, self.home, key or self.key], env=self.environment,
                              capture_output=True, text=True)

    def current(self):
        return os.readlink(self.home / "current") if (self.home / "current").is_symlink() else ""

    def place(self):
        return Place(self.home / "current")

    def copies(self):
        return sorted(path.name for path in (self.home / "copies").iterdir())


def register(person, title):
    fields = person.form("/so-dang-ky/moi")
    fields.update({"title": title, "owner_text": "Tổ dân phố số 5", "field": "economy"})
    status, where, _ = person.post("/so-dang-ky/moi", fields)
    need(status == 303, f"registering: {status}")
    return where.rsplit("/", 1)[1]


def compare_pages(inner, outer, number):
    """Equal apart from the notice and the way in for officers."""
    for language in ("", "/en", "/lo"):
        for address in ("/", "/mo-hinh", "/mo-hinh?tim=hoa", "/mo-hinh?nam=2026&trang=2", f"/mo-hinh/{number}", "/so-nhat-ky/dau"):
            pages = []
            for port in (inner, outer):
                status, _, text = Person(port).get(language + address)
                need(status == 200, f"{language + address}: {status}")
                text = re.sub(r'<p class="as-of[^>]*>[^<]*</p>|<a href="/dang-nhap">.*?</a>', "", text)
                text = re.sub(r'<div class="no-print"><a class="btn block" href="/so-dang-ky/.*?</div>', "", text, flags=re.S)
                text = re.sub(r"<div><h2>[^<]*</h2><ul>\s*<li></li>\s*</ul></div>", "", text)
                pages.append(re.sub(r"\s+", " ", text))
            need(pages[0] == pages[1], f"{language + address} differs on the public machine")


def gone(port):
    for address in ("/dang-nhap", "/ban-lam-viec", "/so-dang-ky", "/nhap-du-lieu", "/so-lieu", "/bao-cao", "/tai-khoan",
                    "/quan-tri/kiem-tra", "/don-vi"):
        status, _, text = Person(port).get(address)
        need(status == 404 and "Bản công khai không có trang này" in text, f"{address} answers {status}")
        status, _, text = Person(port).post(address, {"ten": "quantri", "mat_khau": "x"})
        need(status == 404, f"POST {address} answers {status}")


def only_read(kheo, place, folder):
    """Whatever would write, or answer from what is not there, refuses with a sentence and changes nothing."""
    database = pathlib.Path(place.directory, "kheo.db")
    before = database.read_bytes()
    a_list = folder / "list.csv"
    a_list.write_bytes(registration_list("thử", 3))
    (folder / "units").mkdir(exist_ok=True)
    for words in (["user", "add", "moi", "--role", "officer", "--unit", "99"], ["user", "erase", "quantri"],
                  ["owner", "erase", "MH-2026-00001"], ["import", "initiatives", a_list, "--unit", "99"], ["import", "undo", "1"],
                  ["territory", "import", folder / "units"], ["backup-key", "set", "00" * 32],
                  ["backup", folder / "x.kheo", "--key", "00" * 32], ["export", "--all", folder / "x"],
                  ["export", "--public", folder / "x"],
                  ["pivot", "--measure", "initiatives", "--rows", "field", "--period", "2026"],
                  ["report", "--kind", "half_year", "--unit", "99", "--period", "2026-H1", "-o", folder / "x.docx"]):
        done = kheo.run(*words, place=place, check=False, text="mười hai con mèo\n")
        need(done.returncode == 1 and "bản công khai" in done.stderr, f"{words[:2]}: {done.returncode} {done.stderr}")
        need(not (folder / "x").exists() and not (folder / "x.kheo").exists(), f"{words[:2]} left something")
    kheo.run("check", place=place)
    verdict = kheo.json("ledger", "verify", place=place)
    need(verdict["ok"] and verdict["withheld"] == verdict["entries"] > 0, f"the ledger of the copy: {verdict}")
    kheo.run("territory", "list", "--date", "2026-01-01", "--level", "province", "--json", place=place)
    shutil.copy(database, folder / "copied.db")
    need(json.loads(kheo.run("ledger", "verify", folder / "copied.db").stdout)["ok"], "a copied file of the public machine")
    need(database.read_bytes() == before, "a refused command wrote into the public copy")


class Watch:
    """Asks the public machine again and again; the longest time without an answer is how long it was away."""

    def __init__(self, port):
        self.port, self.away, self.running = port, 0.0, True
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        last = time.monotonic()
        while self.running:
            try:
                if Person(self.port, timeout=5).get("/healthz")[0] == 200:
                    self.away, last = max(self.away, time.monotonic() - last), time.monotonic()
            except OSError:
                pass
            time.sleep(0.002)

    def stop(self):
        self.running = False
        self.thread.join()
        return self.away


def replace(kheo, folder, machine, inner, place):
    """A newer copy takes the place of the old one; an older, foreign or whole one does not."""
    first = machine.current()
    old_copy = folder / "copy"
    with Server(kheo, machine.place()) as server:
        port = server.port
        title = "Việc mới sau bản đầu"
        number = register(Person(inner.port).sign_in("lienhong"), title)
        need(Person(port).get(f"/mo-hinh/{number}")[0] == 404, "the public machine knows what it cannot know")
        kheo.run("export", "--public", folder / "copy2", place=place)
        done = machine.take(folder / "copy2")
        need(done.returncode == 0, f"a newer copy: {done.stderr}")
        need(machine.current() != first, "the newer copy is not the current one")
        watch = Watch(port)
        server.stop()
        with Server(kheo, machine.place(), listen=f"127.0.0.1:{port}"):
            need(title in Person(port).get(f"/mo-hinh/{number}")[2], "the newer copy is not served")
            compare_pages(inner.port, port, number)
            away = watch.stop()
    second = machine.current()
    need(machine.take(folder / "copy2").returncode == 0 and machine.current() == second, "the same copy once more")
    done = machine.take(old_copy)
    need(done.returncode == 1 and "older" in done.stderr and machine.current() == second, "an older copy was taken")
    done = machine.take(folder / "copy2", "00" * 32)
    need(done.returncode != 0 and machine.current() == second, "a copy of another signer was taken")
    kheo.run("export", "--all", folder / "everything", place=place)
    done = machine.take(folder / "everything")
    need(done.returncode == 1 and machine.current() == second, "a whole export was taken as a public copy")
    torn = folder / "torn"
    shutil.copytree(folder / "copy2", torn)
    (torn / "signature.json").unlink()
    need(machine.take(torn).returncode != 0 and machine.current() == second, "a copy without its signature was taken")
    need(len(machine.copies()) == 2, f"copies left: {machine.copies()}")
    return away


def send(kheo, folder, *words, **settings):
    """The packaged script that sends, with `cp` in the place of rsync (which dev/package --boot tries); the copy's tables as they arrived."""
    binaries, arrived = folder / "send-bin", folder / "arrived"
    shutil.rmtree(arrived, ignore_errors=True)
    arrived.mkdir()
    binaries.mkdir(exist_ok=True)
    (binaries / "kheo").unlink(missing_ok=True)
    (binaries / "kheo").symlink_to(os.path.abspath(kheo.binary))
    (binaries / "rsync").write_text('#!/bin/sh\nfor word; do from=${to:-} to=$word; done\ncase $from in */) from=$from. ;; esac\ncp -R "$from" "$to"\n')
    (binaries / "rsync").chmod(0o755)
    done = subprocess.run([SCRIPTS / "kheo-send-copy", arrived, *map(str, words)], capture_output=True, text=True,
                          env=dict(os.environ, PATH=f"{binaries}:{os.environ['PATH']}", **settings))
    need(done.returncode == 0 or not list(arrived.iterdir()), f"failed and sent something: {done.stderr}")
    if done.returncode != 0:
        return done.stderr
    need((arrived / "signature.json").exists(), "the signature did not arrive")
    return json.loads((arrived / "manifest.json").read_text())["members"]


def sent_from_postgresql(kheo, folder, server, members):
    """Where the server finds its database (KHEO_OPTIONS, as the unit gives it), or where the call says; never twice."""
    data = ("--data", server.directory)
    need("kheo init" in send(kheo, folder, *data, KHEO_OPTIONS=""), "a copy of no data")
    for words, options in (((), f"--log text --database {server.url} --limit-address 9"), ((), f"--database={server.url}"),
                           (("--database", server.url), "--database postgresql:///absent"),
                           ((f"--database={server.url}",), f"--database {server.url}")):
        sent = send(kheo, folder, *data, *words, KHEO_OPTIONS=options)
        need(sent == members, f"{words} {options}: {str(sent)[:300]}")


def from_postgresql(kheo, folder, place, url):
    """The same data on PostgreSQL make the same copy, table by table."""
    key = pathlib.Path(place.directory, "keys", "ledger.key")
    server = Place(folder / "server-files", url)
    kheo.run("import", "all", folder / "everything", "--ledger-key", key, place=server)
    kheo.run("export", "--public", folder / "copy-pg", place=server)
    ours, theirs = (json.loads((folder / name / "manifest.json").read_text()) for name in ("copy-lite", "copy-pg"))
    for a, b in zip(ours["members"], theirs["members"], strict=True):
        need(a == b, f"{a['name']} differs from PostgreSQL")
    sent_from_postgresql(kheo, folder, server, theirs["members"])
    copy = Place(folder / "from-pg")
    kheo.run("import", "all", folder / "copy-pg", place=copy)
    kheo.run("check", place=copy)


def drill(kheo, folder):
    place = Place(folder / "data")
    kheo.run("demo", place=place)
    with Server(kheo, place) as inner:
        number = register(Person(inner.port).sign_in("lienhong"), "Việc trước bản đầu")
        done = kheo.run("export", "--public", folder / "copy", place=place)
        key = re.search(r"--signed-by ([0-9a-f]{64})", done.stderr).group(1)
        for table in ("account", "import_upload", "erasure", "initiative_version", "sign_in_session", "initiative_owner"):
            need(not (folder / "copy" / "tables" / f"{table}.csv").exists(), f"{table} left the house")
        machine = PublicMachine(kheo, folder / "public", key)
        done = machine.take(folder / "copy")
        need(done.returncode == 0, f"taking the first copy: {done.stderr}")
        with Server(kheo, machine.place()) as outer:
            need("Số liệu đến" in Person(outer.port).get("/")[2], "no notice of the copy's age")
            compare_pages(inner.port, outer.port, number)
            gone(outer.port)
        only_read(kheo, machine.place(), folder)
        away = replace(kheo, folder, machine, inner, place)
    kheo.run("export", "--public", folder / "copy-lite", place=place)
    kheo.run("export", "--all", folder / "everything2", place=place)
    shutil.rmtree(folder / "everything")
    (folder / "everything2").rename(folder / "everything")
    return place, away


def main():
    kheo = Kheo(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="kheo-public-") as folder:
        folder = pathlib.Path(folder)
        try:
            place, away = drill(kheo, folder)
            print(f"public node: a newer copy took the old one's place; without an answer for {away * 1000:.0f} ms")
            if server := os.environ.get("KHEO_TEST_POSTGRESQL"):
                name = f"public_{os.getpid()}"
                try:
                    from_postgresql(kheo, folder, place, new_database(server, name))
                finally:
                    drop_database(server, name)
                print("public node: the same copy from PostgreSQL")
        except Failure as failure:
            print(f"public node: {failure}", file=sys.stderr)
            return 1
    print("public node: copied beside a running server, served, replaced; nothing else works there")
    return 0


sys.exit(main())
