// SPDX-License-Identifier: Apache-2.0
// node tests/browser/run.mjs --base URL [--only NAME,…] [--shots DIR] [--password WORD]
// Opens every page of pages.mjs at 1440 and 390 pixels, light and dark, and without JavaScript. Fails on axe
// violations, console errors, blocked content, sideways scrolling, and on a page that without script is not
// the same page.
import path from "node:path";
import { axe, launch, open, person, shot, sideways, signIn } from "./browser.mjs";
import { pages } from "./pages.mjs";

function option(name, fallback) {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? fallback : process.argv[at + 1];
}

const base = option("base");
if (!base) {
    console.error("usage: node tests/browser/run.mjs --base http://127.0.0.1:8080 [--only NAME,…] [--shots DIR]");
    process.exit(2);
}
const only = option("only")?.split(",");
const shots = option("shots");
const browser = await launch();
const states = new Map([["visitor", undefined]]);
let failed = 0;

async function stateOf(name) {
    if (!states.has(name)) states.set(name, await signIn(browser, base, name, option("password", "hoa-sen-2026")));
    return states.get(name);
}

/** Where a page with `follow` really is. */
async function address(entry) {
    if (!entry.follow) return entry.path;
    const context = await person(browser, base, { state: await stateOf(entry.as) });
    let href = entry.path;
    for (const selector of [entry.follow].flat()) {
        const { page } = await open(context, href);
        href = await page.locator(selector).first().getAttribute("href");
    }
    await context.close();
    return href;
}

async function look(entry, target, options) {
    const context = await person(browser, base, { ...options, state: await stateOf(entry.as) });
    const { page, faults, status } = await open(context, target);
    const found = [...faults];
    if (status !== (entry.status ?? 200)) found.push(`status ${status}`);
    found.push(...(await sideways(page)), ...(await axe(page)));
    const name = `${entry.name}-${options.size === "phone" ? 390 : 1440}${options.theme === "dark" ? "-dark" : ""}`;
    if (shots) await shot(page, path.join(shots, `${name}.png`));
    if (shots && entry.printed && options.theme === "light" && options.size === "desktop")
        await page.pdf({ path: path.join(shots, `${entry.name}.pdf`), preferCSSPageSize: true });
    const heading = await page.locator("h1").first().textContent();
    await context.close();
    return { name, found, heading };
}

async function lookWithoutScript(entry, target, heading) {
    const context = await person(browser, base, { script: false, state: await stateOf(entry.as) });
    const { page, faults } = await open(context, target);
    const found = [...faults];
    if ((await page.locator("h1").first().textContent()) !== heading) found.push("is another page without script");
    await context.close();
    return { name: `${entry.name} without script`, found };
}

function tell({ name, found }) {
    console.log(`${found.length ? "FAIL" : "ok  "} ${name}`);
    for (const fault of found) console.log(`       ${fault}`);
    failed += found.length ? 1 : 0;
}

for (const entry of pages.filter((each) => !only || only.includes(each.name))) {
    try {
        const target = await address(entry);
        let heading;
        for (const theme of ["light", "dark"])
            for (const size of ["desktop", "phone"]) {
                const seen = await look(entry, target, { size, theme });
                heading = seen.heading;
                tell(seen);
            }
        tell(await lookWithoutScript(entry, target, heading));
    } catch (error) {
        tell({ name: entry.name, found: [String(error.message).split("\n")[0]] });
    }
}
await browser.close();
console.log(failed ? `${failed} looks failed` : "every page is as it should be");
process.exit(failed ? 1 : 0);
