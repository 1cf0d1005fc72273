#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""dev/bench statistics [--quick] [--only-duckdb] [--chart]: the run store beside DuckDB, PostgreSQL and SQLite.

Made-up data of one seed (1M initiatives + 2M petitions with --quick, else 10M + 20M) under build/bench; twelve questions; the answers
of all engines must be the same. Everything on one thread and by processor time, so that other programs on the machine matter less;
three rounds in turn. Making the answer into text or pages, and permissions, is measured nowhere.
"""
import datetime
import json
import math
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OURS = ROOT / "build/release/bin/kheo_bench_statistics"
CACHE = ROOT / "build/bench"
WORDS = json.loads((HERE / "statistics/questions.json").read_text())
SCANS = WORDS["scans"]
ROUNDS = 3


def run(*command, **more):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **more).stdout


def ours(*words):
    return json.loads(run(OURS, *words))


def modules():
    """DuckDB is fetched for this alone, pinned by the lock file beside ask.mjs; npm ci of the project knows nothing of it."""
    home = CACHE / "duckdb"
    if not (home / "node_modules/@duckdb").exists():
        home.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / "duckdb" / name, home)
        run("npm", "ci", "--no-audit", "--no-fund", cwd=home)
    return home


def day(text):
    return (datetime.date.fromisoformat(text) - datetime.date(2011, 1, 1)).days


def sql_of(name, engine, commune):
    sql = WORDS["questions"][name]
    if isinstance(sql, dict):
        sql = sql[engine]
    sql = sql.replace("{commune}", str(commune))
    while "{" in sql:
        begin, end = sql.index("{"), sql.index("}")
        sql = sql[:begin] + str(day(sql[begin + 1:end])) + sql[end + 1:]
    return sql


def table_sql(table, types):
    columns = ", ".join(f"{name} {types[width]}" for name, width in WORDS["tables"][table])
    return f"CREATE TABLE {table} ({columns})"


# --- DuckDB: file of its own, loaded in the order of the run store, which is its best case --------------------------------------


def duckdb(home, **words):
    return json.loads(run("node", HERE / "duckdb/ask.mjs", modules(), home / "facts.duckdb", input=json.dumps(words)))


def load_duckdb(home):
    types = {1: "UTINYINT", 2: "USMALLINT", 4: "UINTEGER"}
    load = ["CREATE TABLE number AS SELECT range::USMALLINT AS n FROM range(200)"]
    for table in WORDS["tables"]:
        load += [table_sql(table, types), f"COPY {table} FROM '{home}/{table}.csv' (HEADER false)"]
    duckdb(home, load=load + ["CHECKPOINT"])


# --- SQLite ---------------------------------------------------------------------------------------------------------------------


def load_sqlite(home):
    script = ["PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"]
    for table in WORDS["tables"]:
        script += [table_sql(table, dict.fromkeys((1, 2, 4), "INTEGER")) + ";", f".import --csv {home}/{table}.csv {table}"]
    script += ["CREATE TABLE number (n INTEGER);", "WITH RECURSIVE r(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n < 199) "
               "INSERT INTO number SELECT n FROM r;"]
    script += [f"{sql};" for sql in WORDS["indexes"]] + ["ANALYZE;"]
    run("sqlite3", home / "facts.sqlite", input="\n".join(script))


def ask_sqlite(home, commune):
    database = sqlite3.connect(home / "facts.sqlite")
    database.execute("PRAGMA cache_size = -4000000")
    out = {"ms": {}, "rows": {}}
    for name in WORDS["questions"]:
        times = []
        sql = sql_of(name, "sqlite", commune)
        while len(times) < 3 and sum(times) < 4000:
            begun = time.process_time()
            out["rows"][name] = database.execute(sql).fetchall()
            times.append((time.process_time() - begun) * 1000)
        out["ms"][name] = statistics.median(times)
    return out


# --- PostgreSQL: one process, the time is what its own server process used of the processor -------------------------------------------


class Server:
    def __init__(self, home):
        self.dir = pathlib.Path("/tmp/kheo-bench-pg")
        self.tool = ROOT / "tests/support/postgresql"
        subprocess.run([self.tool, "start", self.dir], check=True, stdout=subprocess.DEVNULL)
        for setting in ("shared_buffers = '6GB'", "max_parallel_workers_per_gather = 0", "work_mem = '2GB'",
                        "maintenance_work_mem = '1GB'", "max_wal_size = '8GB'", "jit = on"):
            self.ask(f"ALTER SYSTEM SET {setting}")
        subprocess.run([self.tool, "halt", self.dir], check=True)
        subprocess.run([self.tool, "resume", self.dir], check=True)

    def psql(self, script):
        return run("psql", "-h", self.dir, "-p", "54317", "-U", "kheo", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1",
                   "-F", "|", input=script)

    def ask(self, sql):
        return self.psql(sql + ";")

    def load(self, home):
        types = {1: "SMALLINT", 2: "INTEGER", 4: "BIGINT"}
        script = ["CREATE TABLE number AS SELECT generate_series(0, 199)::int AS n;"]
        for table in WORDS["tables"]:
            script += [table_sql(table, types) + ";", f"\\copy {table} FROM '{home}/{table}.csv' (FORMAT csv)"]
        script += [f"{sql};" for sql in WORDS["indexes"]] + ["VACUUM ANALYZE;"]
        self.psql("\n".join(script))

    def answers(self, commune):
        """Rows once (also warms up), then three times with the server's own clock of its process."""
        out = {"ms": {}, "rows": {}}
        used = "SELECT 'used ' || split_part(pg_read_file('/proc/' || pg_backend_pid() || '/schedstat'), ' ', 1);"
        for name in WORDS["questions"]:
            sql = sql_of(name, "postgresql", commune)
            out["rows"][name] = [[int(float(part)) for part in line.split("|")] for line in self.ask(sql).splitlines()]
            lines = self.psql("".join(f"{used}EXPLAIN (ANALYZE, TIMING OFF) {sql};{used}" for _ in range(3)))
            marks = [int(line.split()[1]) / 1e6 for line in lines.splitlines() if line.startswith("used ")]
            out["ms"][name] = statistics.median(marks[i + 1] - marks[i] for i in range(0, len(marks), 2))
        return out

    def stop(self):
        subprocess.run([self.tool, "stop", self.dir], check=False, stdout=subprocess.DEVNULL)


