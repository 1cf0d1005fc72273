#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/ground/hostile.py KHEO [CASE …]: the environment turns against the program: full disk, no permission, busy
port, a second server, a torn write-ahead log, a cut file. Each time: a sentence, an exit code, nothing damaged, and
all is well when the trouble is over."""
import os
import pathlib
import random
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from kheo import Failure, Kheo, Person, Place, Server, need, registration_list  # noqa: E402

ROWS = 300


class Trouble:
    """A copy of one demonstration for each case."""

    def __init__(self, kheo, folder):
        self.kheo, self.folder = kheo, folder
        self.base = folder / "base"
        kheo.run("demo", place=Place(self.base))
        self.made = 0

    def place(self, under=None):
        self.made += 1
        directory = (under or self.folder) / f"data-{self.made}"
        shutil.copytree(self.base, directory)
        return Place(directory)

    def list_file(self, tag, rows=ROWS):
        file = self.folder / f"{tag}.csv"
        file.write_bytes(registration_list(tag, rows))
        return ["import", "initiatives", file, "--unit", "99001"]

    def count(self, place, tag):
        return place.number(f"SELECT count(*) FROM registration r JOIN initiative i ON i.id = r.initiative_id "
                            f"WHERE r.undone_at IS NULL AND i.title LIKE 'Việc {tag} số %'")

    def refused(self, words, place=None, codes=(3,), **more):
        """The command ends with one of the codes and a sentence for people."""
        done = self.kheo.run(*words, place=place, check=False, timeout=400, **more)
        need(done.returncode in codes, f"{words[0]}: exit {done.returncode}: {done.stderr[:300]}")
        need(len(done.stderr.split()) >= 6 and "terminate" not in done.stderr, f"{words[0]}: no sentence: {done.stderr}")
        return done.stderr


def second_server(t):
    place = t.place()
    with Server(t.kheo, place) as server:
        t.refused(["serve", "--listen", "127.0.0.1:0"], place)
        need(Person(server.port).get("/healthz")[0] == 200, "the first server stopped answering")


def busy_port(t):
    place = t.place()
    with socket.create_server(("127.0.0.1", 0)) as other:
        t.refused(["serve", "--listen", f"127.0.0.1:{other.getsockname()[1]}"], place)
    t.kheo.sound(place)


def commands_beside_a_server(t):
    """The server sees within a second what a command line did."""
    place = t.place()
    with Server(t.kheo, place) as server:
        t.kheo.run("user", "add", "moi", "--role", "officer", "--unit", "99001", place=place,
                   text="một mật khẩu đủ dài\n")
        Person(server.port).sign_in("moi", "một mật khẩu đủ dài")
        reader = Person(server.port).sign_in("lienhong")
        t.kheo.run(*t.list_file("beside"), place=place)
        begun = time.monotonic()
        while "Việc beside số" not in reader.get("/so-dang-ky?tim=Vi%E1%BB%87c+beside")[2]:
            need(time.monotonic() < begun + 60, "the server never sees what a command imported")
            time.sleep(0.05)
        print(f"hostile: the server saw an import after {time.monotonic() - begun:.2f} s")
        for words in (["check"], ["ledger", "verify"], ["ledger", "head"], ["migrate"],
                      ["export", "--all", t.folder / "beside-export"]):
            t.kheo.run(*words, place=place)
    t.kheo.sound(place)


def writers_wait(t):
    """A long import holds the writer; a page that writes meanwhile waits and succeeds."""
    place = t.place()
    with Server(t.kheo, place) as server:
        person = Person(server.port).sign_in("lienhong")
        fields = person.form("/so-dang-ky/moi")
        importing = t.kheo.start(*t.list_file("long", 4000), place=place)
        sent, longest = 0, 0.0
        while importing.poll() is None:
            mine = dict(fields, title=f"Việc chờ lượt số {sent}", owner_text="Tổ", field="economy",
                        request_key=os.urandom(16).hex())
            begun = time.monotonic()
            status, _, _ = person.post("/so-dang-ky/moi", mine)
            longest = max(longest, time.monotonic() - begun)
            need(status == 303, f"a page that writes during an import: {status}")
            sent += 1
            time.sleep(0.1)
        need(importing.returncode == 0, "the import failed")
        print(f"hostile: {sent} pages written during an import of 4,000 rows, the longest waited {longest:.2f} s")
    t.kheo.sound(place)
    need(t.count(place, "long") == 4000, "the import is not whole")


def unprivileged():
    """How to run a command without root's power over permissions; None when there is no way."""
    if os.getuid() != 0:
        return []
    return ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"] if shutil.which("setpriv") else None


