// SPDX-License-Identifier: Apache-2.0
// kheo serve, kheo demo.
#include <charconv>

#include "app/command.hpp"
#include "app/composition.hpp"
#include "app/demo/demo.hpp"
#include "app/erasures.hpp"
#include "app/messages.gen.hpp"
#include "platform/http/server.hpp"

namespace kheo::app {

namespace {

struct Listen {
    std::string address;
    std::uint16_t port = 0;
};

Result<Listen> parse_listen(const std::string& text) {
    const auto colon = text.rfind(':');
    Listen listen;
    if (colon != std::string::npos && colon > 0) {
        listen.address = text.substr(0, colon);
        const auto* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, listen.port);
        if (error == std::errc{} && stop == end) return listen;
    }
    return fail(ErrorKind::usage, msg::bad_listen, {{"text", text}});
}

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address == "[::1]";
}

void say(Program& program, const Sentence& sentence) {
    program.err << sentence.in(Language::vi) << std::endl;
}

void tell_where(Program& program, const std::string& address, std::uint16_t port, bool demonstration) {
    say(program, {msg::serving, {{"address", "http://" + address + ":" + std::to_string(port)}}});
    if (!demonstration) return;
    say(program, {msg::serving_demo, {{"password", std::string(demo::kPassword)}}});
    for (const auto& account : demo::accounts())
        program.err << "  " << account.name << " – " << account.display_name << std::endl;
}

Result<> serve(Program& program, const std::string& listen_text) {
    if (program.location.data.empty() && program.location.database_url.empty())
        return fail(ErrorKind::usage, msg::no_location);
    const auto listen = TRY(parse_listen(listen_text));
    auto data = TRY(open_data(program.location, program.clock, 5, Older::upgrade));
    tell_upgrade(program, data.upgraded);
    std::optional<ServerLock> lock;
    if (!program.location.on_server()) lock.emplace(TRY(ServerLock::take(data.dir)));
    TRY(reapply_erasures(data, {}, program.clock));
    const auto composition = TRY(Composition::make(data, program.clock));
    if (composition->demonstration() && !is_loopback(listen.address))
        return fail(ErrorKind::invalid, msg::demo_loopback);
    http::Server server({.address = listen.address, .port = listen.port}, composition->site());
    TRY(server.listen());
    composition->start_sealing();
    tell_where(program, listen.address, server.port(), composition->demonstration());
    TRY(server.run());
    say(program, {msg::stopped});
    return {};
}

Result<> make_demo(Program& program) {
    if (program.location.data.empty() && program.location.database_url.empty())
        return fail(ErrorKind::usage, msg::no_location);
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
    auto* serve_command = program.cli.add_subcommand("serve", "Serve the pages until SIGTERM");
    add_location(*serve_command, program);
    auto listen = std::make_shared<std::string>("127.0.0.1:8080");
    serve_command->add_option("--listen", *listen, "ADDR:PORT, default 127.0.0.1:8080");
    serve_command->callback(
        [&program, listen] { program.attempt(false, [&] { return serve(program, *listen); }); });

    auto* demo_command = program.cli.add_subcommand("demo", "Make a demonstration in an empty directory");
    add_location(*demo_command, program);
    demo_command->callback([&program] { program.attempt(false, [&] { return make_demo(program); }); });
}

}  // namespace kheo::app
