// SPDX-License-Identifier: Apache-2.0
// Reading an archive into an empty database: see archive.hpp.
#include <sodium.h>

#include <algorithm>
#include <map>

#include "base/digest.hpp"
#include "base/nesting.hpp"
#include "platform/archive/archive.hpp"
#include "platform/archive/csv.hpp"
#include "platform/archive/file.hpp"
#include "platform/archive/format.hpp"
#include "platform/archive/messages.gen.hpp"
#include "platform/archive/store.hpp"
#include "platform/db/migrations.hpp"

namespace kheo::archive {

namespace {

constexpr int kDeepest = 64;                        // levels of brackets; our own have fewer than ten
constexpr Millis kYear10000 = 253'402'300'800'000;  // no calendar here goes so far

std::unexpected<Error> damaged(std::string detail) {
    return fail(ErrorKind::invalid, msg::damaged, {}, std::move(detail));
}

/// A row that the schema does not take makes a malformed copy, not an act that met another one.
Error of_the_copy(Error error) {
    for (const auto word :
         {db::code::kUnique, db::code::kForeignKey, db::code::kCheck, db::code::kNotNull, db::code::kSyntax})
        if (error.code == word) return damaged(std::move(error.detail)).error();
    return error;
}

struct Measured {
    std::int64_t bytes = 0, rows = -1;
    std::string sha256;
};

class Loader {
  public:
    Loader(db::Transaction& tx, Reader& reader, std::filesystem::path dir, Millis at)
        : tx_(tx), reader_(reader), dir_(std::move(dir)), at_(at) {}

    Result<Loaded> run() {
        TRY(load_dictionary());
        for (;;) {
            const auto name = TRY(reader_.next());
            if (!name) return fail(ErrorKind::invalid, msg::unfinished);
            if (*name == kManifest) break;
            TRY(load_member(*name));
        }
        TRY(compare_with_manifest());
        TRY(check_signature());
        if (TRY(reader_.next())) return damaged("members behind the signature");
        TRY(db::continue_identities(tx_, tables_));
        return std::move(loaded_);
    }

  private:
    Result<std::string> whole() {
        std::string text;
        for (;;) {
            const auto piece = TRY(reader_.read());
            if (piece.empty()) return text;
            text += piece;
            if (text.size() > kLongestText) return damaged("a member is too long");
        }
    }

    Result<Json> json_of(std::string_view text, std::string_view name) {
        if (nests_deeper(text, kDeepest)) return damaged(std::string(name));
        auto json = Json::parse(text, nullptr, false);
        if (!json.is_object()) return damaged(std::string(name));
        return json;
    }

    Result<> check_format(const Json& json) {
        if (json.at("format") != kFormat) return damaged("format");
        if (const auto version = json.at("version").get<std::int64_t>(); version != kFormatVersion)
            return fail(ErrorKind::invalid, msg::later_version, {{"version", std::to_string(version)}});
        return {};
    }

    Result<> load_dictionary() {
        const auto name = TRY(reader_.next());
        if (name != kDictionary) return damaged("no dictionary");
        const auto text = TRY(whole());
        note(std::string(kDictionary), text);
        const auto json = TRY(json_of(text, kDictionary));
        TRY(check_format(json));
        TRY(make_schema(json.at("schema").get<std::vector<int>>()));
        return match_tables(json.at("tables"));
    }

    /// Exactly the steps the archive's database had run; later ones are run on the loaded data.
    Result<> make_schema(const std::vector<int>& schema) {
        std::vector<db::Migration> wanted;
        for (const int number : schema) {
            const auto all = db::all_migrations();
            if (std::ranges::find(all, number, &db::Migration::number) == all.end())
                return fail(ErrorKind::invalid, msg::schema_unknown, {{"number", std::to_string(number)}});
            for (const auto& migration : all)  // the engine's own file of this step, when there are two
                if (migration.number == number && (!migration.only || migration.only == tx_.engine()))
                    wanted.push_back(migration);
        }
        loaded_.version = TRY(db::migrate_in(tx_, wanted, at_)).version;
        tables_ = TRY(db::tables(tx_));
        for (auto table = tables_.rbegin(); table != tables_.rend(); ++table)
            if (table->name != kVersionTable) TRY(store::clear(tx_, *table));
        return {};
    }

    Result<> match_tables(const Json& described) {
        for (const auto& entry : described) {
            const auto name = entry.at("name").get<std::string>();
            const auto table = std::ranges::find(tables_, name, &db::Table::name);
            if (table == tables_.end() || name == kVersionTable) return damaged("table " + name);
            db::Table given{name, {}};
            for (const auto& column : entry.at("columns")) {
                const auto known = std::ranges::find(table->columns, column.at("name").get<std::string>(),
                                                     &db::Column::name);
                if (known == table->columns.end() ||
                    db::column_type_name(known->type) != column.at("type").get<std::string>())
                    return damaged("column of " + name);
                if (std::ranges::find(given.columns, known->name, &db::Column::name) != given.columns.end())
                    return damaged("column twice in " + name);
                given.columns.push_back(*known);
            }
            if (given.columns.size() != table->columns.size()) return damaged("columns of " + name);
            if (!described_.emplace(member_of(given), std::move(given)).second)
                return damaged("table twice: " + name);
        }
        return {};
    }

