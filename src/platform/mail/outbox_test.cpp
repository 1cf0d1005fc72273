// SPDX-License-Identifier: Apache-2.0
// The outbox against a real SMTP server on loopback: what goes wrong first.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "platform/auth/factor_key.hpp"
#include "platform/mail/mail.hpp"
#include "support/smtp_server.hpp"
#include "support/test_database.hpp"

namespace kheo::mail {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Millis kMinute = 60'000, kDay = 86'400'000;

class MailOutbox : public ::testing::Test {
  protected:
    Letter letter(std::string key, std::string to = "vanthu@hoamai.vn") {
        return {std::move(key), "movement.reminder", std::move(to), "Nhắc đăng ký mô hình",
                "Kính gửi phường Hoa Mai\n"};
    }
    Result<bool> put(const Letter& given) {
        return database->write([&](db::Transaction& tx) { return queue(tx, given, clock.now()); });
    }
    Smtp smtp() {
        return read_smtp({.url = server.url(), .from = "danvan@hoasen.vn", .from_name = "Dân vận khéo"})
            .value();
    }
    Post post(std::optional<Smtp> given) {
        return {*database, clock, [given] { return given; }};
    }
    Round send() { return send_due(post(smtp())).value(); }
    Standing now() {
        return database->read([](db::Transaction& tx) { return standing(tx); }).value();
    }
    Line newest() {
        return database->read([](db::Transaction& tx) { return recent(tx, 1); }).value().at(0);
    }
    void pass(Millis time) { clock.set(clock.now() + time); }
    template <typename T = std::int64_t>
    T ask(const char* sql) {
        return database->read([&](db::Transaction& tx) { return tx.value<T>(sql); }).value();
    }

    FixedClock clock{*Date::parse_iso("2026-11-22")};
    test::TestDatabase database;
    test::SmtpServer server;
};

TEST_F(MailOutbox, WhatIsNoLetterIsRefusedWithAllFaultsAndQueuesNothing) {
    auto bad = letter("k", "hoa mai");
    bad.subject = "Nhắc\r\nBcc: x@y.vn";
    bad.text = std::string(70'000, 'a');
    const auto answer = put(bad);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::invalid);
    EXPECT_THAT(answer.error().fields, SizeIs(3));
    EXPECT_EQ(now().waiting, 0);
}

TEST_F(MailOutbox, WhatIsRolledBackIsNotSent) {
    (void)database->write([&](db::Transaction& tx) -> Result<> {
        EXPECT_TRUE(queue(tx, letter("k"), clock.now()).value());
        return fail(Error{});
    });
    EXPECT_EQ(send().delivered, 0);
    EXPECT_THAT(server.letters(), IsEmpty());
}

struct Secret {
    auth::FactorKey key = auth::FactorKey::fresh();

