// SPDX-License-Identifier: Apache-2.0
#include "platform/mail/courier.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <mutex>

#include "base/text.hpp"
#include "platform/mail/address.hpp"
#include "platform/mail/messages.gen.hpp"

namespace kheo::mail {

namespace {

constexpr long kConnectSeconds = 20, kWholeSeconds = 120;

struct FreeCurl {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(char* text) const { curl_free(text); }
};
template <typename T>
using Owned = std::unique_ptr<T, FreeCurl>;

void start_curl() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::string part_of(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
    const Owned<char> owned(text);
    return text;
}

/// By its address, not by its letters: 127.example.org is somebody else's.
bool is_this_machine(const std::string& host) {
    in_addr four{};
    if (::inet_pton(AF_INET, host.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
    return host == "localhost" || host == "[::1]";
}

/// Host of an smtp:// or smtps:// address that names nothing but host and port; "" for any other.
std::string host_of(const std::string& url) {
    start_curl();
    const Owned<CURLU> parsed(curl_url());
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return {};
    const auto scheme = part_of(parsed.get(), CURLUPART_SCHEME), path = part_of(parsed.get(), CURLUPART_PATH);
    const bool more = !part_of(parsed.get(), CURLUPART_USER).empty() ||
                      !part_of(parsed.get(), CURLUPART_QUERY).empty() || path.size() > 1;
    if ((scheme != "smtp" && scheme != "smtps") || more) return {};
    return part_of(parsed.get(), CURLUPART_HOST);
}

struct Reading {
    std::string_view left;
};

std::size_t give(char* out, std::size_t size, std::size_t count, void* pointer) {
    auto& reading = *static_cast<Reading*>(pointer);
    const auto bytes = std::min(size * count, reading.left.size());
    std::memcpy(out, reading.left.data(), bytes);
    reading.left.remove_prefix(bytes);
    return bytes;
}

int look_up(void* pointer, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<std::stop_token*>(pointer)->stop_requested() ? 1 : 0;
}

bool is_tls_trouble(CURLcode code) {
    return code == CURLE_USE_SSL_FAILED || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
           code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CIPHER;
}

/// What libcurl says tells where in the conversation the server said no.
Delivery verdict(CURLcode code, long answer, std::string_view said) {
    const bool for_good = answer >= 500 && answer < 600;
    std::string detail =
        std::to_string(static_cast<int>(code)) + " " + std::to_string(answer) + " " + std::string(said);
    if (code == CURLE_OK) return {Outcome::delivered, "", {}};
    if (is_tls_trouble(code)) return {Outcome::away, "encryption", std::move(detail)};
    if (code == CURLE_LOGIN_DENIED) return {Outcome::away, "sign_in", std::move(detail)};
    if (said.starts_with("MAIL failed")) return {Outcome::away, "sender_refused", std::move(detail)};
    if (said.starts_with("RCPT failed"))
        return {for_good ? Outcome::refused : Outcome::later, for_good ? "recipient_refused" : "busy",
                std::move(detail)};
    // the greeting: no letter has been looked at yet, and whatever keeps the server from talking may pass
    if (said.starts_with("Got unexpected smtp-server response"))
        return {Outcome::away, "away", std::move(detail)};
    if (for_good && (said.starts_with("DATA failed") || code == CURLE_WEIRD_SERVER_REPLY))
        return {Outcome::refused, "content_refused", std::move(detail)};
    if (answer >= 400 && answer < 500) return {Outcome::later, "busy", std::move(detail)};
    return {Outcome::away, "away", std::move(detail)};
}

class SmtpCourier final : public Courier {
  public:
    explicit SmtpCourier(const Smtp& smtp) : smtp_(smtp) {
        start_curl();
        handle_.reset(curl_easy_init());
    }

    Delivery deliver(const Written& letter, std::stop_token stop) override {
        std::string password;
        if (!smtp_.user.empty()) {
            std::ifstream file(smtp_.password_file);
            if (!std::getline(file, password)) return {Outcome::away, "password_file", {}};
            while (!password.empty() && password.back() == '\r') password.pop_back();
        }
        const auto bytes = compose(letter);
        Reading reading{bytes};
        const auto sender = "<" + letter.from + ">", recipient = "<" + letter.to + ">";
        const Owned<curl_slist> recipients(curl_slist_append(nullptr, recipient.c_str()));
        char said[CURL_ERROR_SIZE] = "";
        prepare(password);
        set(CURLOPT_MAIL_FROM, sender.c_str());
        set(CURLOPT_MAIL_RCPT, recipients.get());
        set(CURLOPT_READFUNCTION, give);
        set(CURLOPT_READDATA, &reading);
        set(CURLOPT_XFERINFOFUNCTION, look_up);
        set(CURLOPT_XFERINFODATA, &stop);
        set(CURLOPT_ERRORBUFFER, said);
        const auto code = curl_easy_perform(handle_.get());
        long answer = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &answer);
        return verdict(code, answer, said);
    }

  private:
    template <typename T>
    void set(CURLoption option, T value) {
        curl_easy_setopt(handle_.get(), option, value);
    }

    /// Options go, the open connection stays.
    void prepare(const std::string& password) {
        curl_easy_reset(handle_.get());
        set(CURLOPT_URL, smtp_.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        set(CURLOPT_USE_SSL, static_cast<long>(smtp_.may_be_plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
        if (!smtp_.ca_file.empty()) set(CURLOPT_CAINFO, smtp_.ca_file.c_str());
        if (!smtp_.user.empty()) {
            set(CURLOPT_USERNAME, smtp_.user.c_str());
            set(CURLOPT_PASSWORD, password.c_str());
        }
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
        set(CURLOPT_TIMEOUT, kWholeSeconds);
    }

    Smtp smtp_;
    Owned<CURL> handle_;
};

}  // namespace

Result<Smtp> read_smtp(Smtp typed) {
    Error error{ErrorKind::invalid, msg::settings_wrong, {}, {}, {}};
    const auto host = host_of(typed.url);
    if (host.empty()) error.fields.push_back({"url", msg::url_wrong});
    const auto from = read_address(typed.from);
    if (!from) error.fields.push_back({"from", msg::from_wrong});
    if (!is_header_text(typed.from_name)) error.fields.push_back({"from", msg::from_wrong});
    if (!typed.user.empty() && typed.password_file.empty())
        error.fields.push_back({"password_file", msg::password_file_missing});
    if (!error.fields.empty()) return fail(std::move(error));
    typed.from = *from;
    typed.may_be_plain = is_this_machine(host) && typed.url.starts_with("smtp://") && typed.ca_file.empty();
    return typed;
}

const Message& problem_message(std::string_view problem) {
    if (problem == "recipient_refused") return msg::problem_recipient_refused;
    if (problem == "content_refused") return msg::problem_content_refused;
    if (problem == "sender_refused") return msg::problem_sender_refused;
    if (problem == "encryption") return msg::problem_encryption;
    if (problem == "sign_in") return msg::problem_sign_in;
    if (problem == "password_file") return msg::problem_password_file;
    if (problem == "busy") return msg::problem_busy;
    if (problem == "sealed") return msg::problem_sealed;
    if (problem == "too_old") return msg::problem_too_old;
    return msg::problem_away;
}

std::unique_ptr<Courier> make_smtp_courier(const Smtp& smtp) {
    return std::make_unique<SmtpCourier>(smtp);
}

}  // namespace kheo::mail
