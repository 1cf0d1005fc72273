#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""nightly.py KHEO: the packaged script of the nightly backup: without a key, without room, without permission, killed, and at last as it
should be. What is proved each time: exit code, a sentence, no half file, and that the last good backup is still there."""
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from kheo import Failure, Kheo, Place, drop_database, need, new_database  # noqa: E402

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "packaging" / "kheo-backup"
DAY = 86_400


class Night:
    """A system, the directory its backups go to, and the operator's key."""

    def __init__(self, kheo, folder):
        self.kheo, self.folder = kheo, folder
        self.place, self.to = Place(folder / "data"), folder / "backups"
        self.to.mkdir()
        binaries = folder / "bin"
        binaries.mkdir()
        self.binary = binaries / "kheo"
        self.binary.symlink_to(kheo.binary)
        kheo.run("demo", place=self.place)
        kheo.run("backup-key", "new", folder / "operator.key")
        self.public = (folder / "operator.key").read_text().split("public ")[1].strip()

    def command(self, before=(), **settings):
        environment = {"PATH": f"{self.binary.parent}:{os.environ['PATH']}", "KHEO_BACKUP_DIR": str(self.to), **settings}
        return [*before, "env", *[f"{name}={value}" for name, value in environment.items()], str(SCRIPT), self.place.directory]

    def run(self, before=(), preexec_fn=None, cwd=None, **settings):
        return subprocess.run(self.command(before, **settings), capture_output=True, text=True, timeout=300, preexec_fn=preexec_fn,
                              cwd=cwd)

    def refused(self, words, **more):
        done = self.run(**more)
        need(done.returncode != 0, f"made a backup: {done.stderr}")
        need(words in done.stderr, f"the sentence does not say “{words}”: {done.stderr}")
        return done

    def kept(self):
        return sorted(path.name for path in self.to.iterdir())

    def made(self):
        """One more good backup; its name, which has seconds in it."""
        time.sleep(1.1)
        before = self.kept()
        done = self.run()
        need(done.returncode == 0, f"no backup: {done.stderr}")
        fresh = [name for name in self.kept() if name not in before and name != "erasures.jsonl"]
        need(len(fresh) == 1 and fresh[0] in done.stdout, f"made {fresh}: {done.stdout}")
        return fresh[0]

    def last(self):
        return self.place.rows("SELECT value FROM setting WHERE key = 'last_backup'")


def no_key(night):
    night.refused("kheo backup-key set")
    need(night.kept() == [] and night.last() == [], f"left: {night.kept()}")
    night.kheo.run("backup-key", "set", night.public, place=night.place)


def no_number_of_days(night):
    for days in ("0", "-1", "ba mươi", "007", "30d", "99999999999999999999", ""):
        if days:
            night.refused("KHEO_BACKUP_DAYS", KHEO_BACKUP_DAYS=days)
    need(night.kept() == [], f"left: {night.kept()}")


def no_directory(night):
    said = night.refused("install -d -o kheo", KHEO_BACKUP_DIR=str(night.folder / "absent")).stderr
    need(str(night.folder / "absent") in said and not (night.folder / "absent").exists(), said)


def not_writable(night):
    if os.getuid() == 0 and not shutil.which("setpriv"):
        print("nightly: a directory that may not be written left out: no setpriv")
        return
    stranger = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"] if os.getuid() == 0 else []
    os.chmod(night.folder, 0o755)
    os.chmod(night.to, 0o555)
    night.refused("install -d -o kheo", before=stranger)
    os.chmod(night.to, 0o700)
    need(night.kept() == [], f"left: {night.kept()}")


def from_a_directory_that_it_may_not_read(night):
    """As runuser and cron start it."""
    if os.getuid() != 0 or not shutil.which("setpriv"):
        print("nightly: starting where one may not read left out: not root")
        return
    shut = night.folder / "shut"
    shut.mkdir(mode=0o700)
    whole, binary = Place(night.folder / "whole"), night.folder / "binary"
    shutil.copytree(night.place.directory, whole.directory)
    shutil.copy(night.kheo.binary, binary)
    for path in [pathlib.Path(whole.directory), *pathlib.Path(whole.directory).rglob("*"), night.to]:
        os.chown(path, 65534, 65534)
    night.binary.unlink()
    night.binary.symlink_to(binary)
    ours, night.place = night.place, whole
    done = night.run(before=["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"], cwd=shut)
    need(done.returncode == 0, f"{done.stderr}")
    night.place = ours
    os.chown(night.to, 0, 0)
    for name in night.kept():
        (night.to / name).unlink()


def no_data(night):
    place, night.place = night.place, Place(night.folder / "nothing")
    night.refused("kheo init")
    night.place = place


