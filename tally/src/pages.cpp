// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/pages.h>

#include <algorithm>
#include <array>

#include "page_parts.h"
#include "thumbnail.h"

namespace tallystick::tally {
namespace {

using rules::Status;

struct Accent {
    std::string_view name, colour;
};
// The screen's accents, dark enough for white text.
constexpr std::array accents{
    Accent{"teal", "#0e7490"},    Accent{"orange", "#b4470b"}, Accent{"purple", "#6d28d9"},
    Accent{"green", "#15803d"},   Accent{"blue", "#1e40af"},   Accent{"red", "#be123c"},
    Accent{"crimson", "#be123c"}, Accent{"pink", "#a21caf"},   Accent{"brown", "#7c4a1e"},
};

std::string colour_of(std::string_view accent) {
    for (const auto& entry : accents)
        if (entry.name == accent) return std::string(entry.colour);
    return "#1e40af";
}

std::string html_code(const std::string& language) {
    return language.substr(0, language.find('@'));
}

using Pictures = std::map<std::string, std::string>;  // proposal -> data: address

Pictures read_pictures(const ballot::RoundPack& pack) {
    constexpr std::uint64_t most_picture = 8'000'000;
    Pictures out;
    for (const auto& proposal : pack.round.proposals) {
        if (proposal.picture.empty()) continue;
        const auto bytes = ballot::read_file(pack.folder / proposal.picture, most_picture);
        std::string picture = bytes ? thumbnail(*bytes) : std::string();
        if (!picture.empty()) out[proposal.id.text()] = std::move(picture);
    }
    return out;
}

class Page {
public:
    Page(const Examined& examined, const Words& words, const Pictures& pictures)
        : m_examined(examined),
          m_round(examined.pack.round),
          m_trace(examined.count.allocation.trace),
          m_words(words),
          m_pictures(pictures),
          m_stories(stories_of(examined)) {}

    std::string write() {
        head();
        tiles();
        for (const auto& story : m_stories) pot(story);
        how_counted();
        ballots();
        how_to_check();
        m_out += "</main>\n<footer class=\"wrap\"><p>Tallystick</p></footer>\n</body>\n</html>\n";
        return std::move(m_out);
    }

private:
    void head() {
        const std::string title = escaped(m_round.title.in(m_words.language()));
        const std::string results = escaped(m_words.tr("Results"));
        m_out += "<!DOCTYPE html>\n<html lang=\"" + html_code(m_words.language()) + "\" dir=\"" +
                 (m_words.right_to_left() ? "rtl" : "ltr") +
                 "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                 "content=\"width=device-width, initial-scale=1\">\n<title>" +
                 title + " – " + results + "</title>\n<style>" + std::string(page_style) +
                 "</style>\n</head>\n<body>\n<header><div class=\"wrap\"><span class=\"mark\" "
                 "aria-hidden=\"true\"><svg width=\"26\" height=\"26\" viewBox=\"0 0 24 24\" "
                 "fill=\"none\" stroke=\"#fff\" stroke-width=\"3.4\" stroke-linecap=\"round\" "
                 "stroke-linejoin=\"round\"><path d=\"M4 13l5 5L20 6\"/></svg></span><div><p "
                 "class=\"brand\">" +
                 title + "</p><p>" + escaped(m_words.tr("Participatory budget")) + "</p></div>";
        if (m_round.languages.size() > 1) {
            m_out += "<nav aria-label=\"" + escaped(m_words.tr("Languages")) + "\"><ul>";
            for (const auto& language : m_round.languages) {
                const std::string name = escaped(Words::own_name(language));
                m_out += language == m_words.language()
                             ? "<li><strong aria-current=\"page\">" + name + "</strong></li>"
                             : "<li><a href=\"" + page_of(language) + "\" lang=\"" +
                                   html_code(language) + "\">" + name + "</a></li>";
            }
            m_out += "</ul></nav>";
        }
        m_out += "</div></header>\n<main class=\"wrap\">\n<h1>" +
                 escaped(m_words.tr("What the vote decided")) + "</h1>\n<p class=\"lead\">" +
                 escaped(m_words.tr("Residents decided how this money is spent. Here is every "
                                    "proposal, what happened to it, and why.")) +
                 "</p>\n";
    }

    void tiles() {
        const auto funded =
            std::count_if(m_trace.projects.begin(), m_trace.projects.end(),
                          [](const auto& record) { return record.status != Status::not_funded; });
        ballot::Pence spent;
        for (const auto& award : m_examined.count.allocation.awards)
            spent += ballot::Pence(award.amount);
        const auto tile = [&](const std::string& name, const std::string& value) {
            m_out += "<div><dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd></div>";
        };
        m_out += "<dl class=\"tiles\">";
        tile(m_words.tr("Ballots counted"), m_words.number(m_examined.count.ballots));
        tile(m_words.tr("Proposals funded"),
             m_words.tr(
                 "{funded} of {all}",
                 {{"funded", m_words.number(funded)},
                  {"all", m_words.number(static_cast<std::int64_t>(m_trace.projects.size()))}}));
        tile(m_words.tr("Money awarded"), money(spent));
        tile(m_words.tr("Money left"), money(m_round.fund - spent));
        m_out += "</dl>\n";
    }

