// SPDX-License-Identifier: Apache-2.0
// Sentences for people. A Message is one catalogue entry in three languages; a Sentence is a Message with its
// arguments filled in later, when the reader's language is known. Both are plain values; threads may share
// them.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kheo {

enum class Language { vi, en, lo };

/// "vi", "en", "lo".
std::string_view language_code(Language language);

/// One catalogue entry. Constants of this type are generated from each room's messages.json (vi is the
/// source; an entry without en or lo falls back to vi unless its catalogue says "public": true, which makes
/// that a build error).
struct Message {
    std::string_view key;                  // "registry.list_title"
    std::array<std::string_view, 3> text;  // by Language, UTF-8 NFC, placeholders as {name}

    std::string_view in(Language language) const { return text[static_cast<std::size_t>(language)]; }
};

/// A message and its arguments. Messages are generated constants, so the pointer never dangles.
class Sentence {
  public:
    using Argument = std::pair<std::string, std::string>;

    Sentence() = default;
    Sentence(const Message& message, std::vector<Argument> arguments = {})  // NOLINT: implicit on purpose
        : message_(&message), arguments_(std::move(arguments)) {}

    bool empty() const { return message_ == nullptr; }
    std::string_view key() const { return message_ ? message_->key : std::string_view{}; }

    /// The sentence in one language; unknown placeholders stay visible as {name}.
    std::string in(Language language) const;

  private:
    const Message* message_ = nullptr;
    std::vector<Argument> arguments_;
};

/// Fills {name} placeholders of a text.
std::string fill(std::string_view text, const std::vector<Sentence::Argument>& arguments);

}  // namespace kheo
