// SPDX-License-Identifier: Apache-2.0
#include "territory/catalogue.hpp"

#include <algorithm>

#include "territory/csv.hpp"
#include "territory/history.hpp"
#include "territory/levels.hpp"
#include "territory/messages.gen.hpp"

namespace kheo::territory {

namespace {

enum class FileKind { none, units, changes, reuse };

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

FileKind kind_of(std::string_view name) {
    if (!name.ends_with(".csv")) return FileKind::none;
    name.remove_suffix(4);
    if (name.starts_with("units_changes_") || name.starts_with("provinces_changes_"))
        return FileKind::changes;
    if (name.starts_with("code_reuse_")) return FileKind::reuse;
    if (name.starts_with("units_") && name.size() == 10 && all_digits(name.substr(6))) return FileKind::units;
    return FileKind::none;
}

std::string place(const std::string& file, std::size_t row) {
    return file + ":" + std::to_string(row + 2);
}

Result<> require_columns(const Csv& csv, const std::string& file,
                         std::initializer_list<std::string_view> columns) {
    for (const auto column : columns) {
        if (!csv.has(column))
            return fail(ErrorKind::invalid, msg::missing_column,
                        {{"file", file}, {"column", std::string(column)}});
    }
    return {};
}

Result<Date> date_or(const std::string& text, Date fallback, const std::string& where) {
    if (text.empty()) return fallback;
    const auto date = Date::parse_iso(text);
    if (!date) return fail(ErrorKind::invalid, msg::bad_date, {{"place", where}, {"text", text}});
    return *date;
}

Result<Level> level_for(const std::string& level, const std::string& code, const std::string& where) {
    const auto named = level.empty() ? level_of_code(code) : parse_level(level);
    if (!named || level_of_code(code) != named)
        return fail(ErrorKind::invalid, msg::bad_code, {{"place", where}, {"code", code}});
    return *named;
}

Result<CatalogueFile> read_units(const NamedFile& file) {
    const Csv csv(file.content);
    TRY(require_columns(csv, file.name, {"code", "level", "full_name", "parent_code"}));
    CatalogueFile out{file.name, std::stoi(file.name.substr(6, 4)), beginning(), beginning(), {}};
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const auto where = place(file.name, i);
        CatalogueRow row;
        row.code = csv.at(i, "code");
        row.level = TRY(level_for(csv.at(i, "level"), row.code, where));
        row.full_name = csv.at(i, "full_name");
        const auto parts = split_full_name(row.full_name);
        row.type = csv.at(i, "type").empty() ? parts.type : csv.at(i, "type");
        row.name = csv.at(i, "name").empty() ? parts.name : csv.at(i, "name");
        row.parent_code = csv.at(i, "parent_code");
        row.from = TRY(date_or(csv.at(i, "valid_from"), beginning(), where));
        row.to = TRY(date_or(csv.at(i, "valid_to"), ending(), where));
        out.starts = std::max(out.starts, row.from);
        out.ends = std::max(out.ends, row.to);
        out.rows.push_back(std::move(row));
    }
    std::stable_sort(out.rows.begin(), out.rows.end(),
                     [](const auto& a, const auto& b) { return a.level < b.level; });
    return out;
}

Result<EarlierRow> earlier_row(const Csv& csv, std::size_t i, const std::string& where) {
    EarlierRow row;
    row.code = csv.at(i, "code");
    row.level = TRY(level_for(csv.at(i, "level"), row.code, where));
    row.kind = csv.at(i, "kind");
    row.name_before = csv.at(i, "name_before");
    row.name_after = csv.at(i, "name_after");
    row.district_before = csv.at(i, "district_before");
    row.district_after = csv.at(i, "district_after");
    row.province_code = csv.at(i, "province_code");
    const auto seen = Date::parse_iso(csv.at(i, "snapshot_date"));
    if (!seen)
        return fail(ErrorKind::invalid, msg::bad_date,
                    {{"place", where}, {"text", csv.at(i, "snapshot_date")}});
    row.seen = *seen;
    row.resolutions = csv.at(i, "resolution_candidates");
    return row;
}

Result<ChangeRow> change_row(const Csv& csv, std::size_t i, const std::string& file) {
    const auto where = place(file, i);
    ChangeRow row;
    row.old_code = csv.at(i, "old_code");
    row.new_code = csv.at(i, "new_code");
    // An old unit may be known by name and district only.
    const bool by_name = row.old_code.empty() && !csv.at(i, "old_district_code").empty();
    row.level_old = by_name ? Level::commune : TRY(level_for(csv.at(i, "level_old"), row.old_code, where));
    row.old_district_code = csv.at(i, "old_district_code");
    row.level_new = TRY(level_for("", row.new_code, where));
    row.old_full_name = csv.at(i, "old_full_name");
    row.new_full_name = csv.at(i, "new_full_name");
    row.kind = csv.at(i, "kind");
    row.extent = csv.at(i, "extent") == "partial" ? Extent::part : Extent::whole;
    row.extent_text = csv.at(i, "extent_text");
    row.default_target = csv.at(i, "default_target");
    const auto effective = Date::parse_iso(csv.at(i, "valid_from"));
    if (!effective)
        return fail(ErrorKind::invalid, msg::bad_date, {{"place", where}, {"text", csv.at(i, "valid_from")}});
    row.effective = *effective;
    row.resolution = csv.at(i, "resolution");
    row.clause = csv.at(i, "clause");
    row.citation = csv.at(i, "citation");
    row.confidence = csv.at(i, "confidence");
    const auto& note = csv.at(i, "correction").empty() ? csv.at(i, "note") : csv.at(i, "correction");
    row.provenance = note.empty() ? file : file + ": " + note;
    return row;
}

Result<> read_changes(const NamedFile& file, Catalogue& out) {
    const Csv csv(file.content);
    if (csv.has("snapshot_date")) {
        TRY(require_columns(csv, file.name, {"code", "level", "kind", "name_before", "province_code"}));
        for (std::size_t i = 0; i < csv.size(); ++i)
            out.earlier.push_back(TRY(earlier_row(csv, i, place(file.name, i))));
        return {};
    }
    TRY(require_columns(csv, file.name, {"old_code", "new_code", "kind", "valid_from"}));
    for (std::size_t i = 0; i < csv.size(); ++i) out.changes.push_back(TRY(change_row(csv, i, file.name)));
    return {};
}

void read_reuse(const NamedFile& file, Catalogue& out) {
    const Csv csv(file.content);
    const auto digits = std::string_view(file.name).substr(11, 4);
    const int year = all_digits(digits) ? std::stoi(std::string(digits)) : 0;
    for (std::size_t i = 0; i < csv.size(); ++i)
        out.reuse.push_back(
            {year, csv.at(i, "code"), csv.at(i, "full_name_before"), csv.at(i, "full_name_after")});
}

void remark_gaps(Catalogue& catalogue) {
    std::size_t no_resolution = 0, no_default = 0;
    for (const auto& row : catalogue.changes) {
        if (row.resolution.empty()) ++no_resolution;
        if (row.extent == Extent::part && row.default_target.empty()) ++no_default;
    }
    if (no_resolution > 0)
        catalogue.remarks.emplace_back(
            msg::remark_no_resolution,
            std::vector<Sentence::Argument>{{"count", std::to_string(no_resolution)}});
    if (no_default > 0)
        catalogue.remarks.emplace_back(
            msg::remark_no_default_target,
            std::vector<Sentence::Argument>{{"count", std::to_string(no_default)}});
}

}  // namespace

bool is_catalogue_file(std::string_view name) {
    return kind_of(name) != FileKind::none;
}

Result<Catalogue> read_catalogue(std::vector<NamedFile> files, std::string source) {
    Catalogue out;
    out.source = std::move(source);
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (const auto& file : files) {
        const auto kind = kind_of(file.name);
        if (kind == FileKind::units) out.files.push_back(TRY(read_units(file)));
        if (kind == FileKind::changes) TRY(read_changes(file, out));
        if (kind == FileKind::reuse) read_reuse(file, out);
    }
    std::stable_sort(out.files.begin(), out.files.end(),
                     [](const auto& a, const auto& b) { return a.starts < b.starts; });
    remark_gaps(out);
    return out;
}

}  // namespace kheo::territory
