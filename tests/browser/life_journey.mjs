// SPDX-License-Identifier: Apache-2.0
// node tests/browser/life_journey.mjs --base URL [--looks desktop,phone-without]
// The life of an initiative in Chromium: an officer is invited, sets a password, switches on the second step and signs in
// with it; then it is registered, returned, sent again, approved, carried out, checked, scored, recognised, nominated and
// recognised above, taken up elsewhere. Each step by the person who may; on the way wrong people find no button, and two
// officers who write or press at once are told. On a desk and on a phone, with script and without. Bounded: every wait has
// its limit.
import assert from "node:assert/strict";
import { axe, axeWithoutScript, launch, person, sideways, signIn, totp } from "./browser.mjs";

const argument = (name) => { const at = process.argv.indexOf(name); return at < 0 ? "" : process.argv[at + 1]; };
const base = argument("--base");
const password = "hoa-sen-2026";
const headings = ["problem", "goals", "method", "area", "forces", "resources", "schedule", "outputs", "sustainability"];

const browser = await launch();
const states = new Map();

/** A page of one person, signed in. */
async function as(name, look) {
    if (!states.has(name)) states.set(name, await signIn(browser, base, name, password));
    const context = await person(browser, base, { ...look, state: states.get(name) });
    return context.newPage();
}

/** No accessibility fault, nothing to scroll sideways. */
async function sound(page, look) {
    assert.deepEqual(look.script ? await axe(page) : await axeWithoutScript(page), [], page.url());
    assert.deepEqual(await sideways(page), [], page.url());
}

/** Of the program's clock, as people write it: a check counts from the day of the report on. */
const today = new Date().toLocaleDateString("en-GB", { timeZone: "Asia/Ho_Chi_Minh" });

async function state(page) {
    return (await page.locator("main .page-h .tag").first().innerText()).trim();
}

/** Presses and waits until the next page is there. */
async function press(page, button) {
    await Promise.all([page.waitForNavigation(), button.click()]);
}

/** A radio button, by the keyboard. */
async function chosen(radio) {
    await radio.focus();
    await radio.page().keyboard.press("Space");
}

/** What stands in the way of a press: the errors of the page that came back. */
async function faults(page) {
    return (await page.locator("main .alert.bad, main .msg").allInnerTexts()).join(" | ");
}

// --- the officer who writes it ---------------------------------------------------------------------------

/** The administrator makes the account; the link that is shown once. */
async function invited(look, name) {
    const page = await as("quantri", look);
    await page.goto("/quan-tri/tai-khoan/moi");
    await sound(page, look);
    await page.fill("main [name=display_name]", `Cán bộ mới ${name} (mẫu)`);
    await page.fill("main [name=name]", name);
    await page.selectOption("main select[name=role]", "officer");
    await page.fill("main [name=unit]", "Phường Liên Hồng");
    await chosen(page.locator("main [name=way][value=lien-ket]"));
    await press(page, page.locator("main form[method=post] button.btn"));
    const link = page.locator("main input[readonly]");
    assert.equal(await link.count(), 1, await faults(page));
    await sound(page, look);
    const address = new URL(await link.inputValue()).pathname;
    await page.context().close();
    return address;
}

/** The person opens the link, sets a password, and a code opens the second step. The letters of the secret. */
async function accepted(page, look, link, own) {
    await page.goto(link);
    await sound(page, look);
    await page.fill("main [name=wanted]", own);
    await press(page, page.locator("main form button.btn"));
    await page.goto("/tai-khoan/hai-buoc");
    await sound(page, look);
    const letters = await page.locator("main .num.b").innerText();
    await page.fill("main [name=code]", "000000");
    await page.fill("main [name=present]", own);
    await press(page, page.locator("main form[action$='/bat'] button.btn"));
    assert.notEqual(await faults(page), "", "a wrong code switches nothing on");
    await page.fill("main [name=code]", totp(letters));
    await page.fill("main [name=present]", own);
    await press(page, page.locator("main form[action$='/bat'] button.btn"));
    assert.equal(await page.locator("main .recovery-codes li").count(), 10, await faults(page));
    await sound(page, look);
    return letters;
}

