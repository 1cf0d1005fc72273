// SPDX-License-Identifier: Apache-2.0
// People who set up the second step through the pages; for tests.
#pragma once

#include <string>
#include <vector>

#include "office/office_world.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {

inline constexpr auto kSetUp = "/tai-khoan/hai-buoc";

class FactorWorld : public OfficeWorld {
  protected:
    FactorWorld() {
        hanh = add("hanh", auth::Role::officer, "00001");
        local = add("local", auth::Role::administrator, "01");
        root = add("root", auth::Role::administrator, "");
    }
    static std::string page_of(auth::UserId id) { return "/quan-tri/tai-khoan/" + std::to_string(id.value); }
    /// Sets it up and keeps the secret and the recovery codes, as the person would.
    void set_up(test::Browser& browser) {
        browser.get(kSetUp);
        secret = secret_of(offered_letters(browser));
        browser.submit({{"code", code()}, {"present", kPassword}}, "/bat");
        ASSERT_EQ(browser.status(), 200) << browser.page();
        recovery = shown_codes(browser);
    }
    static std::vector<std::string> shown_codes(const test::Browser& browser) {
        std::vector<std::string> out;
        const auto page = browser.page();
        for (auto at = page.find("<code>"); at != std::string::npos; at = page.find("<code>", at + 1))
            out.push_back(page.substr(at + 6, page.find('<', at + 6) - at - 6));
        return out;
    }
    std::string code(int later = 0) const {
        return auth::totp_code(secret, auth::totp_step(clock.now()) + later);
    }
    void wait_for_next_code() { clock.set(clock.now() + 60'000); }
    std::vector<std::string> verbs(auth::UserId id) {
        const auto lines =
            database->read([&](db::Transaction& tx) { return ledger::history(tx, "user", id.value); });
        std::vector<std::string> out;
        for (const auto& line : *lines) out.push_back(line.verb);
        return out;
    }
    void require(auth::Role role, bool required = true) {
        ASSERT_TRUE(set_factor_rule(*database, {0, role, false, required, clock.today(), "mẫu"}, {}, clock));
    }
    /// Past the password, before the code.
    test::Browser half_signed_in(std::string_view name) {
        test::Browser browser(site());
        browser.sign_in(name, kPassword);
        return browser;
    }

    auth::UserId hanh, local, root;
    std::string secret;
    std::vector<std::string> recovery;
};

}  // namespace kheo::office
