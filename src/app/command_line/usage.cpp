// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <optional>

#include "app/command_line/command_line.hpp"
#include "base/number.hpp"
#include "base/text.hpp"

namespace kheo::app::command_line {

namespace {

/// Changes of one letter that lead from one word to the other.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0u);
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

/// A word that may have been meant, and how it is shown.
struct Candidate {
    std::string word, shown;
};

/// The nearest when it is near enough and no other one is as near.
std::optional<std::string> nearest(std::string_view typed, const std::vector<Candidate>& candidates) {
    std::size_t best = std::max<std::size_t>(1, typed.size() / 3) + 1;
    std::optional<std::string> found;
    for (const auto& candidate : candidates) {
        const auto away = distance(typed, candidate.word);
        if (away > best || away >= typed.size()) continue;
        found = away < best ? std::optional(candidate.shown) : std::nullopt;
        best = away;
    }
    return found;
}

std::string path_of(const CLI::App& command) {
    const auto* parent = command.get_parent();
    return parent ? path_of(*parent) + ' ' + command.get_name() : command.get_name();
}

void add_commands(std::vector<Candidate>& out, const CLI::App& command, bool also_below) {
    for (const auto* each : commands_of(command)) {
        out.push_back({each->get_name(), path_of(*each)});
        if (also_below) add_commands(out, *each, true);
    }
}

std::vector<Candidate> options_of(const CLI::App& command, std::string_view dashes, const std::string& path) {
    std::vector<Candidate> out;
    for (const auto* option : command.get_options())
        for (const auto& name : option->get_lnames())
            out.push_back({std::string(dashes) + name, path + "--" + name});
    return out;
}

/// A command of this group, or one of another group, or what only looks like a command ("kheo version").
std::optional<std::string> command_meant(const CLI::App& root, const CLI::App& at, const std::string& word) {
    std::vector<Candidate> here, anywhere;
    add_commands(here, at, false);
    if (auto found = nearest(word, here)) return found;
    add_commands(anywhere, root, true);
    if (auto found = nearest(word, anywhere)) return found;
    return nearest(word, options_of(root, "", root.get_name() + ' '));
}

/// The command that was being read when the error was found.
const CLI::App& reached(const CLI::App& root) {
    const auto* at = &root;
    for (auto inner = at->get_subcommands(); !inner.empty(); inner = at->get_subcommands())
        at = inner.front();
    return *at;
}

Sentence unknown_word(const CLI::App& root, const CLI::App& at, const std::string& word) {
    const auto path = path_of(at);
    const auto say = [&](const Message& plain, const Message& guessed, const auto& meant) {
        if (!meant) return Sentence(plain, {{"command", path}, {"word", word}});
        return Sentence(guessed, {{"command", path}, {"word", word}, {"near", *meant}});
    };
    if (word.starts_with('-'))
        return say(msg::unknown_option, msg::unknown_option_near,
                   nearest(word.substr(0, word.find('=')), options_of(at, "--", "")));
    if (commands_of(at).empty()) return {msg::one_word_too_many, {{"command", path}, {"word", word}}};
    return say(msg::unknown_command, msg::unknown_command_near, command_meant(root, at, word));
}

std::string joined(const std::vector<std::string>& list) {
    std::string out;
    for (const auto& each : list) out += (out.empty() ? "" : ", ") + each;
    return out;
}

Sentence no_command(const CLI::App& at) {
    std::vector<std::string> names;
    for (const auto* each : commands_of(at)) names.push_back(each->get_name());
    return {msg::no_command, {{"command", path_of(at)}, {"list", joined(names)}}};
}

std::string named(const CLI::Option& option) {
    return option.get_positional() ? shown_word(option.get_name(true, false)) : option.get_name();
}

std::vector<std::string> missing(const CLI::App& at) {
    std::vector<std::string> out;
    for (const auto* option : at.get_options()) {
        if (!option->get_required() || option->count() > 0) continue;
        const bool flag = option->get_positional();
        out.push_back(named(*option) + (flag ? "" : ' ' + shown_word(option->get_type_name())));
    }
    return out;
}

/// The option that the library's message begins with ("--data: 1 required TEXT missing").
const CLI::Option* option_in(const CLI::App& at, std::string_view message) {
    const auto word = message.substr(0, message.find_first_of(": ="));
    for (const auto* option : at.get_options())
        for (const auto& name : option->get_lnames())
            if (word == "--" + name) return option;
    return nullptr;
}

Sentence wrong_option(const CLI::App& at, const CLI::Option& option) {
    std::vector<Sentence::Argument> names{
        {"command", path_of(at)}, {"option", named(option)}, {"word", shown_word(option.get_type_name())}};
    if (option.get_items_expected_max() == 0) return {msg::takes_no_value, names};
    return {option.count() > 1 ? msg::given_twice : msg::needs_value, names};
}

Sentence sentence_of(const CLI::App& root, const CLI::ParseError& error) {
    if (const auto* wrong = dynamic_cast<const WrongValue*>(&error)) return wrong->sentence();
    const auto& at = reached(root);
    if (const auto rest = root.remaining(true); !rest.empty()) return unknown_word(root, at, rest.front());
    if (!commands_of(at).empty()) return no_command(at);
    if (const auto* option = option_in(at, error.what());
        option && !dynamic_cast<const CLI::RequiredError*>(&error))
        return wrong_option(at, *option);
    if (const auto lacks = missing(at); !lacks.empty())
        return {msg::missing, {{"command", path_of(at)}, {"list", joined(lacks)}}};
    return {msg::not_understood, {{"command", path_of(at)}, {"detail", error.what()}}};
}

[[noreturn]] void refuse(const Message& message, const std::string& option, const std::string& value,
                         Range range) {
    throw WrongValue({message,
                      {{"option", shown_word(option)},
                       {"value", value},
                       {"least", format_count(range.least)},
                       {"most", format_count(range.most)}}});
}

double parse_number(const std::string& option, const std::string& text, Range range) {
    const auto value = kheo::parse_number<double>(text);
    const bool inside = value && *value >= static_cast<double>(range.least) &&
                        *value <= static_cast<double>(range.most);  // "nan" is on no side
    if (!inside) refuse(msg::not_number, option, text, range);
    return *value;
}

/// "json, text hoặc off".
std::string one_of(const std::vector<std::string>& choices) {
    std::string out;
    for (std::size_t i = 0; i < choices.size(); ++i)
        out += (i == 0 ? "" : i + 1 < choices.size() ? ", " : ' ' + words(msg::or_word) + ' ') + choices[i];
    return out;
}

void need_values(CLI::App& command) {
    for (auto* option : command.get_options()) {
        if (option->get_positional() || option->get_items_expected_max() == 0) continue;
        option->check([&command, option](const std::string& value) {
            if (value.starts_with("--"))
                throw WrongValue({msg::needs_value,
                                  {{"command", path_of(command)},
                                   {"option", named(*option)},
                                   {"word", shown_word(option->get_type_name())}}});
            return std::string();
        });
    }
}

}  // namespace

std::int64_t parse_whole(const std::string& option, const std::string& text, Range range) {
    const auto value = kheo::parse_number<std::int64_t>(text);
    if (!value || *value < range.least || *value > range.most) refuse(msg::not_whole, option, text, range);
    return *value;
}

CLI::Option* add_number(CLI::App& command, const std::string& name, double& value, Range range,
                        const Message& what) {
    const auto take = [&value, name, range](const std::string& text) {
        value = parse_number(name, text, range);
    };
    return command.add_option_function<std::string>(name, take, words(what))->type_name("NUMBER");
}

CLI::Option* add_choice(CLI::App& command, const std::string& name, std::string& value,
                        std::vector<std::string> choices, const Message& what) {
    const auto take = [&value, name, choices = std::move(choices)](const std::string& text) {
        if (std::ranges::find(choices, text) == choices.end())
            throw WrongValue(
                {msg::not_choice, {{"option", name}, {"value", text}, {"list", one_of(choices)}}});
        value = text;
    };
    return command.add_option_function<std::string>(name, take, words(what))->type_name("TEXT");
}

void finish(CLI::App& root) {
    for (auto* each : root.get_subcommands([](CLI::App*) { return true; })) finish(*each);
    need_values(root);
}

Error explain(const CLI::App& root, const CLI::ParseError& error) {
    return {ErrorKind::usage, sentence_of(root, error), {}, {}, {}};
}

}  // namespace kheo::app::command_line
