// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <semaphore>
#include <set>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "platform/auth/messages.gen.hpp"
#include "platform/auth/token.hpp"

namespace kheo::auth {

namespace {

constexpr std::size_t kShortest = 10;  // characters
constexpr std::size_t kLongest = 256;

std::atomic<bool> cheap{false};
std::counting_semaphore<2> at_a_time{2};

unsigned long long passes() {
    return cheap ? crypto_pwhash_OPSLIMIT_MIN : 2;
}

std::size_t memory() {
    return cheap ? crypto_pwhash_MEMLIMIT_MIN : 64u << 20;
}

struct Turn {
    Turn() { at_a_time.acquire(); }
    ~Turn() { at_a_time.release(); }
    Turn(const Turn&) = delete;
};

std::string make_hash(std::string_view password) {
    ensure_sodium();
    const Turn turn;
    const auto typed = nfc(password);
    std::string out(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(out.data(), typed.data(), typed.size(), passes(), memory(),
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return {};
    out.resize(out.find('\0'));
    return out;
}

/// Without what people add to a word to please such rules: digits, points, spaces, capitals, accents.
std::string bare_word(std::string_view password) {
    std::string out;
    for (const char c : fold_words(password))
        if (c >= 'a' && c <= 'z') out += c;
    return out;
}

/// "1234567890", "9876543210", "abcdefghij": nearly each sign is the neighbour of the one before.
bool is_a_row(std::string_view text) {
    static constexpr std::string_view kRows =
        "01234567890 abcdefghijklmnopqrstuvwxyz qwertyuiop asdfghjkl zxcvbnm";
    std::size_t up = 0, down = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char up_pair[] = {text[i - 1], text[i]}, down_pair[] = {text[i], text[i - 1]};
        up += kRows.contains(std::string_view(up_pair, 2));
        down += kRows.contains(std::string_view(down_pair, 2));
    }
    return text.size() >= 6 && std::max(up, down) + 3 >= text.size();
}

/// What guessers try first, here and everywhere; no list of secrets.
bool is_obvious(std::string_view password) {
    static constexpr std::array kWords{
        "password",      "passwordpassword", "matkhau", "matkhaumatkhau", "danvan",   "danvankheo", "admin",
        "administrator", "quantri",          "vietnam", "anhyeuem",       "iloveyou", "qwerty",     "abc",
        "abcd"};
    const std::set<char> signs(password.begin(), password.end());
    return signs.size() < 4 || is_a_row(fold_words(password)) ||
           std::ranges::find(kWords, bare_word(password)) != kWords.end();
}

}  // namespace

void use_cheap_passwords_in_tests() {
    cheap = true;
}

Result<> check_new_password(std::string_view password, std::string_view name) {
    if (!is_valid_utf8(password) || length(password) < kShortest)
        return fail(ErrorKind::invalid, msg::password_too_short, {{"count", std::to_string(kShortest)}});
    if (length(password) > kLongest)
        return fail(ErrorKind::invalid, msg::password_too_long, {{"count", std::to_string(kLongest)}});
    const auto folded = fold_words(password);
    const auto own = fold_words(name);
    if (is_obvious(password) || (own.size() >= 4 && folded.find(own) != std::string::npos))
        return fail(ErrorKind::invalid, msg::password_too_easy);
    return {};
}

Result<std::string> hash_password(std::string_view password) {
    auto hash = make_hash(password);
    if (hash.empty()) return fail(ErrorKind::environment, msg::out_of_memory);
    return hash;
}

bool password_matches(std::string_view hash, std::string_view password) {
    static const std::string nobody = make_hash("nobody");
    if (password.size() > 4 * kLongest) return false;
    ensure_sodium();
    const auto typed = nfc(password);
    const std::string stored(hash.empty() ? std::string_view(nobody) : hash);
    const Turn turn;
    const bool same = crypto_pwhash_str_verify(stored.c_str(), typed.data(), typed.size()) == 0;
    return same && !hash.empty();
}

bool needs_rehash(std::string_view hash) {
    ensure_sodium();
    return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), passes(), memory()) != 0;
}

Result<std::string> slow_hash(std::string_view text, std::string_view salt) {
    constexpr std::size_t kMemory = 19u << 20;
    ensure_sodium();
    const Turn turn;
    std::string out(32, '\0');
    const bool whole = salt.size() == crypto_pwhash_SALTBYTES;
    if (!whole ||
        crypto_pwhash(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(),
                      reinterpret_cast<const unsigned char*>(salt.data()), passes(),
                      cheap ? crypto_pwhash_MEMLIMIT_MIN : kMemory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail(ErrorKind::environment, msg::out_of_memory);
    return to_hex(out);
}

std::string random_password() {
    constexpr std::string_view letters = "23456789abcdefghjkmnpqrstuvwxyz";
    ensure_sodium();
    std::string out;
    for (int i = 0; i < 20; ++i) {
        if (i > 0 && i % 5 == 0) out += '-';
        out += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    }
    return out;
}

}  // namespace kheo::auth
