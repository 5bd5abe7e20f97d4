// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstring>
#include <iterator>
#include <set>
#include <thread>

#include <crypto/digest.h>
#include <tally/event.h>

#include "box_history.h"
#include "bundle_folders.h"
#include "damaged_folders.h"
#include "parallel.h"

namespace tallystick::tally {
namespace {

using ballot::Bundle;

// Every bundle of one kiosk, united; made on a worker thread, reported on the caller's.
struct BoxWork {
    Box box;
    std::string merged;               // its part of envelopes.txt
    std::vector<EnvelopeMark> marks;  // of each line
    BoxFaults faults;
    std::vector<UsedBundle> used;
    std::vector<std::string> warnings;
    bool any_bundle = false;
    std::optional<crypto::Error> disk;  // nothing above counts then
};

constexpr const char* unread_bundle =
    "; or name another copy of this bundle; or, if its box has a closed export that can be read, "
    "take this folder away, and keep the stick";

bool is_alarm(ballot::BundleCheck check) {
    const auto* info = find_check(ballot::text_of(check).name);
    return info != nullptr && info->weight == CheckInfo::Weight::alarm;
}

class BoxReader {
public:
    BoxReader(const ballot::RoundPack& pack, const Roll& roll, Damaged damaged, unsigned threads)
        : m_pack(pack), m_roll(roll), m_damaged_are(damaged), m_threads(threads) {}

    BoxWork read(const BundleGroup& group) {
        BoxWork work;
        for (const auto& folder : group.folders)
            if (!read_one(folder, work)) return work;
        // Bundles under a name that the roll does not have say nothing about any box.
        const auto* entry = m_roll.find(work.box.kiosk);
        if (m_bundles.empty() || entry == nullptr) {
            refuse_damaged(m_damaged, work.faults);
            return work;
        }
        work.box.role = entry->role;
        sort_bundles(m_bundles);
        check_history(m_bundles, work.faults);
        choose_last(work);
        pass_over_damaged(work);
        name_bundles(work.used);
        for (const auto& one : m_bundles) work.box.bundles.push_back(one.name);
        unite(work, static_cast<std::uint32_t>(entry - m_roll.note.entries.data()));
        return work;
    }

private:
    // False when the disk failed.
    bool read_one(const UsedBundle& given, BoxWork& work) {
        const ballot::Path& folder = given.folder;
        ballot::BundleLimits limits;
        limits.threads = m_threads;
        auto reading = ballot::read_bundle(folder, m_pack, limits);
        if (!reading) {
            work.disk = reading.error();
            // An audit folder is whole or nothing.
            if (m_damaged_are == Damaged::passed_over) work.disk->hint += unread_bundle;
            return false;
        }
        work.any_bundle = true;
        const std::string name = folder.string();  // two sticks hold folders of one name
        bool usable = reading->bundle.has_value();
        BoxFaults faults;
        for (const auto& fault : reading->faults) {
            faults.emplace_back(ballot::text_of(fault.check).name, fault.error);
            usable = usable && is_alarm(fault.check);
        }
        if (!usable) {
            m_damaged.push_back({folder, std::move(faults)});
            return true;
        }
        work.faults.insert(work.faults.end(), faults.begin(), faults.end());
        const auto& certificate = reading->bundle->certificate;
        const auto* entry = m_roll.find(certificate.kiosk);
        if (entry == nullptr || entry->certificate != reading->bundle->certificate_id) {
            work.faults.emplace_back(
                "box-listed",
                crypto::bad_data(name + ": the certificate of " + certificate.kiosk.text() +
                                     " is not on the last roll",
                                 "was it enrolled after the roll? Post a further roll with a "
                                 "reason, before opening"));
            return true;
        }
        work.box.kiosk = certificate.kiosk;
        work.used.push_back(given);
        m_bundles.push_back({std::move(*reading->bundle), name});
        return true;
    }

    // A closed export has all that an earlier one had.
    void pass_over_damaged(BoxWork& work) {
        const bool covered =
            m_damaged_are == Damaged::passed_over && work.box.state == Box::State::closed;
        if (covered)
            judge_damaged(m_damaged, m_pack, *m_final, m_bundles, work.faults, work.warnings);
        else
            refuse_damaged(m_damaged, work.faults);
    }

