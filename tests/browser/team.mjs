// SPDX-License-Identifier: Apache-2.0
// node tests/browser/serve_and_run.mjs build/dev/bin/kheo tests/browser/team.mjs [--shots DIR]
// A hamlet team at the phone (390 px): home and form in light and dark, without script, without network, and how many
// bytes the first visit takes.
import fs from "node:fs";
import path from "node:path";
import { axe, launch, open, person, shot, sideways, signIn } from "./browser.mjs";

const value = (name) => process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const base = value("--base"), shots = value("--shots"), password = "hoa-sen-2026";
const kMostBytes = 60_000;  // all a first visit fetches
// "Under three minutes on a slow network": 50 kB/s and 400 ms, an empty cache, somebody who types two letters a second.
const kSlow = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }, kMostSeconds = 180, kLettersPerSecond = 2;
let failed = 0;
const check = (good, what) => {
    if (good) return;
    console.error(`  ${what}`);
    ++failed;
};
const picture = async (page, name) => {
    if (!shots) return;
    fs.mkdirSync(shots, { recursive: true });
    await shot(page, path.join(shots, `${name}.png`));
};
const faultsOf = async (page) => [...await axe(page), ...await sideways(page)];
const fill = async (page, title) => {
    await page.fill("[name=ten]", title);
    await page.fill("[name=lam_gi]", "Họp ngõ tối thứ Năm, 18 nhà góp mỗi nhà hai chậu.");
    await page.fill("[name=ai_lam]", "Chi hội Phụ nữ");
    await page.fill("[name=o_dau]", "Ngõ 3");
};
const typed = (page) => page.evaluate(() => ["ten", "lam_gi", "ai_lam", "o_dau"]
    .reduce((sum, name) => sum + document.querySelector(`[name=${name}]`).value.length, 0));
const kept = (page) => page.evaluate(() => new Promise((done) => {
    const opening = indexedDB.open("kheo-phieu", 1);
    opening.onsuccess = () => {
        if (!opening.result.objectStoreNames.contains("slips")) return done(0);
        const asked = opening.result.transaction("slips").objectStore("slips").count();
        asked.onsuccess = () => done(asked.result);
    };
}));

/** Bytes on the wire of a page and all it fetches, nothing kept from before. */
async function bytesOf(browser, state, address) {
    const context = await person(browser, base, { size: "phone", state });
    const page = await context.newPage(), session = await context.newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    session.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
    await page.goto(address, { waitUntil: "networkidle" });
    await context.close();
    return bytes;
}

/** Seconds from opening the form to the list with the slip in it, over the slow network, with the time of typing. */
async function secondsOverSlowNetwork(browser, state, script, title) {
    const context = await person(browser, base, { size: "phone", state, script });
    context.setDefaultTimeout(2 * kMostSeconds * 1000);
    const page = await context.newPage(), session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", kSlow);
    let waited = 0;  // the test's own work, handing the photo to the browser, is not the person's time
    const timed = async (work) => {
        const begun = Date.now();
        await work();
        waited += (Date.now() - begun) / 1000;
    };
    await timed(() => page.goto("/to-dan-van/viec-moi"));
    await fill(page, title);
    const letters = await typed(page);
    await page.setInputFiles("[name=anh]", bigPhoto);
    if (script) await timed(() => page.waitForSelector("[data-photo-note]:not([hidden])"));
    await page.check("[name=trong_anh][value=nobody]");
    await timed(() => Promise.all([page.waitForURL("**/to-dan-van?da_gui=1"), page.click("form[data-slip] button.btn.lg")]));
    const seconds = waited + letters / kLettersPerSecond;
    check(await page.locator("a b", { hasText: title }).count() === 1, `the slip “${title}” sent over a slow network is not in the list`);
    await context.close();
    console.log(`slow network, ${script ? "with" : "without"} script: ${waited.toFixed(0)} s of waiting for a photo of ${bigPhoto.buffer.length} bytes, `
        + `with ${letters} letters ${seconds.toFixed(0)} s`);
    return seconds;
}

