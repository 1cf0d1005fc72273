// SPDX-License-Identifier: Apache-2.0
// For tests: a server on a free port with a few routes, and a client that says exactly what it is told to.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "platform/http/server.hpp"

namespace kheo::http::test {

using namespace std::chrono_literals;

class Client {
  public:
    /// `from`: the last number of its own address, 127.0.0.x.
    explicit Client(std::uint16_t port, int receive_buffer = 0, std::uint32_t from = 1)
        : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        if (receive_buffer)
            ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + from);
        (void)::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval limit{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        connected = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;

    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    std::string read_until(std::string_view end) {
        std::string out;
        char buffer[4096];
        while (out.find(end) == std::string::npos) {
            const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
            if (got <= 0) break;
            out.append(buffer, static_cast<std::size_t>(got));
        }
        return out;
    }
    /// At most so many bytes; how many came.
    std::size_t read_some(std::size_t most) {
        std::string buffer(most, '\0');
        const auto got = ::recv(socket_, buffer.data(), buffer.size(), 0);
        return got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    /// So many, or fewer where the server ends.
    std::size_t read_bytes(std::size_t count) {
        std::size_t got = 0;
        while (got < count) {
            const auto more = read_some(std::min<std::size_t>(count - got, 65'536));
            if (more == 0) break;
            got += more;
        }
        return got;
    }
    std::string read_all() { return read_until("\x01never"); }
    void end_sending() { ::shutdown(socket_, SHUT_WR); }
    std::string ask(std::string_view request) {
        send(request);
        return read_all();
    }

    bool connected = false;

  private:
    int socket_;
};

class RunningServer : public ::testing::Test {
  protected:
    RunningServer() {
        SiteOptions site_options;
        site_options.log = [](std::string_view) {};
        site_options.identify = [](const Request&) -> Result<auth::Principal> {
            auth::Principal who;
            who.csrf = "t";
            return who;
        };
        site = std::make_unique<Site>(table(), std::move(site_options), clock);
    }
    ~RunningServer() override { stop(); }

    std::vector<Route> table() {
        return {
            {Method::get, "/", auth::Permission::everyone,
             [](const Request&) -> Result<Response> { return Response::html("hello"); }, 0},
            {Method::get, "/cham", auth::Permission::everyone,
             [this](const Request&) -> Result<Response> {
                 begun = true;
                 std::this_thread::sleep_for(300ms);
                 return Response::html("slow");
             },
             0},
            {Method::post, "/gui", auth::Permission::everyone,
             [](const Request& request) -> Result<Response> {
                 return Response::html(std::to_string(request.form.get("x").size()) + "!");
             },
             100'000},
            {Method::get, "/vua", auth::Permission::everyone,
             [](const Request&) -> Result<Response> { return Response::html(std::string(1'000'000, 'x')); },
             0},
            {Method::get, "/lon", auth::Permission::everyone,
             [](const Request&) -> Result<Response> { return Response::html(std::string(8u << 20, 'x')); },
             0}};
    }

    void start(ServerOptions options = {}) {
        options.port = 0;
        options.handle_signals = false;
        server = std::make_unique<Server>(options, *site);
        ASSERT_TRUE(server->listen());
        thread = std::thread([this] { EXPECT_TRUE(server->run()); });
    }
    void stop() {
        if (server) server->stop();
        if (thread.joinable()) thread.join();
        server.reset();
    }
    Client client() { return Client(server->port()); }

    FixedClock clock{*Date::parse_iso("2026-11-21")};
    std::unique_ptr<Site> site;
    std::unique_ptr<Server> server;
    std::thread thread;
    std::atomic<bool> begun{false};
};

}  // namespace kheo::http::test
