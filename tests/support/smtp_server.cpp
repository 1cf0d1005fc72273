// SPDX-License-Identifier: Apache-2.0
#include "support/smtp_server.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace kheo::test {

namespace {

/// Debian's own Python, which has python3-aiosmtpd.
constexpr auto kPython = "/usr/bin/python3";

int read_port(int output) {
    std::string text;
    for (char c = 0; ::read(output, &c, 1) == 1 && c != '\n';) text += c;
    ::close(output);
    if (text.empty())
        throw std::runtime_error("smtp_server.py did not start: is python3-aiosmtpd installed?");
    return std::stoi(text);
}

}  // namespace

SmtpServer::SmtpServer(std::vector<std::string> more) : more_(std::move(more)) {
    start();
}

SmtpServer::~SmtpServer() {
    stop();
}

void SmtpServer::start() {
    std::vector<std::string> words{kPython, KHEO_SOURCE_DIR "/tests/support/smtp_server.py",
                                   (dir_.path() / "letters").string(), "--port", std::to_string(port_)};
    words.insert(words.end(), more_.begin(), more_.end());
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int input[2], output[2];
    if (::pipe2(input, O_CLOEXEC) != 0 || ::pipe2(output, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(input[0], STDIN_FILENO);
        ::dup2(output[1], STDOUT_FILENO);
        ::execv(kPython, arguments.data());
        ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    port_ = static_cast<std::uint16_t>(read_port(output[0]));
}

void SmtpServer::stop() {
    if (input_ < 0) return;
    ::close(std::exchange(input_, -1));
    ::waitpid(process_, nullptr, 0);
}

std::vector<nlohmann::json> SmtpServer::letters() const {
    std::vector<nlohmann::json> out;
    std::ifstream file(dir_.path() / "letters");
    for (std::string line; std::getline(file, line);) out.push_back(nlohmann::json::parse(line));
    return out;
}

}  // namespace kheo::test
