// SPDX-License-Identifier: Apache-2.0
// Helpers of the browser tests: Debian's Chromium through playwright-core, axe-core, screenshots, pages without
// script. Every page opened here must load without console errors and without anything the page's own
// Content-Security-Policy would block.
import fs from "node:fs";
import path from "node:path";
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

export async function launch() {
    const executablePath = process.env.KHEO_CHROMIUM ?? "/usr/bin/chromium";
    if (!fs.existsSync(executablePath)) throw new Error(`${executablePath} is missing: install Debian's chromium`);
    return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
}

/** A fresh person: own cookies; options: size, theme ("light"|"dark"), script (false = no JavaScript). */
export async function person(browser, base, { size = "desktop", theme = "light", script = true, state } = {}) {
    const context = await browser.newContext({
        baseURL: base, viewport: sizes[size], colorScheme: theme, javaScriptEnabled: script, locale: "vi-VN",
        storageState: state, serviceWorkers: "block",
    });
    context.setDefaultTimeout(20000);
    return context;
}

/** Opens a page; answers { page, faults }: faults fills with console errors and failed requests. */
export async function open(context, address) {
    const page = await context.newPage();
    const faults = [];
    page.on("console", (message) => message.type() === "error" && !message.text().startsWith("Failed to load resource") &&
        faults.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
    page.on("response", (response) => response.status() >= 400 && !response.request().isNavigationRequest() &&
        faults.push(`${response.status()} ${response.url()}`));
    const response = await page.goto(address, { waitUntil: "load" });
    return { page, faults, status: response.status() };
}

/** Signs in by the form and answers the cookies as a storage state for person(). */
export async function signIn(browser, base, name, password) {
    const context = await person(browser, base);
    const { page } = await open(context, "/dang-nhap");
    await page.fill("main input[autocomplete=username]", name);
    await page.fill("main input[type=password]", password);
    await Promise.all([page.waitForNavigation(), page.click("main form button")]);
    if (new URL(page.url()).pathname === "/dang-nhap") throw new Error(`${name} could not sign in`);
    const state = await context.storageState();
    await context.close();
    return state;
}

/** The six digits that an app shows for the letters under the QR code (RFC 6238), so many steps of 30 s from now. */
export function totp(letters, steps = 0) {
    let bits = "";
    for (const letter of letters.replace(/[^A-Z2-7]/g, ""))
        bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0");
    const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
    const mac = createHmac("sha1", secret).update(counter).digest();
    const number = mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
}

/** axe is a script itself, and its timers stand still where scripts are switched off: the page as it stands is looked at in a
 *  window with scripts, without its own ones. */
export async function axeWithoutScript(page) {
    const html = await page.content(), size = page.viewportSize();
    const context = await page.context().browser().newContext({ viewport: size, locale: "vi-VN", serviceWorkers: "block" });
    context.setDefaultTimeout(20000);
    const copy = await context.newPage();
    await copy.route("**/*.js", (route) => route.abort());
    await copy.route(page.url(), (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    await copy.goto(page.url());
    const found = await axe(copy);
    await context.close();
    return found;
}

/** Violations of WCAG 2.0–2.2 A and AA, each as one line. */
export async function axe(page) {
    // Playwright evaluates outside the page's policy, so no unsafe-eval is needed.
    await page.evaluate(axeSource);
    const result = await page.evaluate(() => window.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }));
    return result.violations.map((v) => `axe ${v.id} (${v.impact}): ${v.nodes.length}× ${v.nodes[0].target.join(" ")} – ${v.nodes[0].failureSummary.split("\n").slice(1, 2).join("").trim()}`);
}

/** Does the page scroll sideways? */
export async function sideways(page) {
    const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    return width > 0 ? [`scrolls ${width} px sideways`] : [];
}

/** Scrolls through, so that pictures loaded late are there, and saves the whole page. */
export async function shot(page, file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await page.evaluate(async () => {
        for (const image of document.images) image.loading = "eager";
        await document.fonts.ready;
    });
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: file, fullPage: true });
}