    void pot(const PotStory& story) {
        const std::string id = "pot-" + story.pot->id.text();
        m_out += "<section aria-labelledby=\"" + id +
                 "\" style=\"--accent:" + colour_of(story.pot->accent) + "\">\n<h2 id=\"" + id +
                 "\">" + escaped(story.pot->name.in(m_words.language())) +
                 "</h2>\n<p class=\"money\">";
        m_out += "<b>" +
                 escaped(m_words.tr(
                     "{spent} of {available} awarded",
                     {{"spent", money(story.spent)}, {"available", money(story.available)}})) +
                 "</b> · " + escaped(m_words.tr("{left} left", {{"left", money(story.left)}}));
        if (story.received.value() > 0)
            m_out += " · " + escaped(m_words.tr("{amount} of it came from other parts of the fund",
                                                {{"amount", money(story.received)}}));
        m_out += "</p>\n";
        budget_bar(story);
        std::int64_t most = 1;
        for (const auto project : story.ranking)
            most = std::max(most, shown_score(m_trace.projects[project]));
        m_out += m_pictures.empty() ? "<ol>\n" : "<ol class=\"pictured\">\n";
        for (std::size_t at = 0; at < story.ranking.size(); ++at) {
            place(story.ranking[at], at + 1, most);
            if (at + 1 == story.line && story.line < story.ranking.size())
                m_out += "<li class=\"fund-line\">" +
                         escaped(m_words.tr("Funding line: the money reached to here")) + "</li>\n";
        }
        m_out += "</ol>\n";
        if (story.left.value() > 0 && story.moved_to != nullptr)
            m_out += "<p class=\"moved\">" +
                     escaped(m_words.tr("The {left} left here goes to “{pot}”.",
                                        {{"left", money(story.left)},
                                         {"pot", story.moved_to->name.in(m_words.language())}})) +
                     "</p>\n";
        else if (story.left.value() > 0)
            m_out += "<p class=\"moved\">" +
                     escaped(m_words.tr("The {left} left here returns to the fund.",
                                        {{"left", money(story.left)}})) +
                     "</p>\n";
        m_out += "</section>\n";
    }

    // How the pot's money was shared out; the same is said in words.
    void budget_bar(const PotStory& story) {
        m_out += "<div class=\"budget\" aria-hidden=\"true\">";
        for (const auto project : story.ranking) {
            const auto& record = m_trace.projects[project];
            if (record.awarded == 0 || story.available.value() == 0) continue;
            m_out +=
                "<i style=\"width:" + percent(record.awarded, story.available.value()) + "\"></i>";
        }
        m_out += "</div>\n";
    }

    void place(rules::ProjectIndex project, std::size_t rank, std::int64_t most) {
        const auto& record = m_trace.projects[project];
        const auto& proposal = m_round.proposals[project];
        const bool won = record.status != Status::not_funded;
        const std::string& language = m_words.language();
        m_out += "<li class=\"place" + std::string(won ? " won" : "") + "\" id=\"p-" +
                 proposal.id.text() + "\"><span class=\"rank\">" +
                 m_words.number(static_cast<std::int64_t>(rank)) + "</span>" + picture(proposal) +
                 "<h3>" + escaped(proposal.title.in(language)) + "</h3><span class=\"cost\">" +
                 escaped(money(proposal.cost)) +
                 "</span><div class=\"bar\"><span aria-hidden=\"true\" style=\"width:calc((100% - "
                 "9em)*" +
                 fraction(shown_score(record), most) + ")\"></span><b>" + escaped(score(record)) +
                 "</b></div><p class=\"fate\">" + chip(record) +
                 escaped(fate_of(m_examined, project, m_words)) + "</p>";
        if (!proposal.proposer.empty())
            m_out += "<p class=\"by\">" +
                     escaped(m_words.tr("Proposed by {name}", {{"name", proposal.proposer}})) +
                     "</p>";
        m_out += "</li>\n";
    }

    [[nodiscard]] std::string picture(const ballot::Proposal& proposal) const {
        const auto found = m_pictures.find(proposal.id.text());
        if (found == m_pictures.end()) return m_pictures.empty() ? "" : "<span></span>";
        return "<img src=\"" + found->second + "\" width=\"116\" height=\"78\" alt=\"" +
               escaped(proposal.picture_alt.in(m_words.language())) + "\">";
    }