def full_disk(night):
    """A night without room deletes nothing, however old the last good backup is."""
    old = night.made()
    os.utime(night.to / old, (time.time() - 400 * DAY,) * 2)
    limit = pathlib.Path(night.place.directory, "kheo.db").stat().st_size // 20
    night.refused("đĩa đầy", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    need(night.kept() == [old], f"after a full disk: {night.kept()}")


def half_file(night):
    """Waits until a backup has begun to write."""
    begun = time.monotonic()
    while not (night.to / "new.kheo.part").exists():
        if time.monotonic() > begun + 60:
            return False
        time.sleep(0.001)
    return True


def slow(night):
    """Until `quick`, a backup begins and does not come to its end."""
    night.binary.unlink()
    night.binary.write_text('#!/bin/sh\ntouch "$2.part"\nexec sleep 300\n')
    night.binary.chmod(0o755)


def quick(night):
    night.binary.unlink()
    night.binary.symlink_to(night.kheo.binary)


def killed(night):
    """systemd's stop reaches the whole group; SIGKILL leaves no time to tidy up: the next night does."""
    before = night.kept()
    slow(night)
    for how in (signal.SIGTERM, signal.SIGKILL):
        run = subprocess.Popen(night.command(), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        need(half_file(night), "the backup never began")
        os.killpg(run.pid, how)
        need(run.wait(60) != 0, "a killed run is a success")
        left = [name for name in night.kept() if name not in before]
        need(left == ([] if how == signal.SIGTERM else ["new.kheo.part"]), f"after {how.name}: {left}")
    quick(night)
    (night.to / before[0]).touch()
    night.made()
    need(not (night.to / "new.kheo.part").exists(), "the next night left the half file")


def killed_before_it_had_its_name(night):
    whole = night.made()
    (night.to / whole).rename(night.to / "new.kheo")
    os.utime(night.to / "new.kheo", (time.time() - 2 * DAY,) * 2)
    before = night.kept()
    done = night.run()
    need(done.returncode == 0 and len(night.kept()) == len(before) + 1 and "new.kheo" not in night.kept(), f"{done.stderr} {night.kept()}")


def two_at_once(night):
    slow(night)
    first = subprocess.Popen(night.command(), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        need(half_file(night), "the backup never began")
        night.refused("đang chạy")
        need((night.to / "new.kheo.part").exists() and first.poll() is None, "the first of two was disturbed")
    finally:
        os.killpg(first.pid, signal.SIGTERM)
        first.wait(60)
        quick(night)


def only_old_ones_go(night):
    for path in night.to.iterdir():
        path.unlink()
    old, young = night.made(), None
    young = night.made()
    strangers = ["2026-01-01.kheo", "ghi chú.txt", "2020-01-01-000000.kheo.bak"]
    for name in strangers:
        (night.to / name).write_bytes(b"x")
    for name, days in ((old, 31), (young, 29), *((name, 400) for name in strangers)):
        os.utime(night.to / name, (time.time() - days * DAY,) * 2)
    fresh = night.made()
    need(night.kept() == sorted([young, fresh, *strangers]), f"after 31 days: {night.kept()}")
    time.sleep(1.1)
    need(night.run(KHEO_BACKUP_DAYS="400").returncode == 0 and young in night.kept(), "400 days are not kept")


def restores(night):
    newest = [name for name in night.kept() if name.endswith(".kheo")][-1]
    need((night.to / newest).stat().st_mode & 0o777 == 0o600, "others may read a backup")
    need(night.last() != [], "the page of settings does not know of the backup")
    home = Place(night.folder / "restored")
    night.kheo.run("restore", night.to / newest, "--key", night.folder / "operator.key", place=home)
    night.kheo.sound(home)


def journal_of_erasures(night):
    (number,) = night.place.rows("SELECT MIN(number) FROM initiative")[0]
    night.kheo.run("owner", "erase", number, "--person", place=night.place)
    night.made()
    ours, copy = (pathlib.Path(where, "erasures.jsonl").read_bytes() for where in (night.place.directory, night.to))
    need(ours == copy, "the journal of erasures was not taken along")


def from_postgresql(night, server):
    """The script finds the database where the server finds it: in KHEO_OPTIONS, between other options."""
    name = f"nightly_{os.getpid()}"
    url = new_database(server, name)
    try:
        place = Place(night.folder / "server-files", url)
        night.kheo.run("init", place=place)
        night.kheo.run("backup-key", "set", night.public, place=place)
        night.place = Place(place.directory)
        night.refused("")
        for options in (f"--log text --database {url} --limit-address 9", f"--database={url}"):
            done = night.run(KHEO_OPTIONS=options)
            need(done.returncode == 0, f"{options}: {done.stderr}")
            time.sleep(1.1)
    finally:
        drop_database(server, name)


CASES = [no_key, no_number_of_days, no_directory, not_writable, from_a_directory_that_it_may_not_read, no_data, full_disk, killed, killed_before_it_had_its_name, two_at_once,
         only_old_ones_go, restores, journal_of_erasures]


def main():
    with tempfile.TemporaryDirectory(prefix="kheo-nightly-") as folder:
        try:
            night = Night(Kheo(os.path.abspath(sys.argv[1])), pathlib.Path(folder))
            for case in CASES:
                case(night)
                print(f"nightly: {case.__name__} ok", flush=True)
            if server := os.environ.get("KHEO_TEST_POSTGRESQL"):
                from_postgresql(night, server)
                print("nightly: from PostgreSQL ok")
        except Failure as failure:
            print(f"nightly: {failure}", file=sys.stderr)
            return 1
    return 0


sys.exit(main())
