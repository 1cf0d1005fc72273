#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What dev/bench runs against a real server: registry, list, desk, export, start.

Data are made once (kheo_bench_data) and kept under build/bench; everything else is made anew and ends by itself.
"""
import contextlib
import http.client
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
KHEO = ROOT / "build/release/bin/kheo"
MAKER = ROOT / "build/release/bin/kheo_bench_data"
SHARED = pathlib.Path(os.environ.get("KHEO_SHARED", ROOT.parent / "shared"))
CACHE = ROOT / "build/bench"
PASSWORD = "mot mat khau dai de do"
PROVINCE, COMMUNES = "31", ["10003", "11311", "11326", "11341", "11473", "11563"]


def run(*command, stdin=None):
    subprocess.run([str(part) for part in command], input=stdin, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, text=True)


def data_of(count):
    """A database of `count` initiatives; made when it is absent or older than the programs that know its schema."""
    home = CACHE / f"registry-{count}"
    stamp = home / "made-by"
    made_by = subprocess.run(["sh", "-c", f"ls {ROOT}/migrations | sha256sum; sha256sum < {ROOT}/tests/bench/make_registry.cpp"],
                             capture_output=True, text=True).stdout
    if stamp.exists() and stamp.read_text() == made_by:
        return home
    shutil.rmtree(home, ignore_errors=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    print(f"making {count} initiatives in {home} …", flush=True)
    run(KHEO, "init", "--data", home)
    run(KHEO, "territory", "import", SHARED / "data", "--data", home)
    run(MAKER, home / "kheo.db", count, 20261122)
    run(KHEO, "user", "add", "ca-nuoc", "--role", "officer", "--data", home, stdin=PASSWORD + "\n")
    run(KHEO, "user", "add", "tinh", "--role", "officer", "--unit", PROVINCE, "--data", home, stdin=PASSWORD + "\n")
    run(KHEO, "ledger", "head", "--data", home)
    stamp.write_text(made_by)
    return home


class Server:
    """kheo serve on a port of its own; ends with the block."""

    def __init__(self, home, *options):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.started = time.monotonic()
        self.process = subprocess.Popen([str(KHEO), "serve", "--data", str(home), "--listen", f"127.0.0.1:{self.port}",
                                         "--limit-address", "0", "--limit-account", "0", *map(str, options)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        while time.monotonic() - self.started < 120:
            try:
                self.get("/healthz")
                return self
            except OSError:
                time.sleep(0.002)
        raise SystemExit("the server did not start")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def get(self, target, cookie=None, connection=None):
        own = connection or self.connection()
        own.request("GET", target, headers={"Cookie": cookie} if cookie else {})
        answer = own.getresponse()
        body = answer.read()
        return answer.status, answer.headers, body

    def sign_in(self, name):
        _, headers, page = self.get("/dang-nhap")
        cookies = [line.split(";")[0] for line in headers.get_all("Set-Cookie") or []]
        fields = dict(re.findall(r'name="?([\w-]+)"?[^>]*value="([^"]*)"', page.decode()))
        names = re.findall(r'<input[^>]*name="([\w-]+)"', page.decode())
        password = next(n for n in names if "mat" in n or "pass" in n)
        who = next(n for n in names if n not in (password, "_csrf") and n not in fields) if "ten" not in names else "ten"
        fields.update({who: name, password: PASSWORD})
        connection = self.connection()
        connection.request("POST", "/dang-nhap", urllib.parse.urlencode(fields),
                           {"Content-Type": "application/x-www-form-urlencoded", "Cookie": "; ".join(cookies)})
        answer = connection.getresponse()
        answer.read()
        cookies += [line.split(";")[0] for line in answer.headers.get_all("Set-Cookie") or []]
        found = [c for c in cookies if c.startswith("kheo_session=")]
        if not found:
            raise SystemExit(f"sign-in failed: {answer.status}")
        return found[-1]

    def memory(self, key):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(key):
                return int(line.split()[1]) // 1024
        return 0

    def forget_peak(self):
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def processor(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def load_average():
    return f"load average {os.getloadavg()[0]:.1f}"


# --- registry -----------------------------------------------------------------------------------------------------


def registry_questions():
    quote = urllib.parse.quote
    search = lambda words: [f"/so-dang-ky?tim={quote(w)}" for w in words]
    number = lambda: f"MH-{random.randint(2021, 2026)}-{random.randint(1, 60000):05d}"
    public = lambda words: [f"/mo-hinh?tim={quote(w)}" for w in words]
    return {
        "first page": lambda: ["/so-dang-ky"],
        "deep page": lambda: [f"/so-dang-ky?trang={random.randint(500, 9999)}"],
        "province": lambda: [f"/so-dang-ky?don_vi={random.choice(['31', '01', '79', '48', '22'])}"],
        "commune": lambda: [f"/so-dang-ky?don_vi={random.choice(COMMUNES)}"],
        "year": lambda: [f"/so-dang-ky?nam={random.randint(2021, 2026)}"],
        "field and kind": lambda: [f"/so-dang-ky?linh_vuc=economy&loai={random.choice(['practice', 'exemplar'])}"],
        "half-year, map of then": lambda: [f"/so-dang-ky?ky={random.randint(2022, 2026)}-H1&don_vi={PROVINCE}"],
        "theme": lambda: [f"/so-dang-ky?chu_de={quote('Giảm nghèo')}"],
        "by title": lambda: [f"/so-dang-ky?xep=ten&trang={random.randint(1, 9000)}"],
        "by owner": lambda: [f"/so-dang-ky?xep=-chu_the&trang={random.randint(1, 9000)}"],
        "by change": lambda: ["/so-dang-ky?xep=-sua"],
        "search, common word": lambda: search([random.choice(["mô hình", "đường", "hoa", "nông thôn mới"])]),
        "search, rare words": lambda: search([random.choice(["tang lễ văn minh thôn 17", "Võ Quang Yến", "xóa nhà tạm"])]),
        "search, begun word": lambda: search([random.choice(["duong ho", "phu n", "an nin", "chuyen doi s"])]),
        "search, inner part": lambda: search([random.choice(["uong hoa", "hinh", "oan ket"])]),
        "search, number": lambda: search([number()]),
        "search, nothing": lambda: search([random.choice(["khong co gi ca", "zzz", "MH-2020-00001"])]),
        "search in a province": lambda: [f"/so-dang-ky?don_vi=01&tim={quote('phụ nữ')}"],
        "public list": lambda: [f"/mo-hinh?nam={random.randint(2021, 2026)}&trang={random.randint(1, 500)}"],
        "public search": lambda: public([random.choice(["đường hoa", "an ninh", "Nguyễn Văn", number()])]),
        "public, province": lambda: [f"/mo-hinh?don_vi={random.choice(['31', '01', '48'])}"],
    }


def registry(quick):
    count, rounds = (50_000, 40) if quick else (500_000, 200)
    home = data_of(count)
    random.seed(1)
    with Server(home) as server:
        cookies = {"national": server.sign_in("ca-nuoc"), "province": server.sign_in("tinh")}
        begun = time.monotonic()
        server.get("/so-dang-ky", cookies["national"])
        print(f"{count} initiatives; first list after the start {time.monotonic() - begun:.2f} s; {load_average()}")
        print(f"{'question':<26} {'p50 ms':>8} {'p99 ms':>8} {'worst':>8} {'processor':>10}   lines found")
        everything = []
        connection = server.connection()
        for name, ask in registry_questions().items():
            times, found = [], "-"
            for target in [ask()[0] for _ in range(4)]:  # orders and maps that are worked out once
                server.get(target, cookies["national"], connection)
            before = server.processor()
            for turn in range(rounds):
                target = ask()[0]
                cookie = None if target.startswith("/mo-hinh") else cookies["province" if turn % 4 == 3 else "national"]
                begun = time.perf_counter()
                status, _, body = server.get(target, cookie, connection)
                times.append((time.perf_counter() - begun) * 1000)
                if status != 200:
                    raise SystemExit(f"{target}: {status}")
                if cookie != cookies["province"]:
                    found = re.findall(rb"([\d.]+) (?:m\xc3\xb4 h\xc3\xacnh|k\xe1\xba\xbft qu\xe1\xba\xa3)", body)[:1]
            everything += times
            used = (server.processor() - before) / rounds * 1000
            shown = found[0].decode() if found and found != "-" else "-"
            print(f"{name:<26} {percentile(times, .5):8.2f} {percentile(times, .99):8.2f} {max(times):8.2f} {used:10.2f}   {shown}")
        memory = server.memory("VmRSS")
    print(f"server memory {memory} MB; {load_average()}")
    print(f"registry: {count} initiatives, all questions p50 {percentile(everything, .5):.1f} ms, p99 "
          f"{percentile(everything, .99):.1f} ms (goal 20); p99/goal {percentile(everything, .99) / 20:.2f}")


# --- list ---------------------------------------------------------------------------------------------------------


def wrk(server, target, cookie, seconds, extra=()):
    before = server.processor()
    out = subprocess.run(["wrk", "-t1", "-c64", f"-d{seconds}s", "--latency", "-H", f"Cookie: {cookie}", *extra,
                          f"http://127.0.0.1:{server.port}{target}"], capture_output=True, text=True).stdout
    used = server.processor() - before
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    served = int(re.search(r"(\d+) requests in", out).group(1))
    slow = re.search(r"99%\s+(\S+)", out).group(1)
    if re.search(r"Non-2xx", out):
        raise SystemExit(out)
    return rate, slow, used / served * 1e6


def list_rate(quick):
    count, seconds = (10_000, 3) if quick else (40_000, 8)
    home = data_of(count)
    with Server(home) as server:
        rows = []
        for name, account in (("national", "ca-nuoc"), ("province", "tinh")):
            cookie = server.sign_in(account)
            server.get("/so-dang-ky", cookie)
            for label, target in (("50 rows", "/so-dang-ky"), ("50 rows, filtered", "/so-dang-ky?linh_vuc=economy&nam=2024"),
                                  ("no rows", "/so-dang-ky?nam=1999")):
                rows.append((name, label, *wrk(server, target, cookie, seconds)))
        shell = wrk(server, "/ban-lam-viec", server.sign_in("ca-nuoc"), seconds)
        health = wrk(server, "/healthz", "a=b", seconds)
    print(f"{count} initiatives, 64 connections, wrk on the same cores; {load_average()}")
    print(f"{'who':<10} {'page':<20} {'requests/s':>11} {'p99':>9} {'server µs each':>15}")
    for who, label, rate, slow, used in rows:
        print(f"{who:<10} {label:<20} {rate:11.0f} {slow:>9} {used:15.0f}")
    print(f"{'':<10} {'desk':<20} {shell[0]:11.0f} {shell[1]:>9} {shell[2]:15.0f}")
    print(f"{'':<10} {'/healthz':<20} {health[0]:11.0f} {health[1]:>9} {health[2]:15.0f}")
    print(f"list: {rows[0][2]:.0f} requests/s national, {rows[3][2]:.0f} province (goal 5000); processor µs of the server "
          f"{rows[0][4]:.0f}; list/healthz {health[0] / rows[0][2]:.1f}")


# --- desk ---------------------------------------------------------------------------------------------------------


def copy_waiting(home, here, elsewhere):
    """Copies a dossier of the demonstration that waits for examination: `here` times in its commune, and over all communes of today.

    Straight into the tables: the ledger knows nothing of them, which a server that starts afterwards does not mind.
    """
    database = sqlite3.connect(home / "kheo.db")
    database.row_factory = sqlite3.Row
    model = dict(database.execute("SELECT * FROM initiative_cycle WHERE state = 'submitted' LIMIT 1").fetchone())
    communes = [row[0] for row in database.execute(
        "SELECT DISTINCT unit_id FROM territory_version WHERE length(code) = 5 AND valid_from <= date('now') AND date('now') <= valid_to")]
    number = database.execute("SELECT max(id) FROM initiative_cycle").fetchone()[0]
    for i in range(here + elsewhere):
        row = {**model, "id": number + 1 + i, "code": f"B{i:09d}", "title": f"Mô hình thử số {i} (mẫu)", "request_key": None, "reg_no": None}
        if i >= here:
            row["unit_id"] = row["book_unit_id"] = communes[i % len(communes)]
        database.execute(f"INSERT INTO initiative_cycle ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    database.commit()
    return len(communes), database.execute("SELECT code FROM initiative_cycle WHERE id = ?", (model["id"],)).fetchone()[0]


class PostgreSQL:
    """The data of `home` in a server of the tests' own; gives the directory and the options to serve them. Ends with the block."""

    def __init__(self, folder, home):
        self.folder, self.home, self.server = folder, home, pathlib.Path(f"/tmp/kheo-pg-bench-{os.getpid()}")

    def __enter__(self):
        run(ROOT / "tests/support/postgresql", "start", self.server)
        address = f"host={self.server}&port=54317&user=kheo"
        run("psql", f"postgresql:///postgres?{address}", "-c", "CREATE DATABASE kheo")
        moved, options = self.folder / "moved", ("--database", f"postgresql:///kheo?{address}")
        run(KHEO, "export", "--all", self.folder / "export", "--data", self.home)
        run(KHEO, "import", "all", self.folder / "export", *options, "--data", moved, "--ledger-key", self.home / "keys/ledger.key")
        return moved, options

    def __exit__(self, *_):
        run(ROOT / "tests/support/postgresql", "stop", self.server)


