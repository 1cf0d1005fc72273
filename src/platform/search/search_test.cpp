// SPDX-License-Identifier: Apache-2.0
// Phrases in folded words, and sets of documents.
#include <gmock/gmock.h>

#include <random>

#include "base/text.hpp"
#include "platform/search/doc_set.hpp"
#include "platform/search/text_index.hpp"

namespace kheo::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Searching : public ::testing::Test {
  protected:
    void keep(std::initializer_list<std::string_view> texts) {
        for (const auto text : texts) index_.set(static_cast<std::uint32_t>(index_.size()), fold_words(text));
    }
    std::vector<std::uint32_t> found(std::string_view typed) {
        const auto phrase = index_.phrase(fold_words(typed));
        std::vector<std::uint32_t> out;
        for (std::uint32_t doc = 0; doc < index_.size(); ++doc)
            if (index_.holds(doc, phrase)) out.push_back(doc);
        DocSet all(index_.size());
        index_.find(phrase, all);
        EXPECT_EQ(all.page(0, 1'000'000, false), out) << "one by one and all at once: " << typed;
        return out;
    }
    TextIndex index_;
};

TEST_F(Searching, nothing_is_found_in_nothing) {
    EXPECT_THAT(found("hoa"), IsEmpty());
    keep({""});
    EXPECT_THAT(found("hoa"), IsEmpty());
}

TEST_F(Searching, words_apart_or_in_another_order_are_no_phrase) {
    keep({"Đường làng đầy hoa", "Hoa ven đường", "Đường hoa"});
    EXPECT_THAT(found("đường hoa"), ElementsAre(2));
    EXPECT_THAT(found("hoa đường"), IsEmpty());
    EXPECT_THAT(found("đường hoa đỏ"), IsEmpty());
}

TEST_F(Searching, accents_and_signs_between_words_do_not_matter) {
    keep({"Xanh - sạch - đẹp", "Xanh, sạch"});
    EXPECT_THAT(found("XANH SACH"), ElementsAre(0, 1));
    EXPECT_THAT(found("xanh sạch đẹp"), ElementsAre(0));
}

TEST_F(Searching, a_phrase_may_begin_and_end_inside_words_but_not_leave_one_out) {
    keep({"Đường hoa phụ nữ", "Thương hoa phong lan", "Hoa"});
    EXPECT_THAT(found("uong hoa ph"), ElementsAre(0, 1));
    EXPECT_THAT(found("uong hoa phu n"), ElementsAre(0));
    EXPECT_THAT(found("uong oa ph"), IsEmpty()) << "a word between is whole";
    EXPECT_THAT(found("o"), ElementsAre(0, 1, 2)) << "one word alone may be any part of one";
}

TEST_F(Searching, a_phrase_that_begins_anew_inside_itself_is_seen) {
    keep({"mo mo hinh"});
    EXPECT_THAT(found("mo hinh"), ElementsAre(0));
}

TEST_F(Searching, new_words_replace_the_old_ones) {
    keep({"Đường hoa", "Đường làng"});
    index_.set(0, "ngo nho");
    EXPECT_THAT(found("duong"), ElementsAre(1));
    EXPECT_THAT(found("ngo"), ElementsAre(0));
}

TEST_F(Searching, a_phrase_does_not_reach_into_the_next_document) {
    keep({"Đường", "Hoa"});
    EXPECT_THAT(found("duong hoa"), IsEmpty());
    keep({"Đường hoa"});
    EXPECT_THAT(found("duong hoa"), ElementsAre(2)) << "nor stop at the last word of all";
}

TEST_F(Searching, longer_and_shorter_new_words) {
    keep({"Đường", "Đường hoa ven sông", "Ngõ"});
    index_.set(0, "ngo nho sach dep");
    index_.set(1, "ngo");
    EXPECT_THAT(found("ngo"), ElementsAre(0, 1, 2));
    EXPECT_THAT(found("hoa"), IsEmpty());
    EXPECT_THAT(found("nho sach"), ElementsAre(0));
    index_.set(0, "hoa");
    index_.set(1, "ven song hoa no do tham");
    EXPECT_THAT(found("hoa"), ElementsAre(0, 1));
    EXPECT_THAT(found("nho sach"), IsEmpty());
    EXPECT_THAT(found("ven song"), ElementsAre(1));
    index_.set(1, "");
    EXPECT_THAT(found("hoa"), ElementsAre(0));
}

TEST_F(Searching, many_changes_and_random_phrases) {
    std::mt19937 random(7);
    const std::vector<std::string> words{"duong", "hoa", "ho", "phu", "nu", "thon", "o", "duongho"};
    const auto text_of = [&] {
        std::string text;
        for (auto left = random() % 7; left > 0; --left)
            text += (text.empty() ? "" : " ") + words[random() % 8];
        return text;
    };
    std::vector<std::string> texts;
    for (int i = 0; i < 4'000; ++i) {
        texts.push_back(text_of());
        index_.set(static_cast<std::uint32_t>(i), texts.back());
    }
    for (int round = 0; round < 40; ++round) {
        for (int i = 0; i < 200; ++i) {  // more than may stand aside: everything is gathered meanwhile
            const auto doc = random() % texts.size();
            index_.set(static_cast<std::uint32_t>(doc), texts[doc] = text_of());
        }
        auto typed = text_of();
        if (!typed.empty()) typed = fold_words(typed.substr(random() % 2, typed.size() - random() % 2));
        std::vector<std::uint32_t> expected;
        for (std::uint32_t doc = 0; doc < texts.size(); ++doc)
            if (!typed.empty() && texts[doc].find(typed) != std::string::npos) expected.push_back(doc);
        EXPECT_EQ(found(typed), expected) << typed;
    }
}

TEST_F(Searching, more_words_than_two_bytes_can_count) {
    for (int i = 0; i < 70'000; ++i)
        index_.set(static_cast<std::uint32_t>(i), "thon " + std::to_string(i) + " xa");
    EXPECT_THAT(found("thon 69999 xa"), ElementsAre(69'999));
    EXPECT_THAT(found("65534 xa"), ElementsAre(65'534));
    EXPECT_THAT(found("thon 65535 x"), ElementsAre(65'535));
    EXPECT_THAT(found("69999"), ElementsAre(69'999));
    EXPECT_THAT(found("9999 xa"), ElementsAre(9'999, 19'999, 29'999, 39'999, 49'999, 59'999, 69'999));
    index_.set(69'999, "xa");
    index_.set(3, "thon 69999 xa va 68000 thon");
    EXPECT_THAT(found("69999 xa v"), ElementsAre(3));
    EXPECT_THAT(found("68000 thon"), ElementsAre(3));
}

TEST(DocSet, pages_from_both_ends) {
    DocSet set(200);
    for (const std::size_t doc : {0, 1, 63, 64, 128, 199}) set.add(doc);
    EXPECT_EQ(set.count(), 6);
    EXPECT_THAT(set.page(0, 2, false), ElementsAre(0, 1));
    EXPECT_THAT(set.page(1, 3, false), ElementsAre(1, 63, 64));
    EXPECT_THAT(set.page(0, 2, true), ElementsAre(199, 128));
    EXPECT_THAT(set.page(2, 3, true), ElementsAre(64, 63, 1));
    EXPECT_THAT(set.page(5, 10, true), ElementsAre(0));
    EXPECT_THAT(set.page(6, 10, false), IsEmpty());
    set.keep_if([](std::size_t doc) { return doc % 2 == 0; });
    EXPECT_THAT(set.page(0, 9, false), ElementsAre(0, 64, 128));
}

}  // namespace
}  // namespace kheo::search