    // What was funded shows it; the others say it in their sentence.
    [[nodiscard]] std::string chip(const rules::ProjectRecord& record) const {
        if (record.status == Status::not_funded) return {};
        return "<span class=\"chip\"><svg width=\"14\" height=\"14\" viewBox=\"0 0 24 24\" "
               "fill=\"none\" stroke=\"currentColor\" stroke-width=\"4\" "
               "aria-hidden=\"true\"><path d=\"M4 13l5 5L20 6\"/></svg>" +
               escaped(status(record)) + "</span>";
    }

    [[nodiscard]] std::string status(const rules::ProjectRecord& record) const {
        switch (record.status) {
            case Status::funded:
                return m_words.tr("Funded");
            case Status::part_funded:
                return m_words.tr("Funded in part");
            case Status::fixed:
                return m_words.tr("Funded before the vote");
            case Status::not_funded:
                break;
        }
        return m_words.tr("Not funded");
    }

    // The score as a whole number where it is one; bars need no more.
    [[nodiscard]] static std::int64_t shown_score(const rules::ProjectRecord& record) {
        return record.score.find('/') == std::string::npos && !record.score.empty() &&
                       record.score.size() < 15 && record.score[0] != '-' &&
                       record.score.find_first_not_of("0123456789") == std::string::npos
                   ? std::stoll(record.score)
                   : record.votes;
    }
    [[nodiscard]] std::string score(const rules::ProjectRecord& record) const {
        const std::int64_t shown = shown_score(record);
        if (shown == record.votes)
            return m_words.tr("Votes: {count}", {{"count", m_words.number(record.votes)}});
        return m_words.tr("Points: {count}", {{"count", m_words.number(shown)}});
    }

    void how_counted() {
        m_out += "<section class=\"plain\" aria-labelledby=\"how\"><h2 id=\"how\">" +
                 escaped(m_words.tr("How it was counted")) + "</h2>\n<p>" + escaped(rule_words()) +
                 "</p>\n<p>" +
                 escaped(m_words.tr("This rule was fixed and signed before the first vote. Where "
                                    "proposals were level, their order was drawn by lot from dice "
                                    "that were rolled in public before the ballots were opened.")) +
                 "</p>\n<p>" + escaped(m_words.tr("The dice showed:")) + " <code>" +
                 escaped(m_examined.closing.note.dice) + "</code></p>\n</section>\n";
    }

    [[nodiscard]] std::string rule_words() const {
        const auto& spec = m_examined.count.spec;
        switch (spec.rule) {
            case rules::RuleName::greedy:
                if (spec.on_misfit == rules::OnMisfit::stop)
                    return m_words.tr(
                        "In each part of the fund, the proposal with the highest "
                        "score is funded first, then the next, until one costs more "
                        "than is left.");
                if (spec.on_misfit == rules::OnMisfit::part_fund)
                    return m_words.tr(
                        "In each part of the fund, the proposal with the highest "
                        "score is funded first, then the next; the one that no "
                        "longer fits is offered what is left.");
                return m_words.tr(
                    "In each part of the fund, the proposal with the highest score "
                    "is funded first, then the next. One that costs more than is "
                    "left is passed over, and the next that fits is funded.");
            case rules::RuleName::equal_shares:
            case rules::RuleName::exact_equal_shares:
                return m_words.tr(
                    "Every voter has an equal share of the money (Method of Equal "
                    "Shares): a proposal is funded when its supporters can pay for "
                    "it together.");
            default:
                break;
        }
        return m_words.tr("The proposals were chosen by the rule “{rule}”, which the round names.",
                          {{"rule", std::string(rules::name_of(spec.rule))}});
    }

    void row(const std::string& name, std::int64_t value) {
        m_out += "<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + m_words.number(value) +
                 "</td></tr>\n";
    }