    void choose_last(BoxWork& work) {
        m_final = &final_bundle(m_bundles);
        m_last = &m_final->bundle;
        Box& box = work.box;
        box.state = m_last->state == ballot::BundleState::closed ? Box::State::closed
                    : m_last->state == ballot::BundleState::open ? Box::State::open
                                                                 : Box::State::recovered;
        if (box.state != Box::State::recovered) box.checkpoint = m_last->checkpoint;
        auto key = crypto::VerifierKey::parse(m_last->certificate.key);
        if (key) box.key = *key;
        box.most = m_last->certificate.most;
        if (box.state != Box::State::closed && box.role == ballot::Role::kiosk)
            work.faults.emplace_back(
                "box-closed",
                crypto::bad_data("the last export of " + box.kiosk.text() + " is " +
                                     std::string(name_of(box.state)) + ", not closed",
                                 "close the kiosk and export again, or write a reason into the "
                                 "closing note"));
    }

    void unite(BoxWork& work, std::uint32_t index) {
        struct Ref {
            crypto::Digest leaf;
            std::string_view line;
        };
        std::vector<Ref> lines;
        std::set<ballot::Spoiled> spoiled;
        std::size_t line_size = 0;  // one for the round; an empty bundle does not tell it
        for (const auto& [bundle, name] : m_bundles) {
            if (bundle.size() > 0) line_size = line_size_of(bundle);
            for (std::size_t at = 0; at < bundle.size(); ++at)
                lines.push_back({bundle.leaves[at], bundle.line(at, line_size)});
            spoiled.insert(bundle.spoiled.begin(), bundle.spoiled.end());
        }
        std::sort(lines.begin(), lines.end(),
                  [](const Ref& a, const Ref& b) { return a.leaf < b.leaf; });
        lines.erase(std::unique(lines.begin(), lines.end(),
                                [](const Ref& a, const Ref& b) { return a.leaf == b.leaf; }),
                    lines.end());
        const std::string prefix = work.box.kiosk.text() + " ";
        work.merged.reserve(lines.size() * (prefix.size() + line_size + 1));
        work.marks.reserve(lines.size());
        for (const auto& ref : lines) {
            work.merged += prefix;
            work.merged += ref.line;
            work.merged += '\n';
            work.marks.push_back(mark_of(ref.line, ref.leaf, index, m_pack.round));
        }
        work.box.envelopes = lines.size();
        const auto desk = std::count_if(lines.begin(), lines.end(), [](const Ref& ref) {
            return ref.line.starts_with(static_cast<char>(ballot::EnvelopeKind::desk));
        });
        check_limits(m_last->certificate, m_pack.round, lines.size(),
                     static_cast<std::size_t>(desk), work.faults);
        check_mirrors(work);
        work.box.spoiled.assign(spoiled.begin(), spoiled.end());
        for (const auto& entry : work.box.spoiled)
            if (std::binary_search(lines.begin(), lines.end(), Ref{entry.leaf, {}},
                                   [](const Ref& a, const Ref& b) { return a.leaf < b.leaf; }))
                work.faults.emplace_back(
                    "event-spoiled-not-cast",
                    crypto::bad_data(work.box.kiosk.text() + ": envelope " + entry.leaf.hex() +
                                     " was destroyed by a check and is in the log"));
    }

    // A closed log lacks nothing that the kiosk had confirmed on its mirror.
    void check_mirrors(BoxWork& work) {
        if (work.box.state != Box::State::closed) return;
        const std::set<crypto::Digest> logged(m_last->leaves.begin(), m_last->leaves.end());
        for (const auto& [bundle, name] : m_bundles) {
            if (bundle.state != ballot::BundleState::recovered) continue;
            std::size_t lost = 0;
            for (const auto& leaf : bundle.leaves) lost += logged.contains(leaf) ? 0U : 1U;
            if (lost > 0)
                work.faults.emplace_back(
                    "log-holds-mirror",
                    crypto::bad_data(name + ": " + std::to_string(lost) +
                                         " confirmed envelopes are not in the closed log of " +
                                         work.box.kiosk.text(),
                                     "they are merged; write into the closing note what happened"));
        }
    }

    [[nodiscard]] static std::size_t line_size_of(const Bundle& bundle) {
        return bundle.envelopes.size() / bundle.size() - 1;
    }

