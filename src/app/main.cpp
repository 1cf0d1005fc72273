// SPDX-License-Identifier: Apache-2.0
// The one binary. Wiring only: each group of commands registers itself.
#include <algorithm>
#include <csignal>
#include <string_view>

#include "app/command.hpp"

int main(int argc, char** argv) {
    using namespace kheo::app;
    std::signal(SIGXFSZ, SIG_IGN);  // a quota is a write that fails, with a sentence, and no sudden death
    Program program;
    program.cli.require_subcommand(1);
    add_system_commands(program);
    add_ledger_commands(program);
    add_territory_commands(program);
    add_figure_commands(program);
    add_import_commands(program);
    add_archive_commands(program);
    add_user_commands(program);
    add_serve_commands(program);
    accept_json(program);
    try {
        program.cli.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        const bool as_json = std::find(argv, argv + argc, std::string_view("--json")) != argv + argc;
        if (e.get_exit_code() != 0 && as_json) program.out << error_line(wrong_usage(e.what())) << "\n";
        return program.cli.exit(e, program.out, program.err) == 0 ? 0 : 2;
    }
    program.out.flush();
    return program.out ? program.exit_code : 3;
}