/** The first sign-in with the second step; a password alone opens nothing. */
async function signedInTwice(page, look, name, own, letters) {
    await page.context().clearCookies();
    await page.goto("/dang-nhap");
    await page.fill("main [name=ten]", name);
    await page.fill("main [name=mat_khau]", own);
    await press(page, page.locator("main form button.btn").first());
    assert.equal(await page.locator("main [name=code]").count(), 1, await faults(page));
    await sound(page, look);
    const elsewhere = await page.context().newPage();
    await elsewhere.goto("/viec");
    assert.notEqual(new URL(elsewhere.url()).pathname, "/viec", "half signed in is not signed in");
    await elsewhere.close();
    await page.fill("main [name=code]", totp(letters, 1));  // the code of before is used up
    await press(page, page.locator("main form button.btn").first());
    await page.goto("/viec");
    assert.equal(new URL(page.url()).pathname, "/viec", await faults(page));
}

/** A new officer of the ward, signed in; the answer is the name. */
async function newcomer(look, name) {
    const link = await invited(look, name), own = "sen-nở-ngoài-ngõ-26";
    const context = await person(browser, base, look), page = await context.newPage();
    const letters = await accepted(page, look, link, own);
    await signedInTwice(page, look, name, own, letters);
    states.set(name, await context.storageState());
    await page.goto(link);
    assert.equal(await page.locator("main [name=wanted]").count(), 0, "a link opens once");
    await context.close();
    return name;
}

// --- the dossier -----------------------------------------------------------------------------------------

class Dossier {
    constructor(path, look, maker) {
        this.path = path;
        this.look = look;
        this.maker = maker;
    }

    async open(name, tab = "") {
        const page = await as(name, this.look);
        await page.goto(this.path + tab);
        return page;
    }

    /** Presses the button of an act; fills its form where there is one. */
    async act(name, act, fields = {}) {
        const page = await this.open(name);
        const form = page.locator(`main form[action$='/buoc/${act}']`);
        if (await form.count()) {
            await press(page, form.locator("button"));
        } else {
            await press(page, page.locator(`main a[href$='/buoc/${act}']`));
            await sound(page, this.look);
            for (const [key, value] of Object.entries(fields)) await page.fill(`main [name=${key}]`, value);
            await press(page, page.locator("main form button.btn").first());
        }
        assert.ok(!page.url().includes("/buoc/"), `${name} ${act}: ${await faults(page)}`);
        const now = await state(page);
        await page.context().close();
        return now;
    }

    /** Records a check that found everything in order. */
    async visited(name) {
        const page = await this.open(name, "/kiem-tra");
        await sound(page, this.look);
        const found = { visited_on: today, bodies: "Mặt trận phường (mẫu)", place: "Ngõ 3 (mẫu)", findings: "Ba ngõ đã sạch." };
        for (const [key, value] of Object.entries(found)) await page.fill(`main [name=${key}]`, value);
        await chosen(page.locator("main [name=conclusion][value=passed]"));
        await press(page, page.locator("main form[action$='/kiem-tra'] button.btn"));
        assert.ok(page.url().includes("vua="), await faults(page));
        await sound(page, this.look);
        await page.context().close();
    }

    async refuses(name, act) {
        const page = await this.open(name);
        const found = await page.locator(`main [href$='/buoc/${act}'], main form[action$='/buoc/${act}']`).count();
        assert.equal(found, 0, `${name} must not be offered ${act}`);
        await page.context().close();
    }
}

async function fillForm(page, tag) {
    await page.fill("main [name=title]", `Ngõ nở hoa ${tag}`);
    await page.fill("main [name=owner_text]", "Chi hội phụ nữ số 8 (mẫu)");
    await chosen(page.locator("main [name=owner_type][value=collective]"));
    await page.selectOption("main select[name=field]", "culture_society");
    for (const key of headings) await page.fill(`main [name=${key}]`, `Nội dung ${key} ${tag}`);
}

async function registered(look, tag, maker) {
    const page = await as(maker, look);
    await page.goto("/dang-ky");
    await sound(page, look);
    await fillForm(page, tag);
    await press(page, page.locator("main button[value=luu]"));
    const dossier = new Dossier(new URL(page.url()).pathname, look, maker);
    assert.match(dossier.path, /^\/ho-so\/[2-9A-HJKMNP-Z]{10}$/, await faults(page));
    assert.equal(await state(page), "Bản nháp");
    await sound(page, look);
    await page.context().close();
    return dossier;
}

