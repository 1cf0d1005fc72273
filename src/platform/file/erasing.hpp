// SPDX-License-Identifier: Apache-2.0
// The end of an erasure on request, after its transaction: one order for every room.
#pragma once

#include "platform/file/file.hpp"

namespace kheo::file {

/// The journal first: what cannot be deleted now the sweep deletes, but a name that is not in the journal
/// comes back with an old copy.
inline Result<> finish_erasure(Files& files, const ErasureHooks& hooks, const Erasure& erasure, Millis at) {
    if (hooks.afterwards) TRY(hooks.afterwards(erasure, at));
    return files.drop(erasure.files);
}

}  // namespace kheo::file