    Letter in(Letter letter, std::string_view secret) const {
        letter.text = "Mở đường dẫn {secret} để đặt mật khẩu.\n";
        letter.sealed = Sealed{key.seal(secret, bound_of(letter.key)).value(), key.id()};
        return letter;
    }
    Post with(Post post) const {
        post.unseal = [this](const Sealed& sealed, std::string_view bound) {
            return key.unseal(sealed.bytes, bound, sealed.key_id);
        };
        return post;
    }
};

TEST_F(MailOutbox, ASecretStandsInTheLetterAndNeverInTheOutbox) {
    const Secret secret;
    ASSERT_TRUE(put(secret.in(letter("k"), "https://a.vn/v/ABC")).value());
    EXPECT_EQ(ask("SELECT count(*) FROM mail_message WHERE body LIKE '%ABC%'"), 0);
    EXPECT_EQ(ask<std::string>("SELECT sealed FROM mail_message").find("ABC"), std::string::npos);
    EXPECT_EQ(send_due(secret.with(post(smtp()))).value().delivered, 1);
    ASSERT_THAT(server.letters(), SizeIs(1));
    EXPECT_THAT(server.letters()[0].at("text").get<std::string>(),
                ::testing::HasSubstr("Mở đường dẫn https://a.vn/v/ABC để"));
    EXPECT_EQ(ask("SELECT count(*) FROM mail_message WHERE sealed IS NULL AND body IS NULL"), 1);
}

TEST_F(MailOutbox, ASecretThatDoesNotOpenIsDroppedWithItsLetterAndHoldsNobodyUp) {
    const Secret secret, other;
    ASSERT_TRUE(put(secret.in(letter("k"), "ABC")).value());
    ASSERT_TRUE(put(letter("plain")).value());
    const auto round = send_due(other.with(post(smtp()))).value();
    EXPECT_EQ(round.refused, 1);
    EXPECT_EQ(round.delivered, 1);
    EXPECT_EQ(ask("SELECT count(*) FROM mail_message WHERE sealed IS NOT NULL OR body IS NOT NULL"), 0);
    EXPECT_EQ(database->write([&](db::Transaction& tx) { return retry(tx, clock.now()); }).value(), 0);
}

TEST_F(MailOutbox, ASecretOpensForItsOwnLetterOnly) {
    const Secret secret;
    auto moved = secret.in(letter("k"), "ABC");
    moved.key = "other";
    ASSERT_TRUE(put(moved).value());
    EXPECT_EQ(send_due(secret.with(post(smtp()))).value().refused, 1);
    EXPECT_THAT(server.letters(), IsEmpty());
    auto nowhere = secret.in(letter("nowhere"), "ABC");
    nowhere.text = "Không có chỗ";
    EXPECT_FALSE(put(nowhere));
    auto words = letter("words");
    words.text = "Chữ {secret} ai đó gõ";
    EXPECT_TRUE(put(words).value()) << "without a secret the mark is a word like any other";
}

TEST_F(MailOutbox, ALetterThatWaitsTooLongLosesItsSecret) {
    const Secret secret;
    ASSERT_TRUE(put(secret.in(letter("k"), "ABC")).value());
    pass(kGiveUpAfter + kMinute);
    EXPECT_EQ(send_due(secret.with(post(smtp()))).value().given_up, 1);
    EXPECT_EQ(ask("SELECT count(*) FROM mail_message WHERE sealed IS NOT NULL OR body IS NOT NULL"), 0);
    EXPECT_THAT(server.letters(), IsEmpty());
}

TEST_F(MailOutbox, OneKeyIsDeliveredOnceAndThenForgotten) {
    EXPECT_TRUE(put(letter("k")).value());
    EXPECT_FALSE(put(letter("k")).value());
    EXPECT_EQ(send().delivered, 1);
    EXPECT_EQ(send().delivered, 0);
    EXPECT_FALSE(put(letter("k")).value()) << "also after it was sent";
    EXPECT_EQ(send().delivered, 0);
    ASSERT_THAT(server.letters(), SizeIs(1));
    const auto got = server.letters()[0];
    EXPECT_EQ(got["from"], "danvan@hoasen.vn");
    EXPECT_EQ(got["to"], nlohmann::json({"vanthu@hoamai.vn"}));
    EXPECT_EQ(got["sender"], "Dân vận khéo <danvan@hoasen.vn>");
    EXPECT_EQ(got["subject"], "Nhắc đăng ký mô hình");
    EXPECT_EQ(got["text"], "Kính gửi phường Hoa Mai\n");
    EXPECT_EQ(got["date"], "2026-11-22 12:00:00+07:00");
    EXPECT_THAT(got["defects"], IsEmpty());
    EXPECT_LE(got["longest"], 78);
    EXPECT_EQ(1,
              ask("SELECT count(*) FROM mail_message WHERE recipient IS NULL AND subject IS NULL AND body IS "
                  "NULL AND token IS NULL AND state = 'sent' AND length(content_hash) = 64"));
    EXPECT_EQ(newest().recipient, "");
}

TEST_F(MailOutbox, ManyLanguagesArriveAsTheyWereWritten) {
    const std::vector<std::string> subjects{
        "Nhắc đăng ký mô hình “Dân vận khéo” quý IV năm 2026 – Phường Hoa Mai, thành phố Hoa Sen (mẫu)",
        "ແຈ້ງເຕືອນການລົງທະບຽນຕົວແບບ ຂົນຂວາຍປະຊາຊົນ ປະຈຳປີ 2026 ໃຫ້ທັນກຳນົດເວລາ",
        "Напоминание о регистрации 🌾👩‍👩‍👧 до 25/11",
        "提醒登记 Plain words = with ?signs? and _ =?UTF-8?Q?trick?=", "ASCII only"};
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        auto one = letter("k" + std::to_string(i));
        one.subject = subjects[i];
        one.text = subjects[i] + "\n.\n..\nFrom here\n";
        ASSERT_TRUE(put(one));
    }
    EXPECT_EQ(send().delivered, 5);
    ASSERT_THAT(server.letters(), SizeIs(5));
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        EXPECT_EQ(server.letters()[i]["subject"], subjects[i]);
        EXPECT_EQ(server.letters()[i]["text"], subjects[i] + "\n.\n..\nFrom here\n");
        EXPECT_THAT(server.letters()[i]["defects"], IsEmpty());
    }
}

