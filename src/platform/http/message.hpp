// SPDX-License-Identifier: Apache-2.0
// What handlers see of HTTP: plain Request and Response values and a typed route table. No Boost header is
// reachable from here. Handlers are ordinary functions that run on the pool of database threads.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/message.hpp"
#include "base/result.hpp"
#include "platform/auth/principal.hpp"

namespace kheo::http {

enum class Method { get, head, post };

/// Decoded name=value pairs in order of appearance; names may repeat (check boxes).
class Fields {
  public:
    using Pair = std::pair<std::string, std::string>;
    void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }
    /// First value, or "" when absent.
    std::string_view get(std::string_view name) const;
    std::optional<std::string_view> find(std::string_view name) const;
    std::vector<std::string_view> all(std::string_view name) const;
    const std::vector<Pair>& pairs() const { return pairs_; }

  private:
    std::vector<Pair> pairs_;
};

struct Upload {
    std::string field;
    std::string file_name;  // last path component, valid UTF-8
    std::string content;    // bounded by the route's body limit
};

struct Request {
    Method method = Method::get;
    std::string path;    // decoded, starts with '/', language prefix removed
    std::string target;  // as sent
    Fields query;
    Fields form;  // urlencoded or multipart text fields
    std::vector<Upload> uploads;
    Fields cookies;
    Fields headers;                    // names in lower case
    Fields captures;                   // {name} parts of the route's pattern
    std::string_view route;            // pattern that matched; "" when none did
    std::string remote;                // peer address
    bool secure = false;               // came through TLS: cookies get Secure
    Language language = Language::vi;  // from /en/… /lo/…
    auth::Principal who;
    std::string error_id;  // names this request in the log and on an error page
};

/// How a cookie is set; always HttpOnly, SameSite=Lax and Path=/.
struct Cookie {
    std::string name;
    std::string value;    // token characters only
    long max_age = -1;    // seconds; -1 = until the browser closes, 0 = forget it now
    bool secure = false;  // Request::secure of the request that is answered
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string_view
        borrowed;  // sent instead of body when not empty; bytes that live as long as the program …
    std::shared_ptr<const void> keeps;  // … or as long as this

    static Response html(std::string body, int status = 200);
    static Response redirect(std::string location);  // 303
    static Response json(std::string body);
    /// attachment with an RFC 6266 file name in UTF-8
    static Response download(std::string body, std::string content_type, std::string_view file_name);
    /// The same with bytes that live as long as `keeps`: no copy of a long file is made.
    static Response download(std::string_view bytes, std::shared_ptr<const void> keeps,
                             std::string content_type, std::string_view file_name);
    Response& set(std::string name, std::string value);
    Response& set_cookie(const Cookie& cookie);
    /// Value of the first header of that name (exact spelling), or "".
    std::string_view header(std::string_view name) const;
    std::string_view bytes() const { return borrowed.empty() ? std::string_view(body) : borrowed; }
};

using Handler = std::function<Result<Response>(const Request&)>;

/// One row of the route table. Pattern: "/mo-hinh/{number}". A POST without a valid _csrf is refused before
/// the handler.
struct Route {
    Method method = Method::get;
    std::string pattern;
    auth::Permission permission = auth::Permission::administer;  // deny by default
    Handler handler;
    std::size_t body_limit = 64 * 1024;  // bytes
    /// A public page that shows nothing personal may be kept until something under these topics is changed
    /// (db::Transaction::announce); empty: never kept.
    std::vector<std::string> kept_until_changed{};
};

}  // namespace kheo::http
