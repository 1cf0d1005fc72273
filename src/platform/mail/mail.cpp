// SPDX-License-Identifier: Apache-2.0
#include "platform/mail/mail.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>

#include "base/text.hpp"
#include "platform/auth/token.hpp"
#include "platform/mail/address.hpp"
#include "platform/mail/messages.gen.hpp"
#include "platform/mail/store.hpp"

namespace kheo::mail {

namespace {

constexpr std::size_t kLongestText = 64 * 1024;  // bytes
constexpr int kBatch = 50;
constexpr auto kEvery = std::chrono::seconds(5);
constexpr std::string_view kHold = "mail_sender";

Result<Letter> checked(const Letter& letter) {
    Error error{ErrorKind::invalid, msg::letter_wrong, {}, {}, {}};
    auto out = letter;
    if (auto to = read_address(letter.to))
        out.to = *std::move(to);
    else
        error.fields.push_back({"to", msg::to_wrong});
    if (trim(letter.subject).empty() || !is_header_text(letter.subject))
        error.fields.push_back({"subject", msg::subject_wrong});
    if (letter.text.empty() || letter.text.size() > kLongestText || !is_valid_utf8(letter.text) ||
        letter.text.contains('\0') || (letter.sealed && !letter.text.contains(kSecretMark)))
        error.fields.push_back({"text", msg::text_wrong});
    if (!error.fields.empty()) return fail(std::move(error));
    return out;
}

/// Whoever holds the letter can show that it was ours; nobody can guess it from what stays in the table.
std::string hash_of(const Letter& letter, const std::string& token) {
    return auth::token_hash(token + '\n' + letter.to + '\n' + letter.subject + '\n' + letter.text);
}

/// Tidies up; how many were given up. Most rounds find nothing to do and write nothing.
Result<int> sweep(const Post& post) {
    const auto now = post.clock.now();
    const auto old = TRY(post.database.read([&](db::Transaction& tx) {
        return store::anything_old(tx, now - kGiveUpAfter, now - kForgetAfter);
    }));
    if (!old) return 0;
    return post.database.write([&](db::Transaction& tx) -> Result<int> {
        TRY(store::forget(tx, now - kForgetAfter));
        return static_cast<int>(TRY(store::give_up(tx, now - kGiveUpAfter, now)));
    });
}

void tell(const Post& post, const Delivery& delivery) {
    if (post.log && delivery.outcome != Outcome::delivered)
        post.log("mail: " + std::string(delivery.problem));
}

/// The text as the recipient reads it; nullopt when its secret does not open.
std::optional<std::string> text_of(const Post& post, const store::Waiting& letter) {
    if (!letter.sealed) return letter.text;
    if (!post.unseal) return std::nullopt;
    const auto secret = post.unseal(*letter.sealed, bound_of(letter.key));
    if (!secret) return std::nullopt;
    auto text = letter.text;
    const auto at = text.find(kSecretMark);
    return at == std::string::npos ? text : text.replace(at, kSecretMark.size(), *secret);
}

Delivery deliver(const Post& post, const Smtp& smtp, Courier& courier, const store::Waiting& letter,
                 std::stop_token stop) {
    const auto text = text_of(post, letter);
    if (!text) return {Outcome::refused, "sealed", {}};
    return courier.deliver(
        {smtp.from, smtp.from_name, letter.to, letter.subject, *text, letter.token, post.clock.now()},
        std::move(stop));
}

/// One letter sent and marked. false: nothing more goes out in this round.
Result<bool> send_one(const Post& post, const Smtp& smtp, Courier& courier, const store::Waiting& letter,
                      Round& round, std::stop_token stop) {
    const auto now = post.clock.now();
    const auto delivery = deliver(post, smtp, courier, letter, std::move(stop));
    tell(post, delivery);
    TRY(post.database.write([&](db::Transaction& tx) -> Result<> {
        if (delivery.outcome == Outcome::delivered) return store::mark_sent(tx, letter.id, now);
        if (delivery.outcome == Outcome::refused)
            return store::mark_failed(tx, letter.id, delivery.problem, now);
        return store::postpone(tx, letter, delivery.problem, now);
    }));
    round.delivered += delivery.outcome == Outcome::delivered;
    round.refused += delivery.outcome == Outcome::refused;
    round.later += delivery.outcome == Outcome::later || delivery.outcome == Outcome::away;
    return delivery.outcome != Outcome::away;
}

/// The server is away for all of them: none is tried in vain.
Result<> postpone_rest(const Post& post, std::span<const store::Waiting> rest) {
    return post.database.write([&](db::Transaction& tx) -> Result<> {
        for (const auto& letter : rest) TRY(store::postpone(tx, letter, "away", post.clock.now()));
        return {};
    });
}

}  // namespace

Millis pause_after(int attempts) {
    static constexpr std::array<Millis, 7> kMinutes{1, 5, 15, 30, 60, 120, 240};
    const auto index = std::clamp(attempts - 1, 0, static_cast<int>(kMinutes.size()) - 1);
    return kMinutes[static_cast<std::size_t>(index)] * 60'000;
}

std::string bound_of(std::string_view letter_key) {
    return "mail " + std::string(letter_key);
}

Result<bool> queue(db::Transaction& tx, const Letter& letter, Millis at) {
    const auto sound = TRY(checked(letter));
    const auto token = auth::random_token(18);
    const bool fresh = TRY(store::insert(tx, sound, token, hash_of(sound, token), at));
    if (fresh) tx.announce("mail");
    return fresh;
}

Result<Round> send_due(const Post& post, std::stop_token stop) {
    Round round;
    round.given_up = TRY(sweep(post));
    const auto waits = TRY(
        post.database.read([&](db::Transaction& tx) { return store::anything_due(tx, post.clock.now()); }));
    if (!waits) return round;
    const auto smtp = TRY(post.settings());
    if (!smtp) return round;
    const auto hold = TRY(post.database.try_hold(kHold));
    if (!hold) return round;
    const auto letters = TRY(
        post.database.read([&](db::Transaction& tx) { return store::due(tx, post.clock.now(), kBatch); }));
    const auto courier = post.courier(*smtp);
    for (std::size_t i = 0; i < letters.size() && !stop.stop_requested(); ++i) {
        if (TRY(send_one(post, *smtp, *courier, letters[i], round, stop))) continue;
        TRY(postpone_rest(post, std::span(letters).subspan(i + 1)));
        break;
    }
    return round;
}

struct Sender::State {
    explicit State(Post given) : post(std::move(given)) {}

    void run(std::stop_token stop) {
        while (!stop.stop_requested()) {
            const auto round = send_due(post, stop);
            if (!round && post.log) post.log("mail: " + round.error().detail);
            std::unique_lock lock(mutex);
            wake.wait_for(lock, stop, kEvery, [&] { return queued; });
            queued = false;
        }
    }

    Post post;
    std::mutex mutex;
    std::condition_variable_any wake;
    bool queued = false;
    db::Subscription heard;
    std::jthread thread;
};

Sender::Sender(Post post) : state_(std::make_unique<State>(std::move(post))) {
    auto& state = *state_;
    state.heard = state.post.database.subscribe([&state](std::string_view topic) {
        if (topic != "mail") return;
        const std::scoped_lock lock(state.mutex);
        state.queued = true;
        state.wake.notify_one();
    });
    state.thread = std::jthread([&state](std::stop_token stop) { state.run(std::move(stop)); });
}

Sender::~Sender() {
    state_->thread.request_stop();
    state_->thread.join();
}

}  // namespace kheo::mail
