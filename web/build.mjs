// SPDX-License-Identifier: Apache-2.0
// node web/build.mjs OUT
// Packs css, fonts, icons and islands into OUT/files (names carry a hash of their content), each also compressed
// with brotli, and writes OUT/assets.S (.incbin) and OUT/assets.gen.cpp, which embed them into the binary.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const out = path.resolve(process.argv[2] ?? path.join(root, "build/web"));

function fail(sentence) {
    console.error(`web/build.mjs: ${sentence}`);
    process.exit(1);
}

let esbuild;
try {
    esbuild = require("esbuild");
} catch {
    fail(`the npm packages of the pages are missing. Run "npm ci" in ${root} (dev/install does it too).`);
}

function packageDirectory(name) {
    const found = require.resolve.paths(name).map((base) => path.join(base, name)).find((folder) => fs.existsSync(folder));
    return found ?? fail(`the package ${name} is missing; run "npm ci" in ${root}`);
}

// --- fonts: family, package, subset files, unicode range ---------------------------------------------------

const vietnamese = "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304," +
    "U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB";
const latin = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193," +
    "U+2212,U+2215,U+FEFF,U+FFFD";
const ranges = { vietnamese, latin, lao: "U+0E80-0EFF" };

function face(family, name, subset, weight, file, style = "normal") {
    const url = path.join(packageDirectory(name), "files", file);
    if (!fs.existsSync(url)) fail(`${url} is missing; run "npm ci"`);
    return `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;` +
        `src:url("${url}") format("woff2");unicode-range:${ranges[subset]}}`;
}

function fontFaces() {
    const faces = [];
    for (const subset of ["vietnamese", "latin"]) {
        for (const weight of [400, 500, 600, 700])
            faces.push(face("Be Vietnam Pro", "@fontsource/be-vietnam-pro", subset, weight,
                `be-vietnam-pro-${subset}-${weight}-normal.woff2`));
        faces.push(face("Source Serif 4", "@fontsource-variable/source-serif-4", subset, "200 900",
            `source-serif-4-${subset}-wght-normal.woff2`));
        for (const [weight, style] of [[400, "normal"], [400, "italic"], [700, "normal"], [700, "italic"]])
            faces.push(face("Tinos", "@fontsource/tinos", subset, weight, `tinos-${subset}-${weight}-${style}.woff2`, style));
    }
    for (const weight of [400, 700])
        faces.push(face("Noto Sans Lao", "@fontsource/noto-sans-lao", "lao", weight, `noto-sans-lao-lao-${weight}-normal.woff2`));
    return faces.join("\n");
}

/** The dark theme twice: chosen by cookie, and by the system where nothing was chosen. */
function darkTheme(css) {
    return css + css.replaceAll("@media screen", "@media screen and (prefers-color-scheme:dark)")
        .replaceAll(":root[data-theme=dark]", ":root:not([data-theme])");
}

const plugin = {
    name: "kheo",
    setup(build) {
        build.onResolve({ filter: /^kheo:fonts$/ }, (args) => ({ path: args.path, namespace: "kheo" }));
        build.onLoad({ filter: /^kheo:fonts$/, namespace: "kheo" },
            () => ({ contents: fontFaces(), loader: "css", resolveDir: root }));
        build.onLoad({ filter: /css\/dark\.css$/ },
            (args) => ({ contents: darkTheme(fs.readFileSync(args.path, "utf8")), loader: "css" }));
    },
};

// --- icons ------------------------------------------------------------------------------------------------

