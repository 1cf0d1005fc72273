// SPDX-License-Identifier: Apache-2.0
// The phone of a hamlet team; its pages work without it. A slip that cannot be sent is kept on this phone, said in words,
// sent again with the same request key when the network is back, and deleted only after the server's confirmation.
// Each slip belongs to the account that wrote it: on a phone that several people use, nobody sends another's.

type Kept = { key: string; account: string; fields: [string, string][]; photo?: Blob; refused?: boolean };
type Outcome = "sent" | "away" | "signin" | "refused";

const kAddress = "/to-dan-van/viec-moi", kHome = "/to-dan-van";
const account = document.body.dataset.account ?? "";

function word(name: string): string {
    const words = document.querySelector<HTMLTemplateElement>("template[data-words]");
    return words?.content.querySelector(`[data-word=${name}]`)?.textContent ?? "";
}

// --- what lies on this phone

function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    return new Promise((done, failed) => {
        const opening = indexedDB.open("kheo-phieu", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("slips", { keyPath: "key" });
        opening.onsuccess = () => done(opening.result.transaction("slips", mode).objectStore("slips"));
        opening.onerror = () => failed(opening.error);
    });
}

/** Settles when the transaction is written, not only asked for. */
async function act<T>(mode: IDBTransactionMode, ask: (slips: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const slips = await store(mode);
    return new Promise((done, failed) => {
        const request = ask(slips);
        slips.transaction.oncomplete = () => done(request.result);
        slips.transaction.onabort = slips.transaction.onerror = () => failed(request.error);
    });
}

const keep = (slip: Kept) => act("readwrite", (slips) => slips.put(slip));
const forget = (key: string) => act("readwrite", (slips) => slips.delete(key));
const all = () => act<Kept[]>("readonly", (slips) => slips.getAll());

// --- sending

async function send(slip: Kept, csrf: string): Promise<Outcome> {
    const body = new FormData();
    for (const [name, value] of slip.fields) body.append(name, value);
    body.set("_csrf", csrf);
    if (slip.photo) body.set("anh", slip.photo, "anh.jpg");
    const answer = await fetch(kAddress, { method: "POST", body, headers: { Accept: "application/json" } })
        .catch(() => undefined);
    if (!answer || answer.status >= 500 || answer.status === 429) return "away";
    if (answer.status === 401 || answer.status === 403 || answer.redirected) return "signin";
    const said = answer.ok ? await answer.json().catch(() => undefined) as { saved?: boolean } | undefined : undefined;
    return said?.saved ? "sent" : "refused";
}

// --- home: how many slips lie here, and sending them

let sending = false;

async function sendAll(box: HTMLElement): Promise<void> {
    if (sending) return;
    sending = true;
    const button = box.querySelector<HTMLButtonElement>("[data-kept-send]");
    if (button) button.disabled = true;
    let sent = 0, last: Outcome = "sent";
    for (const slip of (await all()).filter((one) => one.account === account && !one.refused)) {
        last = await send(slip, box.dataset.csrf ?? "");
        if (last === "sent") {
            await forget(slip.key);
            ++sent;
        } else if (last === "refused") await keep({ ...slip, refused: true });
        else break;
    }
    sending = false;
    if (button) button.disabled = false;
    if (sent > 0) return location.assign(`${kHome}?da_gui=1`);
    await showKept(box, last);
}

async function showKept(box: HTMLElement, last: Outcome): Promise<void> {
    const slips = await all();
    const mine = slips.filter((slip) => slip.account === account), others = slips.length - mine.length;
    box.hidden = slips.length === 0;
    const title = box.querySelector("[data-kept-title]"), text = box.querySelector("[data-kept-text]");
    const button = box.querySelector<HTMLElement>("[data-kept-send]");
    if (!title || !text || !button || box.hidden) return;
    const refused = mine.filter((slip) => slip.refused);
    const count = mine.length === 1 ? word("one") : word("many").replace("{count}", String(mine.length));
    title.textContent = mine.length === 0 ? "" : navigator.onLine ? count : `${word("away")} ${count}`;
    text.textContent = [mine.length > 0 ? word(last === "signin" ? "signin" : refused.length > 0 ? "refused" : "wait") : "",
        others > 0 ? word("other").replace("{count}", String(others)) : ""].join(" ").trim();
    button.hidden = mine.length === refused.length;
    box.querySelector("[data-kept-open]")?.remove();
    if (refused[0]) {
        const link = document.createElement("a");
        link.href = `${kAddress}?may=${encodeURIComponent(refused[0].key)}`;
        link.textContent = refused[0].fields.find(([name]) => name === "ten")?.[1] || "…";
        link.className = "btn sec2 sm";
        link.dataset.keptOpen = "";
        button.after(link);
    }
}

async function home(box: HTMLElement): Promise<void> {
    box.querySelector("[data-kept-send]")?.addEventListener("click", () => void sendAll(box));
    addEventListener("online", () => void sendAll(box));
    addEventListener("offline", () => void showKept(box, "away"));
    const waiting = (await all()).some((slip) => slip.account === account && !slip.refused);
    await (waiting && navigator.onLine ? sendAll(box) : showKept(box, "away"));
}

// --- the form

const kLongSide = 1600, kQuality = 0.8, kShrunk = "anh.jpg";

/** Smaller for a slow network; the server makes every photo anew in any case. */
async function shrunk(file: File): Promise<Blob> {
    if (file.name === kShrunk) return file;
    const image = await createImageBitmap(file).catch(() => undefined);
    if (!image) return file;
    const scale = Math.min(1, kLongSide / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", kQuality));
    return made && made.size < file.size ? made : file;
}

/** Puts a photo into the box, as if it had been chosen; an old browser leaves the box as it is. */
function put(box: HTMLInputElement, photo: Blob): boolean {
    try {
        const files = new DataTransfer();
        files.items.add(new File([photo], kShrunk, { type: photo.type || "image/jpeg" }));
        box.files = files.files;
        return true;
    } catch {
        return false;
    }
}

function say(form: HTMLFormElement, photo: Blob): void {
    const text = form.querySelector<HTMLElement>("[data-photo-note]");
    if (!text) return;
    text.textContent = word("shrunk").replace("{size}", String(Math.ceil(photo.size / 1024)));
    text.hidden = false;
}

async function chosen(form: HTMLFormElement, box: HTMLInputElement): Promise<void> {
    const file = box.files?.[0];
    const note = form.querySelector<HTMLElement>("[data-photo-note]");
    if (note) note.hidden = true;
    if (!file) return;
    const small = await shrunk(file);
    if (small !== file && box.files?.[0] === file && put(box, small)) say(form, small);
}

async function read(form: HTMLFormElement): Promise<Kept> {
    const data = new FormData(form), fields: [string, string][] = [];
    let photo: Blob | undefined;
    for (const [name, value] of data) {
        if (typeof value === "string") {
            if (name !== "_csrf") fields.push([name, value]);
        } else if (value.size > 0) photo = await shrunk(value);
    }
    return { key: String(data.get("request_key")), account, fields, photo };
}

function note(name: string): void {
    const box = document.querySelector<HTMLElement>("[data-form-note]"), text = box?.querySelector("b");
    if (!box || !text) return;
    text.textContent = word(name);
    box.hidden = false;
    box.scrollIntoView({ block: "center" });
}

/** Is it the photo itself that is wrong? Then it is not put back. */
function refusesPhoto(form: HTMLFormElement): boolean {
    return form.querySelector("[name=anh][aria-invalid]") !== null && form.querySelectorAll("[aria-invalid]").length === 1;
}

/** A slip the server refused is opened again in the form it was written in; the page that says why it was refused
    holds the words, and gets the photo back. */
async function reopen(form: HTMLFormElement): Promise<void> {
    const asked = new URLSearchParams(location.search).get("may");
    const key = asked ?? String(new FormData(form).get("request_key"));
    const slip = (await all()).find((one) => one.key === key && one.account === account);
    if (!slip) return;
    const box = form.elements.namedItem("anh");
    if (slip.photo && box instanceof HTMLInputElement && !refusesPhoto(form)) put(box, slip.photo);
    if (!asked) return;
    for (const [name, value] of slip.fields) {
        const box = form.elements.namedItem(name);
        if (box instanceof RadioNodeList) box.value = value;
        else if (box instanceof HTMLInputElement && box.type === "checkbox") box.checked = true;
        else if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) box.value = value;
    }
}

/** Kept first, then sent: a network that dies in between loses nothing. */
async function submit(form: HTMLFormElement): Promise<void> {
    const slip = await read(form);
    await keep(slip);
    const csrf = String(new FormData(form).get("_csrf"));
    const outcome = navigator.onLine ? await send(slip, csrf) : "away";
    if (outcome === "sent") {
        await forget(slip.key);
        return location.assign(`${kHome}?da_gui=1`);
    }
    if (outcome === "refused") {  // the page with its errors comes from the server
        await keep({ ...slip, refused: true });
        return HTMLFormElement.prototype.submit.call(form);
    }
    note(outcome);
}

function write(form: HTMLFormElement): void {
    const later = form.querySelector<HTMLButtonElement>("[data-keep]"), hint = form.querySelector<HTMLElement>("[data-keep-hint]");
    if (later) later.hidden = false;
    if (hint) hint.hidden = false;
    let busy = false;
    const once = (work: () => Promise<void>) => {
        if (busy) return;
        busy = true;
        void work().catch(() => HTMLFormElement.prototype.submit.call(form)).finally(() => { busy = false; });
    };
    const photo = form.elements.namedItem("anh");
    if (photo instanceof HTMLInputElement) photo.addEventListener("change", () => void chosen(form, photo));
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        once(() => submit(form));
    });
    later?.addEventListener("click", () => once(async () => {
        await keep(await read(form));
        note("kept");
    }));
    void reopen(form).catch(() => undefined);
}

document.querySelector<HTMLElement>(".errors[role=alert]")?.focus();
const box = document.querySelector<HTMLElement>("[data-kept]");
const form = document.querySelector<HTMLFormElement>("form[data-slip]");
if ("indexedDB" in globalThis) {
    if (box) void home(box).catch(() => undefined);
    if (form) write(form);
}
