// SPDX-License-Identifier: Apache-2.0
// DuckDB's part of dev/bench statistics: node ask.mjs MODULES DATABASE < JSON, one object of {load: [sql], ask: {name: sql}, seconds}.
// Answers with JSON {ms: {name: processor milliseconds}, rows: {name: [[…]]}}. One thread; what turns rows into JavaScript is not measured.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [modules, file] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(`${modules}/`)("@duckdb/node-api");
const wanted = JSON.parse(readFileSync(0, "utf8"));
const instance = await DuckDBInstance.create(file, { threads: "1", preserve_insertion_order: "true" });
const connection = await instance.connect();
for (const sql of wanted.load ?? []) await connection.run(sql);

const processor = () => {
    const used = process.cpuUsage();
    return (used.user + used.system) / 1000;
};
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const out = { ms: {}, rows: {} };
for (const [name, sql] of Object.entries(wanted.ask ?? {})) {
    const reader = await connection.runAndReadAll(sql);
    out.rows[name] = reader.getRows().map((row) => row.map(Number));
    const times = [];
    const until = Date.now() + wanted.seconds * 1000;
    while (times.length < 3 || (Date.now() < until && times.length < 100)) {
        const begun = processor();
        const result = await connection.run(sql);
        while ((await result.fetchChunk())?.rowCount) {}
        times.push(processor() - begun);
    }
    out.ms[name] = median(times);
}
process.stdout.write(JSON.stringify(out));
