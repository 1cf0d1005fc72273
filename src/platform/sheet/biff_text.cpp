// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/biff_text.hpp"

#include <algorithm>

#include "platform/sheet/code_points.hpp"
#include "platform/sheet/little_endian.hpp"

namespace kheo::sheet {

namespace {

constexpr unsigned kWide = 1, kExtended = 4, kRich = 8;  // flags of a text

void append_unit(std::string& out, std::u16string& pending, char16_t unit) {
    if (!pending.empty()) {
        const bool pair = unit >= 0xDC00 && unit < 0xE000;
        append_utf8(out, pair ? 0x10000u + ((pending[0] - 0xD800u) << 10) + (unit - 0xDC00u) : 0xFFFDu);
        pending.clear();
        if (pair) return;
    }
    if (unit >= 0xD800 && unit < 0xDC00)
        pending.push_back(unit);
    else
        append_utf8(out, unit);
}

/// Bytes over several records. A text that goes on in the next record starts there with its flags again.
class Stretch {
  public:
    explicit Stretch(const std::vector<std::string_view>& records) : records_(records) {}

    bool more() {
        while (record_ < records_.size() && at_ >= records_[record_].size()) {
            ++record_;
            at_ = 0;
        }
        return record_ < records_.size();
    }
    std::uint32_t number(int bytes) {
        std::uint32_t value = 0;
        for (int i = 0; i < bytes && more(); ++i) value |= static_cast<std::uint32_t>(take()) << (8 * i);
        return value;
    }
    void skip(std::size_t bytes) {
        while (bytes > 0 && more()) {
            const auto step = std::min(bytes, records_[record_].size() - at_);
            at_ += step;
            bytes -= step;
        }
    }
    std::string characters(std::size_t count, bool wide) {
        std::string out;
        std::u16string pending;
        while (count > 0 && record_ < records_.size()) {
            if (at_ >= records_[record_].size()) {
                if (!more()) break;
                wide = take() & kWide;
                continue;
            }
            unsigned unit = take();
            if (wide && at_ < records_[record_].size()) unit |= static_cast<unsigned>(take()) << 8;
            append_unit(out, pending, static_cast<char16_t>(unit));
            --count;
        }
        return out;
    }

  private:
    unsigned char take() { return static_cast<unsigned char>(records_[record_][at_++]); }

    const std::vector<std::string_view>& records_;
    std::size_t record_ = 0, at_ = 0;
};

std::string next_string(Stretch& stretch) {
    const auto count = stretch.number(2);
    const auto flags = stretch.number(1);
    const auto runs = flags & kRich ? stretch.number(2) : 0;
    const auto extension = flags & kExtended ? stretch.number(4) : 0;
    auto text = stretch.characters(count, flags & kWide);
    stretch.skip(std::size_t{runs} * 4 + extension);
    return text;
}

}  // namespace

std::string unicode_text(std::string_view data, std::size_t start) {
    if (data.size() < start + 3) return {};
    const std::vector<std::string_view> one = {data.substr(start)};
    Stretch stretch(one);
    return next_string(stretch);
}

std::string byte_text(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) append_utf8(out, static_cast<unsigned char>(c));
    return out;
}

std::vector<std::string> shared_strings(const std::vector<std::string_view>& records) {
    std::vector<std::string> strings;
    Stretch stretch(records);
    stretch.skip(4);  // how often they are used
    const auto count = stretch.number(4);
    while (strings.size() < count && stretch.more()) strings.push_back(next_string(stretch));
    return strings;
}

}  // namespace kheo::sheet
