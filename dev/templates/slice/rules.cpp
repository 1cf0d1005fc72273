// SPDX-License-Identifier: Apache-2.0
#include "@slice@/rules.hpp"

#include "@slice@/messages.gen.hpp"
#include "base/text.hpp"

namespace kheo::@slice@ {

std::vector<FieldError> faults_of(const New@Record@& record) {
    std::vector<FieldError> out;
    if (record.title.empty()) out.push_back({"ten", msg::title_missing});
    if (length(record.title) > kLongestTitle)
        out.push_back({"ten", Sentence(msg::title_too_long, {{"most", std::to_string(kLongestTitle)}})});
    return out;
}

}  // namespace kheo::@slice@