class Writer:
    """Somebody who writes remarks on one dossier meanwhile, so that the ledger grows and what is kept of it must follow."""

    def __init__(self, server, cookie, dossier, per_second):
        self.server, self.cookie, self.dossier, self.pause = server, cookie, dossier, 1 / per_second
        self.done, self.refused, self.stop = 0, None, threading.Event()
        self.thread = threading.Thread(target=self.work, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()
        if self.refused or not self.done:
            raise SystemExit(f"{self.dossier}: no remark written ({self.refused})")

    def work(self):
        connection = self.server.connection()
        _, _, page = self.server.get(self.dossier, self.cookie, connection)
        csrf = re.search(r'name="?_csrf"?[^>]*value="([^"]*)"', page.decode()).group(1)
        while not self.refused and not self.stop.wait(self.pause):
            body = urllib.parse.urlencode({"_csrf": csrf, "remark": "Đã họp dân chưa?", "request_key": f"{random.getrandbits(128):032x}"})
            connection.request("POST", self.dossier + "/trao-doi", body,
                               {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie})
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 400:
                self.refused = answer.status
            self.done += 1


def desk(quick):
    waiting, elsewhere, seconds = (500, 2_000, 3) if quick else (500, 20_000, 8)
    global PASSWORD
    PASSWORD = "hoa-sen-2026"
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder) / "data"
        run(KHEO, "demo", "--data", home)
        communes, dossier = copy_waiting(home, waiting, elsewhere)
        for engine in ("SQLite", "PostgreSQL"):
            place = PostgreSQL(pathlib.Path(folder), home) if engine == "PostgreSQL" else contextlib.nullcontext((home, ()))
            with place as (where, options), Server(where, *options) as server:
                print_desk(server, dossier, waiting, seconds, f"{engine}: the demonstration, {waiting} + {elsewhere} more dossiers that wait, {communes} communes")


