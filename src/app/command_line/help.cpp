// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "app/command_line/command_line.hpp"

namespace kheo::app::command_line {

namespace {

constexpr std::size_t kLineWidth = 80, kWidestName = 34;

using Rows = std::vector<std::pair<std::string, std::string>>;

/// Columns that a text takes on the screen: a letter with its marks is one character here (NFC).
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void start_line(std::string& out, std::size_t indent) {
    out += '\n' + std::string(indent, ' ');
}

/// Words of a text from column `indent` on, broken before the line is full.
void flow(std::string& out, const std::string& text, std::size_t indent) {
    std::istringstream in(text);
    std::size_t column = indent;
    for (std::string word; in >> word;) {
        if (column > indent && column + 1 + width(word) > kLineWidth) {
            start_line(out, indent);
            column = indent;
        }
        if (column > indent) out += ' ';
        column += width(word) + (column > indent ? 1 : 0);
        out += word;
    }
    out += '\n';
}

void add_rows(std::string& out, const Message& title, const Rows& rows) {
    if (rows.empty()) return;
    std::size_t widest = 0;
    for (const auto& [name, what] : rows) widest = std::max(widest, std::min(width(name), kWidestName));
    out += '\n' + words(title) + '\n';
    for (const auto& [name, what] : rows) {
        out += "  " + name;
        if (width(name) > widest)
            start_line(out, widest + 4);
        else
            out += std::string(widest + 2 - width(name), ' ');
        flow(out, what, widest + 4);
    }
}

std::string described(const CLI::Option& option) {
    const auto& what = option.get_description();
    return option.get_required() && !option.get_positional() ? what + ' ' + words(msg::required) : what;
}

std::string name_of(const CLI::Option& option) {
    if (option.get_positional()) return shown_word(option.get_name(true, false));
    auto name = option.get_name(false, true);
    for (auto at = name.find(','); at != std::string::npos; at = name.find(',', at + 2))
        name.insert(at + 1, " ");
    const bool flag = option.get_items_expected_max() == 0;
    return flag ? name : name + ' ' + shown_word(option.get_type_name());
}

Rows rows_of(const CLI::App& command, bool positional) {
    Rows rows;
    for (const auto* option : command.get_options())
        if (option->get_positional() == positional) rows.emplace_back(name_of(*option), described(*option));
    // What every command has comes last.
    if (!positional && !rows.empty()) std::ranges::rotate(rows, rows.begin() + 1);
    return rows;
}

std::string usage_line(const CLI::App& command, const std::string& name) {
    auto line = name;
    if (!commands_of(command).empty()) line += ' ' + words(msg::command_word);
    for (const auto* option : command.get_options())
        if (option->get_positional())
            line += option->get_required() ? ' ' + name_of(*option) : " [" + name_of(*option) + ']';
    return Sentence(msg::usage, {{"words", line + ' ' + words(msg::options_word)}}).in(Language::vi);
}

class Help : public CLI::FormatterBase {
  public:
    std::string make_help(const CLI::App* command, std::string name, CLI::AppFormatMode) const override {
        std::string out;
        flow(out, command->get_description(), 0);
        out += '\n' + usage_line(*command, name) + '\n';
        Rows commands;
        for (const auto* each : commands_of(*command))
            commands.emplace_back(each->get_name(), each->get_description());
        add_rows(out, msg::commands, commands);
        add_rows(out, msg::arguments, rows_of(*command, true));
        add_rows(out, msg::options, rows_of(*command, false));
        if (!commands.empty()) out += '\n' + Sentence(msg::more, {{"command", name}}).in(Language::vi) + '\n';
        return out;
    }
};

}  // namespace

std::string words(const Message& message) {
    return std::string(message.in(Language::vi));
}

std::vector<const CLI::App*> commands_of(const CLI::App& command) {
    return command.get_subcommands([](const CLI::App*) { return true; });
}

std::string shown_word(const std::string& name) {
    static const std::map<std::string, const Message*> shown{
        {"DIR", &msg::word_dir},    {"FILE", &msg::word_file},     {"URL", &msg::word_url},
        {"NAME", &msg::word_name},  {"CODE", &msg::word_code},     {"DATE", &msg::word_date},
        {"KEY", &msg::word_key},    {"NUMBER", &msg::word_number}, {"SEQ", &msg::word_number},
        {"PROOF", &msg::word_file}, {"HEAD", &msg::word_file},     {"IMPORT", &msg::word_number},
        {"VALUE", &msg::word_text}, {"TEXT", &msg::word_text},     {"LISTEN", &msg::word_listen},
    };
    const auto found = shown.find(name);
    return found == shown.end() ? name : words(*found->second);
}

void introduce(CLI::App& root) {
    root.name("kheo");
    root.description(words(msg::about));
    root.formatter(std::make_shared<Help>());
    root.set_help_flag("-h,--help", words(msg::help));
    root.set_version_flag("--version", "kheo " KHEO_VERSION)->description(words(msg::version));
}

}  // namespace kheo::app::command_line
