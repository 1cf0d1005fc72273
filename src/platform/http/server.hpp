// SPDX-License-Identifier: Apache-2.0
// The listener: accepts connections, gives each request to the Site, stops gracefully. Prints nothing.
//   Server server({.address = "127.0.0.1", .port = 8080}, site);
//   TRY(server.listen());   // port() is known from here on
//   TRY(server.run());      // until SIGTERM, SIGINT or stop()
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "platform/http/site.hpp"

namespace kheo::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;             // 0 = any free one
    std::size_t io_threads = 1;            // read, parse, write, static files
    std::size_t handler_threads = 4;       // run handlers; each may hold a database connection
    std::size_t most_waiting = 256;        // requests waiting for a handler thread; more are answered 503
    std::size_t most_connections = 4000;   // the next one takes the place of who is idle longest
    std::size_t most_per_address = 1000;   // connections of one client address, trusted proxies aside
    std::size_t body_budget = 256u << 20;  // bytes of request bodies held in memory at once
    std::chrono::milliseconds header_time{15'000};  // one deadline for a whole request header
    std::chrono::milliseconds idle_time{60'000};    // a kept connection without a request
    std::chrono::milliseconds slack_time{15'000};   // in each stretch of this length a body or an answer …
    std::size_t least_rate = 2048;                  // … moves on at this rate at least, bytes per second
    std::chrono::milliseconds grace{10'000};        // how long stopping waits for what has begun
    bool handle_signals = true;
};

class Server {
  public:
    /// `site` outlives the server.
    Server(ServerOptions options, const Site& site);
    ~Server();
    Server(const Server&) = delete;

    /// Binds. An environment Error with a sentence when the port is busy or the address is not ours.
    Result<> listen();
    std::uint16_t port() const;
    /// Serves on the calling thread and io_threads - 1 more; returns after a graceful stop. Calls listen()
    /// when that has not happened yet.
    Result<> run();
    /// From any thread; returns at once.
    void stop();

    /// For metrics and tests: connections now open, bytes of request bodies now held.
    std::size_t connections() const;
    std::size_t body_bytes() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kheo::http
