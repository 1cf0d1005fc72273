// SPDX-License-Identifier: Apache-2.0
// kheo serve, kheo demo.
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "app/command.hpp"
#include "app/composition.hpp"
#include "app/demo/demo.hpp"
#include "app/erasures.hpp"
#include "app/messages.gen.hpp"
#include "app/upgrade_watch.hpp"
#include "base/number.hpp"
#include "platform/http/address.hpp"
#include "platform/http/server.hpp"

namespace kheo::app {

namespace {

struct Listen {
    std::string address;
    std::uint16_t port = 0;
};

constexpr std::uint16_t kUsualPort = 8080;

/// "[::1]" is ::1, localhost this machine. Other names are nobody's address: none is looked up. Without
/// brackets nobody knows where an address with colons ends.
std::optional<std::string> address_in(std::string_view text) {
    if (text == "localhost") return "127.0.0.1";
    const bool bracketed = text.size() > 2 && text.starts_with('[') && text.ends_with(']');
    if (bracketed) text = text.substr(1, text.size() - 2);
    const auto colons = std::ranges::count(text, ':');
    if (bracketed ? colons < 2 : colons > 0) return std::nullopt;
    if (text.find_first_of(" \t\r\n[]") != std::string_view::npos || !http::parse_address(text))
        return std::nullopt;
    return std::string(text);
}

/// ADDRESS:PORT; localhost alone has the usual port.
Result<Listen> parse_listen(std::string_view text) {
    if (text == "localhost") return Listen{"127.0.0.1", kUsualPort};
    const auto colon = std::min(text.rfind(':'), text.size());
    const auto address = address_in(text.substr(0, colon));
    const auto port = parse_number<std::uint16_t>(text.substr(std::min(colon + 1, text.size())));
    if (!address || !port) return fail(ErrorKind::usage, msg::bad_listen, {{"text", std::string(text)}});
    return Listen{*address, *port};
}

/// What `kheo serve` may be told.
struct ServeOptions {
    std::string listen = "127.0.0.1:8080";
    std::vector<std::string> proxies;
    double per_address = 50, per_account = 20;  // requests per second; ten times as many at once
    std::string log = "json";
    std::size_t io_threads = std::clamp(std::thread::hardware_concurrency(), 1u, 4u);
};

constexpr command_line::Range kLimits{0, 1'000'000};  // requests per second
constexpr command_line::Range kThreads{1, 64};

// One line, one write: lines of several threads do not mix.
void write_line(std::string_view line) {
    (void)!::write(STDOUT_FILENO, line.data(), line.size());
}

Result<Front> front_of(const ServeOptions& options) {
    constexpr double kBurst = 10;
    Front front;
    for (const auto& network : options.proxies)
        if (!front.proxies.add(network)) return fail(ErrorKind::usage, msg::bad_proxy, {{"text", network}});
    front.per_address = {options.per_address, kBurst * options.per_address};
    front.per_account = {options.per_account, kBurst * options.per_account};
    front.log_format = options.log == "text" ? http::LogFormat::text : http::LogFormat::json;
    front.log_off = options.log == "off";
    front.log = front.log_off ? [](std::string_view) {} : write_line;
    return front;
}

void tell_where(Program& program, const std::string& address, std::uint16_t port, bool demonstration) {
    const auto shown = address.contains(':') ? "[" + address + "]" : address;
    say(program, {msg::serving, {{"address", "http://" + shown + ":" + std::to_string(port)}}});
    if (!demonstration) return;
    say(program, {msg::serving_demo, {{"password", std::string(demo::kPassword)}}});
    for (const auto& account : demo::accounts())
        program.err << "  " << account.name << " – " << account.display_name << std::endl;
}

Result<> erase_again(Program& program, OpenData& data) {
    const auto erasures = TRY(reapply_erasures(data, {}, program.clock));
    for (const auto& sentence : sentences_of(erasures.left)) say(program, sentence);
    return {};
}

Result<> serve(Program& program, const ServeOptions& options) {
    TRY(need_location(program));
    const auto listen = TRY(parse_listen(options.listen));
    const auto front = TRY(front_of(options));
    auto data = TRY(open_data(program.location, program.clock, 5, Older::upgrade));
    tell_upgrade(program, data.upgraded);
    std::optional<ServerLock> lock;
    if (!program.location.on_server()) lock.emplace(TRY(ServerLock::take(data.dir)));
    if (!data.public_copy) TRY(erase_again(program, data));
    const auto composition = TRY(Composition::make(data, program.clock, front));
    if (composition->demonstration() && !http::is_loopback(listen.address))
        return fail(ErrorKind::invalid, msg::demo_loopback);
    http::Server server({.address = listen.address, .port = listen.port, .io_threads = options.io_threads},
                        composition->site());
    TRY(server.listen());
    const UpgradeWatch watch(*data.database, [&server] { server.stop(); });
    composition->start_sealing();
    tell_where(program, listen.address, server.port(), composition->demonstration());
    TRY(server.run());
    TRY(watch.verdict());
    say(program, {msg::stopped});
    return {};
}

Result<> make_demo(Program& program) {
    TRY(need_location(program));
    const auto fill = [&](OpenData& data) -> Result<> {
        TRY(demo::fill_with_demo(data, program.clock, [&](const Sentence& step) { say(program, step); }));
        return {};
    };
    TRY(make_aside(program.location, program.clock, Schema::newest, fill));
    say(program, {msg::ready, {{"dir", program.location.data.string()}}});
    return {};
}

}  // namespace

void add_serve_commands(Program& program) {
    auto* serve_command = program.cli.add_subcommand("serve", words(help::serve));
    add_location(*serve_command, program);
    auto options = std::make_shared<ServeOptions>();
    serve_command->add_option("--listen", options->listen, words(help::serve_listen))->type_name("LISTEN");
    serve_command->add_option("--trusted-proxy", options->proxies, words(help::serve_proxy))
        ->type_name("URL");
    command_line::add_number(*serve_command, "--limit-address", options->per_address, kLimits,
                             help::serve_limit_address);
    command_line::add_number(*serve_command, "--limit-account", options->per_account, kLimits,
                             help::serve_limit_account);
    command_line::add_choice(*serve_command, "--log", options->log, {"json", "text", "off"}, help::serve_log);
    command_line::add_whole(*serve_command, "--io-threads", options->io_threads, kThreads,
                            help::serve_io_threads);
    serve_command->callback(
        [&program, options] { program.attempt(false, [&] { return serve(program, *options); }); });

    auto* demo_command = program.cli.add_subcommand("demo", words(help::demo));
    add_location(*demo_command, program);
    demo_command->callback([&program] { program.attempt(false, [&] { return make_demo(program); }); });
}

}  // namespace kheo::app
