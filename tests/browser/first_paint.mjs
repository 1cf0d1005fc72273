// SPDX-License-Identifier: Apache-2.0
// node tests/browser/serve_and_run.mjs KHEO tests/browser/first_paint.mjs [--rounds N] [--only-desk]
// How long until somebody sees the desk on an old office machine: 1366×768, processor slowed four times, an empty cache and a filled one.
// Prints milliseconds from the click (navigation start). Fails only when the desk's median with an empty cache is above the promised 2,000 ms.
import os from "node:os";
import { launch, person, signIn } from "./browser.mjs";

function option(name, fallback) {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? fallback : process.argv[at + 1];
}

const base = option("base");
const rounds = Number(option("rounds", "15"));
const slower = Number(option("slower", "4"));
const kMostMilliseconds = 2000;
const looks = [
    ["the desk, an officer", "/ban-lam-viec", "lienhong"],
    ["the list of work", "/viec", "lienhong"],
    ["the register, 50 rows", "/so-dang-ky", "hoasen"],
    ["a public page", "/", undefined],
].slice(0, process.argv.includes("--only-desk") ? 1 : 4);

/** First paint, first text or picture, largest part painted, everything loaded. */
async function paints(page, address) {
    await page.goto(new URL(address, base).href, { waitUntil: "load" });
    return page.evaluate(() => new Promise((resolve) => {
        let largest = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) largest = entry.startTime; })
            .observe({ type: "largest-contentful-paint", buffered: true });
        const told = (name) => performance.getEntriesByName(name)[0]?.startTime ?? NaN;
        setTimeout(() => resolve([told("first-paint"), told("first-contentful-paint"), largest,
            performance.getEntriesByType("navigation")[0].loadEventEnd]), 300);
    }));
}

async function once(browser, state, address) {
    const context = await person(browser, base, { state });
    const page = await context.newPage();
    await page.setViewportSize({ width: 1366, height: 768 });
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
    const empty = await paints(page, address);
    await page.goto("about:blank");
    const filled = await paints(page, address);
    await context.close();
    return { empty, filled };
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const row = (values) => values.map((value) => value.toFixed(0).padStart(9)).join("");

const browser = await launch();
const states = new Map();
let headline;
console.log(`1366×768, processor slowed ${slower} times, ${rounds} rounds; load average ${os.loadavg()[0].toFixed(1)}`);
console.log(`${"page".padEnd(24)} ${"cache".padEnd(7)}    paint  content  largest   loaded   worst paint (ms)`);
for (const [name, address, account] of looks) {
    if (account && !states.has(account)) states.set(account, await signIn(browser, base, account, "hoa-sen-2026"));
    const seen = [];
    for (let i = 0; i < rounds; ++i) seen.push(await once(browser, states.get(account), address));
    for (const cache of ["empty", "filled"]) {
        const columns = [0, 1, 2, 3].map((column) => middle(seen.map((each) => each[cache][column])));
        const worst = Math.max(...seen.map((each) => each[cache][0]));
        console.log(`${name.padEnd(24)} ${cache.padEnd(7)}${row([...columns, worst])}`);
        headline ??= { median: columns[0], worst };
    }
}
await browser.close();
console.log(`paint: the desk ${headline.median.toFixed(0)} ms median, ${headline.worst.toFixed(0)} worst with an empty cache (goal ${kMostMilliseconds}); `
    + `paint/goal ${(headline.median / kMostMilliseconds).toFixed(2)}`);
process.exit(headline.median < kMostMilliseconds ? 0 : 1);
