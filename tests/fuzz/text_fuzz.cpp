// SPDX-License-Identifier: Apache-2.0
// Text in any encoding, then what the program does with text everywhere. Promises: what was decoded is UTF-8;
// folding twice is folding once; a date that was read is written as it was read.
#include "base/date.hpp"
#include "base/period.hpp"
#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "platform/sheet/encoding.hpp"
#include "platform/sheet/legacy.hpp"

namespace {

using kheo::fuzz::promise;

/// Latin letters with their marks: U+0000 to U+036F and U+1E00 to U+1EFF.
bool is_latin(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
        if (lead == 0xCD ? next > 0xAF : lead > 0xCD && (lead != 0xE1 || next < 0xB8 || next > 0xBB))
            return false;
        at += lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : 2;
    }
    return true;
}

void check_forms(const std::string& text) {
    const auto composed = kheo::nfc(text), folded = kheo::fold(text);
    promise(kheo::is_valid_utf8(composed) && kheo::nfc(composed) == composed, "NFC is stable UTF-8");
    promise(kheo::is_valid_utf8(folded) && kheo::fold(folded) == folded, "folding twice is folding once");
    promise(!is_latin(text) || kheo::fold(composed) == folded,
            "folding does not see how letters were composed");
    promise(kheo::tidy(kheo::tidy(text)) == kheo::tidy(text), "tidy text stays as it is");
    promise(kheo::is_valid_utf8(kheo::upper(text)) && kheo::is_valid_utf8(kheo::capitalized(text)),
            "capitals are UTF-8");
    promise(kheo::length(text) <= text.size(), "no more characters than bytes");
    const auto name = std::string_view(text).substr(0, 100);  // compares each letter with each: for names
    const auto same = kheo::similarity(name, name);
    promise(same >= 0 && same <= 1.0001, "likeness is between 0 and 1");
    (void)kheo::fold_words(text);
    (void)kheo::tone_key(text);
    (void)kheo::collation_key(text);
}

void check_dates(std::string_view text) {
    if (const auto date = kheo::Date::parse_iso(text))
        promise(date->iso() == text, "a date is written as it was read");
    (void)kheo::Period::parse(text);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = kheo::fuzz::text_of(data, size);
    check_dates(bytes);
    const auto decoded = kheo::sheet::decode_text(bytes);
    if (!decoded) return 0;
    promise(kheo::is_valid_utf8(decoded->text), "decoded text is UTF-8");
    auto cell = decoded->text;
    (void)kheo::sheet::decode_legacy(cell);
    promise(kheo::is_valid_utf8(cell), "a decoded cell is UTF-8");
    if (cell.size() < 2000) check_forms(cell);
    return 0;
}