    Result<> load_member(const std::string& name) {
        if (measured_.contains(name)) return damaged("twice: " + name);
        if (const auto table = described_.find(name); table != described_.end())
            return load_table(name, table->second);
        if (is_safe_name(name) && (name.starts_with("files/") || name.starts_with("templates/")))
            return load_file(name);
        return damaged("unknown member " + name);
    }

    Result<> load_table(const std::string& name, const db::Table& table) {
        store::Inserter inserter(tx_, table);
        Measured measured;
        const auto line = [&](std::vector<Field>& fields) -> Result<> {
            if (measured.rows++ >= 0) return inserter.insert(fields);
            return std::ranges::equal(fields, table.columns, {}, &Field::text, &db::Column::name)
                       ? Result<>()
                       : damaged("header of " + name);
        };
        LineSplitter lines(line);
        TRY(pass_on(measured, [&](std::string_view bytes) { return lines.feed(bytes); }));
        TRY(lines.finish());
        if (measured.rows < 0) return damaged("no header in " + name);
        ++loaded_.summary.tables;
        loaded_.summary.rows += measured.rows;
        measured_[name] = std::move(measured);
        return {};
    }

    Result<> load_file(const std::string& name) {
        const auto path = dir_ / name;
        std::error_code error;
        std::filesystem::create_directories(path.parent_path(), error);
        OutputFile out;
        TRY(out.create(path));
        Measured measured;
        TRY(pass_on(measured, [&](std::string_view bytes) { return out.write(bytes); }));
        TRY(out.close());
        ++loaded_.summary.files;
        measured_[name] = std::move(measured);
        return {};
    }

    template <typename F>
    Result<> pass_on(Measured& measured, F&& to) {
        Sha256 digest;
        for (;;) {
            const auto piece = TRY(reader_.read());
            if (piece.empty()) break;
            digest.add(piece);
            measured.bytes += static_cast<std::int64_t>(piece.size());
            TRY(to(piece));
        }
        measured.sha256 = to_hex(digest.value());
        loaded_.summary.bytes += measured.bytes;
        return {};
    }

    void note(const std::string& name, std::string_view text) {
        Sha256 digest;
        digest.add(text);
        measured_[name] = {static_cast<std::int64_t>(text.size()), -1, to_hex(digest.value())};
    }

    Result<> compare_with_manifest() {
        manifest_ = TRY(whole());
        const auto json = TRY(json_of(manifest_, kManifest));
        TRY(check_format(json));
        for (const auto& member : json.at("members")) TRY(compare(member));
        if (!json.at("facts").is_object()) return damaged("facts");
        loaded_.facts = json.at("facts").dump();
        loaded_.made_at = json.at("made_at").get<Millis>();
        if (loaded_.made_at < 0 || loaded_.made_at >= kYear10000) return damaged("made_at");
        if (!measured_.empty()) return damaged("not in the manifest: " + measured_.begin()->first);
        return {};
    }

    Result<> compare(const Json& member) {
        const auto name = member.at("name").get<std::string>();
        const auto found = measured_.find(name);
        if (found == measured_.end()) return fail(ErrorKind::invalid, msg::member_missing, {{"name", name}});
        const auto& measured = found->second;
        const bool same = measured.bytes == member.at("bytes").get<std::int64_t>() &&
                          measured.sha256 == member.at("sha256").get<std::string>() &&
                          measured.rows == member.value("rows", std::int64_t{-1});
        if (!same) return fail(ErrorKind::invalid, msg::member_changed, {{"name", name}});
        measured_.erase(found);
        return {};
    }

    Result<> check_signature() {
        if (TRY(reader_.next()) != kSignature) return fail(ErrorKind::invalid, msg::unfinished);
        const auto text = TRY(whole());
        const auto json = TRY(json_of(text, kSignature));
        const auto key = from_hex(json.at("public_key").get<std::string>());
        const auto signature = from_hex(json.at("signature").get<std::string>());
        const auto message = signed_text(manifest_);
        const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
        if (key.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES ||
            crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature.data()), bytes,
                                        message.size(),
                                        reinterpret_cast<const unsigned char*>(key.data())) != 0)
            return fail(ErrorKind::invalid, msg::signature_bad);
        loaded_.signer = key;
        return {};
    }

    db::Transaction& tx_;
    Reader& reader_;
    std::filesystem::path dir_;
    Millis at_;
    Loaded loaded_;
    std::vector<db::Table> tables_;
    std::map<std::string, db::Table> described_;  // by member
    std::map<std::string, Measured> measured_;    // loaded and not yet found in the manifest
    std::string manifest_;
};

}  // namespace

Result<Loaded> load_archive(db::Transaction& tx, Reader& reader, const std::filesystem::path& dir,
                            Millis at) {
    try {
        auto loaded = Loader(tx, reader, dir, at).run();
        if (!loaded) return fail(of_the_copy(std::move(loaded).error()));
        return loaded;
    } catch (const nlohmann::json::exception& e) {  // a value is missing or of another kind
        return damaged(e.what());
    }
}

}  // namespace kheo::archive
