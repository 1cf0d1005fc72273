// SPDX-License-Identifier: Apache-2.0
#include "platform/file/serve.hpp"

#include <fmt/format.h>

#include "base/number.hpp"
#include "platform/file/messages.gen.hpp"
#include "platform/http/asset.hpp"

namespace kheo::file {

namespace {

using http::Request;
using http::Response;

struct Found {
    Attachment attachment;
    StoredFile file;
    bool open = false;  // to everybody
};

Result<bool> is_open(db::Transaction& tx, const SubjectRules& rules, const Attachment& attachment) {
    if (attachment.published_at == 0 || !may_be_published(attachment)) return false;
    return rules.is_public(tx, attachment.subject.id);
}

Result<Found> find_for(db::Transaction& tx, const ServeServices& services, const Request& request) {
    const AttachmentId id{parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
    const auto size = size_of(request.captures.get("size"));
    const auto attachment = TRY(find(tx, id));
    if (!size || !attachment || attachment->removed_at != 0) return fail(ErrorKind::not_found, msg::gone);
    const auto rules = services.subjects.find(attachment->subject.type);
    if (rules == services.subjects.end()) return fail(ErrorKind::not_found, msg::gone);
    const bool open = TRY(is_open(tx, rules->second, *attachment));
    const bool seen = open || (request.who.signed_in() &&
                               TRY(rules->second.may_see(tx, request.who, attachment->subject.id)));
    if (const auto file = TRY(find_file(tx, id, *size)); seen && file) return Found{*attachment, *file, open};
    return fail(ErrorKind::not_found, msg::gone);
}

/// The page of the browser's own viewer gets no right at all.
void confine(Response& response, const std::string& etag, bool open) {
    response.set("Content-Security-Policy", "sandbox; default-src 'none'");
    // A photo that is taken back may stay so many seconds with who has just looked at it, and in no shared
    // cache.
    response.set("Cache-Control", open ? "private, max-age=300" : "private, no-cache");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    response.set("ETag", etag);
}

Response shown(const Found& found, std::shared_ptr<const std::string> bytes) {
    const auto& a = found.attachment;
    if (!a.photo()) return Response::download(*bytes, bytes, std::string(media_type(a.type)), a.file_name);
    Response response;
    response.content_type = media_type(Type::jpeg);
    response.borrowed = *bytes;
    response.keeps = bytes;
    response.set("Content-Disposition",
                 fmt::format("inline; filename=\"anh-{}-{}.jpg\"", a.id.value, code(found.file.size)));
    return response;
}

Result<Response> serve(const ServeServices& services, const Request& request) {
    const auto found =
        TRY(services.database.read([&](db::Transaction& tx) { return find_for(tx, services, request); }));
    const auto etag = "\"" + found.file.sha256.substr(0, 32) + "\"";
    Response response;
    if (http::names_etag(request.headers.get("if-none-match"), etag)) {
        response.status = 304;
        response.content_type =
            found.attachment.photo() ? media_type(Type::jpeg) : media_type(found.attachment.type);
    } else
        response = shown(found, TRY(services.vault.get(found.file.sha256)));
    confine(response, etag, found.open);
    return response;
}

}  // namespace

http::Route serve_route(ServeServices services) {
    return {http::Method::get, "/tep/{id}/{size}", auth::Permission::everyone,
            [services = std::move(services)](const Request& request) { return serve(services, request); }};
}

std::string address_of(AttachmentId id, Size size) {
    return fmt::format("/tep/{}/{}", id.value, code(size));
}

}  // namespace kheo::file
