// SPDX-License-Identifier: Apache-2.0
// Threads and the way to a graceful end. Connections: connection.cpp, exchange.cpp.
#include "platform/http/server.hpp"

#include <sys/resource.h>

#include <thread>

#include "platform/http/connection.hpp"
#include "platform/http/listener.hpp"
#include "platform/http/stop_signals.hpp"

namespace kheo::http {

namespace {

constexpr std::chrono::milliseconds kStoppingTick{20};

// Each connection is one; many systems start a program with far fewer than it may have.
void use_all_file_descriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

struct Server::Impl {
    Impl(ServerOptions options, const Site& site) : serving(std::move(options), site) {
        for (std::size_t i = 0; i < std::max<std::size_t>(serving.options.io_threads, 1); ++i)
            threads.push_back(std::make_unique<IoThread>(serving));
    }
    // The pool joins before the threads' loops go: a handler that still runs posts its answer to one.
    ~Impl() { serving.pool.reset(); }

    EventLoop& first() { return threads.front()->loop; }
    void begin_stop();
    void tick_first();
    void end_when_done();

    Serving serving;
    Listener::Threads threads;
    std::unique_ptr<Listener> listener;
    SteadyClock::time_point stop_began;
};

/// What the server tells in /metrics while it runs.
class Published {
  public:
    explicit Published(Serving& serving) : metrics_(serving.site.metrics()) {
        metrics_.set_source("server", [&serving](std::string& out) {
            const auto gauge = [&](std::string_view name, std::size_t value) {
                Metrics::add(out, name, "gauge", static_cast<std::int64_t>(value));
            };
            gauge("kheo_http_in_flight", serving.handlers);
            gauge("kheo_http_pool_waiting", serving.pool ? serving.pool->waiting() : 0);
            gauge("kheo_http_body_bytes", serving.body_bytes);
        });
    }
    ~Published() { metrics_.set_source("server", {}); }
    Published(const Published&) = delete;

  private:
    Metrics& metrics_;
};

Server::Server(ServerOptions options, const Site& site)
    : impl_(std::make_unique<Impl>(std::move(options), site)) {}
Server::~Server() = default;

Result<> Server::listen() {
    impl_->listener = TRY(Listener::open(impl_->serving.options, impl_->threads));
    return {};
}

std::uint16_t Server::port() const {
    return impl_->listener->port();
}

/// On the first thread: no new connections, idle ones close, the rest may finish.
void Server::Impl::begin_stop() {
    if (serving.stopping.exchange(true)) return;
    stop_began = SteadyClock::now();
    listener->close();
    for (auto& thread : threads)
        thread->loop.post([&own = *thread] {
            own.loop.set_tick_time(kStoppingTick);
            own.sweep();
        });
}

/// A handler is always waited for: what it writes will be kept, so its answer should be heard. Slow clients
/// get the grace.
void Server::Impl::end_when_done() {
    const bool patient = SteadyClock::now() < stop_began + serving.options.grace;
    if (serving.handlers > 0 || (serving.connections > 0 && patient)) return;
    for (auto& thread : threads) thread->loop.stop();
}

void Server::Impl::tick_first() {
    threads.front()->sweep();
    listener->retry();
    if (serving.stopping) end_when_done();
}

Result<> Server::run() {
    use_all_file_descriptors();
    auto& all = *impl_;
    const Published published(all.serving);
    if (!all.listener) TRY(listen());
    all.serving.pool =
        std::make_unique<WorkerPool>(all.serving.options.handler_threads, all.serving.options.most_waiting);
    std::unique_ptr<StopSignals> signals;
    if (all.serving.options.handle_signals)
        signals = std::make_unique<StopSignals>(all.first(), [&all] { all.begin_stop(); });
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < all.threads.size(); ++i)
        others.emplace_back([&own = *all.threads[i]] { own.loop.run([&own] { own.sweep(); }); });
    all.first().run([&all] { all.tick_first(); });
    others.clear();
    all.serving.pool->join();
    return {};
}

void Server::stop() {
    impl_->first().post([this] { impl_->begin_stop(); });
}

std::size_t Server::connections() const {
    return impl_->serving.connections;
}

std::size_t Server::body_bytes() const {
    return impl_->serving.body_bytes;
}

}  // namespace kheo::http
