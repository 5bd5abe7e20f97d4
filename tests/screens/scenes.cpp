// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenes.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <app/strings.h>
#include <app/view.h>
#include <ballot/languages.h>
#include <tally/authoring.h>

namespace tallystick::screens {
namespace {

using app::Screen;
using app::State;
using ballot::BallotType;

template <typename Id>
Id id(const std::string& text) {
    auto parsed = Id::parse(text);
    return parsed.value();
}

app::Setup read_demo() {
    const std::filesystem::path folder = TALLYSTICK_ASSETS "/demo";
    auto authored = tally::read_authored(folder / "round.toml");
    if (!authored.round) {
        std::fprintf(stderr, "error: %s: the demonstration round has faults\n", folder.c_str());
        for (const auto& fault : authored.faults)
            std::fprintf(stderr, "%s\n", fault.text().c_str());
        std::abort();
    }
    app::Setup setup;
    setup.round = std::move(*authored.round);
    setup.round_id = std::string(64, 'a');
    setup.kiosk = id<ballot::KioskId>("hall-1");
    setup.pack_folder = folder;
    // Every language there is a catalogue for; proposals without a text in one are shown in
    // English.
    for (const char* code :
         {"en", "en@easy", "cy", "pl", "ro", "pa", "ur", "bn", "gu", "ar", "zh", "so", "uk"}) {
        setup.languages.push_back({code, std::string(ballot::own_name(code)),
                                   std::string_view(code) != "en", std::string_view(code) != "so"});
    }
    setup.demo = app::Demo{{"7Q2M4XK9RB3HT5WC81"}, "2468"};
    return setup;
}

void set_type(ballot::Round& round, BallotType type) {
    for (auto& pot : round.pots) {
        auto& rules = pot.ballot;
        rules = {};
        rules.type = type;
        rules.max_chosen = type == BallotType::ranking || type == BallotType::approval ? 3 : 0;
        rules.total = 10;
        rules.max_each = 5;
        rules.lowest = 1;
        rules.highest = 5;
        rules.max_plus = 3;
        rules.max_minus = 1;
    }
    for (auto& proposal : round.proposals) {
        proposal.amount_min = ballot::Pence(50000);
        proposal.amount_step = ballot::Pence(25000);
    }
}

State voting(const std::shared_ptr<const app::Setup>& setup, Screen screen) {
    State state = app::initial_state(setup);
    state.polls = app::Polls::open;
    state.screen = screen;
    state.session.style = id<ballot::StyleId>("north");
    state.session.card_mark = "0a1b2c3d";
    state.counts.capacity = 10000;
    for (const auto* proposal : state.round().ballot_of(*state.style())) {
        state.session.order.push_back(proposal->id);
    }
    return state;
}

// Some choices that every type allows.
void choose(State& state) {
    std::map<ballot::PotId, std::int64_t> rank;
    int n = 0;
    for (const auto& one : state.session.order) {
        const auto* proposal = state.round().find_proposal(one);
        const auto* pot = state.round().find_pot(proposal->pot);
        if (n++ % 3 == 1) continue;
        std::int64_t value = 1;
        switch (pot->ballot.type) {
            case BallotType::ranking:
                value = ++rank[pot->id];
                break;
            case BallotType::score:
                value = 1 + n % 5;
                break;
            case BallotType::points:
                value = 2;
                break;
            case BallotType::amount:
                value = 75000;
                break;
            default:
                break;
        }
        if (!app::why_not(state, one, value)) {
            state.session.undo.push_back(state.session.votes);
            state.session.votes[one] = value;
        }
    }
}

void add_session_scenes(std::vector<Scene>& scenes,
                        const std::shared_ptr<const app::Setup>& setup) {
    State state = app::initial_state(setup);
    state.polls = app::Polls::paused;
    state.screen = Screen::waiting;
    scenes.push_back({"waiting", state});
    state.polls = app::Polls::open;
    state.screen = Screen::welcome;
    scenes.push_back({"welcome", state});
    state.screen = Screen::card;
    state.session.typed = "7Q2M4XK9";
    scenes.push_back({"card", state});
    state.session.card = app::CardStep::refused;
    state.session.fault = app::CardFault::mistyped;
    scenes.push_back({"card-refused", state});
    scenes.push_back({"desk", voting(setup, Screen::desk)});
    scenes.push_back({"how", voting(setup, Screen::how)});
    State ballot = voting(setup, Screen::ballot);
    scenes.push_back({"ballot-empty", ballot});
    choose(ballot);
    scenes.push_back({"ballot", ballot});
    State full = ballot;
    app::Notice notice;
    notice.finding = {ballot::Reason::too_many, ballot.style()->pots.front(), {}, 3, 4};
    notice.wanted = ballot.session.order[1];
    notice.value = 1;
    for (const auto& [chosen, value] : ballot.session.votes) {
        if (notice.swaps.size() < 3) notice.swaps.push_back(chosen);
    }
    full.session.notice = notice;
    scenes.push_back({"notice", full});
    State details = ballot;
    details.screen = Screen::details;
    details.session.details = ballot.session.order.front();
    scenes.push_back({"details", details});
    State compare = ballot;
    compare.screen = Screen::compare;
    compare.session.compare = {ballot.session.order[0], ballot.session.order[1]};
    scenes.push_back({"compare", compare});
    State review = ballot;
    review.screen = Screen::review;
    review.session.code = "KQ7M2 XW4TB 9HCRD 3NFPZ";
    scenes.push_back({"review", review});
    State blank = voting(setup, Screen::review);
    blank.session.code = "KQ7M2 XW4TB 9HCRD 3NFPZ";
    scenes.push_back({"review-blank", blank});
    review.screen = Screen::casting;
    scenes.push_back({"casting", review});
    review.screen = Screen::trouble;
    review.trouble = app::Trouble::disk_full;
    scenes.push_back({"trouble", review});
    review.trouble = app::Trouble::check_failed;
    scenes.push_back({"check-failed", review});
    State checked = voting(setup, Screen::checked);
    checked.session.reveal =
        app::Reveal{"KQ7M2 XW4TB 9HCRD 3NFPZ", {std::string(300, 'x'), std::string(300, 'y')}};
    scenes.push_back({"checked", checked});
    State done = voting(setup, Screen::done);
    done.session.receipt_code = "KQ7M2XW4TB9HCRD3NFPZ";
    done.session.receipt_qr = "tallystick/receipt/v1\n" + std::string(250, 'r');
    scenes.push_back({"done", done});
}

void add_overlay_scenes(std::vector<Scene>& scenes,
                        const std::shared_ptr<const app::Setup>& setup) {
    const std::pair<const char*, app::Overlay> overlays[] = {
        {"access", app::Overlay::access},
        {"languages", app::Overlay::languages},
        {"help", app::Overlay::help},
        {"about", app::Overlay::about},
        {"confirm-restart", app::Overlay::confirm_restart},
        {"confirm-leave", app::Overlay::confirm_leave},
        {"confirm-check", app::Overlay::confirm_check},
        {"returned", app::Overlay::returned}};
    for (const auto& [name, overlay] : overlays) {
        State state = voting(setup, Screen::ballot);
        choose(state);
        state.overlay = overlay;
        state.access.read_aloud = overlay == app::Overlay::access;
        scenes.push_back({name, state});
    }
    State alert = voting(setup, Screen::ballot);
    alert.now = 200000;
    alert.alert_since = 190000;
    scenes.push_back({"alert", alert});
    State next = voting(setup, Screen::done);
    next.session.fault = app::CardFault::unknown;
    next.overlay = app::Overlay::next_card;
    scenes.push_back({"next-card", next});
    next.session.fault = app::CardFault::own;
    scenes.push_back({"own-card", next});
    State called = voting(setup, Screen::ballot);
    called.overlay = app::Overlay::help;
    called.steward_called = true;
    scenes.push_back({"help-called", called});
}

void add_steward_scenes(std::vector<Scene>& scenes,
                        const std::shared_ptr<const app::Setup>& setup) {
    State state = app::initial_state(setup);
    state.polls = app::Polls::not_open;
    state.screen = Screen::pin;
    state.steward.pin = "24";
    state.steward.wrong = true;
    state.steward.tries_left = 4;
    scenes.push_back({"pin", state});
    state.screen = Screen::steward;
    state.steward.inside = true;
    state.counts.capacity = 10000;
    state.steward.diagonal_mm = 396;
    state.steward.page = app::StewardPage::open_polls;
    scenes.push_back({"steward-open", state});
    state.polls = app::Polls::open;
    state.counts = {37, 5, 2, 1, 10000};
    state.mirror = app::Mirror::lost;
    state.session.style = setup->round.styles.front().id;  // a voter waits
    const std::pair<const char*, app::StewardPage> pages[] = {
        {"steward-menu", app::StewardPage::menu},
        {"steward-pause", app::StewardPage::pause},
        {"steward-close", app::StewardPage::close_polls},
        {"steward-export", app::StewardPage::export_},
        {"steward-ruler", app::StewardPage::ruler},
        {"steward-leave", app::StewardPage::leave}};
    for (const auto& [name, page] : pages) {
        state.steward.page = page;
        state.steward.places = {"/media/stick"};
        scenes.push_back({name, state});
    }
}

}  // namespace

std::shared_ptr<const app::Setup> large_setup() {
    auto setup = std::make_shared<app::Setup>(*demo_setup());
    auto& proposals = setup->round.proposals;
    const auto few = proposals;
    proposals.clear();
    for (std::int64_t i = 0; i < 220; ++i) {
        auto one = few[static_cast<std::size_t>(i) % 6];
        one.id = id<ballot::ProposalId>("proposal-" + std::to_string(i + 1));
        one.number = i + 1;
        if (i == 1) one.picture = "pictures/missing.png";
        if (i == 2) {
            one.title.by_language = {
                {"en",
                 "A title that somebody wrote without thinking of anybody who has to read it "
                 "on a screen, with Donaudampfschiffe inside"}};
        }
        proposals.push_back(one);
    }
    return setup;
}

std::vector<Reader> all_readers() {
    std::vector<Reader> readers;
    for (const auto& language : demo_setup()->languages)
        for (int size = 0; size < 4; ++size) readers.push_back({language.code, size});
    return readers;
}

app::State read_in(app::State state, const std::string& language, int text_size) {
    state.access.language = language;
    state.access.text_size = static_cast<app::TextSize>(text_size);
    return state;
}

std::size_t share_of_all(std::size_t usual) {
    const char* asked = std::getenv("TALLYSTICK_SCREENS");
    return asked == nullptr ? usual : std::max(1UL, std::strtoul(asked, nullptr, 10));
}

std::shared_ptr<const app::Setup> demo_setup() {
    static const auto setup = std::make_shared<const app::Setup>(read_demo());
    return setup;
}

std::shared_ptr<const app::Setup> demo_setup(ballot::BallotType type) {
    auto setup = std::make_shared<app::Setup>(*demo_setup());
    set_type(setup->round, type);
    return setup;
}

std::vector<Scene> all_scenes() {
    std::vector<Scene> scenes;
    add_session_scenes(scenes, demo_setup());
    add_overlay_scenes(scenes, demo_setup());
    add_steward_scenes(scenes, demo_setup());
    State many = voting(large_setup(), Screen::ballot);
    choose(many);
    scenes.push_back({"many", many});
    many.overlay = app::Overlay::find;
    scenes.push_back({"find", many});
    const std::pair<const char*, BallotType> types[] = {
        {"knapsack", BallotType::knapsack},     {"points", BallotType::points},
        {"score", BallotType::score},           {"ranking", BallotType::ranking},
        {"choose-one", BallotType::choose_one}, {"amount", BallotType::amount},
        {"plus-minus", BallotType::plus_minus}};
    for (const auto& [name, type] : types) {
        State state = voting(demo_setup(type), Screen::ballot);
        choose(state);
        scenes.push_back({std::string("type-") + name, state});
        State details = state;
        details.screen = Screen::details;
        details.session.details = state.session.order.front();
        scenes.push_back({std::string("type-") + name + "-details", details});
        if (type == BallotType::knapsack) {
            // One is taken out, and can be put back.
            State parts = state;
            parts.overlay = app::Overlay::chosen;
            parts.session.listed = app::pots_in_use(state).front().in_order;
            scenes.push_back({"chosen", parts});
            parts.session.votes.erase(parts.session.listed.front());
            scenes.push_back({"chosen-one-out", parts});
        }
        if (type == BallotType::plus_minus) {
            State last = state;
            const auto& order = last.session.order;
            last.session.votes = {{order[0], 1}, {order[1], -1}};
            const auto& pot = last.style()->pots.front();
            last.session.notice = app::Notice{
                {ballot::Reason::minus_before_plus, pot, {}, 1, 0}, order[0], {}, {order[1]}, {}};
            scenes.push_back({"last-plus", last});
        }
        if (type == BallotType::score) {
            State pitch = state;
            pitch.screen = Screen::pitch;
            pitch.session.pitch = state.session.order[1];
            scenes.push_back({"pitch", pitch});
            pitch.session.pitch = app::pitches(pitch).back();
            scenes.push_back({"pitch-last", pitch});
        }
        state.screen = Screen::review;
        state.session.code = "KQ7M2 XW4TB 9HCRD 3NFPZ";
        scenes.push_back({std::string("type-") + name + "-review", state});
    }
    return scenes;
}

float Glass::px_per_mm() const {
    return static_cast<float>(ui::px_per_mm_of(width, height, inches * 25.4));
}

const std::vector<Glass>& all_glasses() {
    static const std::vector<Glass> glasses{
        {"1080p24", 1920, 1080, 24},    {"1080p15", 1920, 1080, 15.6}, {"wxga10", 1280, 800, 10.1},
        {"portrait24", 1080, 1920, 24}, {"4k32", 3840, 2160, 32},      {"vga10", 640, 480, 10.4}};
    return glasses;
}

std::string name_of(const Scene& scene, const Glass& glass, const app::State& state) {
    return scene.name + " " + glass.name + " " + state.access.language + " size " +
           std::to_string(static_cast<int>(state.access.text_size)) +
           (state.access.low_reach ? " low" : "");
}

const Scene& scene_named(const std::vector<Scene>& scenes, const std::string& name) {
    const auto found = std::find_if(scenes.begin(), scenes.end(),
                                    [&](const Scene& scene) { return scene.name == name; });
    if (found == scenes.end()) std::abort();
    return *found;
}

bool is_headed_whole(ui::Stage& stage, const std::string& words) {
    const auto headed = [&] {
        const auto& all = stage.tree().nodes();
        return std::any_of(all.begin(), all.end(), [&](const auto& node) {
            return node.role == ui::Role::heading && node.label == words;
        });
    };
    return headed() && !(stage.handle(ui::Wheel{-1}).page_turned && headed());
}

Headless::Headless()
    : m_icons(m_textures),
      m_pictures(m_textures),
      m_raster(m_textures),
      m_stage(
          [this]() -> ui::TextEngine& {
              std::string problem;
              m_text = ui::TextEngine::create(
                  {TALLYSTICK_ASSETS "/fonts/fonts.conf", "", 48U << 20U}, m_textures, problem);
              if (m_text == nullptr) {
                  std::fprintf(stderr, "error: %s\n", problem.c_str());
                  std::abort();
              }
              return *m_text;
          }(),
          m_icons, m_pictures, m_textures) {
    app::open_catalogues(TALLYSTICK_LOCALES);
}

ui::Stage& Headless::show(const app::State& state, const Glass& glass) {
    app::set_language(state.access.language);
    m_stage.set(app::stage_settings(
        state, {static_cast<float>(glass.width), static_cast<float>(glass.height)},
        glass.px_per_mm()));
    m_stage.show(app::screen_of(state));
    return m_stage;
}

const ui::Canvas& Headless::draw(const Glass& glass) {
    m_pixels.assign(static_cast<std::size_t>(glass.width) * static_cast<std::size_t>(glass.height),
                    0);
    m_canvas = {m_pixels.data(), glass.width, glass.height, glass.width};
    m_raster.forget();
    ImDrawList& list = m_gui.begin_frame(glass.width, glass.height, 0);
    m_stage.paint(list);
    m_raster.draw(m_gui.end_frame(), m_canvas, m_stage.background().packed());
    m_text->end_frame();
    m_pictures.end_frame();
    return m_canvas;
}

}  // namespace tallystick::screens
