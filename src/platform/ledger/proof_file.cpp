// SPDX-License-Identifier: Apache-2.0
#include "platform/ledger/proof_file.hpp"

#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "base/nesting.hpp"
#include "base/text.hpp"
#include "platform/ledger/hex_member.hpp"
#include "platform/ledger/messages.gen.hpp"

namespace kheo::ledger {

namespace {

constexpr std::size_t kLongestProof = 256 * 1024;  // bytes
constexpr std::size_t kLongestPath = 128;          // hashes; 2 × 63 suffice for any tree
constexpr auto kFormat = "kheo-ledger-proof/1";

std::unexpected<Error> no_proof(const char* what) {
    return fail(ErrorKind::invalid, msg::not_a_proof, {{"what", what}});
}

Json path_json(const std::vector<std::string>& path) {
    auto out = Json::array();
    for (const auto& hash : path) out.push_back(to_hex(hash));
    return out;
}

Result<std::int64_t> number(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_number_integer() || *found < 1) return no_proof(name);
    return found->get<std::int64_t>();
}

Result<std::string> hash(const Json& json, const char* name) {
    auto bytes = hex_member(json, name);
    if (bytes.size() != 32) return no_proof(name);
    return bytes;
}

Result<std::vector<std::string>> path(const Json& json) {
    const auto found = json.find("path");
    if (found == json.end() || !found->is_array() || found->size() > kLongestPath) return no_proof("path");
    std::vector<std::string> out;
    for (const auto& item : *found) {
        out.push_back(item.is_string() ? from_hex(item.get_ref<const std::string&>()) : "");
        if (out.back().size() != 32) return no_proof("path");
    }
    return out;
}

Result<Head> head(const Json& json) {
    const auto found = json.find("head");
    if (found == json.end() || !found->is_object()) return no_proof("head");
    return parse_head(found->dump());
}

/// The words say what the bytes say, in whatever order: people read the words.
bool says(const Json& words, std::string_view entry) {
    return nlohmann::json::parse(words.dump()) == nlohmann::json::parse(entry_json(entry).dump());
}

Result<AnyProof> inclusion(const Json& json) {
    InclusionProof proof;
    proof.seq = TRY(number(json, "seq"));
    proof.leaf = TRY(hash(json, "leaf"));
    proof.path = TRY(path(json));
    proof.head = TRY(head(json));
    proof.entry = hex_member(json, "entry_bytes");
    if (json.contains("entry_bytes") && proof.entry.empty()) return no_proof("entry_bytes");
    if (json.contains("entry") && !proof.entry.empty() && !says(json["entry"], proof.entry))
        return no_proof("entry");
    return proof;
}

Result<AnyProof> consistency(const Json& json) {
    ConsistencyProof proof;
    proof.from = TRY(number(json, "from"));
    proof.from_root = TRY(hash(json, "from_root"));
    proof.path = TRY(path(json));
    proof.to = TRY(head(json));
    return proof;
}

/// Reads what encode() wrote; `ok` turns false at the first thing that does not fit.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    std::int64_t number() {
        if (rest_.size() < 8) return ok_ = false, 0;
        std::uint64_t value = 0;
        for (const char c : rest_.substr(0, 8)) value = value << 8 | static_cast<unsigned char>(c);
        rest_.remove_prefix(8);
        return static_cast<std::int64_t>(value);
    }
    Millis moment() {
        const auto at = number();
        if (!is_writable(at)) return ok_ = false, 0;
        return at;
    }
    std::string bytes() {
        const auto size = static_cast<std::uint64_t>(number());
        if (!ok_ || size > rest_.size()) return ok_ = false, "";
        const auto out = std::string(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return out;
    }
    std::string text() {
        auto out = bytes();
        if (!is_valid_utf8(out)) return ok_ = false, "";
        return out;
    }
    /// Left out rather than empty, or two encodings would have the same words.
    std::string blind() {
        auto out = bytes();
        ok_ = ok_ && !out.empty();
        return out;
    }
    bool ok() const { return ok_; }
    bool at_end() const { return rest_.empty(); }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace

Json proof_json(const InclusionProof& proof) {
    Json json{{"format", kFormat},          {"kind", "inclusion"},           {"seq", proof.seq},
              {"leaf", to_hex(proof.leaf)}, {"path", path_json(proof.path)}, {"head", head_json(proof.head)}};
    if (!proof.entry.empty()) {
        json["entry_bytes"] = to_hex(proof.entry);
        json["entry"] = entry_json(proof.entry);
    }
    return json;
}

Json proof_json(const ConsistencyProof& proof) {
    return {{"format", kFormat},
            {"kind", "consistency"},
            {"from", proof.from},
            {"from_root", to_hex(proof.from_root)},
            {"path", path_json(proof.path)},
            {"head", head_json(proof.to)}};
}

Result<AnyProof> parse_proof(std::string_view text) {
    if (text.size() > kLongestProof) return no_proof("size");
    if (nests_deeper(text, kDeepest)) return no_proof("JSON");
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return no_proof("JSON");
    if (json.value("format", Json()) != kFormat) return no_proof("format");
    const auto kind = json.value("kind", Json());
    if (kind == "inclusion") return inclusion(json);
    if (kind == "consistency") return consistency(json);
    return no_proof("kind");
}

Json entry_json(std::string_view encoded) {
    Reader read(encoded);
    Json json;
    json["seq"] = read.number();
    json["written_at"] = iso_moment(read.moment());
    json["actor"] = read.number();
    json["verb"] = read.text();
    json["subject_type"] = read.text();
    json["subject_id"] = read.number();
    json["changed"] = read.text();
    json["commitment"] = to_hex(read.bytes());
    if (!read.at_end()) json["blind"] = to_hex(read.blind());
    if (!read.ok() || !read.at_end()) return Json::object();
    return json;
}

}  // namespace kheo::ledger
