#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""nightly.py KHEO: the packaged script of the nightly backup: without a key, without room, without permission, killed, and at last as it
should be. What is proved each time: exit code, a sentence, no half file, and that the last good backup is still there."""
import os
import pathlib
import re
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

    def refused(self, words, exit_code=1, **more):
        done = self.run(**more)
        need(done.returncode == exit_code, f"exit {done.returncode} and not {exit_code}: {done.stderr}")
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
        fresh = [name for name in self.kept() if name not in before and not name.startswith("erasures")]
        need(len(fresh) == 1 and fresh[0] in done.stdout, f"made {fresh}: {done.stdout}")
        return fresh[0]

    def backups(self):
        return [name for name in self.kept() if re.fullmatch(r"\d{4}-\d\d-\d\d-\d{6}\.kheo", name)]

    def lay(self, name, days):
        """A file in the directory of backups, as old as that."""
        (self.to / name).write_bytes(b"x")
        os.utime(self.to / name, (time.time() - days * DAY,) * 2)

    def opens(self, name):
        """That backup restores, and what it restores is sound."""
        home = Place(self.folder / f"restored-{time.monotonic_ns()}")
        self.kheo.run("restore", self.to / name, "--key", self.folder / "operator.key", place=home)
        self.kheo.sound(home)

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
    said = night.refused("install -d -o kheo", 3, KHEO_BACKUP_DIR=str(night.folder / "absent")).stderr
    need(str(night.folder / "absent") in said and not (night.folder / "absent").exists(), said)


def not_writable(night):
    if os.getuid() == 0 and not shutil.which("setpriv"):
        print("nightly: a directory that may not be written left out: no setpriv")
        return
    stranger = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"] if os.getuid() == 0 else []
    os.chmod(night.folder, 0o755)
    os.chmod(night.to, 0o555)
    said = night.refused("systemctl edit kheo-backup", 3, before=stranger).stderr
    need("install -d" not in said and all(words in said for words in ("/srv", f"ReadWritePaths={night.to}", "chown kheo")), said)
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
    night.refused("kheo init", 3)
    night.place = place


def full_disk(night):
    """A night without room deletes nothing, however old the last good backup is."""
    old = night.made()
    os.utime(night.to / old, (time.time() - 400 * DAY,) * 2)
    limit = pathlib.Path(night.place.directory, "kheo.db").stat().st_size // 20
    night.refused("đĩa đầy", 3, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
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
    """Until `quick`, a backup begins, and goes on only when there is a file `go`."""
    night.binary.unlink()
    night.binary.write_text(f'#!/bin/sh\n[ "$1" = backup ] || exec {night.kheo.binary} "$@"\ntouch "$2.part"\n'
                            f'until [ -e {night.folder}/go ]; do sleep 0.1; done\nexec {night.kheo.binary} "$@"\n')
    night.binary.chmod(0o755)


def quick(night):
    night.binary.unlink()
    night.binary.symlink_to(night.kheo.binary)


def begun(night):
    return subprocess.Popen(night.command(), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed(night):
    """systemd's stop reaches the whole group; SIGKILL leaves no time to tidy up: the next night does."""
    before = night.kept()
    slow(night)
    for how in (signal.SIGTERM, signal.SIGKILL):
        run = begun(night)
        need(half_file(night), "the backup never began")
        os.killpg(run.pid, how)
        need(run.wait(60) != 0, "a killed run is a success")
        left = [name for name in night.kept() if name not in before]
        need(left == ([] if how == signal.SIGTERM else ["new.kheo.part"]), f"after {how.name}: {left}")
    quick(night)
    the_next_night(night)


def the_next_night(night):
    """What a killed one left is gone, and the new backup is no mixture with it: it restores."""
    (night.to / "new.kheo.part").write_bytes(b"half" * 100_000)
    night.opens(night.made())
    need(not [name for name in night.kept() if name.startswith("new")], f"the next night left {night.kept()}")


