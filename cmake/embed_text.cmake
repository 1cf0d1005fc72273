# SPDX-License-Identifier: Apache-2.0
# Writes a text file as a function returning a string_view:
#   cmake -DIN=words.json -DOUT=x.cpp -DHEADER=app/demo/words.hpp -DNAMESPACE=kheo::app::demo -DFUNCTION=words_text -P embed_text.cmake
file(READ ${IN} text)
file(WRITE ${OUT} "// Generated; do not edit.
#include \"${HEADER}\"
namespace ${NAMESPACE} {
std::string_view ${FUNCTION}() { return R\"kheo(${text})kheo\"; }
}  // namespace ${NAMESPACE}
")
