// SPDX-License-Identifier: Apache-2.0
#include "platform/http/form_body.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "platform/http/encoding.hpp"
#include "platform/http/messages.gen.hpp"

namespace kheo::http {

namespace {

constexpr std::size_t kMostParts = 2000;
constexpr std::size_t kLongestPartHeader = 4096;

std::unexpected<Error> refuse(const char* why) {
    return fail(ErrorKind::invalid, msg::bad_request, {}, why);
}

std::string_view before(std::string_view text, char separator) {
    return text.substr(0, std::min(text.find(separator), text.size()));
}

/// The value of a parameter in `form-data; name="tep"; filename="a.xlsx"`; quotes are taken off.
std::optional<std::string> parameter(std::string_view header, std::string_view wanted) {
    std::size_t at = header.find(';');
    while (at != std::string_view::npos && at < header.size()) {
        ++at;
        while (at < header.size() && header[at] == ' ') ++at;
        const auto equals = header.find('=', at);
        if (equals == std::string_view::npos) return std::nullopt;
        const auto name = lower(trim(header.substr(at, equals - at)));
        std::string value;
        at = equals + 1;
        if (at < header.size() && header[at] == '"') {
            for (++at; at < header.size() && header[at] != '"'; ++at) {
                if (header[at] == '\\' && at + 1 < header.size() && header[at + 1] == '"') ++at;
                value += header[at];
            }
            at = header.find(';', at);
        } else {
            const auto end = std::min(header.find(';', at), header.size());
            value = trim(header.substr(at, end - at));
            at = end;
        }
        if (name == wanted) return value;
    }
    return std::nullopt;
}

/// Browsers write a quote in a form field's name or a file name as %22 and line breaks as %0D%0A (HTML
/// standard, "multipart form data").
std::string unescape_name(std::string value) {
    for (const auto& [from, to] : {std::pair{"%22", "\""}, std::pair{"%0D", ""}, std::pair{"%0A", ""}})
        for (std::size_t at = 0; (at = value.find(from, at)) != std::string::npos;) value.replace(at, 3, to);
    return value;
}

std::string last_component(std::string path) {
    const auto slash = path.find_last_of("/\\");
    if (slash != std::string::npos) path.erase(0, slash + 1);
    return nfc(path);
}

/// Control characters in a name are no browser's work.
bool is_name(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

struct Part {
    std::string disposition;
    std::string_view content;
};

/// One part: headers, empty line, content.
std::optional<Part> parse_part(std::string_view text) {
    const auto end = text.find("\r\n\r\n");
    if (end == std::string_view::npos || end > kLongestPartHeader) return std::nullopt;
    Part part{{}, text.substr(end + 4)};
    auto head = text.substr(0, end + 2);
    while (!head.empty()) {
        const auto line_end = head.find("\r\n");
        const auto line = head.substr(0, line_end);
        head.remove_prefix(line_end + 2);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        if (lower(line.substr(0, colon)) == "content-disposition")
            part.disposition = trim(line.substr(colon + 1));
    }
    return part;
}

Result<> take_part(FormBody& form, std::string_view text) {
    const auto part = parse_part(text);
    if (!part || lower(trim(before(part->disposition, ';'))) != "form-data")
        return refuse("multipart: bad part");
    auto name = parameter(part->disposition, "name");
    if (!name || !is_valid_utf8(*name) || !is_name(*name)) return refuse("multipart: part without name");
    auto file_name = parameter(part->disposition, "filename");
    if (file_name && !is_name(*file_name)) return refuse("multipart: bad file name");
    if (!file_name) {
        if (!is_valid_utf8(part->content) || part->content.find('\0') != std::string_view::npos)
            return refuse("multipart: text field is not UTF-8");
        form.fields.add(unescape_name(std::move(*name)), std::string(part->content));
        return {};
    }
    if (file_name->empty() && part->content.empty()) return {};  // no file chosen
    form.uploads.push_back(Upload{unescape_name(std::move(*name)),
                                  last_component(unescape_name(std::move(*file_name))),
                                  std::string(part->content)});
    return {};
}

Result<FormBody> parse_multipart(std::string_view boundary, std::string_view body) {
    FormBody form;
    const auto opening = "--" + std::string(boundary);
    const auto separator = "\r\n" + opening;
    if (!body.starts_with(opening)) return refuse("multipart: no opening boundary");
    std::size_t at = opening.size();
    for (std::size_t parts = 0; !body.substr(at).starts_with("--"); ++parts) {
        if (parts >= kMostParts) return refuse("multipart: too many parts");
        if (!body.substr(at).starts_with("\r\n")) return refuse("multipart: no line break after a boundary");
        const auto end = body.find(separator, at);
        if (end == std::string_view::npos) return refuse("multipart: no closing boundary");
        TRY(take_part(form, body.substr(at + 2, end - at - 2)));
        at = end + separator.size();
    }
    return form;
}

}  // namespace

Result<FormBody> parse_form(std::string_view content_type, std::string_view body) {
    const auto type = lower(trim(before(content_type, ';')));
    if (body.empty()) return FormBody{};
    if (type == "application/x-www-form-urlencoded") {
        auto fields = parse_query(body);
        if (!fields) return refuse("urlencoded form cannot be decoded");
        return FormBody{std::move(*fields), {}};
    }
    if (type == "multipart/form-data") {
        const auto boundary = parameter(content_type, "boundary");
        if (!boundary || boundary->empty() || boundary->size() > 70) return refuse("multipart: no boundary");
        return parse_multipart(*boundary, body);
    }
    return FormBody{};
}

}  // namespace kheo::http