async function examined(dossier, verdict) {
    const page = await dossier.open("thamdinh", "?muc=tham-dinh");
    const items = await page.locator(`main input[type=radio][value=${verdict}]`).all();
    assert.ok(items.length >= 6, `the sheet of examination is offered (${page.url()})`);
    for (const item of items) await chosen(item);
    for (const remark of await page.locator("main textarea[name^=remark_]").all()) await remark.fill("Cần biên bản họp dân");
    await page.fill("main [name=summary]", "Cách làm rõ, dân đồng thuận.");
    await sound(page, dossier.look);
    await press(page, page.getByRole("button", { name: "Lưu phiếu" }));
    await page.context().close();
}

async function submitted(dossier) {
    await dossier.refuses("bithu", "register");
    assert.equal(await dossier.act(dossier.maker, "submit"), "Chờ thẩm định");
    await dossier.refuses(dossier.maker, "appraise");
    await dossier.refuses("bithu", "register");
}

/** Two officers press at once: the second is told who was quicker, and nothing happens twice. */
async function twoAtOnce(dossier) {
    const first = await dossier.open("thamdinh"), second = await dossier.open("hoasen");
    for (const page of [first, second]) await press(page, page.locator("main a[href$='/buoc/return']"));
    for (const page of [first, second]) await page.fill("main [name=text]", "Bổ sung biên bản họp dân");
    for (const page of [first, second]) await press(page, page.locator("main form button.btn").first());
    assert.match(await faults(second), /Cán bộ thẩm định|vừa/, "the second officer is told");
    assert.equal(await second.inputValue("main [name=text]"), "Bổ sung biên bản họp dân", "nothing typed is lost");
    for (const page of [first, second]) await page.context().close();
}

/** Two officers of the ward write in one form: the second sees both texts, his own still in the form. */
async function amended(dossier) {
    const page = await dossier.open(dossier.maker), colleague = await dossier.open("lienhong", "/sua");
    assert.equal(await state(page), "Trả lại, chờ bổ sung");
    assert.ok((await page.content()).includes("Bổ sung biên bản họp dân"), "the reason is shown to the owner");
    await page.goto(`${dossier.path}/sua`);
    await colleague.fill("main [name=goals]", "Cả ba ngõ, có sổ ghi");
    await press(colleague, colleague.locator("main button[value=luu]"));
    await page.fill("main [name=method]", "Họp dân hai lần, có biên bản");
    await press(page, page.locator("main button[value=gui]"));
    await sound(page, dossier.look);
    assert.ok((await page.content()).includes("Cả ba ngõ, có sổ ghi"), "the other's text is shown");
    assert.equal(await page.inputValue("main [name=method]"), "Họp dân hai lần, có biên bản", "nothing typed is lost");
    await page.fill("main [name=goals]", "Cả ba ngõ, có sổ ghi");
    await press(page, page.locator("main button[value=gui]"));
    assert.equal(await state(page), "Chờ thẩm định", await faults(page));
    for (const each of [page, colleague]) await each.context().close();
}

async function approved(dossier) {
    await examined(dossier, "passed");
    assert.equal(await dossier.act("thamdinh", "appraise"), "Chờ duyệt kế hoạch");
    await dossier.refuses("thamdinh", "register");
    await dossier.refuses(dossier.maker, "register");
    assert.equal(await dossier.act("bithu", "register"), "Đã vào sổ, chờ triển khai");
}

/** A sheet of 81 points, locked. */
async function scored(dossier, name, tab) {
    const page = await dossier.open(name, tab);
    await sound(page, dossier.look);
    const boxes = await page.locator("main input[name^='p-']").all();
    const points = ["9", "12", "16", "16", "16", "12"];
    assert.equal(boxes.length, points.length, `${name} has a sheet (${page.url()})`);
    for (const [i, box] of boxes.entries()) {
        assert.equal(await box.inputValue(), "", "a box starts empty");
        await box.fill(points[i]);
    }
    if (dossier.look.script) assert.equal(await page.locator("[data-sum]").innerText(), "81");
    await press(page, page.locator("main button[value=lock]"));
    assert.ok(page.url().includes("vua=khoa"), `${name}: ${await faults(page)}`);
    await page.context().close();
}

