#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/ground/drill.py KHEO: the restore drill, as an operator does it. A demonstration is
served; while people work it is backed up; a person and an owner are erased afterwards; the machine is lost; the
backup is restored on an empty one with the journal of erasures; the certificate, the ledger, the figures and a
signed-in page must be right. Then every spoilt backup must be refused with a sentence and leave nothing. With KHEO_TEST_POSTGRESQL, the address of a server, the system also moves there
and home again."""
import json
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from kheo import Failure, Kheo, Person, Place, Server, drop_database, need, new_database  # noqa: E402

PIVOT = ["pivot", "--measure", "initiatives", "--measure", "owners", "--rows", "unit:commune", "--period",
         "2000..2027", "--map", "now"]


def figures(kheo, place):
    answer = kheo.json(*PIVOT, place=place)
    answer.pop("ledger_seq")
    return answer


def work(person, number):
    """One registration by hand; the number it got."""
    fields = person.form("/so-dang-ky/moi")
    fields.update({"title": f"Việc trong lúc sao lưu số {number}", "owner_text": "Tổ dân phố", "field": "economy"})
    status, location, _ = person.post("/so-dang-ky/moi", fields)
    need(status == 303, f"registering: {status}")
    return location.split("?")[0].rsplit("/", 1)[1]


def refuse(kheo, words, place, what):
    """The command fails with a sentence and leaves the place empty."""
    done = kheo.run(*words, place=place, check=False)
    need(done.returncode in (1, 3), f"{what}: exit {done.returncode}")
    need(len(done.stderr.strip()) > 20, f"{what}: no sentence")
    left = list(pathlib.Path(place.directory).rglob("*")) if os.path.exists(place.directory) else []
    need(not left, f"{what} left {left}")


def spoil(kheo, folder, key, backup):
    whole = backup.read_bytes()
    middle = len(whole) // 2
    spoilt = {"empty": b"", "cut at its head": whole[:100], "cut in the middle": whole[:middle],
              "cut at its end": whole[:-1], "longer": whole + b"x",
              "changed": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:],
              "of a later version": whole[:15] + b"\x02" + whole[16:], "something else": b"PK\x03\x04" * 100}
    for name, content in spoilt.items():
        file = folder / "spoilt.kheo"
        file.write_bytes(content)
        refuse(kheo, ["restore", file, "--key", key], Place(folder / "never"), f"a backup that is {name}")
    other = folder / "other.key"
    kheo.run("backup-key", "new", other)
    refuse(kheo, ["restore", backup, "--key", other], Place(folder / "never"), "a wrong key")


class Lost:
    """What an office still has when its machine is gone: the backup, its key, and what was kept beside."""

    def __init__(self, folder):
        self.folder, self.backup = folder, folder / "copy.kheo"
        self.key = folder / "operator" / "backup.key"
        self.journal, self.old_key = folder / "erasures.jsonl", folder / "ledger.key"


def backed_up(kheo, place, lost):
    """Keys first; then a backup while a server works."""
    lost.key.parent.mkdir()
    public = json.loads(kheo.run("backup-key", "new", lost.key).stdout)["public_key"]
    need(kheo.run("backup-key", "new", lost.folder / "data" / "x.key", check=False).returncode == 1,
         "a secret key inside the data directory must be refused")
    need(kheo.run("backup", lost.folder / "none.kheo", place=place, check=False).returncode == 1,
         "a backup without a key must be refused")
    kheo.run("backup-key", "set", public, place=place)
    with Server(kheo, place) as server:
        person = Person(server.port).sign_in("lienhong")
        lost.first = work(person, 1)
        lost.summary = kheo.json("backup", lost.backup, "--json", place=place)
        lost.late = work(person, 2)
        need(lost.summary["rows"] > 1000, f"too few rows in the backup: {lost.summary}")
        need(kheo.run("backup", lost.backup, place=place, check=False).returncode == 1, "a backup overwrote another")
    secret = lost.backup.read_bytes()
    need(b"tables/" not in secret and "Liên Hồng".encode() not in secret, "plain text in the backup")
    lost.signer = kheo.json("ledger", "head", place=place)["public_key"]


def forgotten(kheo, place, lost):
    """After the backup two persons ask to be forgotten."""
    owner, lost.name = place.rows("SELECT i.number, o.name FROM initiative i JOIN initiative_owner o ON o.initiative_id = i.id "
                                  "WHERE i.owner_type = 'individual' ORDER BY i.id LIMIT 1")[0]
    kheo.run("owner", "erase", owner, place=place)
    kheo.run("user", "erase", "hoasen", place=place)
    need(kheo.run("user", "erase", "quantri", place=place, check=False).returncode == 1,
         "the only administrator must stay")
    need(not place.rows(f"SELECT 1 FROM initiative WHERE owner_text LIKE '%{lost.name}%'"), "the name is still there")
    kheo.sound(place)
    lost.journal.write_bytes((lost.folder / "data" / "erasures.jsonl").read_bytes())
    lost.old_key.write_bytes((lost.folder / "data" / "keys" / "ledger.key").read_bytes())
    need(lost.name not in lost.journal.read_text(), "the journal holds a name")


def restored(kheo, lost):
    """The machine is lost; an empty one takes over."""
    again = Place(lost.folder / "restored")
    certificate = kheo.json("restore", lost.backup, "--key", lost.key, "--ledger-key", lost.old_key, "--erasures", lost.journal,
                            "--json", place=again)
    need(certificate["ledger"]["ok"] and certificate["faults"] == 0, f"certificate: {certificate}")
    need(certificate["figures"] == 3 and certificate["rows"] == lost.summary["rows"], f"certificate: {certificate}")
    erased = certificate["erasures"]  # one per account and per dossier of the owner
    need(erased["applied"] == erased["known"] >= 2, f"erasures were not applied again: {certificate}")
    need(erased["torn"] == [], f"nothing was torn: {certificate}")
    need(certificate["ledger_key"] == "kept", "the ledger's key")
    kheo.sound(again)
    need(not again.rows(f"SELECT 1 FROM initiative WHERE owner_text LIKE '%{lost.name}%'"), "the restore brought a name back")
    need(not again.rows("SELECT 1 FROM account WHERE name = 'hoasen'"), "the restore brought an account back")
    need(again.rows(f"SELECT 1 FROM initiative WHERE number = '{lost.first}'"), "what was acknowledged before the backup")
    need(not again.rows("SELECT 1 FROM initiative WHERE title LIKE '%số 2' AND title LIKE 'Việc trong lúc%'"),
         f"{lost.late} came after the backup")
    need(kheo.json("ledger", "head", place=again)["public_key"] == lost.signer, "another signer")
    with Server(kheo, again) as server:
        status, _, text = Person(server.port).sign_in("lienhong").get(f"/so-dang-ky/{lost.first}")
        need(status == 200 and "Việc trong lúc sao lưu số 1" in text, "the restored dossier is not served")
    return again


def with_a_cut_journal(kheo, lost):
    """What can be read is applied, what is missing is said."""
    cut = lost.folder / "cut.jsonl"
    cut.write_bytes(lost.journal.read_bytes().rstrip()[:-5])
    told = kheo.run("restore", lost.backup, "--key", lost.key, "--erasures", cut, "--json", place=Place(lost.folder / "cut"))
    need(json.loads(told.stdout.splitlines()[-1])["erasures"]["torn"] == [str(cut)] and "--erasures" not in told.stderr
         and str(cut) in told.stderr, f"a torn journal must be named: {told.stderr}")


def without_the_old_key(kheo, lost, again):
    """The ledger still verifies; a new key signs on. And once more: heads of three keys, of which two are gone."""
    keyless, second = Place(lost.folder / "keyless"), lost.folder / "second.kheo"
    told = kheo.run("restore", lost.backup, "--key", lost.key, "--json", place=keyless)
    certificate = json.loads(told.stdout.splitlines()[-1])
    need("--erasures" in told.stderr, f"nobody was reminded of the journal: {told.stderr}")
    need(certificate["ledger_key"] == "new", f"certificate: {certificate}")
    kheo.sound(keyless)
    need(figures(kheo, keyless)["totals"] == figures(kheo, again)["totals"], "figures of the two restores differ")
    kheo.run("backup", second, place=keyless)
    kheo.run("restore", second, "--key", lost.key, place=Place(lost.folder / "keyless-again"))
    kheo.sound(Place(lost.folder / "keyless-again"))


def drill(kheo, folder):
    place, lost = Place(folder / "data"), Lost(folder)
    kheo.run("demo", place=place)
    backed_up(kheo, place, lost)
    forgotten(kheo, place, lost)
    again = restored(kheo, lost)
    with_a_cut_journal(kheo, lost)
    without_the_old_key(kheo, lost, again)
    faulty_comes_back(kheo, folder, lost.key, lost.backup)
    refuse(kheo, ["restore", lost.backup, "--key", lost.key, "--ledger-key", foreign_key(kheo, folder)],
           Place(folder / "never"), "a ledger key of another system")
    done = kheo.run("restore", lost.backup, "--key", lost.key, place=again, check=False)
    need(done.returncode == 1, "a restore over data must be refused")
    spoil(kheo, folder, lost.key, lost.backup)
    return place


def faulty_comes_back(kheo, folder, key, backup):
    """Data that were inconsistent when they were copied may be all that is left: they come back, and the certificate says so."""
    faulty, last = Place(folder / "faulty"), folder / "faulty.kheo"
    kheo.run("restore", backup, "--key", key, place=faulty)
    faulty.change("UPDATE initiative SET row_version = row_version + 1 WHERE id = (SELECT min(id) FROM initiative)")
    faulty.change("UPDATE initiative SET title = 'Đổi bằng tay' WHERE id = (SELECT max(id) FROM initiative)")
    need(kheo.run("check", place=faulty, check=False).returncode == 1, "check does not find the fault")
    kheo.run("backup", last, place=faulty)
    told = kheo.run("restore", last, "--key", key, "--json", place=Place(folder / "faulty-again"))
    found = json.loads(told.stdout.splitlines()[-1])["faults"]
    need(found >= 2 and f"{found} chỗ không nhất quán" in told.stderr, f"the fault is not said: {told.stdout} {told.stderr}")


def foreign_key(kheo, folder):
    kheo.run("init", place=Place(folder / "foreign"))
    return folder / "foreign" / "keys" / "ledger.key"


def move(kheo, folder, place, url):
    """SQLite to PostgreSQL and back by export and import; figures, ledger and every table must be equal."""
    out = folder / "export"
    kheo.run("export", "--all", out, place=place)
    server = Place(folder / "server-files", url)
    key = pathlib.Path(place.directory, "keys", "ledger.key")
    moved = kheo.json("import", "all", out, "--ledger-key", key, "--json", place=server)
    need(figures(kheo, server) == figures(kheo, place), "figures differ on PostgreSQL")
    back = folder / "back"
    kheo.run("export", "--all", back, place=server)
    ours, theirs = (json.loads((d / "manifest.json").read_text()) for d in (out, back))
    for a, b in zip(ours["members"], theirs["members"], strict=True):
        need(a == b, f"{a['name']} differs after the move")
    kheo.sound(server)  # last: the site remembers when its ledger was verified
    need(ours["facts"] == theirs["facts"], "ledger or figures differ after the move")
    kheo.run("import", "all", back, place=Place(folder / "home"))
    kheo.sound(Place(folder / "home"))
    need(moved["ledger"]["ok"] and moved["ledger_key"] == "kept", "the ledger on PostgreSQL")


def move_and_back(kheo, folder, place, server):
    name = f"drill_{os.getpid()}"
    try:
        move(kheo, folder, place, new_database(server, name))
    finally:
        drop_database(server, name)
    print("drill: moved to PostgreSQL and home again; every table equal to the byte")


def main():
    kheo = Kheo(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="kheo-drill-") as folder:
        folder = pathlib.Path(folder)
        try:
            place = drill(kheo, folder)
            if server := os.environ.get("KHEO_TEST_POSTGRESQL"):
                move_and_back(kheo, folder, place, server)
        except Failure as failure:
            print(f"drill: {failure}", file=sys.stderr)
            return 1
    print("drill: backed up while serving, erased, lost, restored, certified; every spoilt backup was refused")
    return 0


sys.exit(main())
