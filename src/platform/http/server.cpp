// SPDX-License-Identifier: Apache-2.0
// The only file with Boost.Asio: each connection lives on one Loop (one thread); only the handler runs
// elsewhere.
#include "platform/http/server.hpp"

#include <sys/resource.h>

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <set>
#include <thread>
#include <vector>

#include "platform/http/messages.gen.hpp"
#include "platform/http/parser.hpp"
#include "platform/http/response_head.hpp"
#include "platform/http/worker_pool.hpp"

namespace kheo::http {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

struct Connection;

/// One I/O thread. The sweep closes what is late: one timer for all connections, one deadline per request.
struct Loop {
    std::set<Connection*> connections;  // first: the context's end still destroys connections
    asio::io_context context{1};
    asio::steady_timer sweep{context};
};

struct Shared {
    Shared(ServerOptions o, const Site& s) : options(std::move(o)), site(s) {}
    ServerOptions options;
    const Site& site;
    std::unique_ptr<WorkerPool> pool;
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> connections{0};
    std::atomic<std::size_t> body_bytes{0};
};

enum class Phase { idle, header, body, handler, answer, linger };

struct Connection {
    Connection(Loop& l, Shared& s, asio::ip::tcp::socket&& sock);
    ~Connection();
    Connection(const Connection&) = delete;

    void enter(Phase next);
    bool is_late(SteadyClock::time_point now) const;
    void close();

    Loop& loop;
    Shared& shared;
    asio::ip::tcp::socket socket;
    std::string remote;
    Phase phase = Phase::idle;
    SteadyClock::time_point since = SteadyClock::now();
    std::size_t moved = 0;  // bytes read or written in this phase
    std::string input;      // read but not yet parsed
    bool keep = true;
};

namespace {

constexpr auto kPlain = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadPiece = 16 * 1024;
constexpr std::size_t kWritePiece = 128 * 1024;
constexpr std::size_t kLongestLinger = 256u << 20;

// Room for one body in the memory set aside for all; given back when the request is done.
class BodyRoom {
  public:
    explicit BodyRoom(Shared& shared) : shared_(shared) {}
    ~BodyRoom() { shared_.body_bytes -= held_; }
    BodyRoom(const BodyRoom&) = delete;
    bool take(std::size_t bytes) {
        held_ += bytes;
        return (shared_.body_bytes += bytes) <= shared_.options.body_budget;
    }

