// SPDX-License-Identifier: Apache-2.0
// Beast's own sources, compiled once (BOOST_BEAST_SEPARATE_COMPILATION); of it we use the parser only.
#include <boost/beast/src.hpp>
