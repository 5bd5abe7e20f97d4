// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "ui/window.h"

namespace tallystick::ui {
namespace {

struct Sample {
    const char* language;
    const char* text;
    const char* font;  // what must draw it
};

// "Choose the projects you want funded", or the like, in each language of the kiosk.
const Sample samples[] = {
    {"en", "Choose the projects you want funded: £42,000 – “yes”", "Inter-Regular.otf"},
    {"cy", "Dewiswch y prosiectau â chyllid, ŵyr, ŷd", "Inter-Regular.otf"},
    {"pl", "Wybierz projekty: zażółć gęślą jaźń", "Inter-Regular.otf"},
    {"ro", "Alegeți proiectele pe care le doriți, în față", "Inter-Regular.otf"},
    {"pa", "ਉਹ ਪ੍ਰੋਜੈਕਟ ਚੁਣੋ ਜੋ ਤੁਸੀਂ ਚਾਹੁੰਦੇ ਹੋ", "NotoSansGurmukhi-Regular.ttf"},
    {"ur", "وہ منصوبے منتخب کریں جو آپ چاہتے ہیں", "NotoNastaliqUrdu-Regular.ttf"},
    {"bn", "আপনার পছন্দের প্রকল্পগুলি বেছে নিন", "NotoSansBengali-Regular.ttf"},
    {"gu", "તમે ઇચ્છો તે પ્રોજેક્ટ પસંદ કરો", "NotoSansGujarati-Regular.ttf"},
    {"ar", "اختر المشاريع التي تريد تمويلها", "NotoSansArabic-Regular.ttf"},
    {"zh", "请选择您希望资助的项目", "NotoSansCJK-Regular.ttc"},
    {"so", "Dooro mashaariicda aad rabto", "Inter-Regular.otf"},
    {"uk", "Оберіть проєкти, які ви хочете: ґ ї є", "Inter-Regular.otf"},
};

class TextTest : public testing::Test {
protected:
    Textures textures;
    std::unique_ptr<TextEngine> text;

