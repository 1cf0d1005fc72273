// SPDX-License-Identifier: Apache-2.0
// CSV with a header line (RFC 4180, UTF-8 with or without a mark). Columns are asked for by name; an absent
// column reads as "". Texts are NFC and without outer blanks.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kheo::territory {

class Csv {
  public:
    explicit Csv(std::string_view content);

    std::size_t size() const { return rows_.size(); }
    bool has(std::string_view column) const { return columns_.contains(std::string(column)); }
    const std::string& at(std::size_t row, std::string_view column) const;

  private:
    std::vector<std::vector<std::string>> rows_;
    std::unordered_map<std::string, std::size_t> columns_;
};

}  // namespace kheo::territory
