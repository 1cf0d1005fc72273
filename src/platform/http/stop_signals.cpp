// SPDX-License-Identifier: Apache-2.0
#include "platform/http/stop_signals.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>

namespace kheo::http {

namespace {

volatile std::sig_atomic_t told = -1;  // the eventfd a signal handler writes to

extern "C" void tell(int) {
    const int saved = errno;
    const std::uint64_t one = 1;
    (void)!::write(told, &one, sizeof one);
    errno = saved;
}

}  // namespace

StopSignals::StopSignals(EventLoop& loop, std::function<void()> on_signal)
    : on_signal_(std::move(on_signal)) {
    told = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    loop.watch(told, EPOLLIN | EPOLLET, *this);
    struct sigaction action{};
    action.sa_handler = tell;
    ::sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, &former_term_);
    ::sigaction(SIGINT, &action, &former_int_);
}

StopSignals::~StopSignals() {
    ::sigaction(SIGTERM, &former_term_, nullptr);
    ::sigaction(SIGINT, &former_int_, nullptr);
    ::close(told);
    told = -1;
}

void StopSignals::on_event(std::uint32_t) {
    on_signal_();
}

}  // namespace kheo::http
