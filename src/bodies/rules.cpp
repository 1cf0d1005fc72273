// SPDX-License-Identifier: Apache-2.0
#include "bodies/rules.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "bodies/messages.gen.hpp"

namespace kheo::bodies {

bool Kind::serves(std::string_view level) const {
    return std::ranges::any_of(split(levels, ','), [&](std::string_view one) { return one == level; });
}

namespace {

constexpr std::string_view kActs[] = {"established", "renamed", "ended", "replaced"};

void check_text(std::string_view text, std::size_t most, const Message& missing, std::string field,
                std::vector<FieldError>& out) {
    if (text.empty())
        out.push_back({std::move(field), missing});
    else if (length(text) > most)
        out.push_back({std::move(field), Sentence(msg::too_long, {{"most", std::to_string(most)}})});
}

}  // namespace

std::string_view act_name(ActKind kind) {
    return kActs[static_cast<std::size_t>(kind)];
}

std::optional<ActKind> parse_act(std::string_view text) {
    for (std::size_t i = 0; i < std::size(kActs); ++i)
        if (kActs[i] == text) return static_cast<ActKind>(i);
    return std::nullopt;
}

void add_document_faults(const Document& document, std::vector<FieldError>& out) {
    check_text(document.number, kLongestDocument, msg::document_number_missing, "so_van_ban", out);
    check_text(document.issuer, kLongestDocument, msg::document_issuer_missing, "noi_ban_hanh", out);
}

std::vector<FieldError> faults_of_new(const Wanted& wanted, std::span<const Kind> kinds) {
    std::vector<FieldError> out;
    const auto kind = std::ranges::find_if(kinds, [&](const Kind& k) { return k.code == wanted.kind; });
    if (kind == kinds.end() || !kind->serves(wanted.level))
        out.push_back({"loai", msg::kind_not_here});
    else if (!kind->holds_on(wanted.day))
        out.push_back({"loai", Sentence(msg::kind_not_then, {{"kind", kind->name},
                                                             {"day", wanted.day.vietnamese()},
                                                             {"basis", kind->legal_basis}})});
    check_text(wanted.name, kLongestName, msg::name_missing, "ten", out);
    add_document_faults(wanted.document, out);
    return out;
}

std::vector<FieldError> faults_of_change(const Wanted& wanted, ActKind act,
                                         std::span<const Version> versions) {
    std::vector<FieldError> out;
    const auto& last = versions.back();
    if (last.until < *Date::parse_iso(kEndOfTime))
        out.push_back({"ngay", Sentence(msg::ended_already, {{"day", last.until.vietnamese()}})});
    else if (act == ActKind::ended ? wanted.day < last.from : wanted.day <= last.from)
        out.push_back({"ngay", Sentence(msg::day_too_early, {{"day", last.from.vietnamese()}})});
    if (act == ActKind::renamed) {
        check_text(wanted.name, kLongestName, msg::name_missing, "ten", out);
        if (wanted.name == last.name) out.push_back({"ten", msg::same_name});
    }
    add_document_faults(wanted.document, out);
    return out;
}

bool one_at_a_time(std::string_view kind) {
    return kind != "department" && kind != "steering_committee" && kind != "military" && kind != "police";
}

}  // namespace kheo::bodies
