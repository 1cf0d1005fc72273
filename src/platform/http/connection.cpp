// SPDX-License-Identifier: Apache-2.0
// The course of a connection: phases, deadlines, bytes in and out. What is said in them stands in
// exchange.cpp.
#include "platform/http/connection.hpp"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "platform/http/messages.gen.hpp"

namespace kheo::http {

namespace {

// Said to whom no connection can be given, whatever he asked; small enough to fit any socket's buffer.
const std::string& full_answer() {
    static const std::string answer = [] {
        std::string body;
        for (const auto language : {Language::vi, Language::en, Language::lo})
            (body += msg::full.in(language)) += "\n\n";
        return fmt::format(
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Type: text/plain; "
            "charset=utf-8\r\n"
            "Content-Length: {}\r\nConnection: close\r\n\r\n{}",
            body.size(), body);
    }();
    return answer;
}
constexpr int kTurns = 32;  // steps before others come first
constexpr std::size_t kLongestDrain = 256u << 20;
constexpr std::chrono::seconds kDrainTime{60};
// Forms without files, signing in among them, are smaller.
constexpr std::size_t kSmallForm = 64 * 1024;

}  // namespace

void IoThread::adopt(int descriptor) {
    auto remote = peer_of(descriptor);
    auto part = part_of(remote);
    const bool full = serving.connections >= serving.options.most_connections;
    if (!part || (full && !close_longest_idle())) {
        const auto& said = full_answer();
        (void)!::send(descriptor, said.data(), said.size(), MSG_NOSIGNAL);
        ::close(descriptor);
        return;
    }
    auto connection = std::make_shared<Connection>(*this, descriptor, std::move(remote), *std::move(part));
    connection->place = connections.insert(connections.end(), connection);
    if (!loop.watch(descriptor, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, *connection))
        return connection->close();
    connection->drive();
}

/// A proxy speaks for many clients and counts them itself.
std::optional<Shares::Part> IoThread::part_of(const std::string& remote) {
    if (serving.site.is_proxy(remote)) return Shares::Part();
    return serving.shares.take(address_group(remote), serving.options.most_per_address);
}

/// Who is idle has lost nothing: his browser connects again. False when all are being served.
bool IoThread::close_longest_idle() {
    std::shared_ptr<Connection> longest;
    for (const auto& each : connections)
        if (each->idle_since() && (!longest || *each->idle_since() < *longest->idle_since())) longest = each;
    if (longest) longest->close();
    return longest != nullptr;
}

void IoThread::sweep() {
    for (auto at = connections.begin(); at != connections.end();) {
        const auto connection = *at++;  // closing takes it from the list
        connection->close_if_late();
    }
}

Connection::Connection(IoThread& home, int descriptor, std::string remote, Shares::Part part)
    : home_(home),
      serving_(home.serving),
      socket_(descriptor),
      remote_(std::move(remote)),
      part_(std::move(part)),
      since_(home.loop.now()) {
    ++serving_.connections;
    serving_.site.metrics().connection_opened();
}

Connection::~Connection() {
    release();
    --serving_.connections;
    serving_.site.metrics().connection_closed();
}

std::optional<SteadyClock::time_point> Connection::idle_since() const {
    return phase_ == Phase::idle ? std::optional(since_) : std::nullopt;
}

void Connection::close() {
    if (!socket_.is_open()) return;
    socket_.close();
    leave();
}

/// An idle connection ends politely, and so does one at the server's end; who is slow loses what he has not
/// taken, so that nothing is held for him.
void Connection::close_if_late() {
    if (!socket_.is_open() || !is_late()) return;
    if (phase_ == Phase::idle && (serving_.stopping || socket_.unsent() == 0))
        socket_.close();
    else
        socket_.abort();
    leave();
}

void Connection::leave() {
    if (home_.closed.empty()) home_.loop.post([&home = home_] { home.closed.clear(); });
    home_.closed.push_back(std::move(*place));
    home_.connections.erase(place);
}

void Connection::enter(Phase next) {
    phase_ = next;
    since_ = home_.loop.now();
    moved_ = 0;
    window_.reset();
}

bool Connection::is_late() {
    const auto& options = serving_.options;
    const auto elapsed = home_.loop.now() - since_;
    switch (phase_) {
        case Phase::idle:
            if (serving_.stopping) return true;
            // The last answer still lies in the system's buffers: its reader is judged like any other.
            if (socket_.unsent() > 0) return is_too_slow();
            return elapsed > (asked_ ? options.idle_time : options.header_time);
        case Phase::header:
            return elapsed > options.header_time;
        case Phase::handler:
            return false;
        case Phase::linger:
            return elapsed > kDrainTime || is_too_slow();
        case Phase::body:
        case Phase::answer:
            return is_too_slow();
    }
    return false;
}

/// Looked at in stretches of slack_time: what was fast before buys no time to stand still.
bool Connection::is_too_slow() {
    const auto& options = serving_.options;
    const auto now = home_.loop.now();
    if (window_ && now - window_->since <= options.slack_time) return false;
    const auto done = progress();
    const auto due = static_cast<std::int64_t>(options.least_rate) * options.slack_time.count() / 1000;
    if (window_ && done - window_->progress < std::max<std::int64_t>(due, 1)) return true;
    window_ = Window{now, done};
    return false;
}

/// Bytes that the client has sent in this phase; where an answer is to be taken, that it has taken, which is
/// not what was handed to the system: its buffers hold minutes of a slow line.
std::int64_t Connection::progress() const {
    const bool taking = phase_ == Phase::answer || phase_ == Phase::idle;
    return static_cast<std::int64_t>(moved_) - static_cast<std::int64_t>(taking ? socket_.unsent() : 0);
}

void Connection::on_event(std::uint32_t events) {
    socket_.mark(events);
    drive();
}

void Connection::drive() {
    for (int turn = 0; turn < kTurns; ++turn) {
        if (!socket_.is_open()) return;
        const auto next = step();
        if (next == Step::wait) return;
        if (next == Step::over) return close();
    }
    home_.loop.post([weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->drive();
    });
}

Connection::Step Connection::step() {
    if (!out_.empty()) return send_more();
    switch (phase_) {
        case Phase::idle:
        case Phase::header:
            return read_request();
        case Phase::body:
            return read_body();
        case Phase::handler:
            return Step::wait;
        case Phase::answer:
            return end_answer();
        case Phase::linger:
            return read_away();
    }
    return Step::over;
}

/// What there is to parse: what was kept, where that may be a whole piece; else that and what has arrived.
/// With nothing kept the bytes stay in the thread's scratch. Empty: `step` says why.
std::string_view Connection::gather(Step& step) {
    step = Step::again;
    if (!input_.empty() && !hungry_) return input_;
    std::size_t count = 0;
    const auto flow = socket_.receive(home_.scratch, count);
    if (flow == Flow::blocked) step = Step::wait;
    if (flow == Flow::over) step = Step::over;
    if (count == 0) return {};
    moved_ += count;
    hungry_ = false;
    const std::string_view arrived(home_.scratch.data(), count);
    if (input_.empty()) return arrived;
    return input_ += arrived;
}

void Connection::keep(std::string_view bytes, std::size_t used) {
    if (bytes.data() == input_.data())
        input_.erase(0, used);
    else if (used < bytes.size())
        input_.assign(bytes.substr(used));
    if (input_.empty() && input_.capacity() > 1024) input_ = {};  // an idle connection holds nothing
}

Connection::Step Connection::send_more() {
    std::size_t count = 0;
    const auto flow = out_.flush(socket_, count);
    moved_ += count;
    return flow == Flow::moved ? Step::again : flow == Flow::blocked ? Step::wait : Step::over;
}

Connection::Step Connection::end_answer() {
    if (after_ == After::next_request) {
        enter(Phase::idle);
        return Step::again;
    }
    socket_.end_sending();
    enter(Phase::linger);
    return Step::again;
}

Connection::Step Connection::read_away() {
    std::size_t count = 0;
    const auto flow = socket_.receive(home_.scratch, count);
    moved_ += count;
    if (flow == Flow::over || moved_ > kLongestDrain) return Step::over;
    if (flow == Flow::moved) return Step::again;
    return after_ == After::drain ? Step::wait : Step::over;
}

/// A quarter of the budget is for small forms alone: a few large bodies, however slow, never shut the
/// sign-in.
bool Connection::hold(std::size_t bytes) {
    held_ += bytes;
    const auto budget = serving_.options.body_budget;
    return (serving_.body_bytes += bytes) <= (held_ > kSmallForm ? budget - budget / 4 : budget);
}

void Connection::release() {
    serving_.body_bytes -= held_;
    held_ = 0;
}

}  // namespace kheo::http
