// SPDX-License-Identifier: Apache-2.0
#include "platform/file/sniff.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/file/messages.gen.hpp"
#include "platform/file/office_paper.hpp"

namespace kheo::file {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kBrandsAtMost = 256;  // bytes of an ISO file's first box that are looked at

/// An ISO base media file whose brands name pictures of HEVC; AVIF and films have others.
bool is_heic(std::string_view bytes) {
    if (bytes.size() < 16 || bytes.substr(4, 4) != "ftyp") return false;
    const auto box = static_cast<std::size_t>(static_cast<unsigned char>(bytes[2])) << 8 |
                     static_cast<unsigned char>(bytes[3]);
    if (bytes[0] != 0 || bytes[1] != 0 || box < 16 || box > std::min(bytes.size(), kBrandsAtMost))
        return false;
    const auto is_hevc = [](std::string_view brand) {
        return brand == "heic" || brand == "heix" || brand == "heim" || brand == "heis";
    };
    const auto major = bytes.substr(8, 4);
    if (is_hevc(major)) return true;
    if (major != "mif1") return false;
    for (std::size_t at = 16; at + 4 <= box; at += 4)
        if (is_hevc(bytes.substr(at, 4))) return true;
    return false;
}

/// The first letters, blanks and a byte order mark taken off.
bool looks_like_markup(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF"sv)) bytes.remove_prefix(3);
    const auto start = trim(bytes.substr(0, 512));
    return start.starts_with('<');
}

const Message& word_for_foreign(std::string_view bytes) {
    if (bytes.starts_with("\xD0\xCF\x11\xE0"sv)) return msg::old_office;
    if (bytes.starts_with("GIF8"sv)) return msg::animation;
    if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp"sv) return msg::film;
    if (looks_like_markup(bytes)) return msg::markup;
    return msg::unknown_type;
}

}  // namespace

Result<Type> sniff(std::string_view bytes) {
    if (bytes.empty()) return fail(ErrorKind::invalid, msg::empty_file);
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) return Type::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return Type::png;
    if (bytes.starts_with("RIFF"sv) && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP"sv) return Type::webp;
    if (is_heic(bytes)) return Type::heic;
    if (bytes.starts_with("%PDF-"sv)) return Type::pdf;
    if (bytes.starts_with("PK\x03\x04"sv)) return office_type(bytes);
    return fail(ErrorKind::invalid, word_for_foreign(bytes));
}

}  // namespace kheo::file
