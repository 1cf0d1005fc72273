// SPDX-License-Identifier: Apache-2.0
// Writing an archive: see archive.hpp.
#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/digest.hpp"
#include "base/errno_words.hpp"
#include "platform/archive/archive.hpp"
#include "platform/archive/csv.hpp"
#include "platform/archive/format.hpp"
#include "platform/archive/messages.gen.hpp"
#include "platform/archive/store.hpp"
#include "platform/db/migrations.hpp"
#include "platform/db/pauses.hpp"

namespace kheo::archive {

namespace {

constexpr std::size_t kPiece = 65536;

/// Passes members on to the writer and notes their sizes and hashes for the manifest.
class Recorder {
  public:
    Recorder(Writer& writer, Summary& summary, std::size_t longest)
        : writer_(writer), summary_(summary), longest_(longest) {}

    Result<> begin(const std::string& name) {
        name_ = name;
        bytes_ = 0;
        digest_ = {};
        hex_.clear();
        return writer_.begin(name);
    }
    Result<> write(std::string_view bytes) {
        digest_.add(bytes);
        bytes_ += static_cast<std::int64_t>(bytes.size());
        return writer_.write(bytes);
    }
    /// SHA-256 in hexadecimal of the present member; ends it.
    const std::string& digest() {
        if (hex_.empty()) hex_ = to_hex(digest_.value());
        return hex_;
    }
    Result<> end(std::optional<std::int64_t> rows = std::nullopt) {
        Json member{{"name", name_}, {"bytes", bytes_}, {"sha256", digest()}};
        if (rows) member["rows"] = *rows;
        described_ += member.dump(1).size();
        TRY(refuse_longer(described_));
        members_.push_back(std::move(member));
        summary_.bytes += bytes_;
        return writer_.end();
    }
    Result<> whole(const std::string& name, std::string_view bytes) {
        TRY(begin(name));
        TRY(write(bytes));
        return end();
    }
    Json members() const { return members_; }
    /// No reader takes a longer manifest.
    Result<> refuse_longer(std::size_t manifest) const {
        if (manifest <= longest_) return {};
        return fail(ErrorKind::too_large, msg::too_many_files,
                    {{"files", std::to_string(summary_.files)}, {"limit", std::to_string(longest_ >> 20)}});
    }

