// SPDX-License-Identifier: GPL-3.0-or-later
#include "bundle_folders.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <crypto/digest.h>
#include <tally/publish.h>

#include "said_box.h"

namespace tallystick::tally {
namespace {

// Which kiosk a folder says it is from: only to sort the work, everything is checked later. Where
// its certificate is torn, its name says where the closed export is, if there is one.
std::string claimed_kiosk(const ballot::Path& folder) {
    for (const auto& said : said_boxes(folder))
        if (said.place == "kiosk.note" || said.place.empty()) return said.kiosk;
    return {};
}

std::string plain_name(const ballot::Path& folder) {
    const std::string name = folder.filename().string();
    return std::string(ballot::bundle_base(name).value_or(name));
}

std::optional<crypto::Digest> hash_of(const ballot::Path& folder) {
    const auto files = hash_tree(folder);
    if (!files) return std::nullopt;
    std::string lines;
    for (const auto& file : *files) lines += "sha256 " + file.hash.hex() + "  " + file.path + "\n";
    return crypto::sha256(lines);
}

// Several folders of one name: copies, or a kiosk's several histories, or several mirrors.
void add_named(const std::string& name, const std::vector<ballot::Path>& folders,
               std::vector<UsedBundle>& out) {
    if (folders.size() == 1) return out.push_back({folders.front(), name});
    std::map<crypto::Digest, ballot::Path> by_hash;
    for (const auto& folder : folders) {
        // What cannot be listed is no bundle, and its reader will say why.
        if (const auto hash = hash_of(folder))
            by_hash.emplace(*hash, folder);
        else
            out.push_back({folder, name});
    }
    for (const auto& [hash, folder] : by_hash) out.push_back({folder, name});
}

}  // namespace

std::vector<BundleGroup> group_bundles(const std::vector<ballot::Path>& bundles) {
    std::map<std::string, std::map<std::string, std::vector<ballot::Path>>> by_kiosk;
    std::vector<BundleGroup> unreadable;
    std::set<ballot::Path> seen;
    for (ballot::Path folder : bundles) {
        if (folder.filename().empty()) folder = folder.parent_path();
        std::error_code ignored;
        if (!seen.insert(std::filesystem::weakly_canonical(folder, ignored)).second) continue;
        const std::string kiosk = claimed_kiosk(folder);
        if (kiosk.empty())
            unreadable.push_back({"", {{folder, plain_name(folder)}}});
        else
            by_kiosk[kiosk][plain_name(folder)].push_back(folder);
    }
    std::vector<BundleGroup> out;
    for (const auto& [kiosk, names] : by_kiosk) {
        BundleGroup group{kiosk, {}};
        for (const auto& [name, folders] : names) add_named(name, folders, group.folders);
        out.push_back(std::move(group));
    }
    std::move(unreadable.begin(), unreadable.end(), std::back_inserter(out));
    return out;
}

void name_bundles(std::vector<UsedBundle>& bundles) {
    std::map<std::string, std::size_t> times;
    for (auto& bundle : bundles)
        if (const std::size_t number = ++times[bundle.name]; number > 1)
            bundle.name += "-" + std::to_string(number);
}

}  // namespace tallystick::tally
