#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/ground/server_away.py KHEO: PostgreSQL itself stops under two servers that share it: orderly, and as in a crash.
Meanwhile a sentence, no hanging page, nothing kept half; afterwards both come back by themselves, see each other's
work, and every acknowledged write is there. Starts a PostgreSQL server of its own."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from kheo import Failure, Kheo, Person, Place, Server, need, new_database  # noqa: E402

SUPPORT = pathlib.Path(__file__).parent.parent / "support" / "postgresql"
PATIENCE = 60  # seconds; how long a loaded machine may take, never how fast it must be


def postgresql(action, directory, *more):
    subprocess.run([SUPPORT, action, directory, *more], check=True, stdout=subprocess.DEVNULL)


def register(person, title):
    """Answers whether the write was acknowledged."""
    fields = person.fields | {"title": title, "owner_text": "Tổ dân phố", "field": "economy",
                              "request_key": os.urandom(16).hex()}
    return person.post("/so-dang-ky/moi", fields)


def until(what, condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        need(time.monotonic() < end, what)
        time.sleep(0.2)


def shows(person, title):
    status, _, text = person.get("/so-dang-ky")
    return status == 200 and title in text


def away(people, title):
    """While there is no database: pages and writes are refused with a sentence, each in its time."""
    for person in people:
        begun = time.monotonic()
        status, _, text = person.get("/so-dang-ky")
        need(status == 503, f"a list without a database: {status}")
        need("những gì đã lưu vẫn còn nguyên" in text and "Đợi 1 phút" in text, f"no sentence: {text[:400]}")
        status, _, text = register(person, title)
        need(status == 503, f"a write without a database: {status}")
        need("chưa được lưu" in text and title in text and "Gửi lại" in text, f"the form is lost: {text[:400]}")
        need(not any(word in text.lower() for word in ("postgresql", "libpq", "cơ sở dữ liệu", "kheo init")), "words for the operator")
        monitor = Person(person.port, timeout=PATIENCE)  # has no session; the answer may be a second old
        until("ready without a database", lambda m=monitor: m.get("/readyz")[::2] == (503, '{"status":"unavailable"}'))
        need(time.monotonic() - begun < PATIENCE, "a page hangs")


def round_of(kheo, place, directory, people, how, number):
    before, lost, after = (f"Việc {number} {when}" for when in ("trước", "mất", "sau"))
    need(register(people[0], before)[0] == 303, "a write before")
    postgresql("halt", directory, how)
    away(people, lost)
    postgresql("resume", directory)
    for person in people:
        until(f"no way back after {how}", lambda p=person: p.get("/so-dang-ky")[0] == 200)
        until("an acknowledged write is lost", lambda p=person: shows(p, before))
        need(not shows(person, lost), "a refused write is there")
        until("not ready", lambda p=person: p.get("/readyz")[0] == 200)
    until("no write after it", lambda: register(people[1], after)[0] == 303)
    until("the other server does not see it", lambda: shows(people[0], after))
    kheo.sound(place)


def main():
    kheo = Kheo(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="kheo-away-") as name:
        folder, directory = pathlib.Path(name), name + "-pg"
        postgresql("start", directory)
        try:
            address = new_database(f"postgresql:///postgres?host={directory}&port=54317&user=kheo", "kheo_away")
            place = Place(folder / "data", address)
            kheo.run("demo", place=place)
            with Server(kheo, place) as first, Server(kheo, place) as second:
                people = [Person(s.port, timeout=PATIENCE).sign_in("lienhong") for s in (first, second)]
                for person in people:
                    person.fields = person.form("/so-dang-ky/moi")
                for number, how in enumerate(("fast", "immediate"), 1):
                    round_of(kheo, place, directory, people, how, number)
        finally:
            postgresql("stop", directory)
    print("PostgreSQL went away twice and came back: nothing lost")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"server_away: {failure}")
