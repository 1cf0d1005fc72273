// SPDX-License-Identifier: Apache-2.0
#include "platform/db/failure.hpp"

#include <atomic>

#include "base/text.hpp"
#include "platform/db/figures.hpp"
#include "platform/db/messages.gen.hpp"

namespace kheo::db {

namespace {

std::atomic<std::uint64_t> busy{0}, lost{0}, away{0}, retries{0};

void count(std::string_view word) {
    if (word == code::kBusy) ++busy;
    if (word == code::kSerialization) ++lost;
    if (word == code::kConnection) ++away;
}

const Message& connection_sentence(Engine engine) {
    return engine == Engine::sqlite ? msg::cannot_open : msg::server_away;
}

const Message& sentence_for(Engine engine, std::string_view word) {
    if (word == code::kUnique || word == code::kForeignKey) return msg::constraint;
    if (word == code::kBusy) return msg::busy;
    if (word == code::kSerialization) return msg::serialization;
    if (word == code::kDiskFull) return msg::disk_full;
    if (word == code::kReadOnly) return engine == Engine::sqlite ? msg::read_only : msg::server_read_only;
    if (word == code::kCorrupt) return msg::corrupt;
    if (word == code::kConnection) return connection_sentence(engine);
    if (word == code::kCommitUnknown) return msg::commit_unknown;
    return msg::internal;
}

ErrorKind kind_for(std::string_view word) {
    if (word == code::kUnique || word == code::kForeignKey) return ErrorKind::conflict;
    if (word == code::kSyntax || word == code::kCheck || word == code::kNotNull) return ErrorKind::internal;
    return ErrorKind::environment;
}

}  // namespace

Error failure(Engine engine, std::string_view word, std::string detail) {
    count(word);
    return {kind_for(word), Sentence(sentence_for(engine, word)), {}, std::move(detail), std::string(word)};
}

void count_retry() {
    ++retries;
}

Figures figures() {
    return {busy, lost, retries, away};
}

Error failed_before() {
    return {ErrorKind::internal,
            Sentence(msg::internal),
            {},
            "statement after a failed one in the same transaction",
            {}};
}

Result<> check_text(std::span<const Param> params) {
    for (const auto& param : params) {
        const auto* text = std::get_if<std::string_view>(&param.value());
        if (!text) continue;
        if (text->contains('\0') || !is_valid_utf8(*text))
            return fail(ErrorKind::invalid, msg::bad_text, {}, "text with NUL or bytes that are no UTF-8");
    }
    return {};
}

}  // namespace kheo::db
