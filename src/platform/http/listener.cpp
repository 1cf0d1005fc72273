// SPDX-License-Identifier: Apache-2.0
#include "platform/http/listener.hpp"

#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "base/errno_words.hpp"
#include "platform/http/messages.gen.hpp"

namespace kheo::http {

namespace {

struct Endpoint {
    sockaddr_storage storage{};
    socklen_t size = 0;
    sockaddr* address() { return reinterpret_cast<sockaddr*>(&storage); }
};

std::optional<Endpoint> parse_endpoint(std::string text, std::uint16_t port) {
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    Endpoint out;
    auto& four = reinterpret_cast<sockaddr_in&>(out.storage);
    auto& six = reinterpret_cast<sockaddr_in6&>(out.storage);
    if (::inet_pton(AF_INET, text.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        out.size = sizeof four;
        return out;
    }
    if (::inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) != 1) return std::nullopt;
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    out.size = sizeof six;
    return out;
}

std::unexpected<Error> cannot_listen(const ServerOptions& options, int error) {
    std::vector<Sentence::Argument> arguments{{"address", options.address},
                                              {"port", std::to_string(options.port)}};
    if (error == EADDRINUSE)
        return fail(ErrorKind::environment, msg::port_busy, std::move(arguments), errno_words(error));
    arguments.emplace_back("reason", errno_words(error));
    return fail(ErrorKind::environment, msg::cannot_listen, std::move(arguments), errno_words(error));
}

std::uint16_t port_of(int descriptor) {
    Endpoint own;
    own.size = sizeof own.storage;
    if (::getsockname(descriptor, own.address(), &own.size) != 0) return 0;
    return ntohs(own.storage.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(own.storage).sin6_port
                                                   : reinterpret_cast<sockaddr_in&>(own.storage).sin_port);
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::open(const ServerOptions& options, Threads& threads) {
    auto endpoint = parse_endpoint(options.address, options.port);
    if (!endpoint) return cannot_listen(options, EINVAL);
    const int descriptor =
        ::socket(endpoint->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return cannot_listen(options, errno);
    const int on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(descriptor, endpoint->address(), endpoint->size) != 0 ||
        ::listen(descriptor, SOMAXCONN) != 0) {
        const int error = errno;
        ::close(descriptor);
        return cannot_listen(options, error);
    }
    std::unique_ptr<Listener> listener(new Listener(descriptor, port_of(descriptor), threads));
    if (!threads.front()->loop.watch(descriptor, EPOLLIN | EPOLLET, *listener))
        return cannot_listen(options, errno);
    return listener;
}

void Listener::on_event(std::uint32_t) {
    accept_all();
}

void Listener::retry() {
    if (behind_) accept_all();
}

void Listener::accept_all() {
    behind_ = false;
    while (descriptor_ >= 0) {
        const int accepted = ::accept4(descriptor_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (accepted >= 0) {
            hand_over(accepted);
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED) continue;
        behind_ = errno != EAGAIN && errno != EWOULDBLOCK;  // out of descriptors: the tick tries again
        return;
    }
}

void Listener::hand_over(int descriptor) {
    auto& thread = *threads_[next_++ % threads_.size()];
    if (&thread == threads_.front().get()) return thread.adopt(descriptor);
    thread.loop.post([&thread, descriptor] { thread.adopt(descriptor); });
}

void Listener::close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

}  // namespace kheo::http