TEST_F(MailOutbox, AServerThatIsAwayIsTriedAgainWithGrowingPauses) {
    ASSERT_TRUE(put(letter("a")) && put(letter("b")));
    server.stop();
    EXPECT_EQ(send().later, 1);
    EXPECT_EQ(newest().problem, "away");
    EXPECT_EQ(ask("SELECT min(attempts) FROM mail_message"), 1) << "the other one was not tried in vain";
    EXPECT_EQ(send().later, 0) << "not before a minute has passed";
    pass(kMinute);
    EXPECT_EQ(send().later, 1);
    pass(4 * kMinute);
    EXPECT_EQ(send().later, 0) << "now it is five";
    server.start();
    pass(kMinute);
    EXPECT_EQ(send().delivered, 2);
    EXPECT_THAT(server.letters(), SizeIs(2));
    EXPECT_EQ(now().waiting, 0);
}

TEST_F(MailOutbox, AServerThatGreetsWithARefusalIsAwayAndFailsNoLetter) {
    for (const auto* greeting : {"554 5.3.2 closed for maintenance", "421 too many connections", "hello"}) {
        const test::SmtpServer rude({"--greet", greeting});
        ASSERT_TRUE(put(letter(greeting)));
        auto settings = smtp();
        settings.url = rude.url();
        pass(kMinute);
        EXPECT_EQ(send_due(post(settings))->later, 1) << greeting;
        EXPECT_EQ(newest().problem, "away") << greeting;
        pass(kDay);
        EXPECT_GE(send().delivered, 1) << "as soon as there is a server again";
    }
    EXPECT_EQ(now().failed, 0);
}

TEST_F(MailOutbox, ThreeDaysInVainAreTheEndAndAMonthLaterItIsForgotten) {
    ASSERT_TRUE(put(letter("a")));
    server.stop();
    EXPECT_EQ(send().later, 1);
    pass(3 * kDay + 1);
    EXPECT_EQ(send().given_up, 1);
    EXPECT_EQ(newest().state, MailState::failed);
    EXPECT_EQ(newest().problem, "too_old");
    EXPECT_EQ(newest().recipient, "v***@hoamai.vn");
    pass(31 * kDay);
    send();
    EXPECT_EQ(newest().recipient, "");
    EXPECT_EQ(database->write([&](db::Transaction& tx) { return retry(tx, clock.now()); }).value(), 0);
}

