// SPDX-License-Identifier: GPL-3.0-or-later
// Files in memory, for fuzz targets that read folders. One thread.
#pragma once

#include <cerrno>
#include <map>
#include <set>
#include <string>

#include <ballot/files.h>

namespace tallystick::fuzz {

class MemoryDisk : public ballot::Disk {
public:
    using Path = ballot::Path;
    std::map<std::string, std::string> files;  // whole path -> bytes

    int read(const Path& file, std::uint64_t limit, std::string& bytes) override {
        const auto found = files.find(file.string());
        if (found == files.end()) return ENOENT;
        if (found->second.size() > limit) return EFBIG;
        bytes += found->second;
        return 0;
    }
    int read_at(const Path& file, std::uint64_t offset, std::size_t count,
                std::string& bytes) override {
        const auto found = files.find(file.string());
        if (found == files.end()) return ENOENT;
        if (offset <= found->second.size()) bytes += found->second.substr(offset, count);
        return 0;
    }
    int write_at(const Path& file, std::uint64_t offset, std::string_view bytes) override {
        std::string& content = files[file.string()];
        if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size());
        content.replace(offset, bytes.size(), bytes);
        return 0;
    }
    int sync(const Path&) override { return 0; }
    int sync_folder(const Path&) override { return 0; }
    int keep_private(const Path&) override { return 0; }
    int rename(const Path& from, const Path& to) override {
        std::map<std::string, std::string> renamed;
        for (auto& file : files) {
            const bool inside =
                file.first == from.string() || file.first.starts_with(from.string() + "/");
            renamed[inside ? to.string() + file.first.substr(from.string().size()) : file.first] =
                std::move(file.second);
        }
        files = std::move(renamed);
        return 0;
    }
    int remove(const Path& file) override {
        files.erase(file.string());
        return 0;
    }
    int make_folder(const Path&) override { return 0; }
    int list(const Path& folder, std::vector<Entry>& entries) override {
        std::set<std::string> folders;
        const std::string inside = folder.string() + "/";
        for (const auto& file : files) {
            if (!file.first.starts_with(inside)) continue;
            const std::string rest = file.first.substr(inside.size());
            const std::size_t slash = rest.find('/');
            if (slash == std::string::npos) {
                entries.push_back({rest, Entry::Kind::file, file.second.size()});
            } else if (folders.insert(rest.substr(0, slash)).second) {
                entries.push_back({rest.substr(0, slash), Entry::Kind::folder, 0});
            }
        }
        return entries.empty() ? ENOENT : 0;
    }
    int stat(const Path& path, Entry& entry) override {
        const auto found = files.find(path.string());
        if (found != files.end()) {
            entry = {path.filename().string(), Entry::Kind::file, found->second.size()};
            return 0;
        }
        const auto behind = files.lower_bound(path.string() + "/");
        if (behind == files.end() || !behind->first.starts_with(path.string() + "/")) return ENOENT;
        entry = {path.filename().string(), Entry::Kind::folder, 0};
        return 0;
    }
};

}  // namespace tallystick::fuzz
