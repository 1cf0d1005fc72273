// SPDX-License-Identifier: Apache-2.0
// The pages that run.mjs looks at. as: "visitor" or the name of a demonstration account.
// follow: a selector whose first link on `path` leads to the page itself (for addresses that depend on the data).
// printed: also saved as PDF. Add your page here.
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
    { name: "import", path: "/nhap-du-lieu", as: "hoasen" },
    { name: "statistics", path: "/so-lieu", as: "hoasen", printed: true },
    { name: "reports", path: "/bao-cao", as: "hoasen" },
    { name: "report-draft", path: "/bao-cao/xem?don_vi=99&ky=2026-H1", as: "hoasen", printed: true },
    { name: "units", path: "/don-vi?ngay=2025-06-30", as: "hoasen" },
    { name: "own-account", path: "/tai-khoan", as: "hoasen" },
    { name: "second-factor", path: "/tai-khoan/hai-buoc", as: "hoasen" },
    { name: "accounts", path: "/quan-tri/tai-khoan", as: "quantri" },
    { name: "calendar", path: "/quan-tri/lich-lam-viec", as: "quantri", printed: true },
    { name: "settings-audit", path: "/quan-tri/kiem-tra", as: "quantri", printed: true },
];
