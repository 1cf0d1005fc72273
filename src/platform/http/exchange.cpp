// SPDX-License-Identifier: Apache-2.0
// What is said on a connection: a request is read, handled, answered or refused.
#include "platform/http/connection.hpp"
#include "platform/http/error_page.hpp"
#include "platform/http/response_head.hpp"

namespace kheo::http {

namespace {

constexpr std::size_t kSmallBody = 16 * 1024;  // goes out in one piece with its head

}  // namespace

Connection::Step Connection::read_request() {
    auto step = Step::again;
    const auto bytes = gather(step);
    if (bytes.empty()) return step;
    if (phase_ == Phase::idle) enter(Phase::header);
    asked_ = true;
    std::size_t used = 0;
    step = take_request(bytes, used);
    keep(bytes, used);
    return step;
}

Connection::Step Connection::take_request(std::string_view bytes, std::size_t& used) {
    if (answer_ready(bytes, used)) return Step::again;
    if (!parser_) parser_ = std::make_unique<RequestParser>();
    const auto state = parser_->feed(bytes, used);
    if (state != RequestParser::State::need_more) return begin_request(state);
    hungry_ = true;
    return Step::again;
}

Connection::Step Connection::begin_request(RequestParser::State state) {
    incoming_ = std::make_unique<Incoming>(parser_->head());
    incoming_->remote = remote_;
    after_ = parser_->keep_alive() ? After::next_request : After::close;
    if (state == RequestParser::State::broken) return refuse(parser_->status());
    const auto admission = serving_.site.admit(*incoming_);
    if (admission.wait > 0) return refuse(429, {"seconds", std::to_string(admission.wait)});
    quick_ = admission.quick;
    if (parser_->has_body()) return begin_body(admission.body_limit);
    if (admission.page) return send_page(admission.page);
    return admission.watch ? serve_page(admission.key, *admission.watch) : handle(quick_);
}

Connection::Step Connection::begin_body(std::size_t limit) {
    body_limit_ = limit;
    parser_->set_body_limit(limit);
    if (parser_->too_large()) return refuse_too_large();
    enter(Phase::body);
    if (parser_->expects_continue()) out_.own("HTTP/1.1 100 Continue\r\n\r\n");
    return Step::again;
}

/// Reads the body into memory, as much of it as all bodies together may take.
Connection::Step Connection::read_body() {
    auto step = Step::again;
    const auto bytes = gather(step);
    if (bytes.empty()) return step;
    std::size_t used = 0;
    const auto state = parser_->feed(bytes, used);
    keep(bytes, used);
    if (!hold(used)) return refuse(503);
    if (state == RequestParser::State::broken)
        return parser_->status() == 413 ? refuse_too_large() : refuse(parser_->status());
    if (state == RequestParser::State::complete) {
        incoming_->body = parser_->take_body();
        return handle(quick_);
    }
    hungry_ = used == 0 && !input_.empty();
    return Step::again;
}

Connection::Step Connection::handle(bool quick) {
    if (quick) return answer(serving_.site.handle(*incoming_));
    return start_handler();
}

/// Runs the handler on the pool. The client may have gone when it is done.
Connection::Step Connection::start_handler() {
    enter(Phase::handler);
    const auto request = std::make_shared<Incoming>(std::move(*incoming_));
    incoming_->method = request->method;
    ++serving_.handlers;
    const bool taken = serving_.pool->post([request, &serving = serving_, back = way_back()] {
        auto response = std::make_shared<Response>(serving.site.handle(*request));
        back([response](Connection& self) { (void)self.answer(std::move(*response)); });
    });
    if (taken) return Step::wait;
    --serving_.handlers;
    return answer(serving_.site.refuse(*request, 503));
}

/// How what was made elsewhere comes to this connection's thread; the connection may be closed by then.
Connection::WayBack Connection::way_back() {
    return [weak = weak_from_this(), &home = home_](std::function<void(Connection&)> deliver) {
        home.loop.post([weak, &home, deliver = std::move(deliver)] {
            --home.serving.handlers;
            const auto self = weak.lock();
            if (!self || !self->socket_.is_open()) return;
            deliver(*self);
            self->drive();
        });
    };
}

Connection::Step Connection::answer(Response response) {
    if (serving_.stopping && after_ == After::next_request) after_ = After::close;
    const bool head_only = incoming_->method == "HEAD";
    auto head = write_head(response, after_ == After::next_request);
    enter(Phase::answer);
    if (head_only) {
        out_.own(std::move(head));
    } else if (response.bytes().size() <= kSmallBody) {
        head += response.bytes();
        out_.own(std::move(head));
    } else if (!response.borrowed.empty()) {
        out_.own(std::move(head));
        out_.borrow(response.borrowed, std::move(response.keeps));
    } else {
        const auto body = std::make_shared<const std::string>(std::move(response.body));
        out_.own(std::move(head));
        out_.borrow(*body, body);
    }
    parser_.reset();
    incoming_.reset();
    release();
    return Step::again;
}

Connection::Step Connection::refuse(int status, const Sentence::Argument& argument) {
    after_ = After::drain;
    return answer(serving_.site.refuse(*incoming_, status, argument));
}

/// Who sends too much is mostly somebody at work: the page is drawn on the pool, for whom the session names.
Connection::Step Connection::refuse_too_large() {
    after_ = After::drain;
    enter(Phase::handler);
    const auto request = std::make_shared<Incoming>(std::move(*incoming_));
    incoming_->method = request->method;
    const Sentence::Argument limit{"limit", size_text(body_limit_)};
    ++serving_.handlers;
    const bool taken = serving_.pool->post([request, limit, &serving = serving_, back = way_back()] {
        auto response =
            std::make_shared<Response>(serving.site.refuse(*request, 413, limit, Site::Reader::looked_up));
        back([response](Connection& self) { (void)self.answer(std::move(*response)); });
    });
    if (taken) return Step::wait;
    --serving_.handlers;
    return answer(serving_.site.refuse(*request, 413, limit));
}

}  // namespace kheo::http