    const ballot::RoundPack& m_pack;
    const Roll& m_roll;
    Damaged m_damaged_are;
    unsigned m_threads;
    std::vector<NamedBundle> m_bundles;
    std::vector<DamagedFolder> m_damaged;
    const NamedBundle* m_final = nullptr;  // among m_bundles
    const Bundle* m_last = nullptr;        // its
};

// What only all kiosks together can show.
void check_repeats(const std::vector<EnvelopeMark>& marks, const Roll& roll, Report& report) {
    std::vector<std::uint32_t> order(marks.size());
    for (std::size_t at = 0; at < order.size(); ++at) order[at] = static_cast<std::uint32_t>(at);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return marks[a].sealed_start < marks[b].sealed_start;
    });
    for (std::size_t at = 1; at < order.size(); ++at) {
        const EnvelopeMark& one = marks[order[at - 1]];
        const EnvelopeMark& other = marks[order[at]];
        if (one.sealed_start != other.sealed_start) continue;
        report.fail("event-sealed-once",
                    crypto::bad_data(
                        "the envelopes " + one.leaf.hex() + " in " +
                            roll.note.entries[one.box].kiosk.text() + " and " + other.leaf.hex() +
                            " in " + roll.note.entries[other.box].kiosk.text() +
                            " hold the same sealed ballot, or one that begins like it",
                        "one of them is a copy; only what its own kiosk signed becomes a ballot"));
    }
    order = order_by_claim(marks);
    std::size_t cards = 0, papers = 0;
    for (std::size_t at = 1; at < order.size(); ++at) {
        const EnvelopeMark& mark = marks[order[at]];
        if (!is_one_claim(mark, marks[order[at - 1]])) continue;
        ++(mark.kind == ballot::EnvelopeKind::card ? cards : papers);
    }
    const auto envelopes = [](std::size_t count) {
        return std::to_string(count) + (count == 1 ? " envelope comes" : " envelopes come");
    };
    if (cards > 0)
        report.note(envelopes(cards) +
                    " from a card that was used before; the dice choose which one counts");
    if (papers > 0)
        report.note(envelopes(papers) +
                    " from a paper ballot that was entered before; one of each is opened");
}

}  // namespace

crypto::Result<Gathered> gather(const ballot::RoundPack& pack, const Roll& roll,
                                const std::vector<ballot::Path>& bundles,
                                const GatherOptions& options, Report& report) {
    const std::vector<BundleGroup> groups = group_bundles(bundles);
    const unsigned threads =
        options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    // Kiosk by kiosk where there are many, inside one kiosk where there are few.
    const auto outer = static_cast<unsigned>(std::min<std::size_t>(threads, groups.size()));
    const unsigned inner = outer == 0 ? 1 : std::max(1U, threads / outer);
    Gathered out;
    for (const auto& entry : roll.note.entries) {
        Box box;
        box.kiosk = entry.kiosk;
        box.role = entry.role;
        out.boxes.push_back(std::move(box));
    }
    crypto::Sha256 merged;
    std::optional<crypto::Error> stop;
    bool any = false;
    parallel_in_order(
        groups.size(), outer,
        [&](std::size_t at) {
            return BoxReader(pack, roll, options.damaged, inner).read(groups[at]);
        },
        [&](std::size_t, BoxWork work) {
            if (stop) return;
            if (work.disk) {
                stop = work.disk;
                return;
            }
            any = any || work.any_bundle;
            for (auto& [check, error] : work.faults) report.fail(check, std::move(error));
            for (auto& warning : work.warnings) report.warning(std::move(warning));
            if (work.box.state == Box::State::missing) return;
            merged.add(work.merged);
            if (options.sink)
                if (auto written = options.sink(work.merged); !written) stop = written.error();
            out.marks.insert(out.marks.end(), work.marks.begin(), work.marks.end());
            out.used.insert(out.used.end(), work.used.begin(), work.used.end());
            for (auto& box : out.boxes)
                if (box.kiosk == work.box.kiosk) box = std::move(work.box);
        });
    if (stop) return *stop;
    if (any) report.pass_stage(Stage::bundle);
    for (const auto& box : out.boxes)
        if (box.state == Box::State::missing)
            report.fail(
                "box-present",
                crypto::bad_data("no bundle of " + box.kiosk.text(),
                                 "bring its export or its mirror, or write into the closing "
                                 "note why there is none"));
    check_repeats(out.marks, roll, report);
    report.pass_stage(Stage::event);
    out.merged = merged.finish();
    return out;
}

}  // namespace tallystick::tally
