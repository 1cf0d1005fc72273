// SPDX-License-Identifier: Apache-2.0
#include "platform/http/site.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "base/text.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/http/compress.hpp"
#include "platform/http/encoding.hpp"
#include "platform/http/error_page.hpp"
#include "platform/http/form_body.hpp"
#include "platform/http/messages.gen.hpp"
#include "platform/http/outage.hpp"
#include "platform/http/page_headers.hpp"
#include "platform/http/status.hpp"
#include "platform/http/target.hpp"

namespace kheo::http {

namespace {

// A form whose session has ended is carried through a new sign-in; whole files of strangers are not even
// read.
constexpr std::size_t kStrangersLimit = 1024 * 1024;

std::optional<Method> method_of(std::string_view name) {
    if (name == "GET") return Method::get;
    if (name == "HEAD") return Method::head;
    if (name == "POST") return Method::post;
    return std::nullopt;
}

void take_connection(Request& request, const Incoming& incoming, const TrustedProxies& proxies) {
    request.remote = proxies.client(incoming.remote, incoming.headers.all("x-forwarded-for"));
    request.secure = incoming.secure || (incoming.headers.get("x-forwarded-proto") == "https" &&
                                         proxies.contains(incoming.remote));
}

std::vector<std::string> patterns_of(const Router& router) {
    std::vector<std::string> out{"assets", "/healthz", "/metrics"};
    for (const auto& route : router.routes()) out.push_back(route.pattern);
    return out;
}

// A form of another site: browsers say so in Sec-Fetch-Site or, over plain HTTP, in Origin; its fields are
// not even looked at. Sec-Fetch-Site goes first: a proxy may have changed Host.
bool is_foreign(const Request& request) {
    if (const auto site = request.headers.find("sec-fetch-site"))
        return *site != "same-origin" && *site != "none";
    const auto origin = request.headers.find("origin");
    if (!origin) return false;
    const auto scheme = origin->find("://");
    return scheme == std::string_view::npos ||
           lower(origin->substr(scheme + 3)) != lower(request.headers.get("host"));
}

std::set<std::string, std::less<>> topics_of(const Router& router) {
    std::set<std::string, std::less<>> out;
    for (const auto& route : router.routes())
        out.insert(route.kept_until_changed.begin(), route.kept_until_changed.end());
    return out;
}

void write_to_stderr(std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

Site::Site(std::vector<Route> routes, SiteOptions options, const Clock& clock)
    : router_(std::move(routes)),
      options_(std::move(options)),
      assets_(options_.assets),
      clock_(clock),
      metrics_(patterns_of(router_)),
      cache_(options_.page_cache_bytes, topics_of(router_)),
      by_address_(options_.per_address),
      by_account_(options_.per_account) {
    if (!options_.log) options_.log = write_to_stderr;
    if (!options_.error_page) options_.error_page = plain_error_page;
    if (!options_.commits) options_.commits = [] { return std::uint64_t{0}; };
    for (const auto& route : router_.routes())
        if (!route.kept_until_changed.empty()) watches_[&route] = cache_.watch(route.kept_until_changed);
    prepare_assets();
    metrics_.set_source("cache", [this](std::string& out) { cache_.add_metrics(out); });
}

bool Site::is_quick(std::string_view path) const {
    return path == "/healthz" || path == "/metrics" || assets_.find(path) != nullptr;
}

Site::Admission Site::admit(const Incoming& head) const {
    const auto target = parse_target(head.target);
    const auto method = method_of(head.method);
    if (!target || !method) return {0, true};
    if (is_quick(target->path)) return {0, true};
    const auto match = router_.match(*method, target->path);
    auto read = *method == Method::post ? Admission{} : admit_reader(head, *target, match.route);
    if (read.page) return read;
    if (const int wait = wait_of(head); wait > 0) return {.wait = wait};
    if (*method != Method::post) return read;
    if (!match.route) return {Route{}.body_limit, false};  // read, then answered 404 or 405
    const bool may_be_known =
        parse_cookies(head.headers.get("cookie")).find(options_.session_cookie).has_value();
    if (match.route->permission == auth::Permission::everyone || may_be_known)
        return {match.route->body_limit, false};
    return {std::min(match.route->body_limit, kStrangersLimit), false};
}

/// A page that may be kept is looked for: what lies ready is free.
Site::Admission Site::admit_reader(const Incoming& head, const Target& target, const Route* route) const {
    const auto watch = route ? watches_.find(route) : watches_.end();
    if (watch == watches_.end()) return {};
    Admission out;
    out.key = page_key(head, target);
    if (out.key.empty()) return out;
    out.watch = &watch->second;
    out.page = cache_.find(out.key, clock_.now());
    return out;
}

Response Site::quick_answer(const Request& request, const Incoming& incoming) const {
    if (const auto* asset = assets_.find(request.path))
        return answer_asset(*asset, incoming.headers.get("if-none-match"),
                            incoming.headers.get("accept-encoding"));
    if (request.path == "/healthz")
        return Response::json(R"({"status":"ok"})").set("Cache-Control", "no-store");
    return metrics_page(request, incoming);
}

/// For callers on this machine, not for what a proxy here passes on.
Response Site::metrics_page(const Request& request, const Incoming& incoming) const {
    if (!is_loopback(incoming.remote) || is_forwarded(incoming.headers))
        return error_response(request, Error{ErrorKind::not_found, msg::not_found, {}, {}, {}}, 404);
    auto response = Response::json(metrics_.text()).set("Cache-Control", "no-store");
    response.content_type = "text/plain; version=0.0.4";
    return response;
}

/// Seconds the client must wait; a program on this machine is not counted.
int Site::wait_of(const Incoming& head) const {
    const auto client = options_.proxies.client(head.remote, head.headers.all("x-forwarded-for"));
    if (is_loopback(client)) return 0;
    const int wait = by_address_.take(address_group(client), std::chrono::steady_clock::now());
    if (wait > 0) metrics_.count_limited();
    return wait;
}

Response Site::too_many(const Request& request, int seconds) const {
    metrics_.count_limited();
    const auto text = std::to_string(seconds);
    const Error error{ErrorKind::invalid, Sentence(msg::too_many_requests, {{"seconds", text}}), {}, {}, {}};
    return error_response(request, error, 429).set("Retry-After", text);
}

Response Site::error_response(const Request& request, const Error& error, int status) const {
    if (request.path.starts_with("/api/")) return json_error(request, error, status);
    try {
        return options_.error_page(request, error, status);
    } catch (const std::exception&) {
        return plain_error_page(request, error, status);  // the drawing itself failed
    }
}

/// Our own fault: the person reads what to do and keeps what was typed, the operator's sentence is in the
/// log.
Response Site::fault(const Incoming& incoming, Request& request, const Error& error, int status,
                     bool saved) const {
    if (request.method == Method::post && request.form.pairs().empty() && !is_foreign(request)) {
        if (auto form = parse_form(incoming.headers.get("content-type"), incoming.body)) {
            request.form = std::move(form->fields);
            request.uploads = std::move(form->uploads);
        }
    }
    forget_secrets(request, options_.secret_fields);
    const auto outage = outage_of(request, error, saved);
    auto response = error_response(request, outage.shown, status);
    if (status == 503) response.set("Retry-After", std::to_string(outage.retry_after));
    return response;
}

Response Site::resume(const Request& request) const {
    if (options_.resume_page) return options_.resume_page(request);
    return error_response(request, Error{ErrorKind::forbidden, msg::session_ended, {}, {}, {}}, 403);
}

Result<Response> Site::dispatch(Request& request, const Incoming& incoming, const Route& route) const {
    if (options_.identify) request.who = TRY(options_.identify(request));
    if (request.who.signed_in()) {
        const auto account = std::to_string(request.who.user.value);
        if (const int wait = by_account_.take(account, std::chrono::steady_clock::now()); wait > 0)
            return too_many(request, wait);
    }
    const bool post = request.method == Method::post;
    if (post && is_foreign(request)) return fail(ErrorKind::forbidden, msg::foreign_form);
    if (post) {
        auto form = TRY(parse_form(incoming.headers.get("content-type"), incoming.body));
        request.form = std::move(form.fields);
        request.uploads = std::move(form.uploads);
    }
    const bool held = route.permission != auth::Permission::everyone || (post && auth::looks_on(request.who));
    if (options_.hold && request.who.signed_in() && held)
        if (auto instead = TRY(options_.hold(request))) return *std::move(instead);
    if (!request.who.may(route.permission, clock_.today())) {
        if (request.who.signed_in()) return fail(ErrorKind::forbidden, msg::forbidden);
        if (request.path.starts_with("/api/")) return fail(ErrorKind::unauthorized, msg::unauthorized);
        if (post) return resume(request);
        return Response::redirect(with_language(options_.sign_in_path, request.language) +
                                  "?tiep=" + percent_encode(request.target));
    }
    if (post && (request.who.csrf.empty() || !same_secret(request.form.get("_csrf"), request.who.csrf)))
        return resume(request);
    return route.handler(request);
}

Response Site::answer(const Incoming& incoming, Request& request, Told& told) const {
    const auto plain = [&](int status, ErrorKind kind) {
        return error_response(request, Error{kind, status_message(status), {}, {}, {}}, status);
    };
    auto target = parse_target(incoming.target);
    const auto method = method_of(incoming.method);
    if (!target) return plain(400, ErrorKind::invalid);
    request.path = std::move(target->path);
    request.language = target->language;
    if (!method) return plain(501, ErrorKind::invalid);
    request.method = *method;
    request.query = std::move(target->query);
    if (is_quick(request.path)) return quick_answer(request, incoming);

    auto match = router_.match(request.method, request.path);
    if (!match.route && !match.allow.empty()) return plain(405, ErrorKind::invalid).set("Allow", match.allow);
    if (!match.route) return plain(404, ErrorKind::not_found);
    request.route = match.route->pattern;
    request.captures = std::move(match.captures);
    if (target->trailing_slash && request.method != Method::post)
        return Response::redirect(with_language(request.path, request.language));

    auto result = dispatch(request, incoming, *match.route);
    if (result) return *std::move(result);
    const auto& error = result.error();
    const auto status = status_of(error.kind);
    if (status < 500) return error_response(request, error, status);
    told.sentence = error.message.in(Language::vi);
    told.detail = error.detail;
    return fault(incoming, request, error, status, options_.commits() != told.commits);
}

Site::Handled Site::run(const Incoming& incoming) const {
    Handled out{{}, {}, {.commits = options_.commits()}, std::chrono::steady_clock::now()};
    auto& request = out.request;
    request.target = incoming.target;
    request.headers = incoming.headers;
    request.cookies = parse_cookies(incoming.headers.get("cookie"));
    request.error_id = new_error_id();
    take_connection(request, incoming, options_.proxies);
    try {
        out.response = answer(incoming, request, out.told);
    } catch (const std::exception& exception) {
        out.told.sentence = msg::internal.in(Language::vi);
        out.told.detail = exception.what();
        out.response = fault(incoming, request, Error{ErrorKind::internal, msg::internal, {}, {}, {}}, 500,
                             options_.commits() != out.told.commits);
    }
    return out;
}

void Site::record(const Handled& handled) const {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                            handled.start);
    const auto& [request, response, told, start] = handled;
    const bool quick = request.route.empty() && is_quick(request.path);
    const auto route = !quick                       ? request.route
                       : assets_.find(request.path) ? "assets"
                                                    : std::string_view(request.path);
    metrics_.count_request(route, response.status, took, response.bytes().size());
    if (quick && response.status < 400) return;
    options_.log(log_line(options_.log_format, request, response,
                          {clock_.now(), told.sentence, told.detail, took.count()}));
}

Response Site::handle(const Incoming& incoming) const {
    auto handled = run(incoming);
    finish(incoming, handled.request, handled.response);
    record(handled);
    return std::move(handled.response);
}

/// Nobody, where the session cannot be asked: the page is about something else.
auth::Principal Site::reader_of(Request& request, const Incoming& head) const {
    request.headers = head.headers;
    request.cookies = parse_cookies(head.headers.get("cookie"));
    if (!options_.identify) return {};
    try {
        return options_.identify(request).value_or(auth::Principal{});
    } catch (const std::exception&) {
        return {};
    }
}

Response Site::refuse(const Incoming& head, int status, Sentence::Argument argument, Reader reader) const {
    Request request;
    request.target = head.target;
    request.error_id = new_error_id();
    take_connection(request, head, options_.proxies);
    if (auto target = parse_target(head.target)) {
        request.path = std::move(target->path);
        request.language = target->language;
    }
    request.method = method_of(head.method).value_or(Method::get);
    if (reader == Reader::looked_up) request.who = reader_of(request, head);
    const auto response_to = [&]() -> Response {
        if (status == 503)
            return fault({}, request, {ErrorKind::environment, msg::busy, {}, {}, "busy"}, 503, false);
        std::vector<Sentence::Argument> arguments;
        if (!argument.first.empty()) arguments.push_back(argument);
        const Error error{
            ErrorKind::invalid, Sentence(status_message(status), std::move(arguments)), {}, {}, {}};
        return error_response(request, error, status);
    };
    auto response = response_to();
    if (status == 429) response.set("Retry-After", argument.second);
    finish(head, request, response);
    metrics_.count_request({}, status, std::chrono::microseconds(0), response.bytes().size());
    options_.log(log_line(options_.log_format, request, response,
                          {clock_.now(), {}, "refused before the handler", 0}));
    return response;
}

void Site::finish(const Incoming& incoming, Request& request, Response& response) const {
    const bool asset = !response.borrowed.empty();
    if (!asset && options_.decorate) options_.decorate(request, response);
    set_security_headers(response, request.secure);
    set_cache_headers(response, request, incoming.headers.get("if-none-match"));
    compress(response, request, incoming.headers.get("accept-encoding"));
}

}  // namespace kheo::http
