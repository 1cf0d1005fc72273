// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/sniff.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "platform/sheet/foreign.hpp"

namespace kheo::sheet {

namespace {

using namespace std::string_view_literals;

constexpr std::array kMarkup = {"<?xml"sv,  "<!doctype"sv, "<html"sv,        "<head"sv,  "<body"sv,
                                "<table"sv, "<script"sv,   "<meta"sv,        "<style"sv, "<!--"sv,
                                "<svg"sv,   "<?php"sv,     "mime-version:"sv};

std::string lower_head(std::string_view content, std::size_t size) {
    std::string head(content.substr(0, size));
    std::ranges::transform(head, head.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return head;
}

/// HTML saved under another name, also behind a byte order mark, blanks, or in UTF-16.
bool is_markup(std::string_view content) {
    auto head = lower_head(content, 1024);
    if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff"))
        std::erase_if(head, [](char c) { return c <= 0; });
    if (head.starts_with("\xef\xbb\xbf")) head.erase(0, 3);
    const auto start = trim(head);
    return std::ranges::any_of(kMarkup, [&](std::string_view mark) { return start.starts_with(mark); });
}

}  // namespace

Content sniff(std::string_view content) {
    if (content.empty()) return Content::empty;
    if (content.starts_with("PK\x03\x04"sv) || content.starts_with("PK\x05\x06"sv)) return Content::zip;
    if (content.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return Content::compound_file;
    if (marked(content)) return Content::other;
    return is_markup(content) ? Content::markup : Content::text;
}

std::string extension_of(std::string_view file_name) {
    const auto slash = file_name.find_last_of("/\\");
    if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
    file_name = trim(file_name.substr(0, file_name.find('\0')));
    const auto dot = file_name.rfind('.');
    if (dot == std::string_view::npos) return {};
    return lower_head(file_name.substr(dot + 1), 20);
}

}  // namespace kheo::sheet
