// SPDX-License-Identifier: Apache-2.0
// Bytes on their way out: in order, and the owner of lent ones hears what has gone.
#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "platform/http/lent_bytes.hpp"
#include "platform/http/outgoing.hpp"

namespace kheo::http {
namespace {

std::string heard;  // what the owner was told, in order

class Sending : public ::testing::Test {
  protected:
    void SetUp() override {
        ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends_.data()), 0);
        heard.clear();
    }
    void TearDown() override { close(ends_[1]); }
    std::string received() {
        std::string out;
        std::array<char, 4096> part;
        for (ssize_t got = 0; (got = read(ends_[1], part.data(), part.size())) > 0;)
            out.append(part.data(), static_cast<std::size_t>(got));
        return out;
    }
    std::array<int, 2> ends_{};
};

TEST_F(Sending, the_owner_of_lent_bytes_hears_of_each_part_once_and_of_no_other_bytes) {
    Socket socket(ends_[0]);
    const auto body = std::make_shared<const std::string>(std::string(3'000'000, 'x') + "end");
    Outgoing out;
    out.own("head ");
    out.borrow(*body, lend(body, [](std::string_view part) { heard += part; }));
    std::string seen;
    std::size_t count = 0;
    auto flow = out.flush(socket, count);
    EXPECT_EQ(flow, Flow::blocked) << "the peer has not read yet";
    EXPECT_LT(heard.size(), body->size());
    while (flow != Flow::moved) {
        seen += received();
        socket.mark(EPOLLOUT);
        flow = out.flush(socket, count);
    }
    seen += received();
    EXPECT_EQ(seen, "head " + *body);
    EXPECT_EQ(heard, *body);
    EXPECT_EQ(body.use_count(), 1) << "nobody keeps what was sent";
}

TEST_F(Sending, other_bytes_have_nobody_to_tell) {
    Socket socket(ends_[0]);
    const auto body = std::make_shared<const std::string>("body");
    Outgoing out;
    out.borrow(*body, body);
    std::size_t count = 0;
    EXPECT_EQ(out.flush(socket, count), Flow::moved);
    EXPECT_EQ(received(), "body");
    EXPECT_EQ(heard, "");
}

}  // namespace
}  // namespace kheo::http
