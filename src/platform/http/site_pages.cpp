// SPDX-License-Identifier: Apache-2.0
// Pages that lie ready: which requests may get one, which answers may become one.
#include <algorithm>

#include "base/text.hpp"
#include "platform/http/compress.hpp"
#include "platform/http/encoding.hpp"
#include "platform/http/page_headers.hpp"
#include "platform/http/site.hpp"

namespace kheo::http {

namespace {

// Our cookies begin so; any of them that is not one of the page cookies may say who asks.
constexpr std::string_view kOwnCookies = "kheo_";
constexpr std::size_t kLargestPage = 1u << 20;
constexpr Millis kLongestKept = 60'000;  // a bound for what no topic tells: a change missed, a clock
constexpr Millis kDay = 24LL * 60 * 60 * 1000;
constexpr Millis kOffset = 7LL * 60 * 60 * 1000;  // Asia/Ho_Chi_Minh

// Pages show what is valid today: at midnight they are drawn anew.
Millis end_of_day(Millis now) {
    return ((now + kOffset) / kDay + 1) * kDay - kOffset;
}

bool is_plain_word(std::string_view value) {
    return value.size() <= 12 &&
           std::all_of(value.begin(), value.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

std::string encode_path(std::string_view path) {
    if (path == "/") return "/";
    std::string out;
    for (const auto segment : split(path.substr(1), '/')) (out += '/') += percent_encode(segment);
    return out;
}

// One spelling of an address for all that mean the same page.
std::string canonical(const Target& target) {
    auto out = with_language(encode_path(target.path), target.language);
    auto pairs = target.query.pairs();
    std::ranges::stable_sort(pairs, {}, &Fields::Pair::first);
    char mark = '?';
    for (const auto& [name, value] : pairs) {
        out += mark;
        ((out += percent_encode(name)) += '=') += percent_encode(value);
        mark = '&';
    }
    return out;
}

// For anybody, and nothing in it that belongs to one visitor.
bool is_for_all(const Request& request, const Response& response) {
    return response.status == 200 && request.who.csrf.empty() && is_worth_compressing(response, request) &&
           response.header("Cache-Control").empty() && response.body.size() <= kLargestPage &&
           response.body.find("_csrf") == std::string::npos;
}

}  // namespace

void Site::prepare_assets() {
    for (const auto& asset : options_.assets) ready_assets_[asset.path] = ReadyPage::of_asset(asset);
}

bool Site::is_secure(std::string_view remote, std::string_view forwarded_proto) const {
    return forwarded_proto == "https" && options_.proxies.contains(remote);
}

/// The part of a page's key that cookies make; nullopt when they may tell who asks, or when
/// they say two things.
std::optional<std::string> Site::look_of(std::string_view cookies) const {
    std::vector<std::optional<std::string>> values(options_.page_cookies.size());
    bool plain = true;
    const auto all = parse_cookies(cookies);
    for (const auto& [name, value] : all.pairs()) {
        if (!name.starts_with(kOwnCookies)) continue;
        const auto at = std::ranges::find(options_.page_cookies, name) - options_.page_cookies.begin();
        if (at == std::ssize(values) || !is_plain_word(value)) return std::nullopt;
        auto& slot = values[static_cast<std::size_t>(at)];
        if (slot) return std::nullopt;  // twice: who draws the page may take the other one
        plain = plain && value.empty();
        slot = value;
    }
    std::string out;
    if (plain) return out;
    for (const auto& value : values) (out += '\n') += value.value_or("");
    return out;
}

PagePtr Site::find_ready(const PlainRequest& request) const {
    if (const auto asset = ready_assets_.find(request.target); asset != ready_assets_.end())
        return asset->second;
    if (request.cookie.empty()) return cache_.find(request.target, clock_.now());
    const auto look = look_of(request.cookie);
    if (!look) return nullptr;
    return cache_.find(std::string(request.target) + *look, clock_.now());
}

/// "" when this request may not get a kept page.
std::string Site::page_key(const Incoming& head, const Target& target) const {
    if (target.trailing_slash || head.headers.find("authorization")) return {};
    const auto look = look_of(head.headers.get("cookie"));
    return look ? canonical(target) + *look : std::string();
}

Site::Drawn Site::draw(const Incoming& incoming, const PageCache::Drawing& drawing) const {
    auto whole = incoming;
    whole.method = "GET";
    auto handled = run(whole);
    auto& [request, response, told, start] = handled;
    if (!is_for_all(request, response)) {
        finish(incoming, request, response);
        record(handled);
        return {nullptr, std::move(response)};
    }
    if (options_.decorate) options_.decorate(request, response);
    set_security_headers(response, false);
    set_cache_headers(response, request, {});
    const auto page = ReadyPage::of_page(response);
    page->watch = &drawing.watch;
    page->seen_changes = drawing.seen_changes;
    page->until = std::min(end_of_day(clock_.now()), clock_.now() + kLongestKept);
    page->route = request.route;
    record(handled);
    return {page, {}};
}

}  // namespace kheo::http