  private:
    Shared& shared_;
    std::size_t held_ = 0;
};

asio::awaitable<bool> read_some(Connection& connection) {
    auto& input = connection.input;
    const auto old = input.size();
    input.resize(old + kReadPiece);
    auto [error, count] =
        co_await connection.socket.async_read_some(asio::buffer(input.data() + old, kReadPiece), kPlain);
    input.resize(old + count);
    connection.moved += count;
    co_return !error && count > 0;
}

asio::awaitable<bool> send(Connection& connection, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto piece = bytes.substr(0, kWritePiece);
        auto [error, count] =
            co_await connection.socket.async_write_some(asio::buffer(piece.data(), piece.size()), kPlain);
        if (error) co_return false;
        connection.moved += count;
        bytes.remove_prefix(count);
    }
    co_return true;
}

asio::awaitable<bool> send_answer(Connection& connection, const Response& response, bool head_only) {
    connection.enter(Phase::answer);
    auto head = write_head(response, connection.keep);
    auto body = head_only ? std::string_view{} : response.bytes();
    if (body.size() <= 16 * 1024) {
        head += body;
        body = {};
    }
    const bool sent = co_await send(connection, head);
    if (!sent) co_return false;
    co_return co_await send(connection, body);
}

// A client that is still sending must be read to its end, else it sees a reset instead of the sentence.
asio::awaitable<void> linger(Connection& connection) {
    connection.enter(Phase::linger);
    boost::system::error_code ignored;
    connection.socket.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    while (connection.moved < kLongestLinger) {
        connection.input.clear();
        const bool more = co_await read_some(connection);
        if (!more) break;
    }
}

/// Runs the handler on the pool and comes back to this connection's thread.
asio::awaitable<Response> run_handler(Connection& connection, Incoming incoming) {
    auto start = [&connection, incoming = std::move(incoming)](auto handler) mutable {
        auto shared_handler = std::make_shared<decltype(handler)>(std::move(handler));
        auto& site = connection.shared.site;
        auto executor = connection.socket.get_executor();
        auto request = std::make_shared<Incoming>(std::move(incoming));
        const auto finish = [executor, shared_handler](Response&& response) {
            asio::post(executor, [shared_handler, response = std::move(response)]() mutable {
                std::move (*shared_handler)(std::move(response));
            });
        };
        const bool taken =
            connection.shared.pool->post([&site, request, finish] { finish(site.handle(*request)); });
        if (!taken) finish(site.refuse(*request, 503));
    };
    co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(Response)>(
        std::move(start), asio::use_awaitable);
}

/// Feeds the parser until the wanted state, the end, or a fault.
asio::awaitable<RequestParser::State> read_until(Connection& connection, RequestParser& parser) {
    using State = RequestParser::State;
    for (;;) {
        if (!connection.input.empty()) {
            std::size_t used = 0;
            const auto state = parser.feed(connection.input, used);
            connection.input.erase(0, used);
            if (state != State::need_more) co_return state;
            if (connection.phase == Phase::idle) connection.enter(Phase::header);
        }
        const bool more = co_await read_some(connection);
        if (!more) co_return State::need_more;  // the peer has gone, or was late
        if (connection.phase == Phase::idle) connection.enter(Phase::header);
    }
}

asio::awaitable<void> refuse(Connection& connection, const Incoming& head, int status,
                             std::size_t limit = 0) {
    connection.keep = false;
    const auto response = connection.shared.site.refuse(head, status, limit);
    const bool sent = co_await send_answer(connection, response, head.method == "HEAD");
    if (sent) co_await linger(connection);
}

/// Reads the body into memory. False: answered already or gone.
asio::awaitable<bool> read_body(Connection& connection, RequestParser& parser, const Incoming& head,
                                std::size_t limit, BodyRoom& room) {
    parser.set_body_limit(limit);
    if (parser.too_large()) {
        co_await refuse(connection, head, 413, limit);
        co_return false;
    }
    if (!room.take(parser.body_size(limit))) {
        co_await refuse(connection, head, 503);
        co_return false;
    }
    connection.enter(Phase::body);
    if (parser.expects_continue()) {
        const bool sent = co_await send(connection, "HTTP/1.1 100 Continue\r\n\r\n");
        if (!sent) co_return false;
    }
    const auto state = co_await read_until(connection, parser);
    if (state == RequestParser::State::complete) co_return true;
    if (state == RequestParser::State::broken) co_await refuse(connection, head, parser.status(), limit);
    co_return false;
}

/// One request and its answer. False: the connection is over.
asio::awaitable<bool> serve_one(Connection& connection) {
    RequestParser parser;
    connection.enter(Phase::idle);
    const auto state = co_await read_until(connection, parser);
    if (state == RequestParser::State::need_more) co_return false;
    auto incoming = parser.head();
    incoming.remote = connection.remote;
    if (state == RequestParser::State::broken) {
        co_await refuse(connection, incoming, parser.status());
        co_return false;
    }
    const auto admission = connection.shared.site.admit(incoming);
    BodyRoom room(connection.shared);
    if (parser.has_body()) {
        const bool complete = co_await read_body(connection, parser, incoming, admission.body_limit, room);
        if (!complete) co_return false;
        incoming.body = parser.take_body();
    }
    connection.keep = parser.keep_alive() && !connection.shared.stopping;
    connection.enter(Phase::handler);
    const bool head_only = incoming.method == "HEAD";
    Response response;
    if (admission.quick)
        response = connection.shared.site.handle(incoming);
    else
        response = co_await run_handler(connection, std::move(incoming));
    if (connection.shared.stopping) connection.keep = false;
    const bool sent = co_await send_answer(connection, response, head_only);
    co_return sent&& connection.keep;
}

}  // namespace

