// SPDX-License-Identifier: Apache-2.0
// The pages that run.mjs looks at. as: "visitor" or the name of a demonstration account.
// follow: a selector whose first link on `path` leads to the page itself (for addresses that depend on the data); or several, one after the other.
// anywhere: it stands at many addresses, so its "?" leads to the guide and to no section.
// go: what the person does on it before it is looked at (a page that only a sent form leads to); alone: in a session of his own.
// printed: also saved as PDF. Add your page here.
const dossierOf = (title) => ({ path: `/so-dang-ky?tim=${encodeURIComponent(title)}`, first: [".tbl tr:has-text('Tổ dân vận số 4') a.t", "main a[href^='/ho-so/']"] });
const bins = dossierOf("Mỗi hộ một thùng phân loại rác"), market = dossierOf("Chợ sạch không túi ni lông");

const recognised = (...more) => ({ path: bins.path, follow: [...bins.first, ...more] });
const team = (...more) => ({ path: "/to-chuc", follow: [".tbl a.t[href^='/to-chuc/']:has-text('số 4')", ...more], as: "lienhong" });
const asked = { path: market.path, follow: [...market.first, "a[href$='/khao-sat']", "main a[href*='/khao-sat/']:not([href$='/moi'])"], as: "thamdinh" };
const sent = (page, button) => Promise.all([page.waitForNavigation(), button.click()]);

/** Slips of a questionnaire that is open; answers the code on the first one. */
async function printSlips(page) {
    await page.fill("[name=count]", "12");
    await sent(page, page.locator("form[action$='/phieu'] button"));
    return (await page.locator(".survey-slip .num").first().textContent()).trim();
}

/** The session ends while a form is filled in; he signs in again and finds what he typed. */
async function typeTooLong(page, { password }) {
    await page.fill("[name=ten]", "Tổ công tác cải cách hành chính (mẫu)");
    await page.context().clearCookies({ name: "kheo_session" });
    await sent(page, page.locator("main form[method=post] button.btn"));
    await page.fill("main input[autocomplete=username]", "lienhong");
    await page.fill("main input[type=password]", password);
    await sent(page, page.locator("main form[method=post] button.btn"));
}

