// SPDX-License-Identifier: GPL-3.0-or-later
#include "po_file.h"

#include <fstream>

namespace tallystick::assets_test {
namespace {

// What stands between the quotes of one line.
std::string quoted(const std::string& line) {
    std::string out;
    const std::size_t open = line.find('"');
    for (std::size_t i = open + 1; open != line.npos && i < line.size() && line[i] != '"'; ++i) {
        if (line[i] != '\\' || i + 1 == line.size()) {
            out += line[i];
            continue;
        }
        ++i;
        out += line[i] == 'n' ? '\n' : line[i] == 't' ? '\t' : line[i];
    }
    return out;
}

bool starts(const std::string& line, const char* with) {
    return line.rfind(with, 0) == 0;
}

// Gathers lines into entries, which an empty line ends.
class Gatherer {
public:
    explicit Gatherer(PoFile& po) : m_po(po) {}

    void take(const std::string& line) {
        if (line.empty()) return finish();
        if (starts(line, "#~")) return;
        if (starts(line, "#,") && line.find("fuzzy") != line.npos) m_entry.fuzzy = true;
        if (line[0] == '#') {
            m_comments += line + "\n";
            return;
        }
        if (starts(line, "msgid_plural"))
            m_into = &m_entry.plural;
        else if (starts(line, "msgid"))
            m_into = &m_entry.id;
        else if (starts(line, "msgstr"))
            m_into = &m_entry.translations.emplace_back();
        if (m_into != nullptr) *m_into += quoted(line);
    }
    void finish() {
        if (!m_entry.translations.empty()) {
            if (m_entry.id.empty()) {
                m_po.header = m_entry.translations.front();
                m_po.comments = m_comments;
            } else {
                m_po.messages.push_back(m_entry);
            }
        }
        m_entry = {};
        m_comments.clear();
        m_into = nullptr;
    }

private:
    PoFile& m_po;
    Message m_entry;
    std::string m_comments;
    std::string* m_into = nullptr;
};

}  // namespace

std::string PoFile::field(const std::string& name) const {
    const std::string whole = "\n" + header;
    const std::size_t at = whole.find("\n" + name + ": ");
    if (at == whole.npos) return {};
    const std::size_t from = at + name.size() + 3;
    return whole.substr(from, whole.find('\n', from) - from);
}

const Message* PoFile::find(const std::string& id) const {
    for (const Message& message : messages)
        if (message.id == id) return &message;
    return nullptr;
}

std::optional<PoFile> read_po(const std::string& file) {
    std::ifstream in(file);
    if (!in) return std::nullopt;
    PoFile po;
    Gatherer gatherer(po);
    std::string line;
    while (std::getline(in, line)) gatherer.take(line);
    gatherer.finish();
    return po;
}

}  // namespace tallystick::assets_test