Connection::Connection(Loop& l, Shared& s, asio::ip::tcp::socket&& sock)
    : loop(l), shared(s), socket(std::move(sock)) {
    boost::system::error_code error;
    const auto peer = socket.remote_endpoint(error);
    if (!error) remote = peer.address().to_string();
    socket.set_option(asio::ip::tcp::no_delay(true), error);
    loop.connections.insert(this);
    ++shared.connections;
    shared.site.metrics().connection_opened();
}

Connection::~Connection() {
    loop.connections.erase(this);
    --shared.connections;
    shared.site.metrics().connection_closed();
}

void Connection::enter(Phase next) {
    phase = next;
    since = SteadyClock::now();
    moved = 0;
}

void Connection::close() {
    boost::system::error_code ignored;
    socket.close(ignored);
}

bool Connection::is_late(SteadyClock::time_point now) const {
    const auto& options = shared.options;
    const auto elapsed = now - since;
    switch (phase) {
        case Phase::idle:
            return shared.stopping || elapsed > options.idle_time;
        case Phase::header:
            return elapsed > options.header_time;
        case Phase::handler:
            return false;
        case Phase::linger:
            if (elapsed > std::chrono::seconds(60)) return true;
            [[fallthrough]];
        case Phase::body:
        case Phase::answer:
            break;
    }
    const auto fair = std::chrono::milliseconds(1000 * moved / std::max<std::size_t>(options.least_rate, 1));
    return elapsed > options.slack_time + fair;
}

asio::awaitable<void> serve(std::shared_ptr<Connection> connection) {
    for (bool more = true; more;) more = co_await serve_one(*connection);
    boost::system::error_code ignored;
    connection->socket.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    connection->close();
}

asio::awaitable<void> sweep(Loop& loop, Shared& shared) {
    for (;;) {
        loop.sweep.expires_after(std::chrono::milliseconds(shared.stopping ? 20 : 250));
        auto [error] = co_await loop.sweep.async_wait(kPlain);
        (void)error;  // cancelled: stopping has begun, look at once
        const auto now = SteadyClock::now();
        for (auto* connection : loop.connections)
            if (connection->is_late(now)) connection->close();
    }
}

namespace {

using asio::ip::tcp;

// Each connection is one; many systems start a program with far fewer than it may have.
void use_all_file_descriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

std::unexpected<Error> cannot_listen(const ServerOptions& options, const boost::system::error_code& error) {
    std::vector<Sentence::Argument> arguments{{"address", options.address},
                                              {"port", std::to_string(options.port)}};
    if (error == asio::error::address_in_use)
        return fail(ErrorKind::environment, msg::port_busy, std::move(arguments), error.message());
    arguments.emplace_back("reason", error.message());
    return fail(ErrorKind::environment, msg::cannot_listen, std::move(arguments), error.message());
}

}  // namespace

struct Server::Impl {
    Impl(ServerOptions options, const Site& site) : shared(std::move(options), site) {
        for (std::size_t i = 0; i < std::max<std::size_t>(shared.options.io_threads, 1); ++i)
            loops.push_back(std::make_unique<Loop>());
    }
    // The pool joins before the loops go: a handler that still runs posts its answer to a loop.
    ~Impl() { shared.pool.reset(); }

    asio::awaitable<void> accept();
    asio::awaitable<void> wait_for_signal();
    asio::awaitable<void> wind_down();
    void begin_stop();
    Result<> bind();

    Shared shared;
    std::vector<std::unique_ptr<Loop>> loops;
    std::unique_ptr<tcp::acceptor> acceptor;
    std::unique_ptr<asio::signal_set> signals;
    std::uint16_t port = 0;
};

Server::Server(ServerOptions options, const Site& site)
    : impl_(std::make_unique<Impl>(std::move(options), site)) {}
Server::~Server() = default;