def print_desk(server, dossier, waiting, seconds, what):
    cookies = {name: server.sign_in(name) for name in ("thamdinh", "nguoicham", "trunguong")}
    _, _, page = server.get("/viec", cookies["thamdinh"])
    total = int(re.search(rb'role="?status"?>\D*([\d.]+)', page).group(1).replace(b".", b""))
    if total < waiting:
        raise SystemExit(f"only {total} tasks wait")
    rows = []
    for label, who, target in ((f"desk, {total} tasks", "thamdinh", "/ban-lam-viec"), (f"list of work, {total} tasks", "thamdinh", "/viec"),
                               ("desk, one task", "nguoicham", "/ban-lam-viec"), ("desk, tasks of the whole country", "trunguong", "/ban-lam-viec")):
        rows.append((label, *wrk(server, target, cookies[who], seconds)))
    with Writer(server, cookies["thamdinh"], f"/ho-so/{dossier}", 10) as writer:
        rows.append(("desk, 10 acts a second meanwhile", *wrk(server, "/ban-lam-viec", cookies["thamdinh"], seconds)))
    health = wrk(server, "/healthz", "a=b", seconds)
    memory = server.memory("VmRSS")
    print(f"{what}; 64 connections, wrk on the same cores; "
          f"{writer.done} acts meanwhile; server memory {memory} MB; {load_average()}")
    print(f"{'page':<36} {'requests/s':>11} {'p99':>9} {'server µs each':>15}")
    for label, rate, slow, used in [*rows, ("/healthz", *health)]:
        print(f"{label:<36} {rate:11.0f} {slow:>9} {used:15.0f}")
    print(f"desk: {rows[0][1]:.0f} requests/s with {total} tasks (goal 2000); desk/healthz {health[0] / rows[0][1]:.1f}; processor µs of the "
          f"server {rows[0][3]:.0f}\n", flush=True)


