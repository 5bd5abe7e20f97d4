// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <unordered_map>

#include <crypto/digest.h>
#include <tally/audit.h>
#include <tally/ballot_list.h>
#include <tally/publish.h>

#include "opened_files.h"
#include "staged.h"
#include "votes_line.h"

namespace tallystick::tally {
namespace {

constexpr std::uint64_t most_list = 500'000'000;

// Envelopes per cell that should have become ballots: all, less those set aside and rejected.
struct Expected {
    Cells cells;
    std::int64_t set_aside = 0;
};

Expected expect(const Merged& merged, const Roll& roll, const ballot::RoundPack& pack,
                const Closing& closing, const std::vector<RejectedEnvelope>& rejected,
                Report& report) {
    Expected out;
    const std::vector<bool> aside = set_aside(merged.marks, roll, closing.note.dice);
    out.set_aside = std::count(aside.begin(), aside.end(), true);
    std::unordered_map<crypto::Digest, const RejectedEnvelope*> by_leaf;
    for (const auto& entry : rejected) by_leaf[entry.leaf] = &entry;
    out.cells = Cells(merged.boxes.size(), std::vector<std::int64_t>(pack.round.styles.size(), 0));
    std::size_t found = 0;
    for (std::size_t at = 0; at < merged.marks.size(); ++at) {
        const EnvelopeMark& mark = merged.marks[at];
        if (aside[at]) continue;
        const auto entry = by_leaf.find(mark.leaf);
        if (entry != by_leaf.end() && entry->second->kiosk == merged.boxes[mark.box].kiosk)
            ++found;
        else
            ++out.cells[mark.box][mark.style];
    }
    if (found != rejected.size())
        report.fail("opened-rejected",
                    crypto::bad_data("rejected.txt names " + std::to_string(rejected.size()) +
                                     " envelopes, of which " + std::to_string(found) +
                                     " were there to be opened"));
    report.pass("opened-rejected");
    return out;
}

void compare_cells(const Cells& expected, const Cells& found, const Merged& merged,
                   const ballot::Round& round, Report& report) {
    for (std::size_t box = 0; box < expected.size(); ++box)
        for (std::size_t style = 0; style < expected[box].size(); ++style)
            if (expected[box][style] != found[box][style])
                report.fail(
                    "opened-counts",
                    crypto::bad_data(merged.boxes[box].kiosk.text() + ", style " +
                                     round.styles[style].id.text() + ": expected " +
                                     std::to_string(expected[box][style]) + " ballots, found " +
                                     std::to_string(found[box][style])));
    report.pass("opened-counts");
}

// Without labels only the sum per style can be compared.
void compare_styles(const Cells& expected, const std::vector<std::int64_t>& found,
                    const ballot::Round& round, Report& report) {
    for (std::size_t style = 0; style < found.size(); ++style) {
        std::int64_t sum = 0;
        for (const auto& box : expected) sum += box[style];
        if (sum != found[style])
            report.fail("opened-counts",
                        crypto::bad_data("style " + round.styles[style].id.text() + ": expected " +
                                         std::to_string(sum) + " ballots, found " +
                                         std::to_string(found[style])));
    }
    report.pass("opened-counts");
}

struct ListReading {
    Cells cells;
    std::vector<std::int64_t> styles;
    bool good = false;
};

crypto::Result<ListReading> read_signed(const ballot::Path& path, const ballot::RoundPack& pack,
                                        const Roll& roll, const Merged& merged, unsigned threads,
                                        Report& report, const EachBallot& each) {
    ListReading out;
    out.cells = Cells(merged.boxes.size(), std::vector<std::int64_t>(pack.round.styles.size(), 0));
    TALLYSTICK_TRY(good, read_ballots(path, pack, roll, merged.boxes, threads, report,
                                      [&](const ListedBallot& ballot) {
                                          ++out.cells[ballot.box][ballot.style];
                                          each(ballot);
                                      }));
    out.good = good;
    return out;
}

// The signed list behind votes.txt gives the same lines.
crypto::Result<void> compare_full(const ExamineInput& input, const ballot::RoundPack& pack,
                                  const Roll& roll, const Merged& merged, const Cells& expected,
                                  Report& report) {
    std::vector<std::string> lines;
    TALLYSTICK_TRY(full, read_signed(*input.full, pack, roll, merged, input.threads, report,
                                     [&](const ListedBallot& ballot) {
                                         lines.push_back(write_votes_line(
                                             pack.round.styles[ballot.style].id, *ballot.votes));
                                     }));
    if (!full.good) return {};
    compare_cells(expected, full.cells, merged, pack.round, report);
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    TALLYSTICK_TRY(published, ballot::read_file(input.list, most_list));
    if (text != published)
        report.fail("opened-counts",
                    crypto::bad_data("votes.txt is not the signed list without its labels"));
    return {};
}

std::optional<crypto::Digest> signed_list_of(const ballot::OpenedNote& note) {
    for (const auto& file : note.files)
        if (file.path == "ballots.txt") return file.hash;
    return std::nullopt;
}

// The opened note, if it is the round's and lists what is about to be read.
crypto::Result<std::optional<ballot::OpenedNote>> check_note(const ExamineInput& input,
                                                             const ballot::RoundPack& pack,
                                                             const Closing& closing,
                                                             Report& report) {
    std::map<std::string, ballot::Path> files{{"rejected.txt", input.rejected}};
    // Both may lie there: the list that stays unpublished, or votes that nobody opened.
    for (const char* name : {"ballots.txt", opened_votes})
        if (const auto path = input.list.parent_path() / name; ballot::exists(path))
            files[name] = path;
    if (input.full) files["ballots.txt"] = *input.full;
    files[input.list.filename().string()] = input.list;
    TALLYSTICK_TRY(here, hash_opened(files));
    here["closing.note"] = {input.closing.first, crypto::sha256(input.closing.second)};
    return check_opened(input.opened, pack, closing.id, here, report);
}

struct Counted {
    Cells ballots;
    bool labels = false;
    RoundCount count;
};

// Reads the list once: counts it and holds it against the envelopes that were opened.
crypto::Result<std::optional<Counted>> count_list(const ExamineInput& input,
                                                  const ballot::RoundPack& pack, const Roll& roll,
                                                  const Merged& merged, const Closing& closing,
                                                  const Cells& expected, Report& report) {
    using Out = std::optional<Counted>;
    TALLYSTICK_TRY(spec, spec_of(pack, closing.note.dice));
    TALLYSTICK_TRY(counter, RoundCounter::create(pack, std::move(spec)));
    const bool labels = input.list.filename() == "ballots.txt";
    std::vector<std::int64_t> styles(pack.round.styles.size(), 0);
    const EachBallot each = [&](const ListedBallot& ballot) {
        ++styles[ballot.style];
        counter.add(ballot);
    };
    Cells ballots = expected;
    if (labels) {
        TALLYSTICK_TRY(list,
                       read_signed(input.list, pack, roll, merged, input.threads, report, each));
        if (!list.good) return Out();
        compare_cells(expected, list.cells, merged, pack.round, report);
        ballots = std::move(list.cells);
    } else {
        TALLYSTICK_TRY(good, read_votes(input.list, pack, report, each));
        if (!good) return Out();
        compare_styles(expected, styles, pack.round, report);
    }
    if (labels != keeps_labels(ballots))
        report.fail("opened-groups",
                    crypto::bad_data(labels ? "a kiosk and style has fewer than 10 ballots, and "
                                              "labels were published"
                                            : "labels were withheld without need"));
    report.pass("opened-groups");
    TALLYSTICK_TRY(count, std::move(counter).finish());
    return Out(Counted{std::move(ballots), labels, std::move(count)});
}

}  // namespace

std::int64_t Examined::bound() const {
    return set_aside + spoiled + static_cast<std::int64_t>(rejected.size());
}

std::optional<std::int64_t> Examined::margin() const {
    if (count.spec.rule != rules::RuleName::greedy || count.spec.order != rules::Order::by_score)
        return std::nullopt;
    std::optional<std::int64_t> least;
    const auto& records = count.allocation.trace.projects;
    const auto funded = [](const rules::ProjectRecord& record) {
        return record.status != rules::Status::not_funded;
    };
    for (const auto& record : records)
        if (record.score != std::to_string(record.votes)) return std::nullopt;
    for (const auto& one : records)
        for (const auto& other : records) {
            if (one.pot != other.pot || !funded(one) || funded(other)) continue;
            // A proposal with more votes that did not fit was not beaten by votes.
            if (one.votes < other.votes) continue;
            const std::int64_t lead = one.votes - other.votes;
            if (!least || lead < *least) least = lead;
        }
    return least;
}

crypto::Result<std::optional<Examined>> examine(const ExamineInput& input, Report& report) {
    using Out = std::optional<Examined>;
    auto pack = read_pack(input.pack, report);
    if (!pack) return Out();
    auto roll = read_rolls(*pack, input.rolls, report);
    if (!roll) return Out();
    GatherOptions options;
    options.threads = input.threads;
    options.damaged = input.damaged;
    TALLYSTICK_TRY(gathered, gather(*pack, *roll, input.bundles, options, report));
    Merged merged;
    merged.boxes = std::move(gathered.boxes);
    merged.alarms = report.alarms();
    merged.envelopes = gathered.merged;
    merged.marks = std::move(gathered.marks);
    merged.from = input.damaged == Damaged::refused ? Merged::From::published : Merged::From::given;
    auto closing = read_closing(*pack, *roll, merged, input.closing, report);
    if (!closing || !report.good()) return Out();
    TALLYSTICK_TRY(opened, check_note(input, *pack, *closing, report));
    if (!opened) return Out();
    TALLYSTICK_TRY(rejected_text, ballot::read_file(input.rejected, most_list));
    auto rejected = read_rejected(rejected_text);
    if (!rejected) {
        report.fail("opened-rejected", rejected.error().in("rejected.txt"));
        return Out();
    }
    const Expected expected = expect(merged, *roll, *pack, *closing, *rejected, report);
    TALLYSTICK_TRY(counted,
                   count_list(input, *pack, *roll, merged, *closing, expected.cells, report));
    if (!counted) return Out();
    Cells envelopes = count_cells(*pack, *roll, merged.marks);
    const std::int64_t spoiled = count_spoiled(merged.boxes);
    const bool labels = counted->labels;
    Examined out{std::move(*pack),
                 std::move(*roll),
                 std::move(merged),
                 std::move(*closing),
                 std::move(gathered.used),
                 expected.set_aside,
                 spoiled,
                 std::move(*rejected),
                 std::move(envelopes),
                 std::move(counted->ballots),
                 labels,
                 input.opened.second,
                 labels ? std::nullopt : signed_list_of(*opened),
                 std::move(counted->count)};
    if (!labels && input.full)
        TALLYSTICK_CHECK(
            compare_full(input, out.pack, out.roll, out.merged, expected.cells, report));
    if (!report.good()) return Out();
    return Out(std::move(out));
}

ballot::ResultNote result_of(const Examined& examined) {
    const auto& pack = examined.pack;
    const auto& allocation = examined.count.allocation;
    ballot::ResultNote note;
    note.round = pack.round_id;
    note.closing = examined.closing.id;
    note.rule = std::string(rules::name_of(examined.count.spec.rule));
    std::map<std::string, std::string> parameters;
    for (const auto& [name, value] : examined.count.spec.parameters())
        if (name != "rule" && !value.empty()) parameters[name] = value;
    if (examined.signed_list) parameters["signed-list"] = examined.signed_list->hex();
    for (const auto& [name, value] : parameters) note.parameters.push_back({name, value});
    std::map<std::string, std::int64_t> counts;
    counts["envelopes"] = static_cast<std::int64_t>(examined.merged.marks.size());
    counts["set-aside"] = examined.set_aside;
    counts["rejected"] = static_cast<std::int64_t>(examined.rejected.size());
    counts["spoiled"] = examined.spoiled;
    counts["bound"] = examined.bound();
    counts["ballots"] = examined.count.ballots;
    counts["invalid"] = examined.count.invalid;
    counts["blank"] = examined.count.blank;
    for (std::size_t style = 0; style < pack.round.styles.size(); ++style) {
        const std::string name = pack.round.styles[style].id.text();
        counts["ballots/" + name] = examined.count.by_style[style];
        for (std::size_t box = 0; box < examined.envelopes.size(); ++box)
            counts["envelopes/" + examined.merged.boxes[box].kiosk.text() + "/" + name] =
                examined.envelopes[box][style];
    }
    for (const auto& [name, value] : counts) note.counts.push_back({name, value});
    ballot::Pence spent;
    for (const auto& award : allocation.awards) {
        const ballot::Pence amount(award.amount);
        note.funded.push_back({pack.round.proposals[award.project].id, amount});
        spent += amount;
    }
    note.left = pack.round.fund - spent;
    note.explanations = examined.closing.note.explanations;
    return note;
}

}  // namespace tallystick::tally
