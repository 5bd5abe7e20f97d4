// SPDX-License-Identifier: GPL-3.0-or-later
// What each voice makes of an amount: the number as it says it without groups, and a word for
// pounds beside it.
#include <gtest/gtest.h>

#include <cctype>

#include <app/strings.h>
#include <ui/speech.h>

namespace tallystick::app {
namespace {

using ballot::Pence;

// Without stress and pauses, which the words beside a number change.
std::string sounds(const std::string& words, const std::string& language) {
    std::string out;
    for (const char c : ui::phonemes(words, language))
        if (std::string_view("',_!|:;# \n").find(c) == std::string_view::npos) out += c;
    return out;
}

class Voices : public ::testing::TestWithParam<const char*> {
protected:
    Voices() {
        open_catalogues(TALLYSTICK_LOCALES);
        set_language(GetParam());
    }
    ~Voices() override { set_language("en"); }
};

TEST_P(Voices, SayTheNumberAndAWordForPounds) {
    const std::string language = GetParam();
    for (const std::int64_t pounds : {2'850, 12'850, 1'000'000}) {
        const std::string heard = sounds(for_voice(money(Pence(pounds * 100))), language);
        const std::string number = sounds(std::to_string(pounds), language);
        ASSERT_FALSE(number.empty());
        EXPECT_NE(heard.find(number), heard.npos) << heard << " for " << number;
        EXPECT_GE(heard.size(), number.size() + 4) << heard << ": no word for pounds";
    }
}

TEST_P(Voices, SayThePence) {
    const std::string language = GetParam();
    const std::string heard = sounds(for_voice(money(Pence(285'050))), language);
    for (const char* number : {"2850", "50"})
        EXPECT_NE(heard.find(sounds(number, language)), heard.npos) << heard << ": " << number;
    EXPECT_NE(heard, sounds(for_voice(money(Pence(285'000))), language));
}

TEST_P(Voices, SayOnePoundFifty) {
    const std::string language = GetParam();
    const std::string heard = sounds(for_voice(money(Pence(150))), language);
    EXPECT_NE(heard.find(sounds("50", language)), heard.npos) << heard;
    EXPECT_GE(heard.size(), sounds("50", language).size() + 5) << heard;
}

INSTANTIATE_TEST_SUITE_P(All, Voices,
                         ::testing::Values("en", "cy", "pl", "ro", "pa", "ur", "bn", "gu", "ar",
                                           "zh", "uk"));

}  // namespace
}  // namespace tallystick::app