    void SetUp() override { text = engine(48U << 20U); }
    std::unique_ptr<TextEngine> engine(std::size_t cache_bytes) {
        std::string problem;
        auto made = TextEngine::create({TALLYSTICK_FONTS_CONF, "", cache_bytes}, textures, problem);
        EXPECT_NE(made, nullptr) << problem;
        return made;
    }
    static TextStyle style(const char* language = "en", float capital_px = 20) {
        TextStyle s;
        s.language = language;
        s.capital_px = capital_px;
        s.direction = direction_of(language);
        return s;
    }
    static std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }
};

TEST_F(TextTest, EveryLanguageIsDrawnWithoutBoxesInItsOwnFont) {
    for (const Sample& sample : samples) {
        const TextStyle s = style(sample.language);
        const TextImage& image = text->image(sample.text, s);
        EXPECT_EQ(image.metrics.missing, 0) << sample.language;
        EXPECT_NE(image.texture, nullptr) << sample.language;
        EXPECT_EQ(image.metrics.lines, 1) << sample.language;
        const std::vector<std::string> files = text->font_files(sample.text, s);
        ASSERT_FALSE(files.empty()) << sample.language;
        EXPECT_TRUE(
            std::any_of(files.begin(), files.end(),
                        [&](const std::string& file) { return name_of(file) == sample.font; }))
            << sample.language << " with " << files.front();
    }
}

TEST_F(TextTest, EveryWeightHasOneFile) {
    const std::pair<Weight, const char*> weights[] = {{Weight::regular, "Inter-Regular.otf"},
                                                      {Weight::medium, "Inter-Medium.otf"},
                                                      {Weight::semibold, "Inter-SemiBold.otf"},
                                                      {Weight::bold, "Inter-Bold.otf"}};
    for (const auto& [weight, file] : weights) {
        TextStyle s = style();
        s.weight = weight;
        const std::vector<std::string> files = text->font_files("Add", s);
        ASSERT_EQ(files.size(), 1U);
        EXPECT_EQ(name_of(files.front()), file);
    }
}

TEST_F(TextTest, UrduIsNeverDrawnWithTheMislabelledBold) {
    TextStyle s = style("ur");
    s.weight = Weight::bold;
    EXPECT_EQ(name_of(text->font_files("ووٹ", s).front()), "NotoNastaliqUrdu-Regular.ttf");
}

TEST_F(TextTest, UrduIsInNaskhWhereLinesMustBeLow) {
    TextStyle s = style("ur");
    const int usual = text->measure("ووٹ", s).height;
    s.hand = Hand::low;
    EXPECT_EQ(name_of(text->font_files("ووٹ", s).front()), "NotoSansArabic-Regular.ttf");
    EXPECT_LT(text->measure("ووٹ", s).height, 0.75 * usual);
    EXPECT_EQ(text->measure("ٹڈڑںھہے", s).missing, 0);
}

TEST_F(TextTest, CharactersThatNoFontHasAreCounted) {
    EXPECT_EQ(text->measure("a\uE001b", style()).missing, 1);
}

TEST_F(TextTest, SizesAreTheHeightOfACapital) {
    // The four bands of capital height in mm; on a 15.6-inch 1080p screen.
    const double bands[4][2] = {{3.5, 4.2}, {4.8, 5.6}, {6.4, 7.1}, {8.5, 9.0}};
    const double px_per_mm = px_per_mm_of(1920, 1080, 15.6 * 25.4);
    for (int i = 0; i < 4; ++i) {
        const double mm = capital_mm(static_cast<TextSize>(i));
        EXPECT_GE(mm, bands[i][0]);
        EXPECT_LE(mm, bands[i][1]);
        const TextImage& image = text->image("H", style("en", static_cast<float>(mm * px_per_mm)));
        const Texture* texture = textures.find(image.texture);
        ASSERT_NE(texture, nullptr);
        // Ink in the column of the left stem, in 255ths of a pixel.
        int tallest = 0;
        for (int x = 0; x < texture->width; ++x) {
            int ink = 0;
            for (int y = 0; y < texture->height; ++y)
                ink += texture->pixels[static_cast<std::size_t>(y * texture->width + x)];
            tallest = std::max(tallest, ink);
        }
        const double drawn_mm = tallest / 255.0 / px_per_mm;
        EXPECT_NEAR(drawn_mm, mm, 0.1) << "size " << i;
        EXPECT_GE(drawn_mm, bands[i][0]);
        EXPECT_LE(drawn_mm, bands[i][1]);
    }
}

TEST_F(TextTest, TheSamePictureIsDrawnOnce) {
    const ImTextureID first = text->image("Add", style()).texture;
    EXPECT_EQ(text->image("Add", style()).texture, first);
    EXPECT_EQ(textures.count(), 1U);
    TextStyle other = style();
    other.width_px = 300;
    EXPECT_NE(text->image("Add", other).texture, first);
    other = style();
    other.weight = Weight::bold;
    EXPECT_NE(text->image("Add", other).texture, first);
    EXPECT_NE(text->image("Add", style("pl")).texture, first);
    EXPECT_NE(text->image("Adds", style()).texture, first);
}

TEST_F(TextTest, MeasuringDrawsNothing) {
    const TextMetrics metrics = text->measure("Add", style());
    EXPECT_EQ(textures.count(), 0U);
    EXPECT_GT(metrics.width, 20);
    EXPECT_EQ(text->image("Add", style()).metrics.width, metrics.width);
}

TEST_F(TextTest, WhatIsMeasuredBetweenChangesNothing) {
    TextStyle s = style();
    s.width_px = 300;
    const char* words = "Safe crossing (on Castle Street)";
    const TextMetrics before = text->measure(words, s);
    (void)text->measure("ووٹ (ووٹ)", style("ur"));
    const TextImage& late = text->image(words, s);
    EXPECT_EQ(late.metrics.lines, before.lines);
    const auto other = engine(48U << 20U);
    const TextImage& alone = other->image(words, s);
    EXPECT_EQ(textures.find(late.texture)->pixels, textures.find(alone.texture)->pixels);
}

TEST_F(TextTest, ArabicLinesAreNoTallerThanTheyNeed) {
    // Within 1.8 em, and the ink of a sentence with high and low letters stays inside.
    const TextImage& image = text->image("اختر المشاريع التي تريد تمويلها", style("ar", 50));
    EXPECT_LE(image.metrics.height, static_cast<int>(50 / 0.727 * 1.8));
    EXPECT_GE(image.offset_y, 0);
    EXPECT_LE(image.offset_y + image.image_height, image.metrics.height + 2);
}

TEST_F(TextTest, BlanksAreNoPicture) {
    EXPECT_EQ(text->image("", style()).texture, nullptr);
    EXPECT_EQ(text->image("  ", style()).texture, nullptr);
    EXPECT_GT(text->measure("", style()).height, 20) << "but a line high";
}

TEST_F(TextTest, ForgetsWhatItDrewAndOnlyMeasured) {
    const TextMetrics before = text->measure("£123.45", style());
    const ImTextureID drawn = text->image("Juice bar, added", style()).texture;
    text->forget();
    EXPECT_EQ(text->cached_bytes(), 0U);
    EXPECT_EQ(textures.find(drawn), nullptr);
    text->end_frame();
    EXPECT_EQ(text->measure("£123.45", style()).width, before.width);
}

TEST_F(TextTest, TheCacheHoldsItsBoundAndWhatIsShown) {
    text = engine(200000);
    ImTextureID shown = nullptr;
    for (int frame = 0; frame < 50; ++frame) {
        shown = text->image("Always shown", style()).texture;
        for (int i = 0; i < 20; ++i)
            (void)text->image("Text " + std::to_string(frame * 20 + i), style());
        text->end_frame();
        EXPECT_LE(text->cached_bytes(), 200000U);
        EXPECT_NE(textures.find(shown), nullptr);
    }
    EXPECT_LE(textures.bytes(), 200000U);
}

TEST_F(TextTest, WrapsBetweenWordsAndTellsWhenItCannot) {
    TextStyle s = style();
    s.width_px = 220;
    const TextMetrics wrapped = text->measure("Safe crossing on Castle Street", s);
    EXPECT_GT(wrapped.lines, 1);
    EXPECT_LE(wrapped.width, 220);
    EXPECT_FALSE(wrapped.broken_word);
    EXPECT_TRUE(text->fits("Safe crossing on Castle Street", s, 0));
    EXPECT_FALSE(text->fits("Safe crossing on Castle Street", s, wrapped.height - 1));
    s.width_px = 100;
    EXPECT_TRUE(text->measure("Llanfairpwllgwyngyll", s).broken_word);
    EXPECT_FALSE(text->fits("Llanfairpwllgwyngyll", s, 0));
}

TEST_F(TextTest, ChineseBreaksBetweenCharacters) {
    TextStyle s = style("zh");
    s.width_px = 150;
    const TextMetrics metrics = text->measure("请选择您希望资助的项目", s);
    EXPECT_GT(metrics.lines, 1);
    EXPECT_FALSE(metrics.broken_word);
}

// "dementia" alone under a whole line: as many lines, of like length.
TEST_F(TextTest, NoShortRestStandsAloneOnTheLastLine) {
    TextStyle s = style();
    const int first = text->measure("Memory café for people living with", s).width;
    s.width_px = first + 2;
    const TextMetrics metrics = text->measure("Memory café for people living with rain", s);
    EXPECT_EQ(metrics.lines, 2);
    EXPECT_LT(metrics.width, first * 3 / 4);
    TextStyle chinese = style("zh");
    chinese.width_px = text->measure("克鲁健康与福祉基", chinese).width + 2;
    const TextMetrics characters = text->measure("克鲁健康与福祉基金", chinese);
    EXPECT_EQ(characters.lines, 2);
    EXPECT_LT(characters.width, chinese.width_px * 3 / 4);
}

TEST_F(TextTest, ShorterLinesStillBeginAtTheSideOfTheirDirection) {
    const char* wanted = "ڈیمنشیا کے ساتھ جینے والوں کے لیے کیفے";
    TextStyle s = style("ur");
    s.width_px = text->measure(wanted, s).width - 4;
    const TextImage right = text->image(wanted, s);
    ASSERT_EQ(right.metrics.lines, 2);
    ASSERT_LT(right.metrics.width, s.width_px * 3 / 4);
    EXPECT_NEAR(right.offset_x + right.image_width, s.width_px, 12);
    s.align = Align::centre;
    const TextImage centred = text->image(wanted, s);
    EXPECT_NEAR(centred.offset_x, s.width_px - centred.offset_x - centred.image_width, 16);
    s.align = Align::end;
    EXPECT_NEAR(text->image(wanted, s).offset_x, 0, 12);
}

TEST_F(TextTest, CutsAfterTheLinesAllowedAndSaysSo) {
    TextStyle s = style();
    s.width_px = 200;
    s.overflow = Overflow::ellipsis;
    s.max_lines = 2;
    const TextMetrics cut = text->measure("One two three four five six seven eight nine ten", s);
    EXPECT_EQ(cut.lines, 2);
    EXPECT_TRUE(cut.cut);
    EXPECT_FALSE(text->measure("One two", s).cut);
}

TEST_F(TextTest, LinesBeginAtTheSideOfTheirDirection) {
    TextStyle s = style("ur");
    s.width_px = 600;
    EXPECT_GT(text->image("ووٹ", s).offset_x, 400);
    s.align = Align::end;
    EXPECT_LT(text->image("ووٹ", s).offset_x, 20);
    s = style("en");
    s.width_px = 600;
    EXPECT_LT(text->image("Vote", s).offset_x, 20);
    s.align = Align::end;
    EXPECT_GT(text->image("Vote", s).offset_x, 400);
    s.align = Align::centre;
    EXPECT_NEAR(text->image("Vote", s).offset_x + text->image("Vote", s).image_width / 2, 300, 4);
}

TEST_F(TextTest, AnIsolatedAmountLooksTheSameInBothDirections) {
    const TextImage& left = text->image(isolate("£42,000"), style("en"));
    TextStyle urdu = style("ur");
    const TextImage& right = text->image(isolate("£42,000"), urdu);
    ASSERT_NE(left.texture, nullptr);
    ASSERT_NE(right.texture, nullptr);
    EXPECT_EQ(textures.find(left.texture)->pixels, textures.find(right.texture)->pixels);
    // Without the marks, £ would stand at the other end.
    const TextImage& bare = text->image("£42,000-", urdu);
    EXPECT_NE(bare.texture, nullptr);
}

// The same pixels at the same end, whatever the screen around the text.
TEST_F(TextTest, ASentenceKeepsItsOwnDirectionOnAScreenOfTheOther) {
    const auto same = [&](const std::string& words, TextStyle other) {
        TextStyle own = style(other.language.c_str());
        own.direction = other.direction == Direction::left_to_right ? Direction::right_to_left
                                                                    : Direction::left_to_right;
        const TextImage a = text->image(words, own);
        const TextImage b = text->image(words, other);
        return textures.find(a.texture)->pixels == textures.find(b.texture)->pixels;
    };
    EXPECT_TRUE(same("Nothing is here yet.", style("ur")));
    EXPECT_TRUE(same("A fund (Crewe): " + isolate_name("کریو") + ".", style("ur")));
    EXPECT_TRUE(same("Wi-Fi پورے محلے کے لیے مفت انٹرنیٹ۔", style("en")));
    // No letters: as the screen.
    EXPECT_FALSE(same("12 -", style("ur")));
}

TEST_F(TextTest, LinesStartOnTheScreensSideWhateverTheirDirection) {
    TextStyle s = style("ur");
    s.width_px = 600;
    EXPECT_GT(text->image("Vote.", s).offset_x, 400);
    s = style("en");
    s.width_px = 600;
    EXPECT_LT(text->image("ووٹ۔", s).offset_x, 20);
}

TEST_F(TextTest, AmountsDoNotBreakOverLines) {
    EXPECT_EQ(isolate("10 000 zł"), "\u206610\u00a0000\u00a0zł\u2069");
    EXPECT_EQ(no_break("A-B"), "A\u2011B");
    TextStyle s = style();
    s.width_px = 130;
    EXPECT_EQ(text->measure("of " + isolate("10 000 zł"), s).lines, 2);
}

TEST_F(TextTest, FiguresOfCountersAreOfOneWidth) {
    TextStyle s = style();
    s.role = FontRole::figures;
    EXPECT_EQ(text->measure("£11,111", s).width, text->measure("£48,888", s).width);
    s.role = FontRole::code;
    EXPECT_EQ(text->measure("1111", s).width, text->measure("8088", s).width);
}

TEST_F(TextTest, AMissingConfigurationIsSaidInWords) {
    std::string problem;
    EXPECT_EQ(TextEngine::create({"/nonexistent/fonts.conf", "", 1000}, textures, problem),
              nullptr);
    EXPECT_EQ(problem, "/nonexistent/fonts.conf: cannot be read");
}

TEST(Direction, IsThatOfTheScript) {
    EXPECT_EQ(direction_of("ur"), Direction::right_to_left);
    EXPECT_EQ(direction_of("ar-EG"), Direction::right_to_left);
    EXPECT_EQ(direction_of("cy"), Direction::left_to_right);
    EXPECT_EQ(direction_of("urk"), Direction::left_to_right);
}

}  // namespace
}  // namespace tallystick::ui