TEST_F(MailOutbox, ARefusedRecipientStopsNobodyElseAndMayBeTriedAgain) {
    ASSERT_TRUE(put(letter("a", "refused@hoamai.vn")) && put(letter("b", "busy@hoamai.vn")) &&
                put(letter("c", "spam@hoamai.vn")) && put(letter("d")));
    const auto round = send();
    EXPECT_EQ(round.refused, 2);
    EXPECT_EQ(round.later, 1);
    EXPECT_EQ(round.delivered, 1);
    EXPECT_EQ(now().failed, 2);
    const auto lines = database->read([](db::Transaction& tx) { return recent(tx, 4); }).value();
    std::vector<std::string> problems;
    for (const auto& line : lines) problems.push_back(line.problem);
    EXPECT_THAT(problems, ElementsAre("", "content_refused", "busy", "recipient_refused"));
    EXPECT_EQ(database->write([&](db::Transaction& tx) { return retry(tx, clock.now()); }).value(), 3);
    EXPECT_EQ(send().refused, 2);
}

TEST_F(MailOutbox, NothingLeavesTheHouseUnencrypted) {
    ASSERT_TRUE(put(letter("a")));
    auto strict = smtp();
    EXPECT_TRUE(strict.may_be_plain);
    strict.may_be_plain = false;  // as for a server on another machine
    EXPECT_EQ(send_due(post(strict))->later, 1);
    EXPECT_EQ(newest().problem, "encryption");
    EXPECT_THAT(server.letters(), IsEmpty());
    EXPECT_FALSE(read_smtp({.url = "smtp://mail.hoasen.vn", .from = "a@hoasen.vn"})->may_be_plain);
}

TEST_F(MailOutbox, ACertificateThatNobodySignedIsNotBelieved) {
    const test::TempDir dir;
    const auto certificate = (dir.path() / "c.pem").string(), key = (dir.path() / "k.pem").string();
    const auto command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 "
        "-addext subjectAltName=IP:127.0.0.1 -keyout " +
        key + " -out " + certificate + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
    const test::SmtpServer encrypted({"--tls", certificate, key});
    ASSERT_TRUE(put(letter("a")));
    auto settings = smtp();
    settings.url = encrypted.url();
    settings.may_be_plain = false;
    EXPECT_EQ(send_due(post(settings))->later, 1);
    EXPECT_EQ(newest().problem, "encryption");
    EXPECT_THAT(encrypted.letters(), IsEmpty());
    settings.ca_file = certificate;
    pass(kMinute);
    EXPECT_EQ(send_due(post(settings))->delivered, 1);
    ASSERT_THAT(encrypted.letters(), SizeIs(1));
    EXPECT_TRUE(encrypted.letters()[0]["tls"]);
}

TEST_F(MailOutbox, APasswordIsReadFromItsFileAndAWrongOneIsSaid) {
    const test::TempDir dir;
    const auto file = dir.path() / "password";
    const test::SmtpServer closed({"--user", "danvan", "hoa sen 7"});
    ASSERT_TRUE(put(letter("a")));
    auto settings = smtp();
    settings.url = closed.url();
    settings.user = "danvan";
    settings.password_file = file;
    EXPECT_EQ(send_due(post(settings))->later, 1);
    EXPECT_EQ(newest().problem, "password_file");
    std::ofstream(file) << "sai\n";
    pass(kMinute);
    EXPECT_EQ(send_due(post(settings))->later, 1);
    EXPECT_EQ(newest().problem, "sign_in");
    std::ofstream(file) << "hoa sen 7\r\n";
    pass(5 * kMinute);
    EXPECT_EQ(send_due(post(settings))->delivered, 1);
    EXPECT_THAT(closed.letters(), SizeIs(1));
}

TEST_F(MailOutbox, WithoutAServerSetLettersWait) {
    ASSERT_TRUE(put(letter("a")));
    EXPECT_EQ(send_due(post({}))->later, 0);
    EXPECT_EQ(newest().attempts, 0);
    EXPECT_EQ(now().waiting, 1);
}

TEST_F(MailOutbox, WhileOneServerSendsAnotherOneDoesNot) {
    ASSERT_TRUE(put(letter("a")));
    const auto hold = database->try_hold("mail_sender").value();
    ASSERT_TRUE(hold);
    EXPECT_EQ(send().delivered, 0);
}

