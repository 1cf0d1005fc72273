// SPDX-License-Identifier: Apache-2.0
#include "platform/file/model.hpp"

#include <algorithm>

namespace kheo::file {

namespace {

struct TypeRow {
    Type type;
    std::string_view code, media_type, extension;
};
constexpr std::array kTypes{
    TypeRow{Type::jpeg, "jpeg", "image/jpeg", ".jpg"},
    TypeRow{Type::png, "png", "image/png", ".png"},
    TypeRow{Type::webp, "webp", "image/webp", ".webp"},
    TypeRow{Type::heic, "heic", "image/heic", ".heic"},
    TypeRow{Type::pdf, "pdf", "application/pdf", ".pdf"},
    TypeRow{Type::docx, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ".docx"},
    TypeRow{Type::xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
    TypeRow{Type::odt, "odt", "application/vnd.oasis.opendocument.text", ".odt"},
};

const TypeRow& row_of(Type type) {
    return *std::ranges::find(kTypes, type, &TypeRow::type);
}

template <typename E>
struct Word {
    E value;
    std::string_view code;
};
constexpr std::array kSizes{Word{Size::large, "large"}, Word{Size::medium, "medium"},
                            Word{Size::small, "small"}, Word{Size::whole, "whole"}};
constexpr std::array kPhases{Word{Phase::before, "before"}, Word{Phase::after, "after"},
                             Word{Phase::other, "other"}};
constexpr std::array kConsents{Word{Consent::none, "none"}, Word{Consent::nobody, "nobody"},
                               Word{Consent::people, "people"}, Word{Consent::guardian, "guardian"}};

template <typename Words, typename E>
std::string_view word(const Words& words, E value) {
    return std::ranges::find(words, value, [](const auto& w) { return w.value; })->code;
}

template <typename E, typename Words>
std::optional<E> value_of(const Words& words, std::string_view text) {
    const auto found = std::ranges::find(words, text, [](const auto& w) { return w.code; });
    return found == words.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace

std::string_view code(Type type) {
    return row_of(type).code;
}

std::optional<Type> type_of(std::string_view text) {
    const auto* const found = std::ranges::find(kTypes, text, &TypeRow::code);
    return found == kTypes.end() ? std::nullopt : std::optional(found->type);
}

bool is_photo(Type type) {
    return type == Type::jpeg || type == Type::png || type == Type::webp || type == Type::heic;
}

std::string_view media_type(Type type) {
    return row_of(type).media_type;
}

std::string_view extension(Type type) {
    return row_of(type).extension;
}

std::string_view code(Size size) {
    return word(kSizes, size);
}

std::optional<Size> size_of(std::string_view text) {
    return value_of<Size>(kSizes, text);
}

std::string_view code(Phase phase) {
    return word(kPhases, phase);
}

std::optional<Phase> phase_of(std::string_view text) {
    return value_of<Phase>(kPhases, text);
}

std::string_view code(Consent consent) {
    return word(kConsents, consent);
}

std::optional<Consent> consent_of(std::string_view text) {
    return value_of<Consent>(kConsents, text);
}

std::string_view code(Removal removal) {
    return removal == Removal::request ? "request" : "mistake";
}

bool may_be_published(const Attachment& attachment) {
    if (!attachment.photo() || attachment.removed_at != 0) return false;
    switch (attachment.said.consent) {
        case Consent::none:
            return false;
        case Consent::people:
            return !attachment.said.children;
        case Consent::nobody:
        case Consent::guardian:
            return true;
    }
    return false;
}

}  // namespace kheo::file
