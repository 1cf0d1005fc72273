// SPDX-License-Identifier: Apache-2.0
#include "app/stop_while_making.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace kheo::app {

namespace {

bool is_ignored(int signal) {
    struct sigaction present{};
    return ::sigaction(signal, nullptr, &present) == 0 && present.sa_handler == SIG_IGN;
}

}  // namespace

StopWhileMaking::StopWhileMaking(std::function<void()> sweep) : sweep_(std::move(sweep)) {
    ::sigemptyset(&stops_);
    for (const int signal : {SIGINT, SIGTERM})
        if (!is_ignored(signal)) ::sigaddset(&stops_, signal);
    ::pthread_sigmask(SIG_BLOCK, &stops_, &former_);
    heard_ = ::signalfd(-1, &stops_, SFD_CLOEXEC);
    done_ = ::eventfd(0, EFD_CLOEXEC);
    listener_ = std::thread([this] { listen(); });
}

StopWhileMaking::~StopWhileMaking() {
    const std::uint64_t one = 1;
    (void)!::write(done_, &one, sizeof one);
    listener_.join();
    ::close(heard_);
    ::close(done_);
    ::pthread_sigmask(SIG_SETMASK, &former_, nullptr);
}

void StopWhileMaking::too_late() {
    const std::scoped_lock lock(deciding_);
    late_ = true;
}

void StopWhileMaking::listen() {
    std::array<pollfd, 2> both{pollfd{heard_, POLLIN, 0}, pollfd{done_, POLLIN, 0}};
    for (;;) {
        if (::poll(both.data(), both.size(), -1) < 0 && errno != EINTR) return;
        signalfd_siginfo told{};
        if (both[0].revents != 0 && ::read(heard_, &told, sizeof told) == sizeof told)
            stop_by(static_cast<int>(told.ssi_signo));
        if (both[1].revents != 0) return;
    }
}

/// The default action, so that whoever started the process sees by which signal it ended.
void StopWhileMaking::stop_by(int signal) {
    const std::scoped_lock lock(deciding_);
    if (late_) return;
    sweep_();
    ::signal(signal, SIG_DFL);
    ::pthread_sigmask(SIG_UNBLOCK, &stops_, nullptr);
    ::raise(signal);
}

}  // namespace kheo::app
