// SPDX-License-Identifier: Apache-2.0
// Catalogue directories into the database: read → apply to a copy of what is stored → write the difference.
#include <fstream>
#include <sstream>

#include "platform/ledger/ledger.hpp"
#include "territory/apply.hpp"
#include "territory/messages.gen.hpp"
#include "territory/shipped.hpp"
#include "territory/store.hpp"

namespace kheo::territory {

namespace {

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    if (!in) return fail(ErrorKind::environment, msg::no_such_directory, {{"path", path.string()}});
    return out.str();
}

Result<std::vector<NamedFile>> read_directory(const std::filesystem::path& directory) {
    std::error_code error;
    std::filesystem::directory_iterator it(directory, error);
    if (error)
        return fail(ErrorKind::invalid, msg::no_such_directory, {{"path", directory.string()}},
                    error.message());
    std::vector<NamedFile> files;
    for (const auto& entry : it) {
        const auto name = entry.path().filename().string();
        if (is_catalogue_file(name)) files.push_back({name, TRY(read_file(entry.path()))});
    }
    if (files.empty())
        return fail(ErrorKind::invalid, msg::no_catalogue_files, {{"path", directory.string()}});
    return files;
}

/// Facts that no catalogue file carries travel with the earliest map; without that map they are not applied.
void add_known_acts(std::vector<NamedFile>& files) {
    for (const auto& [name, content] : shipped::known_acts())
        files.push_back({std::string(name), std::string(content)});
}

Result<ImportReport> import_files(db::Database& database, std::vector<NamedFile> files, std::string source,
                                  Millis at) {
    ImportReport report;
    report.source = source;
    report.files = static_cast<int>(files.size());
    add_known_acts(files);
    const auto catalogue = TRY(read_catalogue(std::move(files), std::move(source)));
    return database.write([&](db::Transaction& tx) -> Result<ImportReport> {
        const auto before = TRY(store::load_history(tx, store::Detail::with_citations));
        auto after = before;
        after.reindex();
        report.remarks = apply(after, catalogue);
        const auto saved = TRY(store::save_history(tx, before, after, at));
        report.units_added = saved.units_added;
        report.units_changed = saved.units_changed;
        report.lineage_written = saved.lineage_written;
        if (report.changed()) {
            TRY(store::bump_revision(tx));
            TRY(ledger::append(tx, {{}, "territory.imported", "territory", 0, "units,versions,lineage", {}},
                               at));
        }
        return report;
    });
}

}  // namespace

Result<ImportReport> import_directory(db::Database& database, const std::filesystem::path& directory,
                                      Millis at) {
    auto files = TRY(read_directory(directory));
    auto name = std::filesystem::absolute(directory).lexically_normal();
    if (!name.has_filename()) name = name.parent_path();
    return import_files(database, std::move(files), name.filename().string(), at);
}

bool has_shipped_catalogue() {
    return !shipped::files().empty();
}

Result<ImportReport> load_shipped_catalogue(db::Database& database, Millis at,
                                            const std::vector<MoreLines>& more) {
    std::vector<NamedFile> files;
    for (const auto& [name, content] : shipped::files()) {
        files.push_back({std::string(name), std::string(content)});
        for (const auto& addition : more)
            if (addition.file == name) files.back().content += addition.lines;
    }
    if (files.empty()) return fail(ErrorKind::environment, msg::no_shipped_catalogue);
    return import_files(database, std::move(files), "shipped", at);
}

}  // namespace kheo::territory