/** Two scorers; the first one's points are seen by nobody before the second has locked his. */
async function scoredByTwo(dossier) {
    for (const left of [2, 1]) {
        const page = await dossier.open("thamdinh", "/cham-diem");
        assert.equal(await page.locator("main select[name=scorer] option").count(), left);
        await press(page, page.locator("main form[action$='/phan-cong'] button"));
        await page.context().close();
    }
    await scored(dossier, "nguoicham", "/cham-diem");
    for (const name of ["champhuong", "thamdinh", "bithu"]) {
        const page = await dossier.open(name, "/cham-diem/tong-hop");
        assert.equal(await page.locator("main table").count(), 0, `${name} sees no sheet yet`);
        await page.context().close();
    }
    await scored(dossier, "champhuong", "/cham-diem");
    const page = await dossier.open("thamdinh", "/cham-diem/tong-hop");
    assert.match(await page.locator("main aside .lead").innerText(), /^81 \/ 100/);
    await sound(page, dossier.look);
    await page.context().close();
}

async function carriedOut(dossier) {
    assert.equal(await dossier.act(dossier.maker, "start"), "Đang triển khai");
    await dossier.act(dossier.maker, "launch", { day: today });
    await scored(dossier, dossier.maker, "/tu-cham");
    assert.equal(await dossier.act(dossier.maker, "self_assess", { text: "Ba ngõ sạch, dân giữ nền nếp." }), "Chờ kiểm tra");
    await dossier.refuses(dossier.maker, "check");
    await dossier.visited("thamdinh");
    assert.equal(await dossier.act("thamdinh", "check", { text: "Đúng như báo cáo." }), "Chờ chấm điểm");
}

const decision = (number, body) => ({ decision_number: number, decided_on: today, body, signer: "Bí thư Đảng ủy", grade: "Tốt" });

async function recognised(dossier) {
    await scoredByTwo(dossier);
    assert.equal(await dossier.act("thamdinh", "close_scoring"), "Chờ công nhận");
    await dossier.refuses(dossier.maker, "recognise");
    assert.equal(await dossier.act("bithu", "recognise", decision("12-QĐ/ĐU", "Ban Chỉ đạo phường (mẫu)")), "Đã được công nhận");
    assert.equal(await dossier.act("bithu", "nominate"), "Đang đề nghị cấp trên công nhận");
    await dossier.refuses("bithu", "recognise_above");
    assert.equal(await dossier.act("lanhdao", "recognise_above", decision("7-QĐ/TU", "Ban Chỉ đạo thành phố (mẫu)")), "Đã được công nhận");
}

/** Another ward takes it up; the spread begins with a draft of that ward. */
async function takenUp(dossier) {
    const page = await dossier.open("lienhong");
    await press(page, page.locator("main a[href$='/nhan-rong']").first());
    await sound(page, dossier.look);
    const number = new URL(page.url()).pathname.split("/")[2];
    await page.context().close();
    const city = await as("hoasen", dossier.look);
    await city.goto(`/so-dang-ky/${number}/lam-theo`);
    await sound(city, dossier.look);
    const unit = city.locator("main [name=unit]");
    if (await city.locator("main select[name=unit]").count()) await unit.selectOption({ index: 2 });
    else await unit.fill("99004");
    await city.fill("main [name=adapted]", "Làm theo dãy nhà thay vì theo ngõ");
    await press(city, city.locator("main form button.btn").first());
    assert.match(new URL(city.url()).pathname, /^\/ho-so\//, await faults(city));
    assert.equal(await state(city), "Bản nháp");
    await city.context().close();
}

async function life(look, name) {
    const dossier = await registered(look, name, await newcomer(look, name));
    await submitted(dossier);
    await twoAtOnce(dossier);
    await amended(dossier);
    await approved(dossier);
    await carriedOut(dossier);
    await recognised(dossier);
    await takenUp(dossier);
}

const looks = new Map([
    ["desktop", { size: "desktop", script: true }], ["phone-without", { size: "phone", script: false }],
    ["phone", { size: "phone", script: true }], ["desktop-without", { size: "desktop", script: false }],
]);
try {
    for (const name of (argument("--looks") || "desktop,phone-without").split(",")) {
        await life(looks.get(name), `can-bo-${name}-${Date.now() % 100000}`);
        console.log(`from the invitation to the copy, ${name}: ok`);
    }
} finally {
    await browser.close();
}
