// SPDX-License-Identifier: Apache-2.0
// A person at a browser without script, in process: follows redirects, keeps cookies, fills the forms it sees
// (hidden fields, _csrf and what stands in the boxes go along by themselves).
//   Browser browser(site);
//   browser.sign_in("hanh", "mười hai con mèo");
//   browser.get("/tai-khoan");
//   browser.submit({{"present", "…"}, {"wanted", "…"}});
//   EXPECT_EQ(browser.status(), 200);
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/site.hpp"

namespace kheo::test {

struct Form {
    std::string action;
    bool post = false;
    bool multipart = false;
    std::vector<std::pair<std::string, std::string>> fields;  // as the page filled them in
};

struct ChosenFile {
    std::string field, file_name, content;
};

class Browser {
  public:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    explicit Browser(const http::Site& site) : site_(site) {}

    void get(std::string_view target);
    /// Fills in and sends a form of the page: the only one, or the one whose action ends with `action`.
    /// Fields given replace those of the page; a field that the page does not have is added. Throws
    /// std::logic_error when there is no such form.
    void submit(const Fields& fields, std::string_view action = {},
                const std::vector<ChosenFile>& files = {});
    /// A raw POST, with the given fields only.
    void post(std::string_view target, const Fields& fields);
    /// Through the sign-in page.
    void sign_in(std::string_view name, std::string_view password);

    int status() const { return response_.status; }
    std::string page() const { return std::string(response_.bytes()); }
    const std::string& target() const { return target_; }  // where the redirects have led
    const http::Response& response() const { return response_; }
    bool shows(std::string_view text) const { return page().find(text) != std::string::npos; }
    std::vector<Form> forms() const;
    /// Token of the first form of the page, or "".
    std::string csrf() const;

    std::map<std::string, std::string> cookies;
    std::string address = "10.0.0.1";  // whence the person comes

  private:
    void send(http::Incoming incoming);
    std::string cookie_header() const;
    void keep_cookies();

    const http::Site& site_;
    http::Response response_;
    std::string target_;
};

}  // namespace kheo::test
