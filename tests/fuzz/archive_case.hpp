// SPDX-License-Identifier: Apache-2.0
// Archives in memory for the target `backup`, and a database that forgets them again.
#pragma once

#include <sodium.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "fuzz/fuzz.hpp"
#include "platform/archive/archive.hpp"

namespace kheo::fuzz {

using Members = std::vector<std::pair<std::string, std::string>>;  // name, content
using Json = nlohmann::ordered_json;

/// Members stand in an input between lines of "====", each with its name in the first line.
inline Members members_of(std::string_view input) {
    static constexpr std::string_view kBetween = "\n====\n";
    Members members;
    while (!input.empty() && members.size() < 20) {
        const auto member = input.substr(0, input.find(kBetween));
        input.remove_prefix(std::min(member.size() + kBetween.size(), input.size()));
        const auto line = std::min(member.find('\n'), member.size());
        members.emplace_back(member.substr(0, line), member.substr(std::min(line + 1, member.size())));
    }
    return members;
}

struct InstallationKey {
    std::string public_key = std::string(crypto_sign_PUBLICKEYBYTES, 0);
    std::string secret_key = std::string(crypto_sign_SECRETKEYBYTES, 0);
    InstallationKey() {
        const std::string seed(crypto_sign_SEEDBYTES, 'i');
        crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_key.data()),
                                 reinterpret_cast<unsigned char*>(secret_key.data()),
                                 reinterpret_cast<const unsigned char*>(seed.data()));
    }
};

inline std::string signature_of(const std::string& manifest) {
    static const InstallationKey key;
    Sha256 digest;
    digest.add(manifest);
    const auto message = "kheo archive manifest 1" + digest.value();
    std::string signature(crypto_sign_BYTES, 0);
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                         reinterpret_cast<const unsigned char*>(key.secret_key.data()));
    return Json{{"public_key", to_hex(key.public_key)}, {"signature", to_hex(signature)}}.dump();
}

/// Rows as a CSV file has them: its line ends outside of quotes, but for the header.
inline std::int64_t rows_in(std::string_view text) {
    std::int64_t rows = -1;
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (c == '\n' && !quoted) ++rows;
    }
    return rows;
}

inline std::string manifest_of(const Members& members) {
    Json json{{"format", "kheo archive"}, {"version", 1}, {"made_at", 1}, {"facts", Json::object()}};
    json["members"] = Json::array();
    for (const auto& [name, text] : members) {
        Json member{{"name", name}, {"bytes", text.size()}, {"sha256", sha256_hex(text)}};
        if (name.starts_with("tables/")) member["rows"] = rows_in(text);
        json["members"].push_back(std::move(member));
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// As whoever makes an archive would: a manifest of its own where none stands there, signed.
inline Members with_manifest(Members members) {
    if (members.empty() ||
        (members.back().first != "manifest.json" && members.back().first != "signature.json"))
        members.emplace_back("manifest.json", manifest_of(members));
    if (members.back().first == "manifest.json")
        members.emplace_back("signature.json", signature_of(members.back().second));
    return members;
}

class MemoryReader final : public archive::Reader {
  public:
    explicit MemoryReader(const Members& members) : members_(members) {}
    Result<std::optional<std::string>> next() override {
        if (at_ == members_.size()) return std::optional<std::string>();
        rest_ = members_[at_].second;
        return std::optional(members_[at_++].first);
    }
    Result<std::string_view> read() override {
        const auto piece = rest_.substr(0, 1000);
        rest_.remove_prefix(piece.size());
        return piece;
    }

  private:
    const Members& members_;
    std::size_t at_ = 0;
    std::string_view rest_;
};

class MemoryWriter final : public archive::Writer {
  public:
    Result<> begin(std::string_view name) override { return members.emplace_back(name, ""), Result<>(); }
    Result<> write(std::string_view bytes) override { return members.back().second += bytes, Result<>(); }
    Result<> end() override { return {}; }
    Result<> finish() override { return {}; }
    Members members;
};

/// Loads archives into one empty database and takes everything back.
class ArchiveCase {
  public:
    ArchiveCase() : dir_(std::filesystem::path("/dev/shm") / ("kheo-fuzz-" + std::to_string(getpid()))) {
        std::filesystem::create_directories(dir_);
        auto opened = db::Database::open(dir_ / "kheo.db", {.create = true});
        promise(opened.has_value(), "a database can be made");
        database_ = std::move(*opened);
    }
    ArchiveCase(const ArchiveCase&) = delete;
    ArchiveCase& operator=(const ArchiveCase&) = delete;
    ~ArchiveCase() {
        database_.reset();
        std::filesystem::remove_all(dir_);
    }

    /// What the database then writes, without files.
    Result<Members> load(const Members& members) {
        MemoryReader reader(members);
        MemoryWriter writer;
        static const InstallationKey key;
        const auto files = dir_ / "data";
        Result<> loaded;
        (void)database_->write([&](db::Transaction& tx) -> Result<> {
            loaded = load_and_write(tx, reader, writer, files, key);
            return fail(Error{});  // the next archive finds an empty database
        });
        std::error_code ignored;
        std::filesystem::remove_all(files, ignored);
        if (!loaded) return fail(loaded.error());
        return writer.members;
    }

  private:
    static Result<> load_and_write(db::Transaction& tx, MemoryReader& reader, MemoryWriter& writer,
                                   const std::filesystem::path& files, const InstallationKey& key) {
        const auto loaded = TRY(archive::load_archive(tx, reader, files, 0));
        archive::Contents contents;
        contents.facts = loaded.facts;
        contents.made_at = loaded.made_at;
        contents.public_key = key.public_key;
        contents.secret_key = key.secret_key;
        const auto written = archive::write_archive(tx, contents, writer);
        promise(written.has_value(), "what was loaded can be written");
        return {};
    }

    std::filesystem::path dir_;
    std::unique_ptr<db::Database> database_;
};

}  // namespace kheo::fuzz