export const pages = [
    { name: "home", path: "/", as: "visitor", printed: true },
    { name: "home-en", path: "/en/", as: "visitor" },
    { name: "home-lo", path: "/lo/", as: "visitor" },
    { name: "explorer", path: "/mo-hinh", as: "visitor" },
    { name: "explorer-filtered", path: "/mo-hinh?tim=hoa&linh_vuc=culture_society", as: "visitor" },
    { name: "explorer-nothing", path: "/mo-hinh?tim=zzzz&don_vi=khong-co", as: "visitor" },
    { name: "initiative", path: "/mo-hinh", follow: ".m-card h3 a", as: "visitor", printed: true },
    { name: "ledger", path: "/so-nhat-ky", as: "visitor", printed: true },
    { name: "ledger-lo", path: "/lo/so-nhat-ky", as: "visitor" },
    { name: "ledger-heads", path: "/so-nhat-ky/dau", as: "visitor" },
    { name: "ledger-head", path: "/so-nhat-ky/dau", follow: ".tbl a.t", as: "visitor", printed: true },
    { name: "not-found", path: "/khong-co-trang-nay", as: "visitor", status: 404 },
    { name: "sign-in", path: "/dang-nhap", as: "visitor" },
    { name: "desk", path: "/ban-lam-viec", as: "hoasen" },
    { name: "registry", path: "/so-dang-ky", as: "hoasen", printed: true },
    { name: "registry-new", path: "/so-dang-ky/moi", as: "hoasen" },
    { name: "dossier", path: "/so-dang-ky", follow: ".tbl a.t", as: "hoasen", printed: true },
    { name: "rubrics", path: "/thang-diem", as: "hoasen" },
    { name: "rubric", path: "/thang-diem", follow: ".tbl a.t", as: "hoasen", printed: true },
    { name: "rubric-new", path: "/thang-diem/moi", as: "hoasen" },
    { name: "my-sheets", path: "/cham-diem", as: "champhuong" },
    { name: "score-sheet", path: "/cham-diem", follow: ".tbl a.t", as: "champhuong" },
    { name: "score-summary", path: "/ket-qua-cham", follow: ".tbl a.t", as: "thamdinh", printed: true },
    { name: "score-results", path: "/ket-qua-cham", as: "hoasen" },
    { name: "survey-code", path: "/khao-sat", as: "visitor" },
    { name: "survey-code-lo", path: "/lo/khao-sat", as: "visitor" },
    { name: "import", path: "/nhap-du-lieu", as: "hoasen" },
    { name: "statistics", path: "/so-lieu", as: "hoasen", printed: true },
    { name: "published-figures", path: "/so-lieu/cong-bo", as: "hoasen" },
    { name: "reports", path: "/bao-cao", as: "hoasen" },
    { name: "report-draft", path: "/bao-cao/xem?don_vi=99&ky=2026-H1", as: "hoasen", printed: true },
    { name: "units", path: "/don-vi?ngay=2025-06-30", as: "hoasen" },
    { name: "guides", path: "/huong-dan", as: "hoasen" },
    { name: "guide", path: "/huong-dan/xa", as: "lienhong", printed: true },
    { name: "own-account", path: "/tai-khoan", as: "hoasen" },
    { name: "second-factor", path: "/tai-khoan/hai-buoc", as: "hoasen" },
    { name: "accounts", path: "/quan-tri/tai-khoan", as: "quantri" },
    { name: "new-account", path: "/quan-tri/tai-khoan/moi", as: "quantri" },
    { name: "invitations", path: "/quan-tri/loi-moi", as: "quantri" },
    { name: "team-slips", path: "/quan-tri/loi-moi/giay", as: "quantri" },
    { name: "account", path: "/quan-tri/tai-khoan", follow: ".tbl tr:nth-child(2) a.t", as: "quantri" },
    { name: "roles", path: "/vai-tro", as: "hoasen" },
    { name: "hand-on", path: "/uy-quyen", as: "hoasen" },
    { name: "review", path: "/quan-tri/ra-soat", as: "quantri" },
    { name: "urgent", path: "/quan-tri/mo-khan", as: "quantri" },
    { name: "invited", path: "/v", as: "visitor" },
    { name: "movement", path: "/phong-trao", as: "hoasen" },
    { name: "movement-window-new", path: "/phong-trao/dot-moi", as: "hoasen" },
    { name: "second-factor-rules", path: "/quan-tri/hai-buoc", as: "quantri", printed: true },
    { name: "dated-rules", path: "/quan-tri/quy-dinh", as: "quantri", printed: true },
    { name: "dated-rule", path: "/quan-tri/quy-dinh/process_term/submitted", as: "quantri" },
    { name: "calendar", path: "/quan-tri/lich-lam-viec", as: "quantri", printed: true },
    { name: "mail", path: "/quan-tri/thu-dien-tu", as: "quantri" },
    { name: "settings-audit", path: "/quan-tri/kiem-tra", as: "quantri", printed: true },
    { name: "work", path: "/viec", as: "thamdinh" },
    { name: "work-team", path: "/viec", as: "todanvan" },
    { name: "proposal", path: "/dang-ky", as: "todanvan" },
    { name: "cycle-examination", path: "/viec", follow: "table a.t", as: "thamdinh" },
    { name: "cycle-approval", path: "/viec", follow: "table a.t", as: "bithu", printed: true },
    { name: "drive", path: "/phong-trao", follow: "a[href^='/phong-trao/chu-de/']", as: "hoasen" },
    { name: "statuses", path: "/to-chuc/danh-hieu-theo-nam", as: "hoasen", printed: true },
    { name: "list-revoked", path: "/so-dang-ky?trang_thai=revoked", as: "lienhong" },
    { name: "list-recognised", path: "/so-dang-ky?cap=province", as: "lienhong" },
    { name: "figures-level", path: "/so-lieu?cot=level&ky=2026", as: "lienhong" },
    { name: "funnel", path: "/pheu", as: "hoasen", printed: true },
    { name: "record-recognitions", path: "/ghi-lai-cong-nhan", as: "bithu" },
    { name: "evidence", path: "/viec", follow: ["table a.t", "a[href$='/minh-chung']"], as: "todanvan", printed: true },
    { name: "visits", path: "/viec", follow: ["table a.t", "a[href$='/kiem-tra']"], as: "thamdinh", printed: true },
    { name: "resources", path: "/viec", follow: ["table a.t", "a[href$='/nguon-luc']"], as: "todanvan" },
    { name: "cycle-draft", path: "/viec", follow: "table a.t", as: "todanvan" },
    { name: "act-form", path: "/viec", follow: ["table a.t:has-text('Nhóm hộ cùng')", "a[href$='/buoc/return']"], as: "thamdinh" },
    { name: "cycle-recognised", path: bins.path, follow: bins.first, as: "lienhong", printed: true },
    { name: "photos", path: bins.path, follow: [...bins.first, "a[href$='/minh-chung']"], as: "lienhong" },
    { name: "photo", path: bins.path, follow: [...bins.first, "a[href$='/minh-chung']", "main figure a, main a[href*='/minh-chung/']"], as: "lienhong" },
    { name: "surveys", path: bins.path, follow: [...bins.first, "a[href$='/khao-sat']"], as: "thamdinh" },
    { name: "survey-results", path: bins.path, follow: [...bins.first, "a[href$='/khao-sat']", "main a[href*='/khao-sat/']:not([href$='/moi'])"], as: "thamdinh", printed: true },
    { name: "survey-running", ...asked },
    { name: "survey-new", path: market.path, follow: [...market.first, "a[href$='/khao-sat']", "a[href$='/khao-sat/moi']"], as: "thamdinh" },
    { name: "spread", path: bins.path, follow: [...bins.first, "a[href$='/nhan-rong']"], as: "hoasen", printed: true },
    { name: "copy", path: bins.path, follow: [...bins.first, "a[href$='/nhan-rong']", "a[href$='/lam-theo']"], as: "hoasen" },
    { name: "upkeep", path: "/duy-tri", as: "hoasen", printed: true },
    { name: "upkeep-due", path: "/duy-tri/can-xet?nam=2027", as: "hoasen", printed: true },
    { name: "books", path: "/sach", as: "hoasen" },
    { name: "window", path: "/phong-trao", follow: ".tbl a.t", as: "hoasen" },
    { name: "call", path: "/phong-trao", follow: "main a[href^='/phong-trao/keu-goi/']", as: "hoasen", printed: true },
    { name: "theme-new", path: "/phong-trao/chu-de-moi", as: "hoasen" },
    { name: "mailboxes", path: "/phong-trao/dia-chi", as: "hoasen" },
    { name: "bodies-of-ward", path: "/to-chuc", as: "lienhong" },
    { name: "body-new", path: "/to-chuc", follow: "a[href*='/to-chuc/lap?']", as: "lienhong" },
    { name: "team-new", path: "/to-chuc", follow: "a[href*='/to-chuc/lap-to?']", as: "lienhong" },
    { name: "team", ...team(), printed: true },
    { name: "body-renamed", ...team("a[href$='/doi-ten']") },
    { name: "body-replaced", ...team("a[href$='/thay-the']") },
    { name: "body-ended", ...team("a[href$='/ket-thuc']") },
    { name: "member-new", ...team("a[href$='/thanh-vien']") },
    { name: "member-leaves", ...team("a[href*='/thanh-vien/'][href$='/thoi']") },
    { name: "member-erased", ...team("a[href*='/thanh-vien/'][href$='/xoa']") },
    { name: "activity-new", ...team("a[href$='/hoat-dong']") },
    { name: "activity-of-team", ...team("a[href$='/hoat-dong']"), as: "todanvan" },
    { name: "programme-new", path: "/to-chuc", follow: [".tbl a.t:has-text('Ban Chỉ đạo')", "a[href$='/chuong-trinh']"], as: "lienhong" },
    { name: "programme-linked", path: "/to-chuc", follow: [".tbl a.t:has-text('Ban Chỉ đạo')", "a[href*='/chuong-trinh/'][href$='/gan']"], as: "lienhong" },
    { name: "committee", path: "/to-chuc", follow: ".tbl a.t:has-text('Ban Chỉ đạo')", as: "lienhong" },
    { name: "status-new", path: "/to-chuc", follow: "a[href*='/to-chuc/danh-hieu?']", as: "lienhong" },
    { name: "status-ended", path: "/to-chuc", follow: "a[href*='/to-chuc/danh-hieu/'][href$='/het']", as: "lienhong" },
    { name: "team-phone", path: "/to-chuc", follow: "a[href*='/to-chuc/dien-thoai?']", as: "lienhong" },
    { name: "clearance-new", path: "/to-chuc", follow: "a[href*='/giai-phong-mat-bang?']", as: "lienhong" },
    { name: "clearance", path: "/to-chuc", follow: "a[href*='/giai-phong-mat-bang/']", as: "lienhong", printed: true },
    { name: "stretch-new", path: "/to-chuc", follow: ["a[href*='/giai-phong-mat-bang/']", "a[href$='/doan']"], as: "lienhong" },
    { name: "standing-body", path: "/bao-cao/co-quan", as: "quantri" },
    { name: "slips-of-teams", path: "/phieu-to-dan-van", as: "lienhong" },
    { name: "slip-of-team", path: "/phieu-to-dan-van", follow: ".tbl a.t", as: "lienhong" },
    { name: "slip-question", path: "/phieu-to-dan-van", follow: [".tbl a.t", "a[href$='/hoi']"], as: "lienhong" },
    { name: "slip-closed", path: "/phieu-to-dan-van", follow: [".tbl a.t", "a[href$='/dong']"], as: "lienhong" },
    { name: "slip-to-dossier", path: "/phieu-to-dan-van", follow: [".tbl a.t", "a[href$='/lap-ho-so']"], as: "lienhong" },
    { name: "phone-slip-asked", path: "/to-dan-van", follow: "a[href*='/to-dan-van/phieu/']:has-text('Trồng hoa')", as: "todanvan" },
    { name: "phone-slip-answered", path: "/to-dan-van", follow: "a[href*='/to-dan-van/phieu/']:has-text('Dọn mương')", as: "todanvan" },
    { name: "rubric-edited", path: "/thang-diem", follow: [".tbl a.t", "a[href$='/sua']"], as: "hoasen" },
    { name: "self-assessment", ...recognised("a[href$='/cham-diem']", "a[href$='/tu-cham']"), as: "todanvan" },
    { name: "cycle-remarks", path: "/viec", follow: ["table a.t", "nav.tabs a[href*='trao-doi'], .tabs a:has-text('Trao đổi')"], as: "thamdinh" },
    { name: "cycle-log", ...recognised(".tabs a:has-text('Nhật ký')"), as: "lienhong" },
    { name: "cycle-recognition", ...recognised(".tabs a:has-text('Công nhận')"), as: "lienhong" },
    { name: "book", path: "/sach", follow: "main a[href^='/sach/']", as: "hoasen" },
    { name: "book-entry", path: "/sach", follow: ["main a[href^='/sach/']", ".tbl a.t"], as: "hoasen" },
    { name: "book-print", path: "/sach", follow: ["main a[href^='/sach/']", "a[href$='/in']"], as: "hoasen", printed: true },
    { name: "drive-end", path: "/phong-trao", follow: ["a[href^='/phong-trao/chu-de/']", "a[href$='/thoi']"], as: "hoasen" },
    { name: "row-edited", path: "/so-dang-ky?tim=ng%C3%B5", follow: [".tbl a.t", "a[href$='/sua']"], as: "lienhong" },
    { name: "unit", path: "/don-vi?ngay=2025-06-30", follow: "main .tbl a[href^='/don-vi/']", as: "hoasen" },
    { name: "hand-on-to-whom", path: "/uy-quyen", follow: "a[href*='quyen=']", as: "bithu" },
    { name: "viewing", path: "/quan-tri/tai-khoan", follow: ".tbl a.t:has-text('Cán bộ phường Liên Hồng')", as: "quantri", alone: true,
        go: async (page) => {
            await page.fill("[name=viewing_reason]", "Cán bộ báo không thấy hồ sơ vừa nộp (mẫu)");
            await sent(page, page.locator("#xem-nhu button"));
        } },
    { name: "urgent-opened", path: "/quan-tri/mo-khan", as: "quantri",
        go: async (page, { pageOf }) => {
            const code = await pageOf({ path: "/viec", as: "todanvan" }, (work) => work.locator("table a.t").first().getAttribute("href"));
            await page.fill("[name=code]", code.split("/").pop());
            await page.fill("[name=reason]", "Kiểm tra theo đơn phản ánh của bà con (mẫu)");
            await sent(page, page.locator("form[action='/quan-tri/mo-khan'] button.danger"));
        } },
    { name: "team-slips-printed", path: "/quan-tri/loi-moi/giay", as: "quantri", printed: true,
        go: async (page) => {
            await page.fill("[name=unit]", "99001");
            await page.fill("[name=people]", "Nguyễn Văn Mẫu; Tổ dân phố số 4\nTrần Thị Mẫu; Tổ dân phố số 4");
            await sent(page, page.locator("form[action='/quan-tri/loi-moi/giay'] button.btn"));
        } },
    { name: "survey-slips", ...asked, printed: true, go: printSlips },
    { name: "survey-form", path: "/khao-sat", as: "visitor",
        go: async (page, { pageOf }) => page.goto(`/khao-sat/${await pageOf(asked, printSlips)}`) },
    { name: "resend", path: "/to-chuc", follow: "a[href*='/to-chuc/lap?']", as: "lienhong", alone: true, go: typeTooLong, anywhere: true },
];
