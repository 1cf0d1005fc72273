// SPDX-License-Identifier: Apache-2.0
// Heads and proofs of the ledger, as files and lines from anybody, and honest ones that were altered field by
// field (an input that begins with a control character says how). Promises: what was read is written and read
// again the same; under a head of our key only the honest proof holds.
#include <array>
#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/proof_case.hpp"
#include "platform/ledger/proof_file.hpp"

namespace {

using namespace kheo;
using namespace kheo::fuzz;
using namespace kheo::ledger;

const ProofCase& honest() {
    static const ProofCase made;
    return made;
}

bool same(const Head& a, const Head& b) {
    return a.size == b.size && a.root == b.root && a.sealed_at == b.sealed_at && a.signature == b.signature &&
           a.public_key == b.public_key;
}
bool same(const InclusionProof& a, const InclusionProof& b) {
    return a.seq == b.seq && a.leaf == b.leaf && a.path == b.path && same(a.head, b.head) &&
           a.entry == b.entry;
}
bool same(const ConsistencyProof& a, const ConsistencyProof& b) {
    return a.from == b.from && a.from_root == b.from_root && a.path == b.path && same(a.to, b.to);
}

bool is_ours(const Head& head) {
    return head.public_key == honest().key().public_key;
}
bool in_ledger(std::int64_t size) {
    return size >= 1 && size <= kEntries;
}

bool is_honest(const Head& head) {
    return in_ledger(head.size) && same(head, honest().head(head.size));
}
/// A proof may leave the entry itself out.
bool is_honest(InclusionProof proof) {
    if (!is_honest(proof.head) || proof.seq < 1 || proof.seq > proof.head.size) return false;
    const auto wanted = honest().inclusion(proof.seq, proof.head.size);
    if (proof.entry.empty()) proof.entry = wanted.entry;
    return same(proof, wanted);
}
bool is_honest(const ConsistencyProof& proof) {
    return is_honest(proof.to) && proof.from >= 1 && proof.from <= proof.to.size &&
           same(proof, honest().consistency(proof.from, proof.to.size));
}

template <typename Proof>
void check_hold(const Proof& proof, const Head& head) {
    const bool kept = holds(proof);
    if (is_ours(head))
        promise(kept == is_honest(proof), "the honest proof holds under our head, no other does");
}
void check_hold(const AnyProof& proof) {
    if (const auto* p = std::get_if<InclusionProof>(&proof)) return check_hold(*p, p->head);
    const auto& p = std::get<ConsistencyProof>(proof);
    check_hold(p, p.to);
}

void check_head_text(std::string_view text) {
    const auto head = parse_head(text);
    if (!head) return promise(head.error().kind == ErrorKind::invalid, "a refused head is invalid");
    for (const auto& written : {head_line(*head), head_json(*head).dump()}) {
        const auto again = parse_head(written);
        promise(again && same(*again, *head), "a head that was read is written and read again");
    }
    if (is_ours(*head))
        promise(signature_holds(*head) == is_honest(*head), "only our heads carry our signature");
}

void check_proof_text(std::string_view text) {
    const auto proof = parse_proof(text);
    if (!proof) return promise(proof.error().kind == ErrorKind::invalid, "a refused proof is invalid");
    const auto json = std::visit([](const auto& p) { return proof_json(p); }, *proof);
    const auto again = parse_proof(json.dump());
    promise(again && again->index() == proof->index(), "a proof that was read is written and read again");
    const bool kept = std::visit(
        [&](const auto& p) { return same(p, std::get<std::remove_cvref_t<decltype(p)>>(*again)); }, *proof);
    promise(kept, "a proof is the same when it is read again");
    check_hold(*proof);
}

std::int64_t millis_of(const std::string& iso) {
    const auto part = [&](std::size_t at, std::size_t size) { return std::stoll(iso.substr(at, size)); };
    const auto day = Date::parse_iso(iso.substr(0, 10));
    promise(day.has_value() && iso.size() == 24, "a moment has a date");
    return (((day->days() * 24LL + part(11, 2)) * 60 + part(14, 2)) * 60 + part(17, 2)) * 1000 + part(20, 3);
}

/// dev/verify-ledger-proof hashes the words when the bytes are left out.
void check_entry(std::string_view bytes) {
    const auto json = entry_json(bytes);
    if (json.empty()) return;
    (void)json.dump();
    StoredEntry entry;
    entry.at = millis_of(json["written_at"]);
    entry.actor = json["actor"];
    entry.verb = json["verb"];
    entry.subject_type = json["subject_type"];
    entry.subject_id = json["subject_id"];
    entry.changed = json["changed"];
    entry.commitment = from_hex(json["commitment"].get<std::string>());
    if (json.contains("blind")) entry.blind = from_hex(json["blind"].get<std::string>());
    promise(encode(entry, json["seq"]) == bytes, "the words of an entry give its bytes again");
}

/// Bytes of an input as numbers; zeros behind its end.
struct Script {
    std::string_view rest;
    unsigned byte() {
        if (rest.empty()) return 0;
        const auto value = static_cast<unsigned char>(rest.front());
        rest.remove_prefix(1);
        return value;
    }
    std::int64_t from_one_to(std::int64_t n) { return 1 + byte() % n; }
    std::int64_t number() {
        static constexpr std::array<std::int64_t, 6> kStrange{-1, 0, INT64_MIN, INT64_MAX, 1LL << 32, 64};
        const auto value = byte();
        return value < 128 ? value : kStrange[value % kStrange.size()];
    }
    void flip(std::string& text) {
        const auto at = byte();
        if (!text.empty()) text[at % text.size()] ^= static_cast<char>(1U << byte() % 8);
    }
    ledger::Hash some_hash() {
        const auto begin = from_one_to(kEntries) - 1;
        return honest().root(begin, from_one_to(kEntries - begin));
    }
};

void alter(std::vector<Hash>& path, Script& script) {
    const auto what = script.byte() % 5, at = script.byte(), other = script.byte();
    if (what == 0) return path.push_back(script.some_hash());
    if (path.empty()) return;
    auto& hash = path[at % path.size()];
    if (what == 1) script.flip(hash);
    if (what == 2) std::swap(hash, path[other % path.size()]);
    if (what == 3) hash = script.some_hash();
    if (what == 4) path.erase(path.begin() + static_cast<std::ptrdiff_t>(at % path.size()));
}

void alter(Head& head, Script& script) {
    switch (script.byte() % 6) {
        case 0:
            return script.flip(head.root);
        case 1:
            return script.flip(head.signature);
        case 2:
            head.size = script.number();
            return;
        case 3:
            head.sealed_at = script.number();
            return;
        case 4:
            head.root = script.some_hash();
            return;
        default:
            head = honest().head(script.from_one_to(kEntries));
    }
}

void check_altered_inclusion(Script script) {
    const auto size = script.from_one_to(kEntries);
    auto proof = honest().inclusion(script.from_one_to(size), size);
    while (!script.rest.empty()) switch (script.byte() % 8) {
            case 0:
                proof.seq = script.number();
                break;
            case 1:
                proof.leaf = script.some_hash();
                break;
            case 2:
                script.flip(proof.leaf);
                break;
            case 3:
                script.flip(proof.entry);
                break;
            case 4:
                proof.entry = honest().entry_bytes(script.from_one_to(kEntries));
                break;
            case 5:
                proof.entry.clear();
                break;
            case 6:
                alter(proof.head, script);
                break;
            default:
                alter(proof.path, script);
        }
    check_hold(proof, proof.head);
}

void check_altered_consistency(Script script) {
    const auto size = script.from_one_to(kEntries);
    auto proof = honest().consistency(script.from_one_to(size), size);
    while (!script.rest.empty()) switch (script.byte() % 5) {
            case 0:
                proof.from = script.number();
                break;
            case 1:
                proof.from_root = script.some_hash();
                break;
            case 2:
                script.flip(proof.from_root);
                break;
            case 3:
                alter(proof.to, script);
                break;
            default:
                alter(proof.path, script);
        }
    check_hold(proof, proof.to);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of(data, size);
    if (size > 0 && data[0] == 1) {
        check_altered_inclusion({text.substr(1)});
    } else if (size > 0 && data[0] == 2) {
        check_altered_consistency({text.substr(1)});
    } else if (size > 0 && data[0] == 3) {
        check_entry(text.substr(1));
    } else {
        check_head_text(text);
        check_proof_text(text);
    }
    return 0;
}