# --- export -------------------------------------------------------------------------------------------------------


def export(quick):
    count = 50_000 if quick else 500_000
    home = data_of(count)
    with Server(home) as server:
        cookie = server.sign_in("ca-nuoc")
        idle = server.memory("VmRSS")
        server.get("/so-dang-ky", cookie)
        loaded = server.memory("VmRSS")
        server.forget_peak()  # the password check of the sign-in took 64 MB on purpose
        before, begun = server.processor(), time.monotonic()
        connection = server.connection()
        connection.request("GET", "/so-dang-ky/xuat", headers={"Cookie": cookie})
        answer = connection.getresponse()
        size = 0
        while chunk := answer.read(1 << 20):
            size += len(chunk)
        wall, used, peak = time.monotonic() - begun, server.processor() - before, server.memory("VmHWM")
        if answer.status != 200 or size < 1000:
            raise SystemExit(f"export: {answer.status}, {size} bytes")
    print(f"{count} rows: {size / 1e6:.1f} MB of XLSX in {wall:.1f} s wall, {used:.1f} s processor; {load_average()}")
    print(f"memory: started {idle} MB, with the lists {loaded} MB, peak {peak} MB")
    print(f"export: {count} rows, peak {peak} MB (goal 150), {count / used:.0f} rows per processor second; "
          f"peak/loaded {peak / loaded:.2f}")