# --- the run --------------------------------------------------------------------------------------------------------------------------


def prepare(rows):
    home = CACHE / f"statistics-{rows}"
    stamp = home / "made-by"
    made_by = run("sha256sum", HERE / "statistics/facts.cpp")
    if not stamp.exists() or stamp.read_text() != made_by:
        shutil.rmtree(home, ignore_errors=True)
        print(f"making {rows} initiatives and {2 * rows} petitions in {home} …", flush=True)
        made = ours("make", home, rows, "csv")
        (home / "made.json").write_text(json.dumps(made))
        stamp.write_text(made_by)
    return home


def same(name, home, rows, engine):
    mine = [tuple(map(int, line.split("|"))) for line in (home / "answers" / name).read_text().splitlines()]
    theirs = sorted(tuple(map(int, row)) for row in rows)
    if mine != theirs:
        differ = next((pair for pair in zip(mine, theirs) if pair[0] != pair[1]), (len(mine), len(theirs)))
        raise SystemExit(f"{name}: {engine} answers differently: {differ}")


def chart(points, file):
    """Time against rows, both by powers of ten, as SVG with the figures as titles."""
    width, height, left, bottom = 760, 420, 70, 50
    names = SCANS
    colours = ["#b3261e", "#1f6f54", "#2b5c9e", "#8a5a00", "#6b3fa0", "#00707a", "#a1366f", "#4b5320"]
    xs = sorted(points)
    low, high = math.log10(xs[0]), math.log10(xs[-1])
    values = [points[x][n] for x in xs for n in names]
    floor, top = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    x_of = lambda rows: left + (math.log10(rows) - low) / (high - low) * (width - left - 110)
    y_of = lambda ms: height - bottom - (math.log10(ms) - floor) / (top - floor) * (height - bottom - 30)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           '<!-- SPDX-License-Identifier: Apache-2.0; made by dev/bench statistics -->',
           f'<rect width="{width}" height="{height}" fill="#fff"/>',
           f'<text x="{left}" y="18">Processor milliseconds of a full scan by initiatives (petitions: twice as many), one thread</text>']
    for power in range(floor, top + 1):
        y = y_of(10 ** power)
        out.append(f'<path d="M{left} {y:.1f}H{width - 110}" stroke="#ddd"/><text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10 ** power:g}</text>')
    for rows in xs:
        out.append(f'<text x="{x_of(rows):.1f}" y="{height - bottom + 20}" text-anchor="middle">{rows:,}</text>')
    labels = sorted(names, key=lambda n: y_of(points[xs[-1]][n]))
    at = -99
    for name in labels:
        colour = colours[names.index(name)]
        line = " ".join(f"{x_of(r):.1f},{y_of(points[r][name]):.1f}" for r in xs)
        at = max(at + 14, y_of(points[xs[-1]][name]) + 4)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x_of(r):.1f}" cy="{y_of(points[r][name]):.1f}" r="3.5" fill="{colour}"><title>{name}, {r:,}: {points[r][name]:.2f} ms</title></circle>'
                for r in xs]
        out.append(f'<text x="{width - 100}" y="{at:.1f}" fill="{colour}">{name} {points[xs[-1]][name]:.1f} ms</text>')
    file.write_text("\n".join(out + ["</svg>", ""]))


