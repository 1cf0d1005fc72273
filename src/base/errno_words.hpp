// SPDX-License-Identifier: Apache-2.0
// What the system calls a failure, for the technical detail of an error: English, never shown alone.
#pragma once

#include <string>

namespace kheo {

/// The words of an errno value ("Permission denied"), "errno 4711" for one that has none. Safe on any thread,
/// as strerror() is not everywhere.
std::string errno_words(int code);

}  // namespace kheo
