// SPDX-License-Identifier: Apache-2.0
// node tests/browser/run.mjs --base URL [--only NAME,…] [--shots DIR] [--password WORD]
// Opens every page of pages.mjs at 1440 and 390 pixels, light and dark, and without JavaScript. Fails on axe
// violations, console errors, blocked content, sideways scrolling, on a page that without script is not the same page, and on a "?"
// that leads to no section of a guide.
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
const shots = option("shots"), password = option("password", "hoa-sen-2026");
const browser = await launch();
const states = new Map([["visitor", undefined]]);
let failed = 0;

async function stateOf(name) {
    if (!states.has(name)) states.set(name, await signIn(browser, base, name, password));
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

/** The page of an entry as its person sees it, after what `go` lets him do there; `alone`: with a session that ends with the look. */
async function arrive(entry, target, options) {
    const state = entry.alone ? await signIn(browser, base, entry.as, password) : await stateOf(entry.as);
    const context = await person(browser, base, { ...options, state });
    const { page, faults, status } = await open(context, target);
    await entry.go?.(page, { password, pageOf });
    return { context, page, faults, status };
}

/** A page that somebody else has open: what he hands on (a code, a number) is read there. */
async function pageOf(entry, read) {
    const context = await person(browser, base, { state: await stateOf(entry.as) });
    const { page } = await open(context, await address(entry));
    const answer = await read(page);
    await context.close();
    return answer;
}

async function look(entry, target, options) {
    const { context, page, faults, status } = await arrive(entry, target, options);
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
    const { context, page, faults } = await arrive(entry, target, { script: false });
    const found = [...faults];
    if ((await page.locator("h1").first().textContent()) !== heading) found.push("is another page without script");
    await context.close();
    return { name: `${entry.name} without script`, found };
}

/** "?" leads to a guide that is served and, where it names a section, to a section that is there. */
async function lookAtHelp(entry, target) {
    const { context, page } = await arrive(entry, target, {});
    const found = [], link = page.locator("a[href^='/huong-dan/trang?la=']").first();
    if (await link.count()) {
        const led = await context.request.get(await link.getAttribute("href"), { maxRedirects: 0 });
        const [address, section] = (led.headers().location ?? "").split("#");
        if (led.status() !== 303 || !section) found.push(`"?" leads to no section: ${led.status()} ${address}`);
        else if (await page.goto(`${address}#${section}`).then((answer) => answer.status()) !== 200) found.push(`"?" leads to ${address}, which is not served`);
        else if (!await page.locator(`[id="${section}"]`).count()) found.push(`"?" leads to ${address}#${section}, which is not there`);
    }
    await context.close();
    return { name: `${entry.name} "?"`, found };
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
        if (entry.as !== "visitor" && !entry.anywhere && !target.startsWith("/huong-dan")) tell(await lookAtHelp(entry, target));
    } catch (error) {
        tell({ name: entry.name, found: [String(error.message).split("\n")[0]] });
    }
}
await browser.close();
console.log(failed ? `${failed} looks failed` : "every page is as it should be");
process.exit(failed ? 1 : 0);
