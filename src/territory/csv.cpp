// SPDX-License-Identifier: Apache-2.0
#include "territory/csv.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kheo::territory {

namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string clean(std::string_view field) {
    field = trim(field);
    return is_ascii(field) ? std::string(field) : nfc(field);
}

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {
        if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    }
    bool next(std::vector<std::string>& record) {
        record.clear();
        if (at_ >= text_.size()) return false;
        do record.push_back(field());
        while (separator());
        return true;
    }

  private:
    std::string field() {
        if (at_ < text_.size() && text_[at_] == '"') return quoted();
        const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
        const auto raw = text_.substr(at_, end - at_);
        at_ = end;
        return clean(raw);
    }
    std::string quoted() {
        std::string out;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
                ++at_;
            }
            out += text_[at_];
        }
        at_ = std::min(at_ + 1, text_.size());
        return clean(out);
    }
    /// True after a comma; a line end is stepped over.
    bool separator() {
        if (at_ < text_.size() && text_[at_] == ',') return ++at_, true;
        while (at_ < text_.size() && (text_[at_] == '\r' || text_[at_] == '\n')) ++at_;
        return false;
    }
    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

Csv::Csv(std::string_view content) {
    Reader reader(content);
    std::vector<std::string> record;
    if (!reader.next(record)) return;
    for (std::size_t i = 0; i < record.size(); ++i) columns_.emplace(record[i], i);
    while (reader.next(record)) rows_.push_back(record);
}

const std::string& Csv::at(std::size_t row, std::string_view column) const {
    static const std::string none;
    const auto found = columns_.find(std::string(column));
    if (found == columns_.end() || found->second >= rows_[row].size()) return none;
    return rows_[row][found->second];
}

}  // namespace kheo::territory
