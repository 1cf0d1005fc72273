// SPDX-License-Identifier: Apache-2.0
// node tests/browser/calls.mjs --base URL [--shots DIR]
// A province opens a window (on the desk with JavaScript, on the phone without), calls on its communes, reminds who is behind; a commune follows the short link to the form.
import assert from "node:assert/strict";
import path from "node:path";
import { axe, axeWithoutScript, launch, person, sideways, signIn } from "./browser.mjs";

const argument = (name) => { const at = process.argv.indexOf(name); return at < 0 ? "" : process.argv[at + 1]; };
const base = argument("--base"), shots = argument("--shots");
const password = "hoa-sen-2026";

async function fine(page, name) {
    assert.deepEqual(await (name.endsWith("desktop") ? axe : axeWithoutScript)(page), [], `${name}: axe`);
    assert.deepEqual(await sideways(page), [], name);
    if (shots) await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
}

async function send(page, button) {
    await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: button }).click()]);
}

async function openWindow(page) {
    await page.goto("/phong-trao/dot-moi");
    await send(page, "Mở đợt");
    assert.match(await page.content(), /Nhập căn cứ/);
    await page.fill("[name=title]", "Đăng ký mô hình năm 2026 (mẫu)");
    await page.fill("[name=from]", "2026-11-02");
    await page.fill("[name=until]", "2026-12-15");
    await page.fill("[name=basis]", "Kế hoạch 12-KH/TU ngày 05/03/2026 (mẫu)");
    await page.fill("[name=quota]", "900");  // more than anybody of the demonstration has
    await send(page, "Mở đợt");
    assert.match(new URL(page.url()).pathname, /^\/phong-trao\/dot\/\d+$/);
}

async function call(page, size) {
    await page.getByRole("link", { name: "Kêu gọi đăng ký" }).click();
    await page.fill("[name=title]", "Số liệu quý IV (mẫu)");
    await page.fill("[name=message]", "Gửi kèm một ảnh trước và sau (mẫu).");
    await fine(page, `call-form-${size}`);
    await send(page, "Kêu gọi");
    assert.match(new URL(page.url()).pathname, /^\/phong-trao\/keu-goi\//);
    assert.match(await page.locator("textarea[readonly]").inputValue(), /Đăng ký tại: http/);
}

async function remind(page) {
    assert.equal(await page.getByRole("button", { name: /^Nhắc \d+ đơn vị$/ }).count(), 0, "nobody has an address");
    const button = page.getByRole("button", { name: "Ghi là đã gửi tin nhắn nhóm" });
    await Promise.all([page.waitForNavigation(), button.click()]);
    assert.match(await page.content(), /Đã ghi: \d+ đơn vị được nhắc/);
    assert.equal(await page.getByRole("button", { name: "Ghi là đã gửi tin nhắn nhóm" }).count(), 0, "once a day");
}

async function journey(browser, size) {
    const officer = await person(browser, base, { size, script: size === "desktop", state: await signIn(browser, base, "hoasen", password) });
    const page = await officer.newPage();
    await openWindow(page);
    await fine(page, `window-${size}`);
    await call(page, size);
    const link = new URL(await page.locator("a[href^='/k/']").getAttribute("href"), base).pathname;
    await fine(page, `call-${size}`);
    await remind(page);
    await page.goto("/phong-trao");
    await fine(page, `overview-${size}`);
    await page.goto("/ban-lam-viec");
    assert.match(await page.content(), /Số liệu quý IV \(mẫu\)/);
    const commune = await person(browser, base, { size, script: false, state: await signIn(browser, base, "lienhong", password) });
    const own = await commune.newPage();
    await own.goto(link);
    assert.equal(new URL(own.url()).pathname, "/dang-ky");
    assert.equal(await own.locator("[name=campaign_year]").inputValue(), "2026");
    await officer.close();
    await commune.close();
}

const browser = await launch();
try {
    for (const size of ["desktop", "phone"]) await journey(browser, size);
    console.log("calls: as it should be");
} finally {
    await browser.close();
}
