// SPDX-License-Identifier: Apache-2.0
// Pages that lie ready, or are drawn once for all who ask at the same time.
#include <array>

#include "platform/http/connection.hpp"

namespace kheo::http {

/// The short way: a plain request for what lies ready costs no allocation and no thread.
bool Connection::answer_ready(std::string_view bytes, std::size_t& used) {
    if (parser_) return false;
    const auto request = read_plain_request(bytes);
    if (!request) return false;
    const auto page = serving_.site.find_ready(*request);
    if (!page) return false;
    used = request->size;
    const bool close = request->close || serving_.stopping;
    after_ = close ? After::close : After::next_request;
    const auto answer = page->answer(request->accept_encoding, request->if_none_match);
    const bool secure = serving_.site.is_secure(remote_, request->forwarded_proto);
    send_ready(page, answer, request->head, {answer.not_modified, secure, close, false});
    return true;
}

Connection::Step Connection::serve_page(const std::string& key, const Watch& watch) {
    enter(Phase::handler);
    ++serving_.handlers;
    const auto drawing = serving_.site.cache().begin(key, watch, [back = way_back()](PagePtr page) {
        back([page = std::move(page)](Connection& self) { self.hear(page); });
    });
    return drawing ? start_drawing(drawing) : Step::wait;
}

Connection::Step Connection::start_drawing(const PageCache::DrawingPtr& drawing) {
    const auto request = std::make_shared<Incoming>(*incoming_);
    const bool taken = serving_.pool->post([request, drawing, &site = serving_.site, back = way_back()] {
        const auto drawn = std::make_shared<Site::Drawn>(site.draw(*request, *drawing));
        site.cache().finish(drawing, drawn->page);
        back([drawn](Connection& self) {
            (void)(drawn->page ? self.send_page(drawn->page) : self.answer(std::move(drawn->response)));
        });
    });
    if (taken) return Step::wait;
    --serving_.handlers;
    serving_.site.cache().finish(drawing, nullptr);
    return answer(serving_.site.refuse(*incoming_, 503));
}

/// Not a page to keep: everybody asks for himself.
void Connection::hear(const PagePtr& page) {
    (void)(page ? send_page(page) : start_handler());
}

Connection::Step Connection::send_page(const PagePtr& page) {
    const auto& headers = incoming_->headers;
    const auto answer = page->answer(headers.get("accept-encoding"), headers.get("if-none-match"));
    if (serving_.stopping && after_ == After::next_request) after_ = After::close;
    const bool close = after_ != After::next_request;
    send_ready(page, answer, incoming_->method == "HEAD",
               {answer.not_modified, serving_.site.is_secure(remote_, headers.get("x-forwarded-proto")),
                close, !close});
    parser_.reset();
    incoming_.reset();
    return Step::again;
}

/// Hands all of it to the system at once; only what it does not take is kept.
void Connection::send_ready(const PagePtr& page, const ReadyPage::Answer& answer, bool head_only,
                            Opening wanted) {
    const auto first = opening(wanted);
    const auto body = head_only ? std::string_view{} : answer.body;
    const auto piece = [](std::string_view bytes) {
        return iovec{const_cast<char*>(bytes.data()), bytes.size()};
    };
    enter(Phase::answer);
    std::size_t sent = 0;
    (void)socket_.send(std::array{piece(first), piece(answer.head), piece(body)}, sent);
    moved_ += sent;
    const int status = answer.not_modified ? 304 : 200;
    serving_.site.metrics().count_request(page->route, status, std::chrono::microseconds(0), body.size());
    const auto heads = first.size() + answer.head.size();
    if (sent == heads + body.size()) return;
    if (sent < heads) out_.own((std::string(first) += answer.head).substr(sent));
    out_.borrow(body.substr(sent < heads ? 0 : sent - heads), page);
}

}  // namespace kheo::http