# --- start --------------------------------------------------------------------------------------------------------


def start(quick):
    count, rounds = (10_000, 3) if quick else (40_000, 10)
    home = data_of(count)
    healths, homes, lists, idles, used = [], [], [], [], []
    for _ in range(rounds):
        with Server(home) as server:
            healths.append((time.monotonic() - server.started) * 1000)
            server.get("/")
            homes.append((time.monotonic() - server.started) * 1000)
            used.append(server.processor() * 1000)
            cookie = server.sign_in("tinh")
            begun = time.monotonic()
            server.get("/so-dang-ky", cookie)
            lists.append((time.monotonic() - begun) * 1000)
            time.sleep(0.5)
            idles.append(server.memory("VmRSS"))
    binary = KHEO.stat().st_size / 1e6
    print(f"{count} initiatives, {rounds} starts; {load_average()}")
    for name, values in (("/healthz answers, ms", healths), ("public home page complete, ms", homes),
                         ("processor until then, ms", used), ("first list after that, ms", lists), ("memory after that, MB", idles)):
        print(f"{name:<32} median {percentile(values, .5):7.0f}   worst {max(values):7.0f}")
    print(f"start: first page {percentile(homes, .5):.0f} ms (goal 300), memory {max(idles)} MB (goal 60), binary with "
          f"assets {binary:.1f} MB (goal 30); page/healthz {percentile(homes, .5) / percentile(healths, .5):.2f}")


if __name__ == "__main__":
    {"registry": registry, "list": list_rate, "desk": desk, "export": export, "start": start}[sys.argv[1]]("--quick" in sys.argv)
