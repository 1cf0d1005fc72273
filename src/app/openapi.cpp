// SPDX-License-Identifier: Apache-2.0
#include "app/openapi.hpp"

#include <nlohmann/json.hpp>

namespace kheo::app {

namespace {

using Json = nlohmann::ordered_json;

Json of_type(const char* type) {
    return {{"type", type}};
}

Json schema(const char* name) {
    return {{"$ref", std::string("#/components/schemas/") + name}};
}

Json parameter(const char* name, const char* in, bool required, const char* what) {
    return {{"name", name},
            {"in", in},
            {"required", required},
            {"description", what},
            {"schema", {{"type", "integer"}, {"format", "int64"}, {"minimum", 1}}}};
}

Json answer(const char* what, const char* name) {
    return {{"description", what}, {"content", {{"application/json", {{"schema", schema(name)}}}}}};
}

Json get(const char* summary, Json parameters, const char* result) {
    Json get{{"summary", summary}, {"parameters", std::move(parameters)}};
    get["responses"] = {{"200", answer("found", result)},
                        {"404", answer("absent, or not shown to the public", "Error")},
                        {"400", answer("what was asked cannot be", "Error")}};
    return {{"get", std::move(get)}};
}

Json object(std::initializer_list<std::pair<const char*, Json>> members) {
    Json properties = Json::object(), required = Json::array();
    for (const auto& [name, type] : members) {
        properties[name] = type;
        required.push_back(name);
    }
    return {{"type", "object"}, {"properties", properties}, {"required", required}};
}

Json schemas() {
    const auto text = of_type("string"), number = of_type("integer");
    const Json path{{"type", "array"}, {"items", text}};
    return {{"Head", object({{"size", number},
                             {"root", text},
                             {"sealed_at", text},
                             {"sealed_at_ms", number},
                             {"public_key", text},
                             {"signature", text}})},
            {"InclusionProof", object({{"format", text},
                                       {"kind", text},
                                       {"seq", number},
                                       {"leaf", text},
                                       {"path", path},
                                       {"head", schema("Head")}})},
            {"ConsistencyProof", object({{"format", text},
                                         {"kind", text},
                                         {"from", number},
                                         {"from_root", text},
                                         {"path", path},
                                         {"head", schema("Head")}})},
            {"Error", object({{"error", of_type("object")}})}};
}

Json paths() {
    const auto none = Json::array();
    Json out;
    out["/api/v1/openapi.json"]["get"] = {{"summary", "This description"},
                                          {"responses", {{"200", {{"description", "OpenAPI 3.1"}}}}}};
    out["/api/v1/ledger/head"] = get("The newest signed head of the ledger", none, "Head");
    out["/api/v1/ledger/proof/{seq}"] =
        get("Proof that an entry stands in the ledger; the entry itself is not shown",
            Json::array({parameter("seq", "path", true, "number of the entry, from 1")}), "InclusionProof");
    out["/api/v1/ledger/consistency"] =
        get("Proof that the ledger still begins with the entries of an earlier head",
            Json::array({parameter("from", "query", true, "size of the earlier head"),
                         parameter("to", "query", false, "size of the later head; default the newest")}),
            "ConsistencyProof");
    return out;
}

}  // namespace

std::string openapi_text() {
    const Json document{{"openapi", "3.1.0"},
                        {"info",
                         {{"title", "Khéo"},
                          {"version", "1"},
                          {"description", "Public addresses for programs; see docs/ledger.md"}}},
                        {"paths", paths()},
                        {"components", {{"schemas", schemas()}}}};
    return document.dump(1) + "\n";
}

http::Route openapi_route() {
    return {
        http::Method::get, "/api/v1/openapi.json", auth::Permission::everyone,
        [](const http::Request&) -> Result<http::Response> { return http::Response::json(openapi_text()); }};
}

}  // namespace kheo::app
