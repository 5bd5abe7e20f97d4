// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include <crypto/bytes.h>
#include <tally/authoring.h>

namespace tallystick::tally {
namespace {

namespace fs = std::filesystem;

constexpr const char* good_toml = R"(title = { en = "Small fund", cy = "Cronfa fach" }
languages = ["en", "cy"]
fund = "10,000"
[[pot]]
id = "all"
name = "Everything"
limit = "10,000"
ballot = "approval"
max = 2
[[style]]
id = "adult"
name = { en = "Adults", cy = "Oedolion" }
pots = ["all"]
cards = 20
)";
constexpr const char* good_csv =
    "id,pot,cost,title,title.cy,summary\n"
    "tree,all,\"4,000\",Forty trees,Deugain coeden,Trees for the canal.\n"
    "bench,all,1200.50,Cafe\xCC\x81 benches,,Somewhere to sit.\n";

class Authoring : public testing::Test {
protected:
    Authoring() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        m_folder = fs::temp_directory_path() /
                   ("tallystick-authoring-" + std::string(test->name()) + std::to_string(getpid()));
        fs::create_directories(m_folder / "pictures");
    }
    ~Authoring() override { fs::remove_all(m_folder); }

    void put(const std::string& name, std::string_view bytes) const {
        std::ofstream(m_folder / name, std::ios::binary) << bytes;
    }
    [[nodiscard]] Authored read(std::string_view toml, std::string_view csv) const {
        put("round.toml", toml);
        put("proposals.csv", csv);
        return read_authored(m_folder / "round.toml");
    }
    static bool has(const Authored& authored, const std::string& part) {
        return std::any_of(authored.faults.begin(), authored.faults.end(), [&](const Fault& fault) {
            return fault.text().find(part) != std::string::npos;
        });
    }

    fs::path m_folder;
};

