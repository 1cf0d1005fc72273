// SPDX-License-Identifier: Apache-2.0
// What every command of the command line shares: options, output, exit codes. JSON goes to standard output,
// words for people to standard error (contract, "Commands").
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <optional>

#include "app/command_line/command_line.hpp"
#include "app/data_dir.hpp"

namespace kheo::app {

namespace help = command_line::msg;
using command_line::words;

/// What a command may run on. Only what reads nothing but public facts also runs on a public copy.
enum class On { own_data, public_copy_too };

/// Are standard input and standard error a terminal?
bool is_terminal();

/// Lives as long as main(); commands hold references to it.
struct Program {
    CLI::App cli{"Khéo"};
    Location location;
    SystemClock clock;
    std::ostream& out = std::cout;
    std::ostream& err = std::cerr;
    std::istream& in = std::cin;
    bool at_terminal = is_terminal();  // a person types and reads; scripts are asked nothing
    int exit_code = 0;
    bool json = false;  // --json was given to a command that has no such option of its own

    /// Opens --data and runs body(OpenData&); seals afterwards. An Error becomes its sentence and exit code;
    /// that sealing failed is only a sentence: the answer stands.
    void with_data(bool as_json, const std::function<Result<>(OpenData&)>& body, On on = On::own_data);
    /// Runs body and reports its Error.
    void attempt(bool as_json, const std::function<Result<>()>& body);
    void report(const Error& error, bool as_json);
};

/// A sentence for people, on standard error.
void say(Program& program, const Sentence& sentence);

/// Says what is going to be destroyed and, at a terminal, asks first: refuses (conflict) when the answer is
/// no. Adds nothing to what a script does, which has decided before it called.
Result<> ask_first(Program& program, const Sentence& what, bool yes);
/// --yes of the commands that ask_first.
void add_yes(CLI::App& command, bool& yes);

/// A line of standard input that nobody should read on a screen.
std::string read_secret(Program& program, const Sentence& prompt);

/// Refuses (usage) a command that was given neither --data nor --database.
Result<> need_location(const Program& program);

/// Where the copy is that was made before an upgrade.
void tell_upgrade(Program& program, const UpgradeReport& report);

/// Gives --json to every command that has none: its errors are then also JSON. Call when all are registered.
void accept_json(Program& program);
/// {"error":{"kind":…,"message":…,"fields":[…]}} (contract, "Commands").
std::string error_line(const Error& error);

/// Adds --data and --database to a command.
void add_location(CLI::App& command, Program& program);

Result<Date> parse_date(const std::string& text);
Result<std::string> read_whole_file(const std::filesystem::path& file);
/// The file as a whole, or what stood there before; straight into a link or what is no file (/dev/stdout).
Result<> write_whole_file(const std::filesystem::path& file, std::string_view bytes);

/// Registers all commands, runs the one that is asked for; the exit code.
int run(Program& program, int argc, const char* const* argv);

// One function per group of commands; each registers its sub-commands.
void add_system_commands(Program& program);  // init, migrate, check, setting
void add_ledger_commands(Program& program);
void add_figure_commands(Program& program);  // pivot, report
void add_territory_commands(Program& program);
void add_import_commands(Program& program);   // import initiatives, import undo
void add_archive_commands(Program& program);  // export --all, import all; after add_import_commands
void add_user_commands(Program& program);
void add_factor_rules(Program& program);  // second-factor; part of add_user_commands
void add_mail_commands(Program& program);
void add_serve_commands(Program& program);  // serve, demo

}  // namespace kheo::app
