// SPDX-License-Identifier: Apache-2.0
#include "platform/document/xml.hpp"

#include "base/text.hpp"
#include "platform/document/messages.gen.hpp"

namespace kheo::document {

namespace {

struct StringWriter final : pugi::xml_writer {
    std::string out;
    void write(const void* data, size_t size) override { out.append(static_cast<const char*>(data), size); }
};

bool has_doctype(const pugi::xml_document& xml) {
    for (const auto node : xml)
        if (node.type() == pugi::node_doctype) return true;
    return false;
}

}  // namespace

Result<> parse_part(const Part& part, pugi::xml_document& out) {
    constexpr auto kFlags = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype;
    const auto result = out.load_buffer(part.bytes.data(), part.bytes.size(), kFlags);
    const bool garbled = result.encoding == pugi::encoding_utf8 && !is_valid_utf8(part.bytes);
    if (!result || garbled || has_doctype(out))
        return fail(ErrorKind::invalid, msg::damaged, {}, part.name + ": " + result.description());
    return {};
}

std::string print_part(const pugi::xml_document& xml) {
    StringWriter writer;
    writer.out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    xml.save(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return std::move(writer.out);
}

}  // namespace kheo::document