function iconSprite() {
    const header = fs.readFileSync(path.join(root, "src/platform/view/icons.hpp"), "utf8");
    const listed = header.slice(header.indexOf("icons-begin"), header.indexOf("icons-end"));
    const folder = path.join(packageDirectory("@tabler/icons"), "icons/outline");
    const symbols = [...listed.matchAll(/"([a-z0-9-]+)"/g)].map(([, name]) => {
        const file = path.join(folder, `${name}.svg`);
        if (!fs.existsSync(file)) fail(`icons.hpp names "${name}", which @tabler/icons does not have`);
        const shapes = fs.readFileSync(file, "utf8").replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>/, "")
            .replace("</svg>", "").replace(/\s+/g, " ").trim();
        return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
}

// --- build ------------------------------------------------------------------------------------------------

const types = {
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
    ".woff2": "font/woff2", ".webp": "image/webp",
};
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

/** name in templates ("kheo.css"), name in the address ("kheo.1a2b.css"), bytes. */
async function collect() {
    const built = await esbuild.build({
        entryPoints: { kheo: path.join(root, "web/css/kheo.css"), page: path.join(root, "web/islands/page.ts"),
            team: path.join(root, "web/islands/team.ts") },
        bundle: true, minify: true, write: false, outdir: "/assets", metafile: true, format: "esm",
        target: ["chrome109", "safari15.4", "firefox115"], plugins: [plugin], logLevel: "warning",
        loader: { ".woff2": "file", ".svg": "file" }, assetNames: "[name].[hash]",
    });
    const files = built.outputFiles.map((file) => {
        const name = path.basename(file.path), bytes = Buffer.from(file.contents);
        const { name: stem, ext } = path.parse(name);
        const hashed = ["kheo.css", "page.js", "team.js"].includes(name) ? `${stem}.${hash(bytes)}${ext}` : name;
        return { name, address: hashed, bytes };
    });
    const plain = [["icons.svg", Buffer.from(iconSprite())], ["icon.svg", fs.readFileSync(path.join(root, "web/img/icon.svg"))]];
    for (const art of fs.readdirSync(path.join(root, "web/img")).filter((name) => name.startsWith("art-")))
        plain.push([art, fs.readFileSync(path.join(root, "web/img", art))]);
    for (const picture of fs.readdirSync(path.join(root, "web/guide")).filter((name) => name.endsWith(".webp")))
        plain.push([picture, fs.readFileSync(path.join(root, "web/guide", picture))]);
    for (const [name, bytes] of plain) {
        const { name: stem, ext } = path.parse(name);
        files.push({ name, address: `${stem}.${hash(bytes)}${ext}`, bytes });
    }
    return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function brotli(bytes, extension) {
    if (extension === ".woff2" || extension === ".webp") return null;
    const small = zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } });
    return small.length < bytes.length * 0.95 ? small : null;
}

const files = await collect();
const folder = path.join(out, "files");
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });

let assembly = "/* Generated by web/build.mjs; do not edit. */\n    .section .rodata\n";
let declarations = "", rows = "", names = "";
const embed = (symbol, file) => {
    assembly += `    .global ${symbol}\n    .global ${symbol}_end\n${symbol}:\n    .incbin "${file}"\n${symbol}_end:\n    .byte 0\n`;
    declarations += `extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n`;
    return `{${symbol}, ${symbol}_end}`;
};
files.forEach((file, i) => {
    const extension = path.extname(file.name);
    const target = path.join(folder, file.address);
    fs.writeFileSync(target, file.bytes);
    const bytes = embed(`kheo_asset_${i}`, target);
    const small = brotli(file.bytes, extension);
    let compressed = "{}";
    if (small) {
        fs.writeFileSync(`${target}.br`, small);
        compressed = embed(`kheo_asset_${i}_br`, `${target}.br`);
    }
    names += `        "${file.name}",\n`;
    rows += `        {"/assets/${file.address}", "${types[extension]}", std::string_view${bytes}, "${hash(file.bytes)}", std::string_view${compressed}, true},\n`;
});
assembly += '    .section .note.GNU-stack,"",@progbits\n';
fs.writeFileSync(path.join(out, "assets.S"), assembly);
fs.writeFileSync(path.join(out, "assets.gen.cpp"), `// Generated by web/build.mjs; do not edit.
#include "platform/asset/asset.hpp"
extern "C" {
${declarations}}
namespace kheo::asset {
std::span<const http::Asset> files() {
    static const http::Asset kFiles[] = {
${rows}    };
    return kFiles;
}
std::span<const std::string_view> names() {
    static constexpr std::string_view kNames[] = {
${names}    };
    return kNames;
}
}  // namespace kheo::asset
`);
