#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the real program with SIGKILL at random moments and looks at what is left (dev/crash says how to call it).
After every kill: `kheo check` and `kheo ledger verify` are clean, nothing half stands there, nothing that was
acknowledged is gone, and doing the same again with the same key changes nothing twice."""
import argparse
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from kheo import Failure, Kheo, Person, Place, Server, drop_database, need, new_database, registration_list  # noqa: E402


class World:
    """One system per kind, cut off again and again."""

    def __init__(self, kheo, folder, make_place, chance):
        self.kheo, self.folder, self.make_place, self.chance = kheo, folder, make_place, chance
        self.place = make_place("main", filled=True)
        self.key = folder / "operator.key"
        self.public = json.loads(kheo.run("backup-key", "new", self.key).stdout)["public_key"]
        kheo.run("backup-key", "set", self.public, place=self.place)

    def count(self, title):
        return self.place.number(
            "SELECT count(*) FROM registration r JOIN initiative i ON i.id = r.initiative_id "
            f"WHERE r.undone_at IS NULL AND i.title LIKE '{title}'")

    def cut(self, words, longest, place=None):
        """Starts a command and kills it at a random moment; True when it was still running."""
        process = self.kheo.start(*words, place=place or self.place)
        time.sleep(self.chance.uniform(0, longest))
        alive = process.poll() is None
        process.kill()
        process.wait()
        return alive

    def timed(self, words, place=None):
        begun = time.monotonic()
        self.kheo.run(*words, place=place or self.place)
        return time.monotonic() - begun


class Edits:
    """Forms with client keys, sent by three people while the server dies; the sealer seals meanwhile."""

    def __init__(self, world):
        self.world, self.acknowledged, self.made = world, {}, 0

    def send(self, port, cookies, fields, stop, answers):
        person = Person(port)
        person.cookies = dict(cookies)
        while not stop.is_set():
            with answers["lock"]:
                self.made += 1
                title = f"Việc bị cắt ngang số {self.made}"
            mine = dict(fields, title=title, owner_text="Tổ dân phố", field="economy", request_key=os.urandom(16).hex())
            with answers["lock"]:
                answers["sent"][title] = mine
            try:
                status, location, _ = person.post("/so-dang-ky/moi", mine)
            except (OSError, http.client.HTTPException):
                return  # no answer: nobody knows
            if status == 303:
                with answers["lock"]:
                    answers["known"][title] = location.split("?")[0]

    def round(self):
        world = self.world
        answers = {"lock": threading.Lock(), "sent": {}, "known": {}}
        with Server(world.kheo, world.place) as server:
            person = Person(server.port).sign_in("lienhong")
            fields = person.form("/so-dang-ky/moi")
            stop = threading.Event()
            senders = [threading.Thread(target=self.send, args=(server.port, person.cookies, fields, stop, answers))
                       for _ in range(3)]
            for sender in senders:
                sender.start()
            time.sleep(world.chance.uniform(0, 1.5))
            server.kill()
            stop.set()
            for sender in senders:
                sender.join()
        self.acknowledged.update(answers["known"])
        world.kheo.sound(world.place)
        for title, _ in answers["known"].items():
            need(world.count(title) == 1, f"acknowledged and gone: {title}")
        self.again(answers)
        return len(answers["known"])

    def again(self, answers):
        """The same forms once more: whoever had no answer gets one, nothing is there twice."""
        world = self.world
        some = list(answers["sent"].items())[-4:]
        with Server(world.kheo, world.place) as server:
            person = Person(server.port).sign_in("lienhong")
            csrf = person.form("/so-dang-ky/moi")["_csrf"]
            for title, fields in some:
                status, location, _ = person.post("/so-dang-ky/moi", dict(fields, _csrf=csrf))
                need(status == 303, f"the repeated form: {status}")
                known = answers["known"].get(title)
                need(known in (None, location.split("?")[0]), f"{title} got a second number")
                need(world.count(title) == 1, f"{title} stands {world.count(title)} times")

    def finish(self):
        for title in self.acknowledged:
            need(self.world.count(title) == 1, f"acknowledged once and gone: {title}")


class Imports:
    """kheo import initiatives: the whole list or nothing of it."""
    rows = 150

    def __init__(self, world):
        self.world, self.number = world, 0
        self.longest = world.timed(self.words()) * 1.1

    def words(self):
        self.number += 1
        file = self.world.folder / f"list-{self.number}.csv"
        file.write_bytes(registration_list(f"L{self.number}x", self.rows))
        return ["import", "initiatives", file, "--unit", "99001"]

    def round(self):
        world = self.world
        words = self.words()
        title = f"Việc L{self.number}x số %"
        alive = world.cut(words, self.longest)
        world.kheo.sound(world.place)
        count = world.count(title)
        need(count in (0, self.rows), f"half an import: {count} of {self.rows}")
        world.kheo.run(*words, place=world.place)
        need(world.count(title) == self.rows, "the import again")
        world.kheo.run(*words, place=world.place)
        need(world.count(title) == self.rows, "the import a third time added rows")
        words[2].unlink()
        return alive

    def finish(self):
        pass


class Uploads:
    """The wizard: a list is uploaded, read and saved by a server that dies."""
    rows = 60

    def __init__(self, world):
        self.world, self.number = world, 0

    def round(self):
        world = self.world
        self.number += 1
        title = f"Việc U{self.number}x số %"
        content = registration_list(f"U{self.number}x", self.rows)
        page = None
        with Server(world.kheo, world.place) as server:
            person = Person(server.port).sign_in("lienhong")
            fields = person.form("/nhap-du-lieu")
            killer = threading.Timer(world.chance.uniform(0, 1.5), server.kill)
            killer.start()
            saving = False
            try:
                status, location, _ = person.upload("/nhap-du-lieu", fields, f"u{self.number}.csv", content)
                need(status == 303, f"upload: {status}")
                page = location.split("?")[0]
                saving = self.save(person, page)
            except Exception as error:  # the server died: no answer, or half of one
                if isinstance(error, Failure) and server.process.poll() is None:
                    raise
            killer.join()
        world.kheo.sound(world.place)
        count = world.count(title)
        need(count in (0, self.rows), f"half an import: {count} of {self.rows}")
        with Server(world.kheo, world.place) as server:
            person = Person(server.port).sign_in("lienhong")
            status, location, _ = person.upload("/nhap-du-lieu", dict(person.form("/nhap-du-lieu"),
                                                request_key=fields["request_key"]), f"u{self.number}.csv", content)
            need(status == 303, f"the same upload again: {status}")
            need(page in (None, location.split("?")[0]), "the same form made a second upload")
            self.save(person, location.split("?")[0])
        need(world.count(title) == self.rows, f"after the retry {world.count(title)} of {self.rows}")
        return saving

    def save(self, person, page):
        """Waits until the list is read, saves it, waits until it is saved."""
        for _ in range(400):
            status, _, text = person.get(page)
            if f'action="{page}/luu"' in text:
                person.post(page + "/luu", {"_csrf": person.form(page, page + "/luu")["_csrf"]})
            elif f'action="{page}/hoan-tac"' in text:
                return True
            time.sleep(0.05)
        raise Failure(f"the list at {page} is never saved")

    def finish(self):
        pass


class Sealing:
    """Many unsealed entries, and a sealer that is cut off."""
    entries = 6000

    def __init__(self, world):
        self.world = world
        self.prepare()
        self.longest = world.timed(["ledger", "head"]) * 1.1

    def prepare(self):
        columns = "written_at, actor, verb, subject_type, subject_id, changed, commitment"
        self.world.place.change(
            f"INSERT INTO ledger_entry ({columns}) SELECT {columns} FROM ledger_entry ORDER BY id LIMIT {self.entries}")

    def round(self):
        world = self.world
        self.prepare()
        total = world.place.number("SELECT count(*) FROM ledger_entry")
        alive = world.cut(["ledger", "head"], self.longest)
        verdict = world.kheo.json("ledger", "verify", place=world.place)
        need(verdict["ok"], f"the ledger after the kill: {verdict}")
        verdict = world.kheo.sound(world.place)
        need(verdict["entries"] + verdict["unsealed"] == total, f"{verdict} of {total} entries")
        world.kheo.run("ledger", "head", place=world.place)
        verdict = world.kheo.sound(world.place)
        need(verdict["entries"] == total, f"sealed twice or not at all: {verdict} of {total}")
        return alive

    def finish(self):
        pass


def migrations(engine):
    """Number and text of each step, without its comments."""
    for file in sorted((pathlib.Path(__file__).parents[2] / "migrations").glob("*.sql")):
        if file.name.split(".")[1] in ("sql", engine):
            yield int(file.name[:4]), re.sub(r"--.*", "", file.read_text(encoding="utf-8"))


def taken_after(number, engine):
    """Statements that bring back the tables that later steps take away, with what they held at first."""
    identity = "INTEGER PRIMARY KEY" if engine == "sqlite" else "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
    all_steps = list(migrations(engine))
    gone = {table for step, text in all_steps if step > number for table in re.findall(r"DROP TABLE (\w+)", text)
            if f"RENAME TO {table};" not in text}
    out = ""
    for step, text in all_steps:
        for table in gone if step <= number else ():
            for found in re.finditer(rf"(?:CREATE TABLE|CREATE (?:UNIQUE )?INDEX \w+ ON|INSERT INTO) {table}\b.*?;\n", text, re.S):
                out += found[0].replace("KHEO_ID", identity)
    return out + views_of(number, all_steps)


def views_of(number, all_steps):
    """As the steps up to that number had left them: those that a later step makes anew."""
    made = {}
    for step, text in all_steps:
        for found in re.finditer(r"CREATE VIEW (\w+)\b.*?;\n", text, re.S):
            made.setdefault(found[1], []).append((step, found[0]))
    return "".join([text for step, text in of if step <= number][-1]
                   for of in made.values() if of[-1][0] > number and of[0][0] <= number)


def added_after(number, engine):
    """Statements that take away what the later steps add: views, indices, columns, tables, the newest first."""
    patterns = ((r"CREATE VIEW (\w+)", "DROP VIEW IF EXISTS {0}; "),
                (r"CREATE (?:UNIQUE )?INDEX (\w+)", "DROP INDEX IF EXISTS {0}; "),
                (r"ALTER TABLE (\w+) ADD COLUMN (\w+)", "ALTER TABLE {0} DROP COLUMN {1}; "),
                (r"CREATE TABLE (\w+)", "DROP TABLE IF EXISTS {0}; "))
    out = [""] * len(patterns)
    for step, text in migrations(engine):
        for i, (pattern, drop) in enumerate(patterns):
            for found in re.finditer(pattern, text) if step > number else ():
                out[i] = drop.format(*found.groups()) + out[i]
    return "".join(out)


class Migrations:
    """An older schema, and an upgrade that is cut off: before or after, nothing between."""

    def __init__(self, world):
        self.world = world
        self.before = self.state()
        self.steps = world.place.number("SELECT count(*) FROM schema_migration WHERE number > 40")
        self.downgrade()
        self.longest = world.timed(["migrate"]) * 1.1

    def downgrade(self):
        """The schema of 0040, of a program whose sealer never came to run: no kept subtrees, no random bytes.
        What later steps add goes by itself, and tables that they take away come back; whoever takes anything else
        away adds here what brings it back."""
        back = ("CREATE INDEX initiative_by_title ON initiative (title_sort, id); "
                "ALTER TABLE initiative ADD COLUMN search_text TEXT NOT NULL DEFAULT ''; ")
        engine = "postgresql" if self.world.place.url else "sqlite"
        back += taken_after(40, engine)
        if self.world.place.url:
            back += "ALTER TABLE role_grant ADD CONSTRAINT role_grant_role_check CHECK (role <> ''); "
        self.world.place.change(
            "UPDATE ledger_entry SET seq = NULL, leaf = NULL; DELETE FROM ledger_head; DELETE FROM ledger_frontier; "
            + added_after(40, engine) + back
            + "DELETE FROM schema_migration WHERE number > 40")

    def state(self):
        return [self.world.place.rows(f"SELECT count(*), max(id) FROM {table}")
                for table in ("initiative", "registration", "ledger_entry", "account", "territory_version")]

    def round(self):
        world = self.world
        self.downgrade()
        alive = world.cut(["migrate"], self.longest)
        done = world.place.number("SELECT count(*) FROM schema_migration WHERE number > 40")
        need(done in (0, self.steps), f"{done} of {self.steps} steps")
        if not done:
            refused = world.kheo.run("check", place=world.place, check=False)
            need(refused.returncode == 1 and "kheo migrate" in refused.stderr, "an older schema is not named")
        world.kheo.run("migrate", place=world.place)
        world.kheo.sound(world.place)
        need(self.state() == self.before, "the upgrade changed data")
        copies = list(pathlib.Path(world.place.directory, "backups").glob("before-*.db"))
        need(world.place.url or 1 <= len(copies) <= 3, f"{len(copies)} copies are kept")
        return alive

    def finish(self):
        pass


class Backups:
    """A backup beside a busy server; the file is whole or absent. Every tenth one is restored, cut off too."""

    def __init__(self, world):
        self.world, self.number = world, 0
        self.longest = world.timed(self.words()) * 1.1

    def words(self):
        self.number += 1
        return ["backup", self.world.folder / f"copy-{self.number}.kheo"]

    def round(self):
        world = self.world
        words = self.words()
        with Server(world.kheo, world.place) as server:
            person = Person(server.port).sign_in("lienhong")
            fields = person.form("/so-dang-ky/moi")
            writer = threading.Thread(target=self.write, args=(person, fields))
            writer.start()
            alive = world.cut(words, self.longest)
            writer.join()
        world.kheo.sound(world.place)
        if words[1].exists():
            self.restore(words[1])
            words[1].unlink()
        world.kheo.run(*words, place=world.place)
        need(not list(world.folder.glob("*.part")), "a torn backup is left after the next one")
        if self.number % 10 == 0:
            self.restore(words[1])
        words[1].unlink()
        return alive

    def write(self, person, fields):
        for i in range(3):
            person.post("/so-dang-ky/moi", dict(fields, title=f"Việc lúc sao {self.number}-{i}", owner_text="Tổ",
                                                field="economy", request_key=os.urandom(16).hex()))

    def restore(self, file):
        world = self.world
        place = world.make_place("restored")
        words = ["restore", file, "--key", world.key]
        world.cut(words, 2 * self.longest, place)
        if world.kheo.run("check", place=place, check=False).returncode != 0:  # not done before it was killed
            world.kheo.run(*words, place=place)
        world.kheo.sound(place)
        shutil.rmtree(place.directory)

    def finish(self):
        pass


KINDS = {"edit": Edits, "import": Imports, "upload": Uploads, "seal": Sealing, "migrate": Migrations, "backup": Backups}


class Places:
    """Where the systems of one run stand; a filled one is a copy of the first demonstration."""

    def __init__(self, options, folder):
        self.options, self.folder, self.databases, self.number = options, folder, [], 0
        self.demonstration = self.make("demonstration")
        Kheo(options.kheo).run("demo", place=self.demonstration)

    def make(self, what, filled=False):
        self.number += 1
        directory = self.folder / f"{what}-{self.number}"
        if filled:
            shutil.copytree(self.demonstration.directory, directory)
        if not self.options.postgresql:
            return Place(directory)
        name = f"crash_{os.getpid()}_{self.number}"
        self.databases.append(name)
        template = self.databases[0] if filled else ""
        return Place(directory, new_database(self.options.postgresql, name, template))

    def drop(self):
        for name in self.databases:
            drop_database(self.options.postgresql, name)


def rounds_of(name, options, world, until):
    begun = time.monotonic()
    kind = KINDS[name](world)
    hits = done = 0
    for number in range(1, options.rounds + 1):
        if time.monotonic() > until:
            break
        try:
            hits += bool(kind.round())
        except Failure as failure:
            raise Failure(f"{name}, round {number} of {options.rounds}, seed {options.seed}: {failure}") from failure
        done = number
        if number % 25 == 0:
            print(f"  {name}: {number} rounds", flush=True)
    kind.finish()
    print(f"{name:8} {done:4} rounds, {hits:4} cut in the middle of the work, "
          f"{time.monotonic() - begun:6.0f} s: nothing half, nothing lost", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kheo")
    parser.add_argument("kinds", nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--postgresql", default="", help="a database on a server where databases may be made")
    parser.add_argument("--minutes", type=float, default=1e6, help="stop each kind after so long")
    parser.add_argument("--keep", action="store_true", help="leave the data of a failure in place")
    options = parser.parse_intermixed_args()
    for name in options.kinds or KINDS:
        if name not in KINDS:
            parser.error(f"no kind {name}; there are {', '.join(KINDS)}")
    options.kheo = os.path.abspath(options.kheo)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="kheo-crash-"))
    places = Places(options, folder)
    kept = False
    try:
        for name in options.kinds or KINDS:
            (folder / name).mkdir()
            chance = random.Random(f"{options.seed}-{name}")
            world = World(Kheo(options.kheo), folder / name, places.make, chance)
            rounds_of(name, options, world, time.monotonic() + 60 * options.minutes)
        return 0
    except Failure as failure:
        print(f"crash: {failure}", file=sys.stderr)
        kept = options.keep
        if kept:
            print(f"crash: the data are in {folder}", file=sys.stderr)
        return 1
    finally:
        if not kept:
            places.drop()
            shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