const browser = await launch();
/** Noisy points, as a telephone makes them: more than a slow network wants. */
async function photoOf(width, height, quality) {
    const page = await browser.newPage();
    const data = await page.evaluate(([width, height, quality]) => {
        const canvas = document.createElement("canvas");
        canvas.width = width;
        canvas.height = height;
        const ink = canvas.getContext("2d");
        for (let y = 0; y < 300; y += 12) for (let x = 0; x < 400; x += 12) {
            ink.fillStyle = `hsl(${(x * 7 + y * 13) % 360} 60% ${30 + (x * y) % 40}%)`;
            ink.fillRect(x, y, 12, 12);
        }
        for (let y = 0; y < height; y += 300) for (let x = 0; x < width; x += 400) if (x + y) ink.drawImage(canvas, 0, 0, 400, 300, x, y, 400, 300);
        return canvas.toDataURL("image/jpeg", quality);
    }, [width, height, quality]);
    await page.close();
    return { name: "IMG_0001.JPG", mimeType: "image/jpeg", buffer: Buffer.from(data.split(",")[1], "base64") };
}
const photo = await photoOf(2400, 1800, 0.95), bigPhoto = await photoOf(4000, 3000, 0.85);
try {
    const state = await signIn(browser, base, "todanvan", password);
    for (const address of ["/to-dan-van", "/to-dan-van/viec-moi"]) {
        const bytes = await bytesOf(browser, state, address);
        console.log(`${address}: ${bytes} bytes at the first visit`);
        check(bytes < kMostBytes, `${address} takes ${bytes} bytes`);
        for (const theme of ["light", "dark"]) {
            const context = await person(browser, base, { size: "phone", theme, state });
            const { page, faults } = await open(context, address);
            for (const fault of [...faults, ...await faultsOf(page)]) check(false, `${address} ${theme}: ${fault}`);
            for (const empty of await page.locator("[data-kept]:visible, [data-form-note]:visible").all())
                check(false, `${address} ${theme}: says something of kept slips where there are none: ${await empty.textContent()}`);
            await picture(page, `${address.slice(1).replaceAll("/", "-")}-${theme}`);
            await context.close();
        }
    }
    {   // the desk leads here; without script the form does all its work
        const context = await person(browser, base, { size: "phone", state, script: false });
        const { page } = await open(context, "/ban-lam-viec");
        check(new URL(page.url()).pathname === "/to-dan-van", `the desk led to ${page.url()}`);
        await page.goto("/to-dan-van/viec-moi");
        await fill(page, "Việc không có script (mẫu)");
        await page.setInputFiles("[name=anh]", { name: "mau.txt", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
        await page.click("form[data-slip] button.btn.lg");
        check(await page.inputValue("[name=ten]") === "Việc không có script (mẫu)" && await page.locator("#e-anh").count() === 1, "a file that is no photo loses what was typed");
        await page.setInputFiles("[name=anh]", photo);
        await page.check("[name=trong_anh][value=nobody]");
        await Promise.all([page.waitForNavigation(), page.click("form[data-slip] button.btn.lg")]);
        check((await page.textContent("main")).includes("Việc không có script (mẫu)"), "the slip without script is not in the list");
        await page.click("a:has-text('Việc không có script (mẫu)')");
        check(await page.evaluate(() => document.querySelector("img.shot")?.naturalWidth ?? 0) > 0, "the photo sent without script is not shown");
        await context.close();
    }
    for (const script of [true, false]) {
        const seconds = await secondsOverSlowNetwork(browser, state, script, `Việc qua mạng chậm ${script ? "có" : "không"} script (mẫu)`);
        check(seconds < kMostSeconds, `the form takes ${seconds.toFixed(0)} s over a slow network`);
    }
    {   // the network goes away: kept, said in words, sent once when it is back, deleted after the confirmation
        const context = await person(browser, base, { size: "phone", state });
        const { page } = await open(context, "/to-dan-van/viec-moi");
        await context.setOffline(true);
        await fill(page, "Việc lúc mất mạng (mẫu)");
        await page.setInputFiles("[name=anh]", photo);
        await page.waitForSelector("[data-photo-note]:not([hidden])");
        await page.click("form[data-slip] button.btn.lg");
        await page.waitForSelector("[data-form-note]:not([hidden])");
        check(await kept(page) === 1, "the slip is not kept");
        await picture(page, "form-away");
        await context.setOffline(false);
        await page.route("**/viec-moi", (route) => route.request().method() === "POST" ? route.abort() : route.continue());
        await page.goto("/to-dan-van");
        await page.waitForSelector("[data-kept]:not([hidden])");
        check((await page.textContent("[data-kept-title]")).includes("1 phiếu nằm trong máy này"), "home does not say how many slips lie here");
        for (const fault of await faultsOf(page)) check(false, `home with a kept slip: ${fault}`);
        await picture(page, "home-kept");
        await page.unroute("**/viec-moi");
        // The server takes it, the answer is lost: sent again, it is the same slip.
        let lost = false;
        await page.route("**/viec-moi", async (route) => {
            if (route.request().method() !== "POST" || lost) return route.continue();
            lost = true;
            await route.fetch();
            await route.abort();
        });
        await page.click("[data-kept-send]");
        await page.waitForSelector("[data-kept-send]:not([disabled])");
        check(lost && await kept(page) === 1, "deleted without the server's confirmation");
        await Promise.all([page.waitForURL("**/to-dan-van?da_gui=1"), page.click("[data-kept-send]")]);
        await page.waitForLoadState("load");
        check(await kept(page) === 0, "still kept after the confirmation");
        check(await page.locator("a b", { hasText: "Việc lúc mất mạng (mẫu)" }).count() === 1, "sent twice is not one slip");
        await page.click("a:has-text('Việc lúc mất mạng (mẫu)')");
        check(await page.locator("img.shot").count() === 1, "the photo kept without network did not arrive once");
        await picture(page, "slip-of-team");
        await context.close();
    }
    {   // what the server refuses comes back with its words and its photo
        const context = await person(browser, base, { size: "phone", state });
        const { page } = await open(context, "/to-dan-van/viec-moi");
        await page.fill("[name=lam_gi]", "Quên ghi tên (mẫu)");
        await page.setInputFiles("[name=anh]", photo);
        await page.waitForSelector("[data-photo-note]:not([hidden])");
        await Promise.all([page.waitForNavigation(), page.click("form[data-slip] button.btn.lg")]);
        await page.waitForFunction(() => document.querySelector("[name=anh]").files.length === 1);
        for (const fault of await faultsOf(page)) check(false, `the form that came back: ${fault}`);
        await picture(page, "form-back");
        await page.fill("[name=ten]", "Việc quên ghi tên (mẫu)");
        await Promise.all([page.waitForURL("**/to-dan-van?da_gui=1"), page.click("form[data-slip] button.btn.lg")]);
        check(await kept(page) === 0, "a slip that was mended is still kept");
        await context.close();
    }
    const officer = await signIn(browser, base, "lienhong", password);
    for (const [name, address, follow] of [["slips", "/phieu-to-dan-van"], ["slip", "/phieu-to-dan-van", ".tbl a.t"],
        ["bodies", "/to-chuc"], ["team", "/to-chuc", ".tbl a.t"]]) {
        for (const size of ["desktop", "phone"]) {
            const context = await person(browser, base, { size, state: officer });
            const { page, faults } = await open(context, address);
            if (follow) await Promise.all([page.waitForNavigation(), page.locator(follow).last().click()]);
            for (const fault of [...faults, ...await faultsOf(page)]) check(false, `${name} ${size}: ${fault}`);
            await picture(page, `${name}-${size}`);
            await context.close();
        }
    }
} finally {
    await browser.close();
}
console.log(failed === 0 ? "The phone of the hamlet team works." : `${failed} faults`);
process.exit(failed === 0 ? 0 : 1);