Result<> Server::Impl::bind() {
    boost::system::error_code error;
    auto plain = shared.options.address;  // "[::1]" as it stands in an address line
    if (plain.starts_with('[') && plain.ends_with(']')) plain = plain.substr(1, plain.size() - 2);
    const auto address = asio::ip::make_address(plain, error);
    if (error) return cannot_listen(shared.options, error);
    const tcp::endpoint endpoint(address, shared.options.port);
    auto opened = std::make_unique<tcp::acceptor>(loops.front()->context);
    opened->open(endpoint.protocol(), error);
    if (!error) opened->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) opened->bind(endpoint, error);
    if (!error) opened->listen(asio::socket_base::max_listen_connections, error);
    if (error) return cannot_listen(shared.options, error);
    port = opened->local_endpoint(error).port();
    acceptor = std::move(opened);
    return {};
}

Result<> Server::listen() {
    return impl_->bind();
}

std::uint16_t Server::port() const {
    return impl_->port;
}

asio::awaitable<void> Server::Impl::accept() {
    asio::steady_timer pause(loops.front()->context);
    for (std::size_t next = 0; acceptor->is_open(); ++next) {
        auto& loop = *loops[next % loops.size()];
        auto [error, socket] = co_await acceptor->async_accept(loop.context, kPlain);
        if (error == asio::error::operation_aborted) co_return;
        if (error) {  // out of file descriptors, most likely: wait, do not spin
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(kPlain);
            continue;
        }
        if (shared.connections >= shared.options.most_connections) continue;  // dropped by its destructor
        auto start = [](Loop& own, Shared& all, tcp::socket accepted) -> asio::awaitable<void> {
            co_await serve(std::make_shared<Connection>(own, all, std::move(accepted)));
        };
        asio::co_spawn(loop.context, start(loop, shared, std::move(socket)), asio::detached);
    }
}

asio::awaitable<void> Server::Impl::wait_for_signal() {
    auto [error, number] = co_await signals->async_wait(kPlain);
    (void)number;
    if (!error) begin_stop();
}

/// On the first loop's thread: no new connections, idle ones close, the rest may finish.
void Server::Impl::begin_stop() {
    if (shared.stopping.exchange(true)) return;
    boost::system::error_code ignored;
    acceptor->close(ignored);
    if (signals) signals->cancel(ignored);
    for (auto& loop : loops) asio::post(loop->context, [&each = *loop] { each.sweep.cancel(); });
    asio::co_spawn(loops.front()->context, wind_down(), asio::detached);
}

asio::awaitable<void> Server::Impl::wind_down() {
    const auto end = SteadyClock::now() + shared.options.grace;
    asio::steady_timer tick(loops.front()->context);
    while (shared.connections > 0 && SteadyClock::now() < end) {
        tick.expires_after(std::chrono::milliseconds(10));
        co_await tick.async_wait(kPlain);
    }
    for (auto& loop : loops) loop->context.stop();
}

Result<> Server::run() {
    use_all_file_descriptors();
    if (!impl_->acceptor) TRY(listen());
    auto& all = *impl_;
    all.shared.pool =
        std::make_unique<WorkerPool>(all.shared.options.handler_threads, all.shared.options.most_waiting);
    auto& first = all.loops.front()->context;
    if (all.shared.options.handle_signals) {
        all.signals = std::make_unique<asio::signal_set>(first, SIGTERM, SIGINT);
        asio::co_spawn(first, all.wait_for_signal(), asio::detached);
    }
    for (auto& loop : all.loops) asio::co_spawn(loop->context, sweep(*loop, all.shared), asio::detached);
    asio::co_spawn(first, all.accept(), asio::detached);
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < all.loops.size(); ++i)
        threads.emplace_back([&loop = *all.loops[i]] { loop.context.run(); });
    first.run();
    for (auto& thread : threads) thread.join();
    all.shared.pool->join();
    return {};
}

void Server::stop() {
    asio::post(impl_->loops.front()->context, [this] { impl_->begin_stop(); });
}

}  // namespace kheo::http
