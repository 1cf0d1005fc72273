// SPDX-License-Identifier: Apache-2.0
// The manners of the command line: help in Vietnamese like every other sentence, a sentence for each way to
// use a command wrongly, numbers and choices checked in one place. Knows no command; the texts of all
// commands stand in its catalogue.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/command_line/messages.gen.hpp"
#include "base/error.hpp"

namespace kheo::app::command_line {

/// A text of the catalogue in the language of the command line, which is Vietnamese.
std::string words(const Message& message);

/// Name, --help, --version and the look of the help. Call before commands are added: they inherit it.
void introduce(CLI::App& root);

/// Call when all commands are added: an option followed by another option lacks its value.
void finish(CLI::App& root);

/// The commands of a group, all of them.
std::vector<const CLI::App*> commands_of(const CLI::App& command);

/// What people read for the value of an option or a word of a command: "FILE" is shown as TỆP.
std::string shown_word(const std::string& name);

/// A wrong value found while the command line is read. An exception only because the library knows no other
/// way out of its loop; explain() turns it into an Error.
class WrongValue : public CLI::ParseError {
  public:
    explicit WrongValue(Sentence sentence)
        : ParseError("WrongValue", sentence.in(Language::vi), 2), sentence_(std::move(sentence)) {}
    const Sentence& sentence() const { return sentence_; }

  private:
    Sentence sentence_;
};

/// What is wrong (usage), and what to write instead where that can be guessed.
Error explain(const CLI::App& root, const CLI::ParseError& error);

struct Range {
    std::int64_t least = 0, most = 0;
};

/// A whole number of the range; anything else is refused (usage) with option, value and range. value must
/// live as long as the command.
template <class T>
CLI::Option* add_whole(CLI::App& command, const std::string& name, T& value, Range range,
                       const Message& what);
/// The same with decimals.
CLI::Option* add_number(CLI::App& command, const std::string& name, double& value, Range range,
                        const Message& what);
/// One of some words.
CLI::Option* add_choice(CLI::App& command, const std::string& name, std::string& value,
                        std::vector<std::string> choices, const Message& what);

std::int64_t parse_whole(const std::string& option, const std::string& text, Range range);

template <class T>
CLI::Option* add_whole(CLI::App& command, const std::string& name, T& value, Range range,
                       const Message& what) {
    const auto take = [&value, name, range](const std::string& text) {
        value = static_cast<T>(parse_whole(name, text, range));
    };
    return command.add_option_function<std::string>(name, take, words(what))->type_name("NUMBER");
}

}  // namespace kheo::app::command_line
