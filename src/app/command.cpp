// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/messages.gen.hpp"
#include "base/text.hpp"

namespace kheo::app {

namespace fs = std::filesystem;

namespace {

nlohmann::ordered_json error_json(const Error& error) {
    nlohmann::ordered_json fields = nlohmann::ordered_json::array();
    for (const auto& field : error.fields)
        fields.push_back({{"field", field.field}, {"message", field.message.in(Language::vi)}});
    return {{"error",
             {{"kind", error_kind_name(error.kind)},
              {"message", error.message.in(Language::vi)},
              {"fields", fields}}}};
}

void accept_json_below(CLI::App& command, bool& flag) {
    const auto inner = command.get_subcommands([](CLI::App*) { return true; });
    for (auto* sub : inner) accept_json_below(*sub, flag);
    if (inner.empty() && command.get_option_no_throw("--json") == nullptr)
        command.add_flag("--json", flag, words(help::json));
}

}  // namespace

std::string error_line(const Error& error) {
    return error_json(error).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void accept_json(Program& program) {
    accept_json_below(program.cli, program.json);
}

void Program::report(const Error& error, bool as_json) {
    exit_code = kheo::exit_code(error.kind);
    if (as_json || json) out << error_line(error) << "\n";
    err << error.message.in(Language::vi) << "\n";
    for (const auto& field : error.fields)
        err << "  " << field.field << ": " << field.message.in(Language::vi) << "\n";
    if (!error.detail.empty() && (error.kind == ErrorKind::internal || error.kind == ErrorKind::environment))
        err << "  (" << error.detail << ")\n";
}

void say(Program& program, const Sentence& sentence) {
    program.err << sentence.in(Language::vi) << std::endl;
}

void Program::attempt(bool as_json, const std::function<Result<>()>& body) {
    try {
        if (const auto done = body(); !done) report(done.error(), as_json);
    } catch (const std::exception& e) {  // a library's last word, e.g. of the file system
        report({ErrorKind::internal, Sentence(msg::broken), {}, e.what(), {}}, as_json);
    }
}

void Program::with_data(bool as_json, const std::function<Result<>(OpenData&)>& body, On on) {
    attempt(as_json, [&]() -> Result<> {
        TRY(need_location(*this));
        auto data = TRY(open_data(location, clock));
        if (data.public_copy && on == On::own_data)
            return fail(ErrorKind::conflict, msg::public_copy_only_read,
                        {{"moment", format_moment(*data.public_copy)}});
        auto done = body(data);
        // What was done is kept and answered; the next command or the server seals it.
        if (const auto sealed = data.seal(clock); !sealed)
            say(*this, {msg::not_sealed, {{"reason", sealed.error().message.in(Language::vi)}}});
        return done;
    });
}

bool is_terminal() {
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

Result<> ask_first(Program& program, const Sentence& what, bool yes) {
    say(program, what);
    if (yes || program.json || !program.at_terminal) return {};
    program.err << msg::ask_go_on.in(Language::vi) << ' ' << std::flush;
    std::string answer;
    std::getline(program.in, answer);
    constexpr std::array<std::string_view, 2> kAgreed = {"co", "yes"};
    if (std::ranges::find(kAgreed, fold_words(answer)) != kAgreed.end()) return {};
    return fail(ErrorKind::conflict, msg::ask_not_done);
}

void add_yes(CLI::App& command, bool& yes) {
    command.add_flag("--yes", yes, words(help::yes));
}

std::string read_secret(Program& program, const Sentence& prompt) {
    termios shown{};
    const bool hide = program.at_terminal && ::tcgetattr(STDIN_FILENO, &shown) == 0;
    if (program.at_terminal) program.err << prompt.in(Language::vi) << ' ' << std::flush;
    auto hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (hide) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    std::string line;
    std::getline(program.in, line);
    if (hide) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    if (program.at_terminal) program.err << std::endl;
    return line;
}

Result<> need_location(const Program& program) {
    if (!program.location.data.empty() || !program.location.database_url.empty()) return {};
    return fail(ErrorKind::usage, msg::no_location);
}

void tell_upgrade(Program& program, const UpgradeReport& report) {
    if (report.copy)
        program.err << Sentence(msg::upgrade_copy, {{"file", report.copy->string()}}).in(Language::vi)
                    << "\n";
}

void add_location(CLI::App& command, Program& program) {
    command.add_option("--data", program.location.data, words(help::data))->type_name("DIR");
    command.add_option("--database", program.location.database_url, words(help::database))->type_name("URL");
}

Result<Date> parse_date(const std::string& text) {
    const auto date = Date::parse_iso(text);
    if (!date) return fail(ErrorKind::usage, msg::bad_date, {{"text", text}});
    return *date;
}

Result<std::string> read_whole_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file))
        return fail(ErrorKind::environment, msg::cannot_read, {{"file", file.string()}});
    return std::string(std::istreambuf_iterator<char>(in), {});
}

namespace {

bool write_bytes(const fs::path& file, std::string_view bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return static_cast<bool>(out.flush());
}

/// Beside it under a name of its own, then in its place, with the rights of what stood there.
bool replace(const fs::path& file, const fs::file_status& before, std::string_view bytes) {
    auto written = file;
    written += "." + std::to_string(::getpid()) + ".part";
    std::error_code error;
    bool done = write_bytes(written, bytes);
    if (done && fs::exists(before)) fs::permissions(written, before.permissions(), error);
    if (done) fs::rename(written, file, error);
    done = done && !error;
    if (!done) fs::remove(written, error);
    return done;
}

}  // namespace

Result<> write_whole_file(const fs::path& file, std::string_view bytes) {
    std::error_code error;
    const auto before = fs::symlink_status(file, error);
    const bool own_place = !fs::exists(before) || fs::is_regular_file(before);  // no link, no device
    if (own_place ? replace(file, before, bytes) : write_bytes(file, bytes)) return {};
    return fail(ErrorKind::environment, msg::cannot_write, {{"file", file.string()}});
}

int run(Program& program, int argc, const char* const* argv) {
    command_line::introduce(program.cli);
    program.cli.require_subcommand(1);
    for (const auto add : {add_system_commands, add_ledger_commands, add_territory_commands,
                           add_figure_commands, add_import_commands, add_archive_commands, add_user_commands,
                           add_mail_commands, add_serve_commands})
        add(program);
    accept_json(program);
    command_line::finish(program.cli);
    try {
        program.cli.parse(argc, argv);
    } catch (const CLI::Success& e) {  // --help, --version
        return program.cli.exit(e, program.out, program.err);
    } catch (const CLI::ParseError& e) {
        const bool as_json = std::find(argv, argv + argc, std::string_view("--json")) != argv + argc;
        program.report(command_line::explain(program.cli, e), as_json);
    }
    program.out.flush();
    return program.out ? program.exit_code : 3;
}

}  // namespace kheo::app
