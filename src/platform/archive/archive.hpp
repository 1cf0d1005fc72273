// SPDX-License-Identifier: Apache-2.0
// A whole system as an archive and back, on either database: dictionary.json (tables, columns, meaning,
// schema), tables/NAME.csv, attached files, manifest.json (size and SHA-256 of every member, rows per table,
// what the program says about the data), signature.json (the installation's key over the manifest). Memory
// does not grow with rows and sizes; it grows with the number of attached files by their lines of the
// manifest, which may have 64 MB (some 300 000 files).
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "platform/archive/member.hpp"
#include "platform/db/database.hpp"
#include "platform/db/public_table.hpp"

namespace kheo::archive {

inline constexpr std::string_view kManifest = "manifest.json";
inline constexpr std::string_view kSignature = "signature.json";

struct AttachedFile {
    std::string name;  // in the archive and in the data directory: "files/ab/ab12…"
    std::filesystem::path path;
};

struct Contents {
    std::set<std::string> left_out;                    // tables whose rows stay here: sessions, secrets
    std::optional<std::vector<db::PublicTable>> only;  // given: nothing but this (docs/decisions/0056)
    std::vector<AttachedFile> files;                   // one that is gone by the time it is read is left out
    std::string facts;                                 // JSON: what must hold again after loading
    Millis made_at = 0;
    std::string public_key, secret_key;         // Ed25519, of the installation
    std::size_t longest_manifest = 64UL << 20;  // bytes; what load_archive() reads. Less for tests only
};

struct Summary {
    std::int64_t tables = 0, rows = 0, files = 0, bytes = 0;
};

/// Writes everything tx sees, or what `only` declares of it; the transaction's snapshot makes it consistent.
/// Refuses (too_large) what has more attached files than load_archive() takes, and (internal) a declaration
/// that names what does not exist.
Result<Summary> write_archive(db::Transaction& tx, const Contents& contents, Writer& writer);

struct Loaded {
    Summary summary;
    std::string facts;  // as in Contents
    Millis made_at = 0;
    int version = 0;     // highest migration of the archive
    std::string signer;  // Ed25519 public key whose signature over the manifest holds
};

/// Makes the archive's schema in an empty database and fills it, files under `dir`. Everything is compared
/// with the manifest. Refuses (invalid) what is unfinished, changed, malformed, or of a later version; the
/// caller's transaction then rolls back.
Result<Loaded> load_archive(db::Transaction& tx, Reader& reader, const std::filesystem::path& dir, Millis at);

}  // namespace kheo::archive
