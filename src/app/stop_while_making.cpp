// SPDX-License-Identifier: Apache-2.0
#include "app/stop_while_making.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace kheo::app {

namespace {

bool is_ignored(int signal) {
    struct sigaction present{};
    return ::sigaction(signal, nullptr, &present) == 0 && present.sa_handler == SIG_IGN;
}

}  // namespace

StopWhileMaking::StopWhileMaking(std::function<void()> sweep) : sweep_(std::move(sweep)) {
    ::sigemptyset(&stops_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        if (!is_ignored(signal)) ::sigaddset(&stops_, signal);
    ::pthread_sigmask(SIG_BLOCK, &stops_, &former_);
    heard_ = ::signalfd(-1, &stops_, SFD_CLOEXEC | SFD_NONBLOCK);
    done_ = ::eventfd(0, EFD_CLOEXEC);
    try {
        if (heard_ >= 0 && done_ >= 0) listener_ = std::thread([this] { listen(); });
    } catch (const std::system_error&) {  // no thread to be had
    }
    if (!listener_.joinable()) stop_listening();
}

StopWhileMaking::~StopWhileMaking() {
    if (!listener_.joinable()) return;
    const std::uint64_t one = 1;
    (void)!::write(done_, &one, sizeof one);
    listener_.join();
    stop_listening();
    if (late_signal_ != 0) ::raise(late_signal_);
}

void StopWhileMaking::stop_listening() {
    for (const int descriptor : {heard_, done_})
        if (descriptor >= 0) ::close(descriptor);
    ::pthread_sigmask(SIG_SETMASK, &former_, nullptr);
}

void StopWhileMaking::too_late() {
    const std::scoped_lock lock(deciding_);
    late_ = true;
}

void StopWhileMaking::listen() {
    std::array<pollfd, 2> both{pollfd{heard_, POLLIN, 0}, pollfd{done_, POLLIN, 0}};
    for (;;) {
        if (::poll(both.data(), both.size(), -1) < 0) {
            if (errno == EINTR) continue;
            return;
        }
        signalfd_siginfo told{};
        if (both[0].revents != 0 && ::read(heard_, &told, sizeof told) == sizeof told)
            stop_by(static_cast<int>(told.ssi_signo));
        if (both[1].revents != 0) return;
    }
}

/// The default action, so that whoever started the process sees by which signal it ended. The first process
/// of a container has none: it says so by its exit code.
void StopWhileMaking::stop_by(int signal) {
    const std::scoped_lock lock(deciding_);
    if (late_) {
        if (late_signal_ == 0) late_signal_ = signal;
        return;
    }
    sweep_();
    ::signal(signal, SIG_DFL);
    ::pthread_sigmask(SIG_UNBLOCK, &stops_, nullptr);
    ::raise(signal);
    ::_exit(128 + signal);
}

}  // namespace kheo::app