def draw(most):
    points = {}
    for rows in (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000):
        if rows > most:
            break
        home = CACHE / f"statistics-{rows}"
        if not (home / "initiatives.runs").exists():
            ours("make", home, rows)
        points[rows] = ours("ask", home)["ms"]
    file = ROOT / "docs/images/statistics-rows.svg"
    chart(points, file)
    print(f"chart: {file}")
    for rows, ms in points.items():
        print(f"{rows:>12,} " + " ".join(f"{name} {ms[name]:.2f}" for name in SCANS))


def main():
    quick, only_duckdb = "--quick" in sys.argv, "--only-duckdb" in sys.argv
    rows = 1_000_000 if quick else 10_000_000
    if "--chart" in sys.argv:
        return draw(rows)
    home = prepare(rows)
    commune = ours("commune")["commune"]
    if not (home / "facts.duckdb").exists():
        load_duckdb(home)
    asked = {name: sql_of(name, "duckdb", commune) for name in WORDS["questions"]}
    mine, ducks = [], []
    for _ in range(ROUNDS):
        mine.append(ours("ask", home))
        ducks.append(duckdb(home, ask=asked, seconds=0.5))
        for name in asked:
            same(name, home, ducks[-1]["rows"][name], "DuckDB")
    others = {}
    if not only_duckdb:
        if not (home / "facts.sqlite").exists():
            load_sqlite(home)
        others["SQLite"] = ask_sqlite(home, commune)
        server = Server(home)
        try:
            server.load(home)
            others["PostgreSQL"] = server.answers(commune)
        finally:
            server.stop()
        for engine, answer in others.items():
            for name in asked:
                same(name, home, answer["rows"][name], engine)
    report(home, rows, mine, ducks, others)


def report(home, rows, mine, ducks, others):
    made = json.loads((home / "made.json").read_text())
    middle = lambda rounds, name: statistics.median(r["ms"][name] for r in rounds)
    print(f"{rows} initiatives, {2 * rows} petitions; processor ms on one thread, median of {ROUNDS} rounds in turn; "
          f"all answers the same; load average {os.getloadavg()[0]:.1f}")
    print(f"{'':<5} {'run store':>10} {'DuckDB':>10} {'ratio':>7} {'(least':>7} {'most)':>7} " + " ".join(f"{e:>11}" for e in others))
    ratios = {}
    for name in WORDS["questions"]:
        paired = [d["ms"][name] / m["ms"][name] for m, d in zip(mine, ducks)]
        ratios[name] = statistics.median(paired)
        print(f"{name:<5} {middle(mine, name):>10.3f} {middle(ducks, name):>10.1f} {ratios[name]:>7.1f} {min(paired):>7.1f} {max(paired):>7.1f} "
              + " ".join(f"{answer['ms'][name]:>11.1f}" for answer in others.values()))
    change = ours("change", home)
    print(f"bytes per initiative {made['bytes_per_initiative']:.2f}, per petition {made['bytes_per_petition']:.2f} (with 4 of the id); "
          f"start from snapshots {mine[-1]['load_s']:.2f} s wall, {mine[-1]['load_processor_s']:.2f} s processor; {change}")
    mean = math.exp(statistics.mean(math.log(ratios[name]) for name in SCANS))
    worst = min(SCANS, key=ratios.get)
    print(f"statistics: run store {mean:.1f} times DuckDB over the eight full scans (geometric mean, goal 15), least {ratios[worst]:.1f} ({worst})")


if __name__ == "__main__":
    main()