def stopped_in_the_middle(night, how):
    """The program itself, not a stand-in; False when it was too quick to be met in the middle."""
    before, run = night.kept(), begun(night)
    while not (night.to / "new.kheo.part").exists() and run.poll() is None:
        pass
    try:
        os.killpg(run.pid, signal.SIGSTOP)
    except ProcessLookupError:
        pass
    met = (night.to / "new.kheo.part").exists()
    for sign in ([how] if met else []) + [signal.SIGCONT]:
        try:
            os.killpg(run.pid, sign)
        except ProcessLookupError:
            pass
    code = run.wait(60)
    if met:
        left = [name for name in night.kept() if name not in before]
        need(code != 0 and left == ([] if how == signal.SIGTERM else ["new.kheo.part"]), f"after {how.name}: {code} {left}")
    return met


def killed_while_it_writes(night):
    for how in (signal.SIGTERM, signal.SIGKILL):
        for _ in range(5):
            time.sleep(1.1)
            if stopped_in_the_middle(night, how):
                break
        else:
            print(f"nightly: five backups were too quick for {how.name}")
    the_next_night(night)


def killed_before_it_had_its_name(night):
    whole = night.made()
    (night.to / whole).rename(night.to / "new.kheo")
    os.utime(night.to / "new.kheo", (time.time() - 2 * DAY,) * 2)
    before = night.kept()
    done = night.run()
    need(done.returncode == 0 and len(night.kept()) == len(before) + 1 and "new.kheo" not in night.kept(), f"{done.stderr} {night.kept()}")


def two_at_once(night):
    """The second is refused; the first does not notice."""
    slow(night)
    time.sleep(1.1)  # backups of one second have one name
    before, first = night.kept(), begun(night)
    try:
        need(half_file(night), "the backup never began")
        night.refused("đang chạy")
        need((night.to / "new.kheo.part").exists() and first.poll() is None, "the first of two was disturbed")
        (night.folder / "go").touch()
        need(first.wait(60) == 0, "the first of two failed")
    finally:
        if first.poll() is None:
            os.killpg(first.pid, signal.SIGKILL)
            first.wait(60)
        (night.folder / "go").unlink(missing_ok=True)
        quick(night)
    fresh = [name for name in night.kept() if name not in before]
    need(len(fresh) == 1, f"two at once made {fresh}")
    night.opens(fresh[0])


def swept(night):
    for path in night.to.iterdir():
        path.unlink()


def only_old_ones_go(night):
    swept(night)
    strangers = ["2026-01-01.kheo", "ghi chú.txt", "2020-01-01-000000.kheo.bak", "1 2020-01-01-000000.kheo"]
    young = [f"2026-02-{day:02}-013000.kheo" for day in range(1, 8)]
    for name, days in (("2026-01-01-013000.kheo", 31), *((name, 29) for name in young), *((name, 400) for name in strangers)):
        night.lay(name, days)
    fresh = night.made()
    need(night.kept() == sorted([*young, fresh, *strangers]), f"after 31 days: {night.kept()}")
    time.sleep(1.1)
    os.utime(night.to / young[0], (time.time() - 31 * DAY,) * 2)
    need(night.run(KHEO_BACKUP_DAYS="400").returncode == 0 and young[0] in night.kept(), "400 days are not kept")


def a_machine_that_was_off(night):
    """Or whose clock jumped ahead: every backup is too old at once. The newest seven stay."""
    swept(night)
    names = [f"2026-03-{day:02}-013000.kheo" for day in range(1, 11)]
    for name in names:
        night.lay(name, 60)
    fresh = night.made()
    need(night.kept() == [*names[-6:], fresh], f"after a month away: {night.kept()}")


def a_clock_that_was_ahead(night):
    """Backups of a time to come count among the newest seven, and what is made now is not deleted for them."""
    swept(night)
    ahead = [f"2099-01-{day:02}-013000.kheo" for day in range(1, 9)]
    for name in ahead:
        night.lay(name, -20_000)
    night.lay("2026-01-01-013000.kheo", 31)
    fresh = night.made()
    need(night.kept() == sorted([*ahead, fresh]), f"after the clock was set: {night.kept()}")


