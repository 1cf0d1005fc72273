// SPDX-License-Identifier: Apache-2.0
// node tests/browser/serve_and_run.mjs KHEO TEST.mjs [ARGUMENTS…]
// Makes a demonstration in a temporary directory, serves it on a free port, runs TEST.mjs with --base, stops.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const [kheo, test, ...rest] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kheo-browser-"));
const data = path.join(folder, "data");

function made() {
    const demo = spawnSync(kheo, ["demo", "--data", data], { encoding: "utf8" });
    if (demo.status !== 0) throw new Error(`kheo demo: ${demo.stderr}`);
}

/** Starts the server on a free port; answers the process and its address. */
function served() {
    return new Promise((resolve, reject) => {
        const server = spawn(kheo, ["serve", "--data", data, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
        let said = "";
        server.stderr.on("data", (text) => {
            said += text;
            const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
            if (address) resolve({ server, base: address[0] });
        });
        server.on("exit", () => reject(new Error(`kheo serve ended: ${said}`)));
    });
}

/** The server's log is read on meanwhile, so that its pipe never fills. */
function run(base) {
    return new Promise((resolve) => {
        spawn(process.execPath, [test, "--base", base, ...rest], { stdio: "inherit" }).on("exit", (code) => resolve(code ?? 1));
    });
}

let status = 1;
try {
    made();
    const { server, base } = await served();
    server.removeAllListeners("exit");
    status = await run(base);
    server.kill("SIGTERM");
} catch (error) {
    console.error(error.message);
} finally {
    fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
