// SPDX-License-Identifier: Apache-2.0
// Everything between the wire and a handler: target, assets, router, who is asking, permission, form, CSRF,
// handler, error page, security headers, log line. The same Site answers the server and in-process tests.
// Immutable after construction; handle() may be called from many threads at once.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "platform/http/address.hpp"
#include "platform/http/asset.hpp"
#include "platform/http/message.hpp"
#include "platform/http/metrics.hpp"
#include "platform/http/page_cache.hpp"
#include "platform/http/plain_request.hpp"
#include "platform/http/rate_limit.hpp"
#include "platform/http/request_log.hpp"
#include "platform/http/router.hpp"
#include "platform/http/target.hpp"

namespace kheo::http {

/// A request as it came off the wire.
struct Incoming {
    std::string method = "GET";
    std::string target = "/";
    Fields headers;  // names in lower case
    std::string body;
    std::string remote = "127.0.0.1";
    bool secure = false;
};

/// Draws an error: status, sentence and fields of the error; request.error_id is also in the log.
using ErrorPage = std::function<Response(const Request&, const Error&, int status)>;

struct SiteOptions {
    /// Who asks, by cookie. For a visitor it may set only `csrf` (token of the visitor's own forms).
    std::function<Result<auth::Principal>(const Request&)> identify;
    ErrorPage error_page;  // default: a plain page
    /// A POST by somebody whose session has ended, or whose token is not of this session: must carry
    /// request.target and request.form through a new sign-in. Default: the error page.
    std::function<Response(const Request&)> resume_page;
    /// What stands before every page for signed-in people only, e.g. a password that must be changed first;
    /// nullopt = go on. Asked before the permission; of who looks on (auth::looks_on), before every form too.
    std::function<Result<std::optional<Response>>(const Request&)> hold;
    std::string sign_in_path = "/dang-nhap";  // gets ?tiep=<where to go afterwards>
    std::string session_cookie =
        "kheo_session";  // who sends none may not send large bodies to staff's routes
    std::span<const Asset> assets;
    /// One line per request that ran a handler or was refused; default: standard error. What lies ready is
    /// counted, not logged.
    std::function<void(std::string_view line)> log;
    std::function<void(Request&, Response&)>
        decorate;                           // last touch on every page, e.g. cookies; may be empty
    std::vector<std::string> page_cookies;  // change how a page looks and name nobody: theme, font size
    std::size_t page_cache_bytes = 32u << 20;
    TrustedProxies proxies;  // who is believed when telling the client's address and TLS
    /// Requests that need a database thread; what lies ready is free, and so is this machine itself.
    Rate per_address;
    Rate per_account;
    LogFormat log_format = LogFormat::json;
    /// Fields of forms that no page may show again: passwords.
    std::vector<std::string_view> secret_fields;
    /// How many writes the calling thread has committed so far: a fault after a write does not say that
    /// nothing was saved. Default: none.
    std::function<std::uint64_t()> commits;
};

class Site {
  public:
    /// `clock` outlives the site.
    Site(std::vector<Route> routes, SiteOptions options, const Clock& clock);

    /// The whole way of one request. Never throws.
    Response handle(const Incoming& incoming) const;

    /// What the session must know once the header is there.
    struct Admission {
        std::size_t body_limit = 0;
        bool quick = false;            // answered from memory: no database thread needed
        const Watch* watch = nullptr;  // a page that may be kept …
        std::string key{};             // … under this name
        PagePtr page{};                // … and is: send it
        int wait = 0;                  // too many requests: seconds to wait
    };
    Admission admit(const Incoming& head) const;

    // --- pages that lie ready (site_pages.cpp); for I/O threads
    // ---------------------------------------------------------------------------------

    /// A kept page or a file of the program for this request; nullptr when there is none, or when who asks
    /// may be known by a cookie.
    PagePtr find_ready(const PlainRequest& request) const;
    PageCache& cache() const { return cache_; }
    /// Runs the handler of a page that may be kept. `page` is set when it is to be kept and sent; else the
    /// response is.
    struct Drawn {
        PagePtr page;
        Response response;
    };
    Drawn draw(const Incoming& incoming, const PageCache::Drawing& drawing) const;
    /// Something under this topic was changed: pages that show it are drawn anew from now on.
    void changed(std::string_view topic) const { cache_.changed(topic); }
    bool is_secure(std::string_view remote, std::string_view forwarded_proto) const;
    /// One that speaks for many clients.
    bool is_proxy(std::string_view remote) const { return options_.proxies.contains(remote); }

    /// The page of a request that never reached handle(): broken, too large, server busy. Who asks is looked
    /// up only where that is said: it asks the database, which is nothing for an I/O thread.
    enum class Reader { unknown, looked_up };
    Response refuse(const Incoming& head, int status, Sentence::Argument argument = {},
                    Reader reader = Reader::unknown) const;

    const Router& router() const { return router_; }
    Metrics& metrics() const { return metrics_; }

  private:
    /// What the log says of a fault.
    struct Told {
        std::string sentence{};  // for the operator
        std::string detail{};
        std::uint64_t commits = 0;  // of this thread, before the request
    };
    struct Handled {
        Request request;
        Response response;
        Told told;
        std::chrono::steady_clock::time_point start;
    };
    Handled run(const Incoming& incoming) const;
    auth::Principal reader_of(Request& request, const Incoming& head) const;
    void record(const Handled& handled) const;
    Admission admit_reader(const Incoming& head, const Target& target, const Route* route) const;
    std::string page_key(const Incoming& head, const Target& target) const;
    std::optional<std::string> look_of(std::string_view cookies) const;
    void prepare_assets();
    Response answer(const Incoming& incoming, Request& request, Told& told) const;
    /// saved: something was committed before the fault.
    Response fault(const Incoming& incoming, Request& request, const Error& error, int status,
                   bool saved) const;
    Result<Response> dispatch(Request& request, const Incoming& incoming, const Route& route) const;
    Response quick_answer(const Request& request, const Incoming& incoming) const;
    bool is_quick(std::string_view path) const;
    Response error_response(const Request& request, const Error& error, int status) const;
    Response resume(const Request& request) const;
    void finish(const Incoming& incoming, Request& request, Response& response) const;
    int wait_of(const Incoming& head) const;
    Response too_many(const Request& request, int seconds) const;
    Response metrics_page(const Request& request, const Incoming& incoming) const;

    Router router_;
    SiteOptions options_;
    Assets assets_;
    const Clock& clock_;
    mutable Metrics metrics_;
    mutable PageCache cache_;
    mutable RateLimit by_address_, by_account_;
    std::unordered_map<const Route*, Watch> watches_;
    std::unordered_map<std::string_view, PagePtr> ready_assets_;
};

}  // namespace kheo::http
