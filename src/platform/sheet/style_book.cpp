// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/style_book.hpp"

#include <algorithm>
#include <array>

#include "platform/sheet/xml_edit.hpp"
#include "platform/sheet/xml_reader.hpp"

namespace kheo::sheet {

namespace {

// Tints of the interface: information, warning, error. Dark text stays readable on them (contrast over 6).
constexpr std::array<std::string_view, 3> kTints = {"FFE8EEF4", "FFFFF0CC", "FFFCE8E4"};
constexpr int kMostFormats = 64'000;  // the format allows 65,490 cell styles

using Event = XmlReader::Event;

bool is_tint(std::string_view color) {
    return std::ranges::find(kTints, color) != kTints.end();
}

}  // namespace

StyleBook::StyleBook(std::string xml) : xml_(std::move(xml)) {
    scan();
    if (!fills_.complete() || !formats_.complete()) existing_.clear();
}

void StyleBook::scan() {
    XmlReader reader(XmlReader::source_of(xml_));
    Block* open = nullptr;
    std::size_t element = 0;
    for (auto event = reader.next(); event == Event::start || event == Event::end || event == Event::text;
         event = reader.next()) {
        const auto name = reader.name();
        const bool block = name == "fills" || name == "cellXfs";
        if (event == Event::start && block && !reader.self_closing()) {
            open = name == "fills" ? &fills_ : &formats_;
            *open = {reader.begin_offset(), reader.end_offset(), 0, 0};
            prefix_ = prefix_of(std::string_view(xml_).substr(reader.begin_offset(), 64));
        } else if (event == Event::end && block && open) {
            open->end_tag = reader.begin_offset();
            open = nullptr;
        } else if (event == Event::start && open && (name == "fill" || name == "xf")) {
            element = reader.begin_offset();
            ++open->count;
        } else if (event == Event::start && open == &fills_ && name == "fgColor" &&
                   is_tint(reader.raw_attribute("rgb"))) {
            tinted_fills_.insert(std::to_string(fills_.count - 1));
        } else if (event == Event::end && open == &formats_ && name == "xf") {
            existing_.push_back(xml_.substr(element, reader.end_offset() - element));
        }
    }
}

std::string StyleBook::fill_id(Severity severity) const {
    return std::to_string(fills_.count + static_cast<int>(severity));
}

int StyleBook::add(std::string format) {
    const auto index = static_cast<int>(existing_.size() + added_.size());
    if (index >= kMostFormats) return 0;
    added_.push_back(std::move(format));
    return index;
}

int StyleBook::filled(int style, Severity severity) {
    if (style < 0 || static_cast<std::size_t>(style) >= existing_.size()) return std::max(style, 0);
    auto& known = filled_[{style, severity}];
    if (known) return known;
    const auto& original = existing_[static_cast<std::size_t>(style)];
    const auto tag_end = original.find('>') + 1;
    const auto tag = set_attribute(
        set_attribute(std::string_view(original).substr(0, tag_end), "fillId", fill_id(severity)),
        "applyFill", "1");
    return known = add(tag + original.substr(tag_end));
}

int StyleBook::untinted(int style) {
    if (style < 0 || static_cast<std::size_t>(style) >= existing_.size()) return style;
    const auto& original = existing_[static_cast<std::size_t>(style)];
    const auto tag_end = original.find('>') + 1;
    const auto tag = std::string_view(original).substr(0, tag_end);
    const auto fill = tag.find(" fillId=\"");
    if (fill == std::string_view::npos) return style;
    const auto number = fill + 9;
    if (!tinted_fills_.contains(std::string(tag.substr(number, tag.find('"', number) - number))))
        return style;
    auto& known = untinted_[style];
    return known ? known : known = add(set_attribute(tag, "fillId", "0") + original.substr(tag_end));
}

int StyleBook::remark(Severity severity) {
    if (existing_.empty()) return 0;
    auto& known = remarks_[severity];
    if (known) return known;
    return known = add("<" + prefix_ + "xf numFmtId=\"0\" fontId=\"0\" fillId=\"" + fill_id(severity) +
                       "\" borderId=\"0\" xfId=\"0\" applyFill=\"1\" applyAlignment=\"1\"><" + prefix_ +
                       "alignment vertical=\"top\" wrapText=\"1\"/></" + prefix_ + "xf>");
}

bool StyleBook::wraps(int style) const {
    return style >= 0 && static_cast<std::size_t>(style) < existing_.size() &&
           existing_[static_cast<std::size_t>(style)].find("wrapText=\"1\"") != std::string::npos;
}

std::string StyleBook::start_tag(const char* name, int count) const {
    return "<" + prefix_ + name + " count=\"" + std::to_string(count) + "\">";
}

/// Fills come before cell styles in the schema.
std::string StyleBook::xml() const {
    if (!changed()) return xml_;
    std::string fills, formats;
    for (const auto tint : kTints)
        fills += "<" + prefix_ + "fill><" + prefix_ + "patternFill patternType=\"solid\"><" + prefix_ +
                 "fgColor rgb=\"" + std::string(tint) + "\"/><" + prefix_ + "bgColor indexed=\"64\"/></" +
                 prefix_ + "patternFill></" + prefix_ + "fill>";
    for (const auto& format : added_) formats += format;
    const auto piece = [&](std::size_t from, std::size_t to) { return xml_.substr(from, to - from); };
    return piece(0, fills_.begin) + start_tag("fills", fills_.count + static_cast<int>(kTints.size())) +
           piece(fills_.content, fills_.end_tag) + fills + piece(fills_.end_tag, formats_.begin) +
           start_tag("cellXfs", static_cast<int>(existing_.size() + added_.size())) +
           piece(formats_.content, formats_.end_tag) + formats + xml_.substr(formats_.end_tag);
}

}  // namespace kheo::sheet
