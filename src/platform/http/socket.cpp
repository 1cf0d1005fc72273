// SPDX-License-Identifier: Apache-2.0
#include "platform/http/socket.hpp"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace kheo::http {

Socket::Socket(int descriptor) : descriptor_(descriptor) {
    const int on = 1;
    ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void Socket::mark(std::uint32_t events) {
    if (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) readable_ = true;
    if (events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) writable_ = true;
    if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) ended_ = true;
}

Flow Socket::receive(std::span<char> buffer, std::size_t& count) {
    count = 0;
    if (!is_open()) return Flow::over;
    if (!readable_) return Flow::blocked;
    const auto got = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (got == 0) return Flow::over;
    if (got < 0 && errno == EINTR) return Flow::moved;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        readable_ = false;
        return Flow::blocked;
    }
    if (got < 0) return Flow::over;
    count = static_cast<std::size_t>(got);
    // Less than asked for means the system has no more (epoll(7), question 9).
    if (count < buffer.size() && !ended_) readable_ = false;
    return Flow::moved;
}

Flow Socket::send(std::span<const iovec> pieces, std::size_t& count) {
    count = 0;
    if (!is_open()) return Flow::over;
    if (!writable_) return Flow::blocked;
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces.data());
    message.msg_iovlen = pieces.size();
    const auto sent = ::sendmsg(descriptor_, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) return Flow::moved;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        writable_ = false;
        return Flow::blocked;
    }
    if (sent < 0) return Flow::over;
    count = static_cast<std::size_t>(sent);
    return Flow::moved;
}

void Socket::end_sending() {
    if (is_open()) ::shutdown(descriptor_, SHUT_WR);
}

void Socket::close() {
    if (is_open()) ::close(std::exchange(descriptor_, -1));
}

void Socket::abort() {
    const linger at_once{1, 0};
    if (is_open()) ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
}

std::size_t Socket::unsent() const {
    int bytes = 0;
    return is_open() && ::ioctl(descriptor_, SIOCOUTQ, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

std::string peer_of(int descriptor) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    char text[INET6_ADDRSTRLEN] = "";
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
    if (address.ss_family == AF_INET)
        ::inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in&>(address).sin_addr, text, sizeof text);
    if (address.ss_family == AF_INET6) {
        auto& six = reinterpret_cast<sockaddr_in6&>(address).sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(&six))
            ::inet_ntop(AF_INET, six.s6_addr + 12, text, sizeof text);
        else
            ::inet_ntop(AF_INET6, &six, text, sizeof text);
    }
    return text;
}

}  // namespace kheo::http
