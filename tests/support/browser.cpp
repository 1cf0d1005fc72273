// SPDX-License-Identifier: Apache-2.0
#include "support/browser.hpp"

#include <algorithm>
#include <stdexcept>

#include "platform/http/encoding.hpp"

namespace kheo::test {

namespace {

std::string unescape(std::string text) {
    const std::pair<std::string_view, std::string_view> entities[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#34;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
    for (const auto& [entity, letter] : entities)
        for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; at += letter.size())
            text.replace(at, entity.size(), letter);
    return text;
}

struct Tag {
    std::string name;  // "input", "/form"
    std::map<std::string, std::string> attributes;
    std::string text;  // what stands behind it, up to the next tag
    bool has(const std::string& key) const { return attributes.contains(key); }
    std::string value(const std::string& key) const {
        const auto found = attributes.find(key);
        return found == attributes.end() ? std::string() : found->second;
    }
};

Tag read_tag(std::string_view inside) {
    Tag tag;
    const auto name_end = std::min(inside.find_first_of(" \n\t/", 1), inside.size());
    tag.name = http::lower(inside.substr(0, name_end));
    std::size_t at = name_end;
    while ((at = inside.find_first_not_of(" \n\t/", at)) != std::string_view::npos) {
        const auto end = std::min(inside.find_first_of(" \n\t=/", at), inside.size());
        const auto key = http::lower(inside.substr(at, end - at));
        at = end;
        std::string value;
        if (at < inside.size() && inside[at] == '=' && at + 1 < inside.size() && inside[at + 1] == '"') {
            const auto close = std::min(inside.find('"', at + 2), inside.size());
            value = unescape(std::string(inside.substr(at + 2, close - at - 2)));
            at = std::min(close + 1, inside.size());
        }
        tag.attributes[key] = value;
    }
    return tag;
}

std::vector<Tag> read_tags(std::string_view html) {
    std::vector<Tag> tags;
    for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos;) {
        std::size_t end = at + 1;
        for (bool quoted = false; end < html.size() && (quoted || html[end] != '>'); ++end)
            if (html[end] == '"') quoted = !quoted;
        auto tag = read_tag(html.substr(at + 1, end - at - 1));
        const auto next = std::min(html.find('<', end), html.size());
        if (end < next) tag.text = unescape(std::string(html.substr(end + 1, next - end - 1)));
        tags.push_back(std::move(tag));
        at = next;
    }
    return tags;
}

void take_control(Form& form, const Tag& tag, std::string& select, bool& chosen) {
    const auto name = tag.value("name");
    if (tag.name == "select") {
        select = name;
        chosen = false;
    } else if (tag.name == "option" && !select.empty()) {
        if (tag.has("selected") || !chosen) {
            if (chosen || (!form.fields.empty() && form.fields.back().first == select))
                form.fields.pop_back();
            form.fields.emplace_back(select, tag.value("value"));
            chosen = true;
        }
    } else if (tag.name == "/select") {
        select.clear();
    } else if (tag.name == "textarea") {
        form.fields.emplace_back(name, tag.text);
    } else if (tag.name == "input" && !name.empty()) {
        const auto type = tag.value("type");
        const bool ticked = (type != "checkbox" && type != "radio") || tag.has("checked");
        if (ticked && type != "file" && type != "submit") form.fields.emplace_back(name, tag.value("value"));
    }
}

http::Incoming incoming_to(std::string method, std::string target, const std::string& address) {
    http::Incoming incoming;
    incoming.method = std::move(method);
    incoming.target = std::move(target);
    incoming.remote = address;
    incoming.headers.add("host", "kheo.test");
    return incoming;
}

http::Fields as_fields(const Browser::Fields& fields) {
    http::Fields out;
    for (const auto& [name, value] : fields) out.add(name, value);
    return out;
}

std::string multipart(const Browser::Fields& fields, const std::vector<ChosenFile>& files) {
    std::string out;
    for (const auto& [name, value] : fields)
        out +=
            "--kheo-form\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    for (const auto& file : files)
        out += "--kheo-form\r\nContent-Disposition: form-data; name=\"" + file.field + "\"; filename=\"" +
               file.file_name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + file.content +
               "\r\n";
    return out + "--kheo-form--\r\n";
}

}  // namespace

std::vector<Form> Browser::forms() const {
    std::vector<Form> out;
    bool inside = false, chosen = false;
    std::string select;
    for (const auto& tag : read_tags(page())) {
        if (tag.name == "form") {
            const auto action = tag.value("action");
            out.push_back({action.empty() ? target_ : action,
                           http::lower(tag.value("method")) == "post",
                           tag.value("enctype") == "multipart/form-data",
                           {}});
            inside = true;
        } else if (tag.name == "/form") {
            inside = false;
        } else if (inside) {
            take_control(out.back(), tag, select, chosen);
        }
    }
    return out;
}

std::string Browser::csrf() const {
    for (const auto& form : forms())
        for (const auto& [name, value] : form.fields)
            if (name == "_csrf") return value;
    return {};
}

std::string Browser::cookie_header() const {
    std::string out;
    for (const auto& [name, value] : cookies) out += (out.empty() ? "" : "; ") + name + "=" + value;
    return out;
}

void Browser::keep_cookies() {
    for (const auto& [header, value] : response_.headers) {
        if (header != "Set-Cookie") continue;
        const auto pair = value.substr(0, value.find(';'));
        const auto equals = pair.find('=');
        if (value.find("Max-Age=0") != std::string::npos)
            cookies.erase(pair.substr(0, equals));
        else
            cookies[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
}

void Browser::send(http::Incoming incoming) {
    for (int hops = 0; hops < 6; ++hops) {
        if (!cookies.empty()) incoming.headers.add("cookie", cookie_header());
        target_ = incoming.target;
        response_ = site_.handle(incoming);
        keep_cookies();
        const std::string location(response_.header("Location"));
        if (location.empty()) return;
        incoming = incoming_to("GET", location, address);
    }
    throw std::logic_error("redirects without end at " + target_);
}

void Browser::get(std::string_view target) {
    send(incoming_to("GET", std::string(target), address));
}

void Browser::post(std::string_view target, const Fields& fields) {
    auto incoming = incoming_to("POST", std::string(target), address);
    incoming.headers.add("content-type", "application/x-www-form-urlencoded");
    incoming.body = http::write_query(as_fields(fields));
    send(std::move(incoming));
}

void Browser::submit(const Fields& fields, std::string_view action, const std::vector<ChosenFile>& files) {
    auto all = forms();
    std::erase_if(all, [&](const Form& form) {
        return action.empty() ? form.action == "/dang-xuat" : !form.action.ends_with(action);
    });
    if (all.empty()) throw std::logic_error("no form '" + std::string(action) + "' on " + target_);
    auto& form = all.front();
    for (const auto& [name, value] : fields)
        std::erase_if(form.fields, [&name = name](const auto& field) { return field.first == name; });
    for (const auto& field : fields) form.fields.push_back(field);
    if (!form.post) return get(form.action + "?" + http::write_query(as_fields(form.fields)));
    if (!form.multipart) return post(form.action, form.fields);
    auto incoming = incoming_to("POST", form.action, address);
    incoming.headers.add("content-type", "multipart/form-data; boundary=kheo-form");
    incoming.body = multipart(form.fields, files);
    send(std::move(incoming));
}

void Browser::sign_in(std::string_view name, std::string_view password) {
    get("/dang-nhap");
    submit({{"ten", std::string(name)}, {"mat_khau", std::string(password)}}, "/dang-nhap");
}

}  // namespace kheo::test
