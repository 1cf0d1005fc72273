// SPDX-License-Identifier: Apache-2.0
// One client: reads a request, has it answered, writes the answer, and so on, in phases that each have their
// deadline. A Connection lives on one I/O thread and is only touched there; the handler runs elsewhere and
// its answer is posted back.
#pragma once

#include <array>
#include <atomic>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/http/event_loop.hpp"
#include "platform/http/outgoing.hpp"
#include "platform/http/parser.hpp"
#include "platform/http/response_head.hpp"
#include "platform/http/server.hpp"
#include "platform/http/shares.hpp"
#include "platform/http/socket.hpp"
#include "platform/http/worker_pool.hpp"

namespace kheo::http {

/// What all I/O threads of a server share.
struct Serving {
    Serving(ServerOptions o, const Site& s) : options(std::move(o)), site(s) {}
    const ServerOptions options;
    const Site& site;
    std::unique_ptr<WorkerPool> pool;
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> connections{0};
    Shares shares;
    std::atomic<std::size_t> handlers{0};    // requests that wait for or run in the pool
    std::atomic<std::size_t> body_bytes{0};  // bodies held in memory
};

class Connection;

/// One I/O thread and its connections.
struct IoThread {
    explicit IoThread(Serving& s) : serving(s) {}
    /// Serves the connection, or tells the client that there is no place.
    void adopt(int descriptor);
    void sweep();  // closes what is late

    Serving& serving;
    EventLoop loop;
    std::array<char, 64 * 1024> scratch;  // what was read and not kept
    std::list<std::shared_ptr<Connection>> connections;
    std::vector<std::shared_ptr<Connection>> closed;  // freed at the end of the turn

  private:
    std::optional<Shares::Part> part_of(const std::string& remote);
    bool close_longest_idle();
};

class Connection final : public Watched, public std::enable_shared_from_this<Connection> {
  public:
    Connection(IoThread& home, int descriptor, std::string remote, Shares::Part part);
    ~Connection() override;
    Connection(const Connection&) = delete;

    void on_event(std::uint32_t events) override;
    /// Goes on as far as it can without waiting.
    void drive();
    void close();
    /// Since when no request has begun; nullopt while one is served.
    std::optional<SteadyClock::time_point> idle_since() const;
    /// Closes it where its phase has lasted too long.
    void close_if_late();

    std::list<std::shared_ptr<Connection>>::iterator place;  // in IoThread::connections

  private:
    enum class Phase { idle, header, body, handler, answer, linger };
    enum class Step { again, wait, over };
    /// After the answer: the next request, the end, or the end once the client has stopped sending. A client
    /// that is still sending must be read to its end, else it sees a reset instead of the sentence.
    enum class After { next_request, close, drain };

    bool is_late();
    bool is_too_slow();
    std::int64_t progress() const;
    void leave();
    Step step();
    void enter(Phase next);

    std::string_view gather(Step& step);
    void keep(std::string_view bytes, std::size_t used);
    Step read_request();
    Step take_request(std::string_view bytes, std::size_t& used);
    Step begin_request(RequestParser::State state);
    Step begin_body(std::size_t limit);
    Step read_body();

    bool answer_ready(std::string_view bytes, std::size_t& used);
    Step serve_page(const std::string& key, const Watch& watch);
    Step start_drawing(const PageCache::DrawingPtr& drawing);
    /// What those get who waited for the same page.
    void hear(const PagePtr& page);
    Step send_page(const PagePtr& page);
    void send_ready(const PagePtr& page, const ReadyPage::Answer& answer, bool head_only, Opening opening);
    using WayBack = std::function<void(std::function<void(Connection&)> deliver)>;
    WayBack way_back();

    Step handle(bool quick);
    Step start_handler();
    Step answer(Response response);
    Step refuse(int status, const Sentence::Argument& argument = {});
    Step refuse_too_large();
    Step send_more();
    Step end_answer();
    Step read_away();

    bool hold(std::size_t bytes);
    void release();

    IoThread& home_;
    Serving& serving_;
    Socket socket_;
    const std::string remote_;
    const Shares::Part part_;
    Phase phase_ = Phase::idle;
    After after_ = After::next_request;
    bool asked_ = false;   // at least one request has begun
    bool hungry_ = false;  // what is kept in input_ is no whole piece yet
    SteadyClock::time_point since_;
    std::size_t moved_ = 0;  // bytes read or written in this phase
    /// What the client does is judged by the stretch that began here.
    struct Window {
        SteadyClock::time_point since;
        std::int64_t progress;
    };
    std::optional<Window> window_;
    std::size_t held_ = 0;  // bytes of body counted in serving_.body_bytes
    std::size_t body_limit_ = 0;
    bool quick_ = false;
    std::string input_;  // read but not yet parsed
    Outgoing out_;
    std::unique_ptr<RequestParser> parser_;
    std::unique_ptr<Incoming> incoming_;
};

}  // namespace kheo::http
