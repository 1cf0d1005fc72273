// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "base/nesting.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/ledger/hex_member.hpp"
#include "platform/ledger/messages.gen.hpp"
#include "platform/ledger/proof_file.hpp"

namespace kheo::ledger {

namespace {

constexpr std::size_t kLongestHead = 64 * 1024;  // bytes
constexpr std::string_view kLineStart = "KHEO-HEAD";

std::unexpected<Error> no_head() {
    return fail(ErrorKind::invalid, msg::not_a_head);
}

/// Words of a line; line breaks and groups on paper do not matter inside, only between words.
std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    std::string word;
    for (const char c : std::string(text) + " ") {
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
            word += c;
        } else if (!word.empty()) {
            out.push_back(std::move(word));
            word.clear();
        }
    }
    return out;
}

bool read_number(const std::string& text, std::int64_t& out) {
    const auto number = parse_number<std::int64_t>(text);
    out = number.value_or(-1);
    return out >= 0;
}

Result<Head> complete(Head head) {
    const bool whole = head.size > 0 && is_writable(head.sealed_at) && head.root.size() == 32 &&
                       head.public_key.size() == 32 && head.signature.size() == 64;
    if (!whole) return no_head();
    return head;
}

Result<Head> parse_line(std::string_view text) {
    const auto parts = words(text);
    Head head;
    if (parts.size() != 7 || parts[0] != kLineStart || parts[1] != "1" || !read_number(parts[2], head.size) ||
        !read_number(parts[4], head.sealed_at))
        return no_head();
    head.root = from_hex(parts[3]);
    head.public_key = from_hex(parts[5]);
    head.signature = from_hex(parts[6]);
    return complete(std::move(head));
}

std::int64_t number_member(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : -1;
}

}  // namespace

Json head_json(const Head& head) {
    return {{"size", head.size},
            {"root", to_hex(head.root)},
            {"sealed_at", iso_moment(head.sealed_at)},
            {"sealed_at_ms", head.sealed_at},
            {"public_key", to_hex(head.public_key)},
            {"signature", to_hex(head.signature)}};
}

std::string head_line(const Head& head) {
    return std::string(kLineStart) + " 1 " + std::to_string(head.size) + " " + to_hex(head.root) + " " +
           std::to_string(head.sealed_at) + " " + to_hex(head.public_key) + " " + to_hex(head.signature);
}

Result<Head> parse_head(std::string_view text) {
    if (text.size() > kLongestHead) return no_head();
    text = trim(text);
    if (text.starts_with(kLineStart)) return parse_line(text);
    if (nests_deeper(text, kDeepest)) return no_head();
    auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return no_head();
    if (const auto inner = json.find("head"); inner != json.end() && inner->is_object()) {
        Json head = *inner;
        json = std::move(head);
    }
    return complete({number_member(json, "size"), hex_member(json, "root"),
                     number_member(json, "sealed_at_ms"), hex_member(json, "signature"),
                     hex_member(json, "public_key")});
}

}  // namespace kheo::ledger
