// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"

#include <gtest/gtest.h>

namespace kheo {
namespace {

TEST(Digest, IsTheOneOfSha256sum) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, OfPiecesIsTheOneOfTheWhole) {
    Sha256 pieces;
    for (const auto* piece : {"Dân", "", " vận ", "khéo"}) pieces.add(piece);
    EXPECT_EQ(to_hex(pieces.value()), sha256_hex("Dân vận khéo"));
}

TEST(Digest, HexadecimalGoesThereAndBack) {
    EXPECT_EQ(to_hex("a\x01\xFF"), "6101ff");
    EXPECT_EQ(from_hex(to_hex("a\x01\xFF")), "a\x01\xFF");
    EXPECT_EQ(from_hex("abc"), "");
    EXPECT_EQ(from_hex("zz"), "");
}

}  // namespace
}  // namespace kheo
