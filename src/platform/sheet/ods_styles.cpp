// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/ods_styles.hpp"

namespace kheo::sheet {

void OdsStyles::take(const XmlReader& xml) {
    const auto name = xml.name();
    if (name == "date-style") {
        date_style_ = xml.attribute("name");
        date_styles_[date_style_] = {};
    } else if (name == "day" || name == "month") {
        (name == "day" ? date_styles_[date_style_].day : date_styles_[date_style_].month) = true;
    } else if (name == "style") {
        style_ = xml.attribute("name");
        if (auto data = xml.attribute("data-style-name"); !data.empty())
            data_style_of_[style_] = std::move(data);
    } else if (name == "table-properties" && xml.raw_attribute("display") == "false") {
        hidden_tables_.insert(style_);
    }
}

bool OdsStyles::month_only(const std::string& cell_style) const {
    const auto data = data_style_of_.find(cell_style);
    if (data == data_style_of_.end()) return false;
    const auto date = date_styles_.find(data->second);
    return date != date_styles_.end() && date->second.month && !date->second.day;
}

}  // namespace kheo::sheet
