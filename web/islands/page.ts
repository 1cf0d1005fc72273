// SPDX-License-Identifier: Apache-2.0
// The one script of all pages; every page works without it. It moves the focus to the errors of a form that
// came back, keeps the progress of a job fresh, makes photos small before they are sent, offers to print, and closes open menus.

function focusErrors(): void {
    document.querySelector<HTMLElement>(".errors[role=alert]")?.focus();
}

/** <main data-refresh="2">: fetches this page again every so many seconds until it says no more. */
async function refresh(seconds: number): Promise<void> {
    await new Promise((done) => setTimeout(done, seconds * 1000));
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "refresh" } }).catch(() => undefined);
    if (!answer || !answer.ok) return refresh(Math.min(seconds * 2, 30));
    if (answer.redirected) return location.assign(answer.url);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = fresh.querySelector<HTMLElement>("main");
    const main = document.querySelector<HTMLElement>("main");
    if (!next || !main) return;
    main.replaceChildren(...next.childNodes);
    document.title = fresh.title;
    const again = Number(next.dataset.refresh ?? 0);
    if (again > 0) return refresh(again);
    delete main.dataset.refresh;
}

/** A photo is made small before it goes over a slow line; the server makes it small again. Whatever fails, the photo goes as it is. */
async function shrink(input: HTMLInputElement): Promise<void> {
    const longest = 2048, small = 600_000; // pixels, bytes
    const photo = input.files?.[0];
    if (!photo || photo.size < small || !photo.type.startsWith("image/")) return;
    const picture = await createImageBitmap(photo, { imageOrientation: "from-image" });
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const bytes = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!bytes || bytes.size >= photo.size || input.files?.[0] !== photo) return;
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], photo.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
    input.files = chosen.files;
}

function closeMenus(event: Event): void {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.acc[open], details.m-menu[open]"))
        if (event instanceof KeyboardEvent || !menu.contains(event.target as Node)) menu.open = false;
}

/** A score sheet adds itself up while it is filled in; the server adds it up again. */
function addUp(): void {
    const sum = document.querySelector<HTMLElement>("[data-sum]");
    const boxes = [...document.querySelectorAll<HTMLInputElement>("input[data-add]")];
    if (!sum || boxes.length === 0) return;
    const tenths = (box: HTMLInputElement): number => {
        const typed = box.value.trim().replace(",", ".");
        return /^\d{1,4}(\.\d)?$/.test(typed) ? Math.round(Number(typed) * 10) : 0;
    };
    const total = boxes.reduce((whole, box) => whole + tenths(box), 0);
    sum.textContent = (total % 10 === 0 ? String(total / 10) : (total / 10).toFixed(1)).replace(".", ",");
}

focusErrors();
document.addEventListener("input", (event) => {
    if ((event.target as HTMLElement).matches("input[data-add]")) addUp();
});
for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
}
for (const input of document.querySelectorAll<HTMLInputElement>("input[type=file][accept^='image/']"))
    input.addEventListener("change", () => void shrink(input).catch(() => undefined));
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(event);
});
const seconds = Number(document.querySelector("main")?.dataset.refresh ?? 0);
if (seconds > 0) void refresh(seconds);