TEST_F(Authoring, ReadsARound) {
    const Authored authored = read(good_toml, good_csv);
    for (const auto& fault : authored.faults) ADD_FAILURE() << fault.text();
    ASSERT_TRUE(authored.round.has_value());
    const auto& round = *authored.round;
    EXPECT_EQ(round.fund.value(), 1'000'000);
    ASSERT_EQ(round.proposals.size(), 2U);
    EXPECT_EQ(round.proposals[1].number, 2);
    EXPECT_EQ(round.proposals[1].cost.value(), 120'050);
    EXPECT_EQ(round.proposals[1].title.in("en"), "Café benches");  // composed
    EXPECT_TRUE(round.has_cards);
    EXPECT_GT(round.block, 0);
}

TEST_F(Authoring, ReportsMissingTranslations) {
    const Authored authored = read(good_toml, good_csv);
    ASSERT_EQ(authored.languages.size(), 2U);
    EXPECT_TRUE(authored.languages[0].missing.empty());
    // cy lacks the pot's name, one title, two summaries.
    EXPECT_EQ(authored.languages[1].missing,
              (std::vector<std::string>{"pot all, name", "proposal tree, summary",
                                        "proposal bench, title", "proposal bench, summary"}));
}

TEST_F(Authoring, ReportsEveryFaultAtOnce) {
    const Authored authored = read(good_toml,
                                   "id,pot,cost,title,summary,picture\n"
                                   "tree,all,lots,Trees,Green.,\n"
                                   "Tree 2,nowhere,100,Trees,Green.,none.png\n"
                                   "tree,all,0,,Green.,\n"
                                   "pond,all,5,Pond\n");
    EXPECT_FALSE(authored.round.has_value());
    EXPECT_TRUE(has(authored,
                    "proposals.csv row 2, column cost: expected an amount such as 1,200 or "
                    "1200.50, found \"lots\""));
    EXPECT_TRUE(has(authored, "row 3, column id: expected a short name"));
    EXPECT_TRUE(has(authored,
                    "row 3, column pot: expected one of the pots of the round (all), "
                    "found \"nowhere\""));
    EXPECT_TRUE(has(authored, "row 3, column picture: expected a picture in the folder pictures"));
    EXPECT_TRUE(has(authored, "row 4, column id: expected an id not used in row 2"));
    EXPECT_TRUE(has(authored, "row 4, column cost: expected an amount above zero"));
    EXPECT_TRUE(has(authored,
                    "row 4, column title: expected a title in the first language, found nothing"));
    EXPECT_TRUE(has(authored, "row 5: expected 6 fields as in the first row"));
    EXPECT_EQ(authored.faults.size(), 8U);
}

TEST_F(Authoring, RefusesHiddenAndOverlongText) {
    const Authored authored = read(good_toml,
                                   "id,pot,cost,title,summary\n"
                                   "a,all,5," +
                                       std::string(91, 'x') +
                                       ",fine\n"
                                       "b,all,5,Turn \u202Earound,fine\n");
    EXPECT_TRUE(has(authored, "row 2, column title: expected at most 90 characters"));
    EXPECT_TRUE(has(authored, "row 3, column title: expected text in one line without hidden"));
    EXPECT_EQ(authored.faults.size(), 2U);
}

TEST_F(Authoring, NamesUnknownKeysAndWrongTypes) {
    std::string toml = good_toml;
    toml += "colour = \"red\"\n[kiosk]\ninactivity_seconds = 5\nsize = 3\n";
    const Authored authored = read(toml, good_csv);
    EXPECT_TRUE(has(
        authored,
        "round.toml line 15, key style.colour: expected one of the keys cards, id, name, pots"));
    EXPECT_TRUE(has(authored, "key kiosk.inactivity_seconds: expected a whole number from 120"));
    EXPECT_TRUE(has(authored, "key kiosk.size: expected one of the keys answer_seconds"));
    EXPECT_EQ(authored.faults.size(), 3U);
}

TEST_F(Authoring, SaysWhereTomlBreaks) {
    EXPECT_TRUE(has(read("title = \nfund = 1\n", good_csv), "round.toml line 1: expected TOML"));
}

TEST_F(Authoring, ComparesPotsWithTheFund) {
    std::string toml = good_toml;
    toml.replace(toml.find("fund = \"10,000\""), 15, "fund = \"10,001\"");
    EXPECT_FALSE(read(toml, good_csv).round.has_value());
}

TEST_F(Authoring, RefusesWhatCannotBeCounted) {
    const auto with = [&](const std::string& options) {
        return read(good_toml + ("[count]\n" + options + "\n"), good_csv);
    };
    EXPECT_TRUE(has(with("rule = \"frob\""),
                    "round.toml line 16, key count.rule: expected one of greedy, equal-shares"));
    EXPECT_TRUE(has(with("ties = \"frob\""), "key count.ties: expected one of lot, id"));
    EXPECT_TRUE(has(with("ties = \"lot:123456\""), "key count.ties: expected one of lot, id"));
    EXPECT_TRUE(has(with("utility = \"frob\""),
                    "key count.utility: expected one of cost, count, score, borda, found"));
    EXPECT_TRUE(has(with("completion = \"add1,frob\""), "key count.completion: expected one of"));
    EXPECT_TRUE(has(with("score = \"borda\""),
                    "key count.score: expected one of votes, which can count the ballots of pot "
                    "all, found \"borda\""));
    EXPECT_TRUE(has(with("rule = \"official\""),
                    "key count.rule: expected one of greedy, equal-shares, phragmen"));
    EXPECT_TRUE(has(with("rule = \"exact-equal-shares\"\ncompletion = \"add1\""),
                    "key count.completion: expected one of add-opt, which"));
    EXPECT_TRUE(has(with("[witnesses]"), "key witnesses.quorum: expected how many witnesses"));
    EXPECT_TRUE(has(read(std::string("currency = \"ZZZ\"\n") + good_toml, good_csv),
                    "round.toml line 1, key currency: expected a currency's code"));
}

TEST_F(Authoring, NamesEveryFaultOfTheCountAtOnce) {
    const Authored words =
        read(good_toml + std::string("[count]\nrule = \"frob\"\nutility = \"x\"\nties = \"y\"\n"),
             good_csv);
    EXPECT_EQ(words.faults.size(), 3U);
    EXPECT_TRUE(has(words, "line 16, key count.rule: expected one of"));
    EXPECT_TRUE(has(words, "line 17, key count.utility: expected one of"));
    EXPECT_TRUE(has(words, "line 18, key count.ties: expected one of"));
    // add-opt is for exact-equal-shares, borda for rankings: neither fits, each is named.
    const Authored options = read(good_toml + std::string("[count]\nrule = \"equal-shares\"\n"
                                                          "completion = \"add-opt\"\n"
                                                          "utility = \"borda\"\n"),
                                  good_csv);
    EXPECT_EQ(options.faults.size(), 2U);
    EXPECT_TRUE(has(options, "line 17, key count.completion: expected one of add1, "));
    EXPECT_TRUE(has(options, "line 18, key count.utility: expected one of cost, count"));
}

TEST_F(Authoring, WarnsOfOptionsThatTheRuleDoesNotLookAt) {
    const Authored authored = read(
        good_toml + std::string("[count]\nutility = \"cost\"\non_misfit = \"stop\"\n"), good_csv);
    EXPECT_TRUE(authored.faults.empty());
    ASSERT_EQ(authored.warnings.size(), 1U);
    EXPECT_EQ(authored.warnings[0],
              "round.toml line 16, key count.utility: rule greedy does not look at it");
}

TEST_F(Authoring, EveryRuleCanBeChosen) {
    for (const auto* rule : {"greedy", "equal-shares", "phragmen", "max-welfare",
                             "exact-equal-shares", "maximin-support"})
        EXPECT_TRUE(read(good_toml + ("[count]\nrule = \"" + std::string(rule) + "\"\n"), good_csv)
                        .round.has_value())
            << rule;
}

TEST_F(Authoring, SaysOnceThatTheSheetIsSavedInAnotherWay) {
    std::string semicolons = "id;pot;cost;title;summary\r\n";
    for (int row = 0; row < 9; ++row) semicolons += "tree;all;5;\"A; b\";Green, too\r\n";
    const Authored first = read(good_toml, semicolons);
    EXPECT_TRUE(has(first,
                    "proposals.csv row 1: expected a sheet saved as CSV with commas, UTF-8, found "
                    "\"columns separated by ';'\""));
    EXPECT_EQ(first.faults.size(), 1U);
    std::string wide = "\xFF\xFE";
    for (const char c : std::string_view(good_csv)) {
        wide += c;
        wide += '\0';
    }
    const Authored second = read(good_toml, wide);
    EXPECT_TRUE(has(second, "UTF-16"));
    EXPECT_EQ(second.faults.size(), 1U);
}

// The first 44 bytes of a WAV file, PCM 16 bit, mono, 16 kHz, and two samples.
std::string wav() {
    using namespace std::string_literals;
    return "RIFF\x28\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3E\0\0\0\x7D\0\0\x02\0\x10\0"
           "data\x04\0\0\0\x01\0\x02\0"s;
}

// printf 'Forty trees' | sha256sum begins with the 16 digits here.
TEST_F(Authoring, RecordingsAreNamedByTheSentenceTheySay) {
    const std::string toml = "recordings = \"recordings.csv\"\n" + std::string(good_toml);
    put("trees.wav", wav());
    put("recordings.csv", "language,text,file\nen,Forty trees,trees.wav\n");
    const Authored authored = read(toml, good_csv);
    ASSERT_TRUE(authored.round.has_value());
    ASSERT_EQ(authored.recordings.size(), 1U);
    EXPECT_EQ(authored.recordings[0].path, "speech/en/2ff23dcb8d59d4a9.wav");
}

TEST_F(Authoring, RecordingsThatNoKioskPlaysAreFaults) {
    const std::string toml = "recordings = \"recordings.csv\"\n" + std::string(good_toml);
    put("good.wav", wav());
    put("bad.wav", "ID3");
    std::string stereo = wav();
    stereo[22] = 2;
    put("stereo.wav", stereo);
    put("recordings.csv",
        "language,text,file\nen,One,bad.wav\nen,Two,stereo.wav\npl,Three,good.wav\n"
        "en,Four,missing.wav\nen,,good.wav\nen,Five,good.wav\nen,Five,good.wav\n");
    const Authored authored = read(toml, good_csv);
    EXPECT_TRUE(has(authored, "row 2, column file: expected a WAV file, PCM 16 bit, mono"));
    EXPECT_TRUE(has(authored, "row 3, column file: expected a WAV file, PCM 16 bit, mono"));
    EXPECT_TRUE(has(authored, "row 4, column language: expected a language of the round"));
    EXPECT_TRUE(has(authored, "row 5, column file: expected a recording of at most 8 MB"));
    EXPECT_TRUE(has(authored, "row 6, column text: expected the sentence that is said"));
    EXPECT_TRUE(has(authored, "row 8, column text: expected each sentence once in a language"));
    EXPECT_EQ(authored.faults.size(), 6U);
}

// 8,000 and 48,000 samples a second are played, one sample of two bytes is; 120 seconds of 8,000
// are 1,920,000 bytes of sound.
TEST_F(Authoring, RecordingsHaveARateAndALengthThatAreHeard) {
    const auto sound = [](std::uint32_t rate, std::uint32_t size) {
        std::string bytes = wav().substr(0, 44) + std::string(size, '\0');
        const auto put_number = [&](std::size_t at, std::uint32_t value) {
            for (std::size_t i = 0; i < 4; ++i)
                bytes[at + i] = static_cast<char>(value >> (8 * i) & 255U);
        };
        put_number(4, 36 + size);
        put_number(24, rate);
        put_number(28, rate * 2);
        put_number(40, size);
        return bytes;
    };
    const auto read_with = [&](const std::string& bytes) {
        put("one.wav", bytes);
        put("recordings.csv", "language,text,file\nen,One,one.wav\n");
        return read("recordings = \"recordings.csv\"\n" + std::string(good_toml), good_csv);
    };
    for (const auto& [rate, size] : {std::pair{8000U, 2U}, {48000U, 2U}, {8000U, 1'920'000U}})
        EXPECT_TRUE(read_with(sound(rate, size)).round.has_value()) << rate << " " << size;
    const std::string wanted =
        "row 2, column file: expected a WAV file, PCM 16 bit, mono, 8000 to 48000 samples a "
        "second, not empty and of at most 120 seconds, found \"one.wav, ";
    EXPECT_TRUE(has(read_with(sound(0, 2)), wanted + "0 samples a second\""));
    EXPECT_TRUE(has(read_with(sound(7999, 2)), wanted + "7999 samples a second\""));
    EXPECT_TRUE(has(read_with(sound(48001, 2)), wanted + "48001 samples a second\""));
    EXPECT_TRUE(has(read_with(sound(8000, 0)), wanted + "without a sample\""));
    EXPECT_TRUE(has(read_with(sound(8000, 1)), wanted + "without a sample\""));
    EXPECT_TRUE(has(read_with(sound(8000, 1'920'002)), wanted + "120 seconds or more\""));
    EXPECT_TRUE(has(read_with(sound(8000, 100).substr(0, 143)), wanted + "cut off\""));
}

// 48 bytes are 40 after the length itself; a chunk of 3 bytes and one of padding make 52.
TEST_F(Authoring, RecordingsWhoseHeaderDisagreesWithTheirChunksAreFaults) {
    using namespace std::string_literals;
    const auto found = [&](const std::string& bytes, char says) {
        std::string file = bytes;
        file[4] = says;
        put("one.wav", file);
        put("recordings.csv", "language,text,file\nen,One,one.wav\n");
        return read("recordings = \"recordings.csv\"\n" + std::string(good_toml), good_csv);
    };
    const std::string more = wav() + "LIST\x03\0\0\0abc\0"s;
    EXPECT_TRUE(found(wav(), 40).round.has_value());
    EXPECT_TRUE(found(more, 52).round.has_value());
    EXPECT_TRUE(has(found(wav(), 36), "found \"one.wav, whose header says 36 bytes, not 40\""));
    EXPECT_TRUE(has(found(wav(), 44), "found \"one.wav, whose header says 44 bytes, not 40\""));
    EXPECT_TRUE(has(found(more, 40), "found \"one.wav, whose header says 40 bytes, not 52\""));
    EXPECT_TRUE(has(found(more.substr(0, 57), 49), "found \"one.wav, cut off\""));
    EXPECT_TRUE(has(found(wav() + "LIST", 44), "found \"one.wav, cut off\""));
}

TEST_F(Authoring, ASheetOfRecordingsWithAnotherHeaderIsShownIt) {
    put("recordings.csv", "language;text;file\nen;One;one.wav\n");
    const std::string toml = "recordings = \"recordings.csv\"\n" + std::string(good_toml);
    EXPECT_TRUE(has(read(toml, good_csv),
                    "recordings.csv row 1: expected the columns language,text,file, found "
                    "\"language;text;file\""));
    put("recordings.csv", "text,language,file\nOne,en,one.wav\n");
    EXPECT_TRUE(has(read(toml, good_csv), "found \"text,language,file\""));
}

TEST_F(Authoring, LooksInsidePictures) {
    put("pictures/a.png", "GIF89a");
    const Authored authored =
        read(good_toml, "id,pot,cost,title,summary,picture\na,all,5,A,B,a.png\n");
    EXPECT_TRUE(has(authored, "a picture whose content is what its name says"));
}

TEST_F(Authoring, RefusesPicturesThatNoKioskShows) {
    const std::string sheet =
        "id,pot,cost,title,summary,picture\na,all,5,A,B,a.png\nb,all,5,A,B,\n";
    // One red pixel.
    const auto bytes = crypto::from_base64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AA"
        "AAMBAQDJ/pLvAAAAAElFTkSuQmCC");
    ASSERT_TRUE(bytes.ok());
    const std::string good(crypto::text_of(*bytes));
    put("pictures/a.png", good);
    for (const auto& fault : read(good_toml, sheet).faults) ADD_FAILURE() << fault.text();
    put("pictures/a.png", good.substr(0, 45));  // cut off inside its pixels
    EXPECT_TRUE(has(read(good_toml, sheet), "column picture: expected a whole picture"));
    std::string wide = good;
    wide.replace(16, 4, std::string("\x00\x00\x20\x01", 4));  // says 8193 pixels
    put("pictures/a.png", wide);
    EXPECT_TRUE(has(read(good_toml, sheet), "at most 8192 pixels to a side"));
}

}  // namespace
}  // namespace tallystick::tally