TEST_F(MailOutbox, TheCheckNamesALetterThatWasNotForgotten) {
    const auto faults_now = [&] {
        return database->read([](db::Transaction& tx) { return faults(tx); }).value();
    };
    ASSERT_TRUE(put(letter("a")));
    EXPECT_THAT(faults_now(), IsEmpty());
    ASSERT_TRUE(database->write(
        [](db::Transaction& tx) { return tx.exec("UPDATE mail_message SET state = 'sent'"); }));
    EXPECT_THAT(faults_now(), SizeIs(1));
}

/// Dies when the letter is out and before anybody has written it down.
class DyingCourier final : public Courier {
  public:
    explicit DyingCourier(const Smtp& smtp) : real_(make_smtp_courier(smtp)) {}
    Delivery deliver(const Written& letter, std::stop_token stop) override {
        const auto delivery = real_->deliver(letter, std::move(stop));
        ::_exit(delivery.outcome == Outcome::delivered ? 9 : 1);
    }

  private:
    std::unique_ptr<Courier> real_;
};

TEST_F(MailOutbox, KilledBetweenSendingAndMarkItGoesOutAgainUnderTheSameName) {
    ASSERT_TRUE(put(letter("a")));
    const auto child = ::fork();
    if (child == 0) {
        const auto own = database.open_again();
        Post dying{*own, clock, [this] { return std::optional(smtp()); },
                   [](const Smtp& smtp) { return std::make_unique<DyingCourier>(smtp); }};
        (void)send_due(dying);
        ::_exit(2);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 9) << "the letter was out";
    ASSERT_THAT(server.letters(), SizeIs(1));
    EXPECT_EQ(now().waiting, 1);
    EXPECT_EQ(send().delivered, 1);
    ASSERT_THAT(server.letters(), SizeIs(2));
    EXPECT_EQ(server.letters()[0]["id"], server.letters()[1]["id"]);
    EXPECT_EQ(now().sent, 1);
}

TEST_F(MailOutbox, TheSenderSendsWhatIsQueuedWhileItRuns) {
    SystemClock real;
    const Sender sender({*database, real, [this] { return std::optional(smtp()); }});
    ASSERT_TRUE(database->write([&](db::Transaction& tx) { return queue(tx, letter("a"), real.now()); }));
    for (int i = 0; i < 600 && now().sent == 0; ++i) ::usleep(50'000);
    EXPECT_EQ(now().sent, 1);
    EXPECT_THAT(server.letters(), SizeIs(1));
}

TEST(MailSettings, AllThatIsWrongIsSaidAtOnce) {
    const auto wrong = read_smtp({.url = "http://mail", .from = "ai đó", .user = "a"});
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().fields, SizeIs(3));
    for (const auto* url :
         {"smtp://u:p@mail.hoasen.vn", "smtp://mail.hoasen.vn/x", "mail.hoasen.vn", "", "file:///etc/passwd"})
        EXPECT_FALSE(read_smtp({.url = url, .from = "a@hoasen.vn"})) << url;
    EXPECT_TRUE(read_smtp({.url = "smtps://mail.hoasen.vn:465", .from = "a@hoasen.vn"}));
}

TEST(MailSettings, OnlyThisMachineItselfIsSpokenToInClear) {
    const auto plain = [](const char* url) {
        return read_smtp({.url = url, .from = "a@hoasen.vn"})->may_be_plain;
    };
    for (const auto* here :
         {"smtp://127.0.0.1:25", "smtp://127.8.8.8", "smtp://localhost", "smtp://[::1]:25"})
        EXPECT_TRUE(plain(here)) << here;
    for (const auto* elsewhere : {"smtp://127.example.org", "smtp://127.0.0.1.example.org",
                                  "smtp://128.0.0.1", "smtp://localhost.example.org", "smtps://127.0.0.1"})
        EXPECT_FALSE(plain(elsewhere)) << elsewhere;
}

}  // namespace
}  // namespace kheo::mail
