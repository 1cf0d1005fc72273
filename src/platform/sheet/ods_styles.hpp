// SPDX-License-Identifier: Apache-2.0
// The styles of an OpenDocument spreadsheet that matter for reading: which dates show only month and year,
// which sheets are hidden. Plain data, filled element by element.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "platform/sheet/xml_reader.hpp"

namespace kheo::sheet {

class OdsStyles {
  public:
    /// Takes a start tag of <office:styles> or <office:automatic-styles>; ignores all others.
    void take(const XmlReader& xml);

    bool month_only(const std::string& cell_style) const;
    bool hides_table(const std::string& table_style) const { return hidden_tables_.contains(table_style); }

  private:
    struct DateStyle {
        bool day = false, month = false;
    };
    std::unordered_map<std::string, DateStyle> date_styles_;
    std::unordered_map<std::string, std::string> data_style_of_;  // cell style → number style
    std::unordered_set<std::string> hidden_tables_;
    std::string date_style_, style_;  // the one open now
};

}  // namespace kheo::sheet
