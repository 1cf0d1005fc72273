// SPDX-License-Identifier: Apache-2.0
// Backup files and the archives in them. The first byte of an input says what it is: 0 a plain stream that
// somebody sealed to the operator's key, 1 how an honest file is torn, 2 the members of an archive, 3 the
// same, changed after its manifest was signed; anything else is a file as it stands. Promises: what the
// documented format does not allow is refused as invalid and never as our fault; moved, repeated, cut or
// changed chunks never pass; what was loaded is written and loaded again the same; no answer is larger than a
// chunk.
#include <nlohmann/json.hpp>

#include "fuzz/archive_case.hpp"
#include "fuzz/backup_case.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace kheo;
using namespace kheo::fuzz;

constexpr std::size_t kChunk = 65536;  // plain bytes, docs/backup.md

Result<Members> read_all(std::string_view file) {
    const MemoryFile kept(file);
    auto reader = TRY(archive::read_container(kept.path(), operator_key()));
    Members members;
    for (;;) {
        auto name = TRY(reader->next());
        if (!name) return members;
        promise(name->size() <= 500, "a name is short");
        members.emplace_back(*std::move(name), "");
        for (;;) {
            const auto piece = TRY(reader->read());
            if (piece.empty()) break;
            promise(piece.size() <= kChunk, "no answer is larger than a chunk");
            members.back().second += piece;
        }
    }
}

void check_refusal(const Error& error) {
    promise(error.kind == ErrorKind::invalid, "a file that cannot be read is invalid");
}

/// The plain stream after docs/backup.md, apart from the program's reader.
class PlainStream {
  public:
    explicit PlainStream(std::string_view bytes) : rest_(bytes) {}
    std::optional<Members> read() {
        Members members;
        for (;;) {
            const char kind = take(1)[0];
            if (kind == 'Z') return broken_ || !rest_.empty() ? std::nullopt : std::optional(members);
            const auto size = number();
            if (kind != 'M' || size > 500) return std::nullopt;
            members.emplace_back(take(size), "");
            while (!broken_ && rest_.starts_with('D')) {
                take(1);
                const auto piece = number();
                if (piece == 0) return std::nullopt;
                members.back().second += take(piece);
            }
            if (take(1) != "E" || broken_) return std::nullopt;
        }
    }