    void ballots() {
        const auto& examined = m_examined;
        m_out += "<section class=\"plain\" aria-labelledby=\"ballots\"><h2 id=\"ballots\">" +
                 escaped(m_words.tr("The ballots")) + "</h2>\n<table>\n";
        row(m_words.tr("Envelopes in the kiosks’ logs"),
            static_cast<std::int64_t>(examined.merged.marks.size()));
        for (std::size_t style = 0; style < m_round.styles.size(); ++style)
            row(m_words.tr("Ballots counted: {style}",
                           {{"style", m_round.styles[style].name.in(m_words.language())}}),
                examined.count.by_style[style]);
        row(m_words.tr("Of these, left blank"), examined.count.blank);
        if (examined.set_aside > 0)
            row(m_words.tr("Not opened, because their card was used before"), examined.set_aside);
        if (!examined.rejected.empty())
            row(m_words.tr("Could not be opened to a ballot"),
                static_cast<std::int64_t>(examined.rejected.size()));
        if (examined.count.invalid > 0)
            row(m_words.tr("Broke the rules of the ballot and were not counted"),
                examined.count.invalid);
        if (examined.spoiled > 0)
            row(m_words.tr("Checked by voters and destroyed, then voted anew"), examined.spoiled);
        m_out += "</table>\n";
        const auto margin = examined.margin();
        if (margin && examined.bound() > 0 && *margin <= examined.bound())
            loud(
                m_words.tr("The closest decision was by {margin} votes. That is not more than the "
                           "{bound} ballots above that were not opened or were destroyed.",
                           {{"margin", m_words.number(*margin)},
                            {"bound", m_words.number(examined.bound())}}));
        if (!examined.labels)
            m_out += "<p>" +
                     escaped(m_words.tr("Some groups of voters were small. To protect them, the "
                                        "ballots are published without saying where they were "
                                        "cast; witnesses checked the full list.")) +
                     "</p>\n";
        if (m_round.witness_quorum == 0)
            loud(m_words.tr("This round had no witnesses: only the organiser vouches for it."));
        if (m_round.shares_needed == 1)
            loud(m_words.tr("In this round one person alone could open the ballots."));
        if (!examined.closing.note.explanations.empty()) {
            m_out += "<h3>" + escaped(m_words.tr("What the officers explained")) + "</h3><ul>\n";
            for (const auto& explanation : examined.closing.note.explanations)
                m_out += "<li><code>" + escaped(explanation.what) + "</code> " +
                         escaped(explanation.why) + "</li>\n";
            m_out += "</ul>\n";
        }
        m_out += "</section>\n";
    }

    void loud(const std::string& text) { m_out += "<p class=\"loud\">" + escaped(text) + "</p>\n"; }

    void how_to_check() {
        m_out +=
            "<section class=\"plain\" aria-labelledby=\"check\"><h2 id=\"check\">" +
            escaped(m_words.tr("Check it yourself")) + "</h2>\n<p>" +
            escaped(m_words.tr("Everything behind this page is published in one folder: sealed "
                               "envelopes, logs, opened ballots and every step of the count. "
                               "Anybody can check all of it and count again with one command:")) +
            "</p>\n<p><code>tallystick audit FOLDER</code></p>\n<p>" +
            escaped(m_words.tr("If you kept a receipt: its code must be in your kiosk’s log. It "
                               "proves that your vote is in, and tells nobody how you voted.")) +
            "</p>\n<table>\n<tr><th scope=\"row\">" + escaped(m_words.tr("This round")) +
            "</th></tr>\n<tr><th><code>" + m_examined.pack.round_id.hex() +
            "</code></th></tr>\n<tr><th scope=\"row\">" +
            escaped(m_words.tr("The organiser’s key, as on the posters")) +
            "</th></tr>\n<tr><th><code>" + escaped(m_examined.pack.organiser.text()) +
            "</code></th></tr>\n<tr><th scope=\"row\">" +
            escaped(m_words.tr("The closing note, signed before opening")) +
            "</th></tr>\n<tr><th><code>" + m_examined.closing.id.hex() +
            "</code></th></tr>\n</table>\n</section>\n";
    }

    [[nodiscard]] std::string money(ballot::Pence amount) const {
        return m_words.money(amount, m_round.currency);
    }
    [[nodiscard]] static std::string percent(std::int64_t part, std::int64_t whole) {
        const std::int64_t thousandths = part * 100'000 / std::max<std::int64_t>(whole, 1);
        const std::string rest = std::to_string(1000 + thousandths % 1000).substr(1);
        return std::to_string(thousandths / 1000) + "." + rest + "%";
    }
    [[nodiscard]] static std::string fraction(std::int64_t part, std::int64_t whole) {
        const std::int64_t thousandths = part * 1000 / std::max<std::int64_t>(whole, 1);
        return thousandths >= 1000 ? "1" : "." + std::to_string(1000 + thousandths).substr(1);
    }

    const Examined& m_examined;
    const ballot::Round& m_round;
    const rules::Trace& m_trace;
    const Words& m_words;
    const Pictures& m_pictures;
    std::vector<PotStory> m_stories;
    std::string m_out;
};

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string page_of(std::string language) {
    std::replace(language.begin(), language.end(), '@', '-');
    return language + ".html";
}

std::map<std::string, std::string> write_pages(const Examined& examined,
                                               const ballot::Path& locale_folder) {
    std::map<std::string, std::string> out;
    const Pictures pictures = read_pictures(examined.pack);
    for (const auto& language : examined.pack.round.languages) {
        const Words words(locale_folder, language);
        std::string page = Page(examined, words, pictures).write();
        if (out.empty()) out["results/index.html"] = page;
        out["results/" + page_of(language)] = std::move(page);
    }
    return out;
}

}  // namespace tallystick::tally