  private:
    Writer& writer_;
    Summary& summary_;
    std::string name_;
    std::int64_t bytes_ = 0;
    Sha256 digest_;
    std::string hex_;
    Json members_ = Json::array();
    std::size_t longest_, described_ = 0;  // bytes of the manifest, at most and by now
};

const db::PublicTable* declaration_of(const Contents& contents, std::string_view table) {
    if (!contents.only) return nullptr;
    const auto found = std::ranges::find(*contents.only, table, &db::PublicTable::name);
    return found == contents.only->end() ? nullptr : &*found;
}

/// A declaration of what is not there would quietly publish less, or after a renaming something else.
Result<> refuse_unknown(const Contents& contents, const std::vector<db::Table>& tables) {
    if (!contents.only) return {};
    for (const auto& declared : *contents.only) {
        const auto table = std::ranges::find(tables, declared.name, &db::Table::name);
        if (table == tables.end())
            return fail(ErrorKind::internal, msg::declaration_wrong, {{"name", std::string(declared.name)}});
        for (const auto& column : declared.columns)
            if (std::ranges::find(table->columns, column.name, &db::Column::name) == table->columns.end())
                return fail(ErrorKind::internal, msg::declaration_wrong,
                            {{"name", fmt::format("{}.{}", declared.name, column.name)}});
    }
    return {};
}

bool stays_here(const Contents& contents, const std::string& table) {
    return table == kVersionTable || contents.left_out.contains(table) ||
           (contents.only && !declaration_of(contents, table));
}

Result<std::int64_t> write_rows(db::Transaction& tx, const db::Table& table, const Contents& contents,
                                Recorder& out) {
    const auto* declared = declaration_of(contents, table.name);
    auto buffer = header_line(table);
    std::int64_t rows = 0;
    Result<> written;
    const auto take = [&](const db::Row& row) {
        append_line(buffer, row, table, declared ? Gaps::fill : Gaps::keep);
        ++rows;
        if (buffer.size() < kPiece || !written) return;
        written = out.write(buffer);
        buffer.clear();
    };
    TRY(declared ? store::each_public_row(tx, table, *declared, take) : store::each_row(tx, table, take));
    if (!written) return std::unexpected<Error>(written.error());
    TRY(out.write(buffer));
    return rows;
}

std::unexpected<Error> unreadable(const AttachedFile& file, int code) {
    return fail(ErrorKind::environment, msg::cannot_read, {{"file", file.path.string()}}, errno_words(code));
}

/// A file that is kept under its digest (files/ab/ab12…) must still be what its name says.
Result<> refuse_other_content(const AttachedFile& file, const std::string& digest) {
    constexpr std::size_t kHexDigits = 64;
    const auto name = file.path.filename().string();
    const bool digest_named =
        name.size() == kHexDigits && name.find_first_not_of("0123456789abcdef") == name.npos;
    if (!digest_named || name == digest) return {};
    return fail(ErrorKind::environment, msg::file_damaged, {{"file", file.path.string()}}, digest);
}

Result<> copy_content(const AttachedFile& file, int descriptor, Recorder& out) {
    std::array<char, kPiece> buffer;
    for (;;) {
        const auto count = ::read(descriptor, buffer.data(), buffer.size());
        if (count == 0) return {};
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return unreadable(file, errno);
        TRY(out.write({buffer.data(), static_cast<std::size_t>(count)}));
    }
}

/// Only a file that is gone is left out; one that cannot be read to its end fails the whole copy.
Result<> write_file(const AttachedFile& file, Recorder& out, Summary& summary) {
    const int descriptor = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT) return {};
    if (descriptor < 0) return unreadable(file, errno);
    auto copied = out.begin(file.name);
    if (copied) copied = copy_content(file, descriptor, out);
    ::close(descriptor);
    TRY(copied);
    TRY(refuse_other_content(file, out.digest()));
    ++summary.files;
    return out.end();
}

std::string signature_of(const std::string& manifest, const Contents& contents) {
    const auto message = signed_text(manifest);
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                         reinterpret_cast<const unsigned char*>(contents.secret_key.data()));
    return Json{{"public_key", to_hex(contents.public_key)}, {"signature", to_hex(signature)}}.dump();
}

}  // namespace

Result<Summary> write_archive(db::Transaction& tx, const Contents& contents, Writer& writer) {
    TRY(db::allow_pauses(tx));  // files are copied after the last statement
    Summary summary;
    Recorder out(writer, summary, std::min(contents.longest_manifest, kLongestText));
    auto tables = TRY(db::tables(tx));
    TRY(refuse_unknown(contents, tables));
    std::erase_if(tables, [&](const auto& table) { return stays_here(contents, table.name); });
    const auto schema = TRY(db::schema_state(tx, db::all_migrations())).applied;
    TRY(out.whole(std::string(kDictionary), dictionary_json(tables, schema).dump(1) + "\n"));
    for (const auto& table : tables) {
        TRY(out.begin(member_of(table)));
        const auto rows = TRY(write_rows(tx, table, contents, out));
        TRY(out.end(rows));
        ++summary.tables;
        summary.rows += rows;
    }
    for (const auto& file : contents.files) TRY(write_file(file, out, summary));
    const Json manifest{{"format", kFormat},
                        {"version", kFormatVersion},
                        {"made_at", contents.made_at},
                        {"made_at_text", iso_moment(contents.made_at)},
                        {"facts", Json::parse(contents.facts)},
                        {"members", out.members()}};
    const auto text = manifest.dump(1) + "\n";
    TRY(out.refuse_longer(text.size()));
    TRY(writer.begin(kManifest));
    TRY(writer.write(text));
    TRY(writer.end());
    TRY(writer.begin(kSignature));
    TRY(writer.write(signature_of(text, contents)));
    TRY(writer.end());
    TRY(writer.finish());
    return summary;
}

}  // namespace kheo::archive
