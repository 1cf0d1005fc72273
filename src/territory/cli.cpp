// SPDX-License-Identifier: Apache-2.0
#include "territory/cli.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "territory/levels.hpp"
#include "territory/messages.gen.hpp"

namespace kheo::territory {

namespace {

using Json = nlohmann::ordered_json;

/// Open ends are null: nobody knows the day.
Json day(Date date) {
    const auto iso = date.iso();
    return iso == kBeginningOfTime || iso == kEndOfTime ? Json(nullptr) : Json(iso);
}

Json to_json(const Unit& unit) {
    return {{"unit_id", unit.id.value},
            {"code", unit.code},
            {"level", level_name(unit.level)},
            {"type", unit.type},
            {"name", unit.name},
            {"full_name", unit.full_name},
            {"parent_code", unit.parent_code},
            {"valid_from", day(unit.valid_from)},
            {"valid_to", day(unit.valid_to)}};
}

Json to_json(const std::vector<Unit>& units) {
    Json out = Json::array();
    for (const auto& unit : units) out.push_back(to_json(unit));
    return out;
}

std::string_view status_name(ResolveStatus status) {
    if (status == ResolveStatus::resolved) return "resolved";
    return status == ResolveStatus::ambiguous ? "ambiguous" : "unknown";
}

void add_catalogue(Json& json, const Atlas& atlas, Date on) {
    if (atlas.before_earliest(on)) json["catalogue"] = "earliest_known";
}

std::string line(const Unit& unit) {
    return fmt::format("{:<5}  {:<8}  {}\n", unit.code, level_name(unit.level), unit.full_name);
}

Result<std::shared_ptr<const Atlas>> load(db::Database& database) {
    return database.read([](db::Transaction& tx) { return load_atlas(tx); });
}

Json resolution_json(const Resolution& r, const Atlas& atlas, Date on) {
    // An abolished unit without a known successor still stands for itself: it is what the person is asked
    // about.
    const bool itself = r.candidates.empty() && r.named;
    Json out{{"status", status_name(r.status)},
             {"unit", r.unit ? to_json(*r.unit) : Json(nullptr)},
             {"candidates", itself ? to_json(std::vector{*r.named}) : to_json(r.candidates)},
             {"today", r.today},
             {"named", r.named ? to_json(*r.named) : Json(nullptr)}};
    Json remarks = Json::array();
    const std::pair<bool, std::string_view> all[] = {
        {r.dissolved, "dissolved"},     {r.dissolved_later, "dissolved_later"},
        {r.split_later, "split_later"}, {r.type_mismatch, "type_mismatch"},
        {r.multiple, "multiple"},       {r.district_outdated, "district_outdated"}};
    for (const auto& [holds, name] : all) {
        if (holds) remarks.push_back(name);
    }
    out["remarks"] = std::move(remarks);
    add_catalogue(out, atlas, on);
    return out;
}

Json counts(const Atlas& atlas, Date on) {
    return {{"date", on.iso()},
            {"provinces", atlas.list(Level::province, on).size()},
            {"districts", atlas.list(Level::district, on).size()},
            {"communes", atlas.list(Level::commune, on).size()}};
}

/// The day before each map change and the day of it.
std::vector<Date> telling_days(const Atlas& atlas) {
    std::vector<Date> out;
    for (const auto& start : atlas.map_days()) {
        if (!out.empty()) out.push_back(start.plus_days(-1));
        out.push_back(start);
    }
    return out;
}

std::string words(const ImportReport& report, std::string_view source) {
    if (!report.changed())
        return Sentence(msg::unchanged, {{"source", std::string(source)}}).in(Language::vi);
    return Sentence(msg::imported, {{"source", std::string(source)},
                                    {"files", std::to_string(report.files)},
                                    {"added", std::to_string(report.units_added)},
                                    {"changed", std::to_string(report.units_changed)},
                                    {"lines", std::to_string(report.lineage_written)}})
        .in(Language::vi);
}

}  // namespace

Result<UnitId> unit_by_code_or_name(const Atlas& atlas, std::string_view text, Date on) {
    if (level_of_code(text)) {
        if (const auto* unit = atlas.find_code(text, on)) return unit->id;
        auto days = telling_days(atlas);
        std::sort(days.begin(), days.end(), [on](Date a, Date b) {
            return std::abs(a.days() - on.days()) < std::abs(b.days() - on.days());
        });
        for (const auto near : days) {
            if (const auto* unit = atlas.find_code(text, near)) return unit->id;
        }
        return fail(ErrorKind::invalid, msg::unknown_code,
                    {{"code", std::string(text)}, {"date", on.vietnamese()}});
    }
    const auto found = atlas.resolve(text, on);
    if (found.unit) return found.unit->id;
    if (found.named) return found.named->id;
    return fail(ErrorKind::invalid, msg::unknown_within, {{"text", std::string(text)}});
}

Result<> run_import(db::Database& database, const std::filesystem::path& directory, Millis at,
                    const Output& to) {
    const auto report = TRY(import_directory(database, directory, at));
    const auto atlas = TRY(load(database));
    to.err << words(report, report.source) << "\n";
    for (const auto& remark : report.remarks) to.err << "  – " << remark.in(Language::vi) << "\n";
    Json maps = Json::array(), remarks = Json::array();
    for (const auto on : telling_days(*atlas)) {
        maps.push_back(counts(*atlas, on));
        const auto& map = maps.back();
        to.err << Sentence(msg::counts_on, {{"date", on.vietnamese()},
                                            {"provinces", format_count(map["provinces"].get<std::int64_t>())},
                                            {"districts", format_count(map["districts"].get<std::int64_t>())},
                                            {"communes", format_count(map["communes"].get<std::int64_t>())}})
                      .in(Language::vi)
               << "\n";
    }
    for (const auto& remark : report.remarks) remarks.push_back(remark.in(Language::vi));
    if (to.json)
        to.out << Json{{"files", report.files},
                       {"units_added", report.units_added},
                       {"units_changed", report.units_changed},
                       {"lineage_written", report.lineage_written},
                       {"remarks", remarks},
                       {"maps", maps}}
                      .dump()
               << "\n";
    return {};
}

Result<> run_list(db::Database& database, const ListOptions& options, const Output& to) {
    const auto atlas = TRY(load(database));
    const auto under =
        options.under.empty() ? UnitId{} : TRY(unit_by_code_or_name(*atlas, options.under, options.date));
    std::vector<Level> levels{Level::province, Level::district, Level::commune};
    if (options.level) levels = {*options.level};
    Json units = Json::array();
    for (const auto level : levels) {
        for (const auto* unit : atlas->list(level, options.date, under)) {
            if (to.json)
                units.push_back(to_json(*unit));
            else
                to.out << line(*unit);
        }
    }
    if (!to.json) return {};
    Json json{{"count", units.size()}, {"units", std::move(units)}};
    add_catalogue(json, *atlas, options.date);
    to.out << json.dump() << "\n";
    return {};
}

Result<> run_resolve(db::Database& database, const ResolveOptions& options, const Output& to) {
    const auto atlas = TRY(load(database));
    const auto within =
        options.within.empty() ? UnitId{} : TRY(unit_by_code_or_name(*atlas, options.within, options.date));
    const auto found = atlas->resolve(options.text, options.date, within);
    if (to.json) {
        to.out << resolution_json(found, *atlas, options.date).dump() << "\n";
        return {};
    }
    to.out << status_name(found.status) << "\n";
    if (found.unit) to.out << line(*found.unit);
    if (found.named) to.out << line(*found.named);
    for (const auto& unit : found.candidates) to.out << "? " << line(unit);
    return {};
}

Result<> run_successors(db::Database& database, const SuccessorOptions& options, const Output& to) {
    const auto atlas = TRY(load(database));
    const auto* unit = atlas->find_code(options.code, options.date);
    if (!unit)
        return fail(ErrorKind::invalid, msg::unknown_code,
                    {{"code", options.code}, {"date", options.date.vietnamese()}});
    Json list = Json::array();
    for (const auto& next : atlas->successors(unit->id, options.date, options.on)) {
        if (!to.json) to.out << line(next.unit);
        list.push_back({{"unit", to_json(next.unit)},
                        {"kind", next.kind},
                        {"extent", next.extent == Extent::part ? "part" : "whole"},
                        {"extent_text", next.extent_text},
                        {"default_target", next.default_target},
                        {"resolution", next.resolution}});
    }
    if (!to.json) return {};
    Json json{{"successors", std::move(list)}};
    const auto stands = atlas->restate(unit->id, options.on);
    const auto* holder = stands.unit ? atlas->find(stands.unit, options.on) : nullptr;
    json["held_by"] = holder ? to_json(*holder) : Json(nullptr);
    json["exact"] = stands.exact;
    add_catalogue(json, *atlas, options.date);
    to.out << json.dump() << "\n";
    return {};
}

}  // namespace kheo::territory