  private:
    std::string take(std::size_t size) {
        broken_ = broken_ || rest_.size() < size;
        if (broken_) return std::string(1, 0);
        std::string out(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return out;
    }
    std::size_t number() {
        std::size_t value = 0;
        for (const char c : take(4)) value = value << 8 | static_cast<unsigned char>(c);
        return value;
    }
    std::string_view rest_;
    bool broken_ = false;
};

/// Bytes 1 and 2: plain bytes in a chunk; what is wrong with the chunks (0: nothing).
void check_sealed(std::string_view input) {
    if (input.size() < 2) return;
    const std::size_t chunk = 1 + static_cast<unsigned char>(input[0]);
    const unsigned fault =
        static_cast<unsigned char>(input[1]) % 8;  // 1 empty chunk, 2 no end, 3 end too early
    const auto plain = input.substr(2);
    if (plain.empty()) return;
    Sealer sealer;
    for (std::size_t at = 0; at < plain.size(); at += chunk) {
        const bool last = at + chunk >= plain.size();
        if (fault == 1 && at == 0) sealer.chunk("", false);
        sealer.chunk(plain.substr(at, chunk), fault == 3 ? at == 0 : last && fault != 2);
    }
    const bool chunks_right = fault != 1 && fault != 2 && (fault != 3 || plain.size() <= chunk);
    const auto read = read_all(joined(sealer.parts()));
    const auto wanted = chunks_right ? PlainStream(plain).read() : std::nullopt;
    promise(read.has_value() == wanted.has_value(), "exactly the documented stream is read");
    if (!read) return check_refusal(read.error());
    promise(*read == *wanted, "members come back as they were written");
}

std::vector<std::string> honest_parts(char filling) {
    std::string plain;
    for (int member = 0; member < 3; ++member) {
        plain += 'M';
        put_number(plain, 1);
        plain += static_cast<char>('a' + member);
        plain += 'D';
        put_number(plain, 100);
        plain += std::string(100, filling) + "E";
    }
    plain += 'Z';
    Sealer sealer;
    for (std::size_t at = 0; at < plain.size(); at += 64)
        sealer.chunk(std::string_view(plain).substr(at, 64), at + 64 >= plain.size());
    return sealer.parts();
}

void tear(std::vector<std::string>& parts, const std::vector<std::string>& others, std::string_view how) {
    const auto byte = [&](std::size_t i) { return i < how.size() ? static_cast<unsigned char>(how[i]) : 0U; };
    const auto at = byte(1) % parts.size(), other = byte(2) % parts.size();
    const auto place = parts.begin() + static_cast<std::ptrdiff_t>(at);
    switch (byte(0) % 7) {
        case 0:
            return std::swap(parts[at], parts[other]);
        case 1:
            parts.insert(place, std::string(parts[other]));
            return;
        case 2:
            if (parts.size() > 1) parts.erase(place);
            return;
        case 3:
            parts[at] = others[byte(2) % others.size()];
            return;
        case 4:
            if (!parts[at].empty())
                parts[at][byte(2) % parts[at].size()] ^= static_cast<char>(1 << byte(3) % 8);
            return;
        case 5:
            parts[at].resize(std::min<std::size_t>(parts[at].size(), byte(2)));
            return;
        default:
            parts[at] += static_cast<char>(byte(2));
    }
}

void check_torn(std::string_view input) {
    static const auto one = honest_parts('1'), two = honest_parts('2');
    auto parts = one;
    for (; !input.empty(); input.remove_prefix(std::min<std::size_t>(4, input.size())))
        tear(parts, two, input.substr(0, 4));
    const auto file = joined(parts);
    const auto read = read_all(file);
    promise(read.has_value() == (file == joined(one) || file == joined(two)), "only an honest file is read");
    if (!read) check_refusal(read.error());
}

/// Members that were loaded are written, loaded and written again: both times the same.
void check_loaded(ArchiveCase& archive, const Members& members) {
    const auto first = archive.load(members);
    if (!first) {
        promise(first.error().kind != ErrorKind::internal, "a refused archive is not our fault");
        return promise(first.error().kind != ErrorKind::conflict, "a refused archive is nobody's conflict");
    }
    const auto second = archive.load(*first);
    promise(second.has_value(), "what was written can be loaded");
    promise(*second == *first, "what was loaded is written again the same");
}

/// The first three bytes say what is changed.
void check_changed(ArchiveCase& archive, std::string_view input) {
    if (input.size() < 3) return;
    auto members = with_manifest(members_of(input.substr(3)));
    if (!archive.load(members)) return;  // only what would have been taken says something
    const auto before = members;
    const auto at = static_cast<unsigned char>(input[1]) % members.size();
    const auto byte = static_cast<unsigned char>(input[2]);
    auto& [name, text] = members[at];
    switch (static_cast<unsigned char>(input[0]) % 5) {
        case 0:
            if (!text.empty()) text[byte * text.size() / 256] ^= 1;
            break;
        case 1:
            if (!text.empty()) text.erase(byte * text.size() / 256, 1);
            break;
        case 2:
            members.erase(members.begin() + static_cast<std::ptrdiff_t>(at));
            break;
        case 3:
            members.insert(members.begin() + static_cast<std::ptrdiff_t>(at), std::pair(members[at]));
            break;
        default:
            name += 'x';
    }
    if (members == before) return;
    promise(!archive.load(members), "an archive changed after its manifest was signed is refused");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static ArchiveCase archive;
    const auto input = text_of(data, size);
    if (size == 0) return 0;
    const auto rest = input.substr(1);
    switch (input[0]) {
        case 0:
            check_sealed(rest);
            break;
        case 1:
            check_torn(rest);
            break;
        case 2:
            check_loaded(archive, with_manifest(members_of(rest)));
            break;
        case 3:
            check_changed(archive, rest);
            break;
        default:
            if (const auto read = read_all(input); !read) check_refusal(read.error());
    }
    return 0;
}