def read_only_directory(t):
    wrapper = unprivileged()
    if wrapper is None:
        print("hostile: read-only directory left out: neither setpriv nor an ordinary user")
        return
    place = t.place()
    os.chmod(t.folder, 0o755)
    for file in [pathlib.Path(place.directory), *pathlib.Path(place.directory).rglob("*")]:
        os.chmod(file, 0o555 if file.is_dir() else 0o444)
    words = t.list_file("readonly")
    os.chmod(words[2], 0o644)
    binary = t.folder / "kheo"
    shutil.copy(t.kheo.binary, binary)
    os.chmod(binary, 0o755)
    for command in (words, ["serve", "--listen", "127.0.0.1:0"], ["migrate"]):
        done = subprocess.run([*wrapper, str(binary), *map(str, command), *place.arguments()], capture_output=True,
                              text=True, timeout=400)
        need(done.returncode == 3 and len(done.stderr.split()) > 6, f"{command[0]}: {done.returncode}: {done.stderr}")
    for file in [pathlib.Path(place.directory), *pathlib.Path(place.directory).rglob("*")]:
        os.chmod(file, 0o700 if file.is_dir() else 0o600)
    t.kheo.sound(place)
    need(t.count(place, "readonly") == 0, "a read-only directory took rows")


def limit_file_size(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def file_size_limit(t):
    """A quota: no file may grow over a limit. Imports, exports and backups fail whole."""
    place = t.place()
    used = pathlib.Path(place.directory, "kheo.db").stat().st_size
    for spare in (4096, 50_000, 200_000):
        said = t.refused(t.list_file(f"quota{spare}", 3000), place, preexec_fn=limit_file_size(spare))
        need("đĩa đầy" in said or "Không ghi được" in said, f"not the sentence about space: {said}")
        t.kheo.sound(place)
        need(t.count(place, f"quota{spare}") == 0, "half an import after a full disk")
    key = t.folder / "quota.key"
    t.kheo.run("backup-key", "new", key)
    public = key.read_text().split("public ")[1].strip()
    file = t.folder / "quota.kheo"
    t.refused(["backup", file, "--key", public], place, preexec_fn=limit_file_size(used // 20))
    need(not list(t.folder.glob("quota.kheo*")), "a torn backup is left")
    t.refused(["export", "--all", t.folder / "quota-export"], place, preexec_fn=limit_file_size(300_000))
    need(not (t.folder / "quota-export").exists(), "half an export in plain text is left")
    t.refused(["init"], Place(t.folder / "quota-init"), preexec_fn=limit_file_size(10_000))
    need(not (t.folder / "quota-init").exists(), "a half system is left")
    t.kheo.sound(place)


def full_disk(t):
    """A small file system of its own (as root): a server goes on reading and writes again when there is room."""
    mount = t.folder / "small"
    mount.mkdir()
    size = pathlib.Path(t.base, "kheo.db").stat().st_size + (3 << 20)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(mount)], capture_output=True).returncode:
        print("hostile: full disk left out: no tmpfs may be mounted here")
        return
    try:
        place = t.place(mount)
        with Server(t.kheo, place) as server:
            person = Person(server.port).sign_in("lienhong")
            fields = person.form("/so-dang-ky/moi")
            ballast = mount / "ballast"
            with open(ballast, "wb") as file:
                try:
                    while True:
                        file.write(b"x" * 65536)
                        file.flush()
                except OSError:
                    pass
            statuses = []
            for i in range(60):
                mine = dict(fields, title=f"Việc đĩa đầy {i} " + "dài " * 100, owner_text="Tổ", field="economy",
                            method="rất dài " * 200, request_key=os.urandom(16).hex())
                statuses.append((mine, person.post("/so-dang-ky/moi", mine)[0]))
            failed = [mine for mine, status in statuses if status >= 500]
            need(failed, f"the disk is not full: {[s for _, s in statuses][:5]}")
            need(Person(server.port).get("/mo-hinh")[0] == 200, "reading stopped with the disk full")
            t.refused(t.list_file("full", 3000), place)
            ballast.unlink()
            for mine in failed[:3]:
                need(person.post("/so-dang-ky/moi", mine)[0] == 303, "there is room again, but writing fails")
            for mine, status in statuses:
                count = place.number(f"SELECT count(*) FROM initiative WHERE title = '{mine['title'].strip()}'")
                need(count == 1 if status == 303 else count <= 1, f"{status} but {count} rows")
        t.kheo.sound(place)
        need(t.count(place, "full") == 0, "half an import after a full disk")
    finally:
        subprocess.run(["umount", str(mount)], capture_output=True)


def torn_wal(t):
    """Power fails and the disk did not keep its word: the log ends anywhere, or holds rubbish, or is gone."""
    chance = random.Random(7)
    for how in ("cut", "rubbish", "gone", "cut", "cut"):
        place = t.place()
        with Server(t.kheo, place) as server:
            person = Person(server.port).sign_in("lienhong")
            fields = person.form("/so-dang-ky/moi")
            for i in range(8):
                person.post("/so-dang-ky/moi", dict(fields, title=f"Việc nhật ký {i}", owner_text="Tổ", field="economy",
                                                    request_key=os.urandom(16).hex()))
            server.kill()
        wal = pathlib.Path(place.directory, "kheo.db-wal")
        need(wal.exists() and wal.stat().st_size > 8192, "there is no log to tear")
        size = wal.stat().st_size
        if how == "gone":
            wal.unlink()
        else:
            at = chance.randrange(100, size)
            content = wal.read_bytes()
            wal.write_bytes(content[:at] + (chance.randbytes(size - at) if how == "rubbish" else b""))
        t.kheo.sound(place)
        with Server(t.kheo, place) as server:
            Person(server.port).sign_in("lienhong")


def damaged_file(t):
    place = t.place()
    file = pathlib.Path(place.directory, "kheo.db")
    whole = file.read_bytes()
    for content in (whole[: len(whole) // 3], b"not a database at all" * 1000, b"\0" * 8192):
        file.write_bytes(content)
        for words in (["check"], ["serve", "--listen", "127.0.0.1:0"]):
            t.refused(words, place, codes=(1, 3))
    flipped = bytearray(whole)
    for at in range(len(whole) // 2, len(whole) // 2 + 4096 * 8, 512):
        flipped[at] ^= 0x55
    file.write_bytes(bytes(flipped))
    t.refused(["check"], place, codes=(1, 3))


def interrupted_making(t):
    """init and demo that were cut off leave nothing that stops the next try."""
    chance = random.Random(11)
    for number in range(6):
        place = Place(t.folder / f"making-{number}")
        process = t.kheo.start("demo", place=place)
        time.sleep(chance.uniform(0.02, 1.0))
        process.kill()
        process.wait()
        whole = pathlib.Path(place.directory, "kheo.db").exists()
        if not whole:
            t.refused(["check"], place)
            t.kheo.run("init", place=place)
        t.kheo.sound(place)
        need(not pathlib.Path(place.directory, ".making").exists(), "a half making is left")


CASES = [second_server, busy_port, commands_beside_a_server, writers_wait, read_only_directory, file_size_limit,
         full_disk, torn_wal, damaged_file, interrupted_making]


def main():
    kheo, wanted = Kheo(os.path.abspath(sys.argv[1])), sys.argv[2:]
    with tempfile.TemporaryDirectory(prefix="kheo-hostile-") as folder:
        trouble = Trouble(kheo, pathlib.Path(folder))
        failed = 0
        for case in CASES:
            if wanted and case.__name__ not in wanted:
                continue
            begun = time.monotonic()
            try:
                case(trouble)
                print(f"hostile: {case.__name__} ok, {time.monotonic() - begun:.1f} s", flush=True)
            except (Failure, subprocess.TimeoutExpired) as failure:
                failed += 1
                print(f"hostile: {case.__name__} FAILED: {failure}", file=sys.stderr, flush=True)
    return 1 if failed else 0


sys.exit(main())