def faulty_data(night):
    """A month of nights on faulty data: the backups from before the fault stay, all of them."""
    swept(night)
    good = night.made()
    (night.to / good).rename(night.to / "2026-01-01-013000.kheo")
    os.utime(night.to / "2026-01-01-013000.kheo", (time.time() - 400 * DAY,) * 2)
    for day in range(1, 10):
        night.lay(f"2026-01-{day + 1:02}-013000.kheo", 390)
    before = night.kept()
    (identity, title), = night.place.rows("SELECT id, title FROM initiative ORDER BY id LIMIT 1")
    night.place.change(f"UPDATE initiative SET title = 'Sửa tay' WHERE id = {identity}")
    time.sleep(1.1)
    done = night.refused("Mọi bản cũ được giữ nguyên")
    need("[Phải sửa]" in done.stdout + done.stderr and "kheo check" in done.stderr, f"what is wrong is not told: {done.stderr}")
    need(len(night.kept()) == len(before) + 1 and set(before) < set(night.kept()), f"faulty data cost backups: {night.kept()}")
    title = title.replace("'", "''")
    night.place.change(f"UPDATE initiative SET title = '{title}' WHERE id = {identity}")
    night.made()
    need(len(night.backups()) == 7, f"mended: {night.kept()}")


def restores(night):
    newest = night.made()
    need((night.to / newest).stat().st_mode & 0o777 == 0o600, "others may read a backup")
    need(night.last() != [], "the page of settings does not know of the backup")
    night.opens(newest)


def journal_of_erasures(night):
    (number,) = night.place.rows("SELECT MIN(number) FROM initiative")[0]
    night.kheo.run("owner", "erase", number, "--person", place=night.place)
    night.made()
    ours, copy = pathlib.Path(night.place.directory, "erasures.jsonl"), night.to / "erasures.jsonl"
    need(ours.read_bytes() == copy.read_bytes() != b"", "the journal of erasures was not taken along")
    night.made()
    (number,) = night.place.rows("SELECT MAX(number) FROM initiative")[0]
    night.kheo.run("owner", "erase", number, "--person", place=night.place)
    night.made()
    need(ours.read_bytes() == copy.read_bytes() and not list(night.to.glob("erasures-*")), "a longer journal did not replace the shorter one")


def fuller_journal_of_erasures(night):
    """Of data that were restored without it, of a cut or of an emptied file: the fuller copy is kept beside it."""
    ours, copy = pathlib.Path(night.place.directory, "erasures.jsonl"), night.to / "erasures.jsonl"
    full = ours.read_bytes()
    lines = full.splitlines(keepends=True)
    for kept, fewer in enumerate((lines[0], lines[1], b""), 1):
        copy.write_bytes(full)
        ours.write_bytes(fewer)
        time.sleep(1.1)
        done = night.run()
        aside = sorted(night.to.glob("erasures-*.jsonl"))
        need(done.returncode == 0 and len(aside) == kept and str(aside[-1]) in done.stderr, f"{done.stderr} {night.kept()}")
        need(aside[-1].read_bytes() == full and copy.read_bytes() == fewer, "the fuller journal of erasures is lost")
        night.made()
        need(len(list(night.to.glob("erasures-*.jsonl"))) == kept, "moved aside night after night")
    ours.unlink()
    night.made()
    need(copy.exists(), "no journal any more, and the copy went too")
    ours.write_bytes(full)
    home = Place(night.folder / "both-journals")
    night.kheo.run("restore", night.to / night.backups()[-1], "--key", night.folder / "operator.key", "--erasures", copy, "--erasures", aside[0], place=home)


def from_postgresql(night, server):
    """The script finds the database where the server finds it: in KHEO_OPTIONS, between other options."""
    name = f"nightly_{os.getpid()}"
    url = new_database(server, name)
    try:
        place = Place(night.folder / "server-files", url)
        night.kheo.run("init", place=place)
        night.kheo.run("backup-key", "set", night.public, place=place)
        night.place = Place(place.directory)
        night.refused("kheo init", 3)
        for options in (f"--log text --database {url} --limit-address 9", f"--database={url}"):
            done = night.run(KHEO_OPTIONS=options)  # check asks the same database: there is none in the directory
            need(done.returncode == 0, f"{options}: {done.stderr}")
            time.sleep(1.1)
    finally:
        drop_database(server, name)


CASES = [no_key, no_number_of_days, no_directory, not_writable, from_a_directory_that_it_may_not_read, no_data, full_disk, killed, killed_while_it_writes,
         killed_before_it_had_its_name, two_at_once, only_old_ones_go, a_machine_that_was_off, a_clock_that_was_ahead, faulty_data, restores,
         journal_of_erasures, fuller_journal_of_erasures]


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
