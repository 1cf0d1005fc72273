// SPDX-License-Identifier: Apache-2.0
// node tests/browser/journey.mjs --base URL
// The main job in Chromium without JavaScript, on a phone and on a desk: upload a list, see what is wrong, save the rest,
// see the figure move, click it down to its list, get the report as Word, undo. Bounded: every wait has its limit.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { axe, launch, person, signIn } from "./browser.mjs";

const base = process.argv[process.argv.indexOf("--base") + 1];
const password = "hoa-sen-2026";
const lines = (tag) => [
    "ĐẢNG ỦY PHƯỜNG LIÊN HỒNG (MẪU),,,,,",
    "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2026 (MẪU),,,,,",
    "\"Liên Hồng, ngày 12 tháng 3 năm 2026\",,,,,",
    "STT,Tên mô hình,Đơn vị,Lĩnh vực,Thời gian bắt đầu,Đăng ký mới/Duy trì",
    `1,Bếp chung mùa nước nổi ${tag},Phường Liên Hồng,Văn hóa - xã hội,12/03/2026,Mới`,
    `2,Vườn rau sân thượng ${tag},P. Lien Hong,Kinh tế,15/03/2026,Mới`,
    `3,Sáng điện đường làng ${tag},Phường Liên Hồng,Kinh tế,31/02/2026,Mới`,
].join("\n");

const number = (text) => Number(text.match(/[0-9][0-9.]*/)?.[0].replaceAll(".", ""));

/** Reloads until the page shows the text; at most a minute. */
async function until(page, text) {
    for (let i = 0; i < 120; ++i) {
        if ((await page.content()).includes(text)) return;
        await page.waitForTimeout(500);
        await page.reload();
    }
    assert.fail(`never showed “${text}”`);
}

/** How many initiatives of the ward the register shows for 2026. */
async function listed(page) {
    await page.goto("/so-dang-ky?ky=2026&don_vi=99001&ban_do=now");
    return number(await page.locator("main .chip.on").first().innerText());
}

/** The ward's practices of 2026 on the page of figures, and the list that the number opens. */
async function figure(page) {
    await page.goto("/so-lieu?don_vi=99001&ky=2026&ban_do=now");
    const link = page.locator("main .kpi a").first();
    const value = number(await link.innerText());
    await link.click();
    return { value, list: number(await page.locator("main .chip.on").first().innerText()) };
}

async function journey(browser, size) {
    const context = await person(browser, base, { size, script: false, state: await signIn(browser, base, "lienhong", password) });
    const page = await context.newPage();
    const before = await listed(page);
    const figureBefore = await figure(page);
    assert.equal(figureBefore.value, figureBefore.list, "a figure is as long as its list");

    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "kheo-journey-")), "danh-sach.csv");
    fs.writeFileSync(file, lines(size));
    await page.goto("/nhap-du-lieu");
    await page.setInputFiles("input[type=file]", file);
    await page.locator("main form[enctype] button").first().click();
    await until(page, "Lưu 2 dòng");
    assert.ok((await page.content()).includes("31/02/2026"), "the impossible date is named");
    await page.getByRole("button", { name: "Lưu 2 dòng" }).click();
    await until(page, "Đã lưu 2 dòng");
    const done = page.url();

    assert.equal(await listed(page), before + 2, "the register has the two rows");
    const after = await figure(page);
    assert.equal(after.value, figureBefore.value + 2, "the figure moved");
    assert.equal(after.value, after.list);

    await page.goto("/bao-cao?don_vi=99001&ky=2026-H1");
    const [word] = await Promise.all([page.waitForEvent("download"), page.locator("a[href^='/bao-cao/tai']").first().click()]);
    assert.equal(fs.readFileSync(await word.path()).subarray(0, 2).toString(), "PK");
    assert.match(word.suggestedFilename(), /\.docx$/);

    await page.goto(done);
    await page.locator("details summary", { hasText: "Hoàn tác" }).click();
    await page.locator("form[action$='/hoan-tac'] button").click();
    assert.equal(await listed(page), before, "undone");
    await context.close();
}

/** The review of a list has no accessibility fault. */
async function review(browser) {
    const context = await person(browser, base, { state: await signIn(browser, base, "lienhong", password) });
    const page = await context.newPage();
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "kheo-journey-")), "danh-sach.csv");
    fs.writeFileSync(file, lines("axe"));
    await page.goto("/nhap-du-lieu");
    await page.setInputFiles("input[type=file]", file);
    await page.locator("main form[enctype] button").first().click();
    await until(page, "Lưu 2 dòng");
    assert.deepEqual(await axe(page), []);
    await context.close();
}

const browser = await launch();
try {
    for (const size of ["desktop", "phone"]) {
        await journey(browser, size);
        console.log(`journey on ${size}: ok`);
    }
    await review(browser);
    console.log("review of a list: no accessibility fault");
} finally {
    await browser.close();
}
