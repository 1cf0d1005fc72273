// SPDX-License-Identifier: Apache-2.0
// The compiled parts of Boost.Asio and Boost.Beast, once (BOOST_ASIO_/BOOST_BEAST_SEPARATE_COMPILATION).
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
