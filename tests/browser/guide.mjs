// SPDX-License-Identifier: Apache-2.0
// node tests/browser/serve_and_run.mjs build/dev/bin/kheo tests/browser/guide.mjs [--make]
// The pictures of the guides (web/guide/*.webp) and of the README (docs/images/*.webp), taken from the demonstration. With
// --make they are taken anew, each folder with its pictures.json: the words of headings, labels and buttons that each shows.
// Without it the pages are opened and their words compared: a picture that shows other words than its page is named, and the
// test fails.
// docs/decisions/0095-guide-pictures.md
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launch, person, signIn } from "./browser.mjs";

const base = process.argv[process.argv.indexOf("--base") + 1], make = process.argv.includes("--make");
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const kGuide = "web/guide", kReadme = "docs/images";
const kMostBytes = 300_000;  // all of a folder together

// as: nobody for a visitor. follow: links that lead from `path` to the page, one after the other. part: what of it is shown, at most `most` pixels high.
const register = "/so-dang-ky?tim=" + encodeURIComponent("Mỗi hộ một thùng phân loại rác");
const own = ".tbl tr:has-text('Tổ dân vận số 4') a.t";
const ofGuide = [
    { name: "xa-viec", as: "thamdinh", path: "/viec", most: 560 },
    { name: "xa-ho-so", as: "bithu", path: "/viec", follow: ["table a.t:has-text('Góp sức mở rộng')"], most: 640 },
    { name: "xa-minh-chung", as: "lienhong", path: register, follow: [own, "main a[href^='/ho-so/']", "a[href$='/minh-chung']"], part: "main .grid section.card", most: 480 },
    { name: "xa-kiem-tra", as: "thamdinh", path: "/viec", follow: ["table a.t:has-text('Tiếp dân ở tổ')", "a[href$='/kiem-tra']"], part: "main .grid > div", most: 520 },
    { name: "tinh-keu-goi", as: "hoasen", path: "/phong-trao", follow: ["main a[href^='/phong-trao/keu-goi/']"], most: 640 },
    { name: "tinh-nhan-rong", as: "hoasen", path: register, follow: [own, "main a[href^='/ho-so/']", "a[href$='/nhan-rong']"], most: 560 },
    { name: "tinh-diem", as: "hoasen", path: "/ket-qua-cham", follow: [".tbl a.t"], most: 620 },
    { name: "to-dan-van-trang-nha", as: "todanvan", path: "/to-dan-van", size: "phone", part: "body", most: 844 },
    { name: "to-dan-van-phieu", as: "todanvan", path: "/to-dan-van/viec-moi", size: "phone", part: "body", most: 900 },
    { name: "quan-tri-moi", as: "quantri", path: "/quan-tri/tai-khoan/moi", most: 700 },
    { name: "quan-tri-quyen", as: "quantri", path: "/quan-tri/tai-khoan", follow: [".tbl a.t:has-text('Cán bộ phường Liên Hồng')"], most: 560 },
];
const ofReadme = [
    { name: "figures", as: "hoasen", path: "/so-lieu", most: 1250 },
    { name: "registry", as: "hoasen", path: "/so-dang-ky", part: "body", most: 860 },
    { name: "import", as: "hoasen", path: "/nhap-du-lieu", part: "body", most: 860 },
    { name: "report", as: "hoasen", path: "/bao-cao/xem?don_vi=99&ky=2026-H1", part: "body", most: 860 },
    { name: "home-phone", path: "/", size: "phone", part: "body", most: 780 },
];

const browser = await launch();
const states = new Map();

async function opened({ as, path: address, follow = [], size }) {
    if (as && !states.has(as)) states.set(as, await signIn(browser, base, as, "hoa-sen-2026"));
    const context = await person(browser, base, { size: size ?? "desktop", state: states.get(as) });
    const page = await context.newPage();
    if (!size) await page.setViewportSize({ width: 1120, height: 900 });
    await page.goto(address);
    for (const selector of follow) await page.goto(await page.locator(selector).first().getAttribute("href"));
    return page;
}

/** Headings, labels and buttons of the part, each once; figures and dates say nothing of a picture's age. */
async function words(page, part) {
    const texts = await page.locator(part).first().locator("h1, h2, h3, label, legend, th, dt, button, a.btn, [role=tab]").allInnerTexts();
    const plain = texts.map((text) => text.replace(/\s+/g, " ").replace(/\d+/g, "0").trim()).filter(Boolean);
    return [...new Set(plain)].sort();
}

async function taken(page, part, most) {
    await page.evaluate(async () => {
        for (const image of document.images) image.loading = "eager";
        await document.fonts.ready;
    });
    await page.waitForLoadState("networkidle");
    const box = await page.locator(part).first().boundingBox(), session = await page.context().newCDPSession(page);
    const clip = { x: box.x, y: box.y, width: box.width, height: Math.min(box.height, most), scale: 1 };
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 45, clip, captureBeyondViewport: true });
    return Buffer.from(data, "base64");
}

/** Takes the pictures of a folder, or names those that are old; how many are. */
async function look(folder, pictures) {
    const list = path.join(root, folder, "pictures.json");
    const known = fs.existsSync(list) ? JSON.parse(fs.readFileSync(list, "utf8")) : {}, now = {};
    let stale = 0, bytes = 0;
    for (const picture of pictures) {
        const page = await opened(picture), part = picture.part ?? "main", file = path.join(root, folder, `${picture.name}.webp`);
        now[picture.name] = await words(page, part);
        if (make) fs.writeFileSync(file, await taken(page, part, picture.most));
        await page.context().close();
        const before = known[picture.name] ?? [];
        const missing = before.filter((word) => !now[picture.name].includes(word)), fresh = now[picture.name].filter((word) => !before.includes(word));
        if (fs.existsSync(file)) bytes += fs.statSync(file).size;
        if (make || (!missing.length && !fresh.length && fs.existsSync(file))) continue;
        ++stale;
        console.error(`${folder}/${picture.name}.webp is old: no longer ${JSON.stringify(missing)}, now ${JSON.stringify(fresh)}`);
    }
    if (make) fs.writeFileSync(list, `${JSON.stringify(now, null, 1)}\n`);
    console.log(`${folder}: ${pictures.length} pictures, ${bytes} bytes; ${stale} old${stale ? ": take them anew with --make and look at them" : ""}`);
    return stale + (bytes > kMostBytes ? 1 : 0);
}

const wrong = (await look(kGuide, ofGuide)) + (await look(kReadme, ofReadme));
await browser.close();
process.exit(wrong ? 1 : 0);
