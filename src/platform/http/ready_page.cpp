// SPDX-License-Identifier: Apache-2.0
#include "platform/http/ready_page.hpp"

#include <fmt/format.h>

#include "platform/http/compress.hpp"
#include "platform/http/response_head.hpp"

namespace kheo::http {

namespace {

Response coded(const Response& response, std::string_view coding, std::string body) {
    auto out = response;
    out.body = std::move(body);
    out.set("Content-Encoding", std::string(coding));
    return out;
}

}  // namespace

void ReadyPage::fill(Variant& variant, Response response) {
    variant.etag = response.header("ETag");
    variant.head = header_lines(response) + "\r\n";
    variant.own = std::move(response.body);
    variant.body = response.borrowed.empty() ? std::string_view(variant.own) : response.borrowed;
    response.status = 304;
    std::erase_if(response.headers, [](const auto& header) { return header.first == "Content-Encoding"; });
    variant.not_modified_head = header_lines(response) + "\r\n";
}

std::shared_ptr<ReadyPage> ReadyPage::of_page(const Response& response) {
    auto page = std::make_shared<ReadyPage>();
    auto zipped = gzip(response.body);
    auto brotlied = brotli(response.body);
    const auto smaller = [&](const std::string& body) {
        return !body.empty() && body.size() < response.body.size();
    };
    if (smaller(zipped)) fill(page->gzip_, coded(response, "gzip", std::move(zipped)));
    if (smaller(brotlied)) fill(page->brotli_, coded(response, "br", std::move(brotlied)));
    fill(page->plain_, response);
    return page;
}

std::shared_ptr<const ReadyPage> ReadyPage::of_asset(const Asset& asset) {
    auto page = std::make_shared<ReadyPage>();
    fill(page->plain_, finished_asset(asset, false));
    if (!asset.brotli.empty()) fill(page->brotli_, finished_asset(asset, true));
    page->route = "assets";
    return page;
}

ReadyPage::Answer ReadyPage::answer(std::string_view accept_encoding, std::string_view if_none_match) const {
    const auto& variant = brotli_.exists() && takes_coding(accept_encoding, "br")   ? brotli_
                          : gzip_.exists() && takes_coding(accept_encoding, "gzip") ? gzip_
                                                                                    : plain_;
    if (!if_none_match.empty() && names_etag(if_none_match, variant.etag))
        return {true, variant.not_modified_head, {}};
    return {false, variant.head, variant.body};
}

std::size_t ReadyPage::bytes() const {
    std::size_t sum = sizeof *this;
    for (const auto* variant : {&plain_, &gzip_, &brotli_})
        sum += variant->head.size() + variant->not_modified_head.size() + variant->own.size();
    return sum;
}

}  // namespace kheo::http
