// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/kiosk_app.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

#include <app/strings.h>

#include <ui/widgets.h>

#include "app_parts.h"

namespace tallystick::app {
namespace {

constexpr std::size_t picture_bytes = 64U << 20U;
constexpr int drawing_threads = 2;
constexpr Milliseconds offer_ms = 200;               // as often while reading aloud is offered
constexpr Milliseconds listening_ms = 5000;          // how often it is asked whether all is said
constexpr double assumed_diagonal_mm = 15.6 * 25.4;  // as ui::WindowOptions assumes

ballot::Seconds system_seconds() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

ui::Chime chime_of(effect::Sound sound) {
    switch (sound) {
        case effect::Sound::tap:
            return ui::Chime::tap;
        case effect::Sound::stored:
            return ui::Chime::success;
        case effect::Sound::attention:
            return ui::Chime::alert;
    }
    return ui::Chime::tap;
}

// Effects that take long enough for the voter to wonder: what they wait for is drawn first.
bool is_slow(const Effect& effect) {
    return std::holds_alternative<effect::CastSealed>(effect) ||
           std::holds_alternative<effect::CheckPin>(effect) ||
           std::holds_alternative<effect::OpenPolls>(effect) ||
           std::holds_alternative<effect::ClosePolls>(effect) ||
           std::holds_alternative<effect::Export>(effect);
}

// All others use the disk, or compute for long.
bool is_instant(const Effect& effect) {
    return std::holds_alternative<effect::TakeDesk>(effect) ||
           std::holds_alternative<effect::ForgetVoter>(effect) ||
           std::holds_alternative<effect::DiscardSealed>(effect) ||
           std::holds_alternative<effect::Play>(effect) ||
           std::holds_alternative<effect::Quit>(effect);
}

}  // namespace

crypto::Result<void> App::Parts::open_drawing() {
    std::string problem;
    window = ui::Window::open(options.window, problem);
    if (!window) return crypto::unreadable(problem, "start the kiosk in a graphical session");
    ui::TextOptions fonts;
    fonts.fonts_conf = (options.assets / "fonts" / "fonts.conf").string();
    fonts.cache_directory = (options.assets / "fonts" / "cache").string();
    text = ui::TextEngine::create(fonts, textures, problem);
    if (!text)
        return crypto::unreadable(fonts.fonts_conf + ": " + problem,
                                  "give the share folder with --assets; install fonts-inter and "
                                  "fonts-noto-core");
    icons = std::make_unique<ui::Icons>(textures);
    // On glass, photographs are decoded beside; a hidden kiosk does everything in its turn, so that
    // tests and robots always see the same.
    std::function<void()> wake;
    if (options.window.mode != ui::WindowOptions::Mode::hidden)
        wake = [seen = window.get()] { seen->wake(); };
    pictures = std::make_unique<ui::Pictures>(textures, picture_bytes, ui::ImageLimits{}, wake);
    stage = std::make_unique<ui::Stage>(*text, *icons, *pictures, textures);
    window->set_targets(
        [this](float x, float y) { return stage->tree().target_at(x, y) != nullptr; });
    if (options.drawing == AppOptions::Drawing::none) return {};
    gui = std::make_unique<ui::Gui>();
    raster = std::make_unique<ui::Raster>(textures, drawing_threads);
    return {};
}

void App::Parts::open_runner() {
    RunnerParts parts;
    parts.pack = pack.get();
    parts.box = box.get();
    parts.wall_clock = options.wall_clock;
    parts.play = [this](effect::Sound sound) { speaker->chime(chime_of(sound)); };
    parts.save_diagonal = [this](double mm) {
        options.settings.diagonal_mm = mm;
        return write_settings(options.settings_file, options.settings);
    };
    parts.export_to = options.export_to;
    parts.mirror = options.mirror;
    runner = std::make_unique<Runner>(std::move(parts));
}

// A mirror that is not plugged in stops nobody; one that knows more than the box stops the kiosk.
void App::Parts::attach_mirror() {
    const ballot::Seconds now = options.wall_clock();
    if (options.export_to && ballot::exists(*options.export_to))
        if (const auto checked = box->check_against(*options.export_to); !checked)
            return send(event::BoxRefused{checked.error().message});
    if (!options.mirror || !ballot::exists(*options.mirror)) return;
    if (const auto attached = box->attach_mirror(*options.mirror, now); !attached)
        send(event::BoxRefused{attached.error().message});
}

double App::Parts::px_per_mm() const {
    // The ruler page moves the diagonal while the steward looks.
    const double moved = state.steward.diagonal_mm;
    if (moved <= 0 || options.window.mode == ui::WindowOptions::Mode::windowed)
        return window->px_per_mm();
    return ui::px_per_mm_of(window->width(), window->height(), moved);
}

void App::Parts::send(const Event& event) {
    Updated updated = update(std::move(state), event);
    state = std::move(updated.state);
    for (Effect& effect : updated.effects) effects.push_back(std::move(effect));
    stale = true;
}

void App::Parts::send_quietly(const Event& event) {
    const bool was_stale = stale;
    send(event);
    stale = was_stale;
}

void App::Parts::perform_effects() {
    while (!effects.empty()) {
        const Effect effect = std::move(effects.front());
        effects.pop_front();
        if (is_slow(effect)) {
            show(Speaker::Cause::shown);
            draw();
        }
        if (std::holds_alternative<effect::ForgetVoter>(effect)) {
            stage->reset();
            text->forget();
            offer->forget();
        }
        for (const Event& event : runner->perform(effect)) send(event);
        was_at_work = was_at_work || !is_instant(effect);
    }
}

void App::Parts::show(Speaker::Cause cause) {
    if (stale) {
        if (current_language() != state.access.language) set_language(state.access.language);
        const ui::Size size{static_cast<float>(window->width()),
                            static_cast<float>(window->height())};
        ui::StageSettings settings = stage_settings(state, size, static_cast<float>(px_per_mm()));
        settings.switches = options.settings.switches;
        stage->set(settings);
        ui::Screen screen = screen_of(state);
        title = screen.title;
        std::string now_shown = screen.id + (screen.dialog ? "/" + screen.dialog->id : "");
        if (!view.empty() && view != now_shown) guard.changed();
        view = std::move(now_shown);
        stage->show(std::move(screen));
        stale = false;
        dirty = true;
    }
    speaker->update({state, stage->tree(), title, stage->focused()}, cause);
}

void App::Parts::draw() {
    if (!dirty || !raster) return;
    ImDrawList& list = gui->begin_frame(window->width(), window->height(), window->now_ms());
    // Blanked: the voter hears the screen, and nobody else sees it.
    if (!state.access.blanked) stage->paint(list);
    const ImU32 ground = state.access.blanked ? IM_COL32_BLACK : stage->background().packed();
    const auto& changed = raster->draw(gui->end_frame(), window->canvas(), ground);
    window->present(changed);
    text->end_frame();
    pictures->end_frame();
    dirty = false;
}

int App::Parts::sleep_ms(int most_ms) const {
    if (stale || dirty) return 0;
    std::optional<Milliseconds> due = next_deadline(state);
    if (const auto held = scanner.deadline()) due = std::min(due.value_or(*held), *held);
    if (wide_until) due = std::min(due.value_or(*wide_until), *wide_until);
    if (offer->language())
        due = std::min(due.value_or(window->now_ms() + offer_ms), window->now_ms() + offer_ms);
    if (!due) return most_ms;
    if (speech->speaking()) due = std::min(*due, window->now_ms() + listening_ms);
    const Milliseconds left = std::max<Milliseconds>(*due - window->now_ms(), 0);
    if (most_ms >= 0 && left > most_ms) return most_ms;
    return static_cast<int>(std::min<Milliseconds>(left, 60'000));
}

App::App(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
App::~App() = default;

crypto::Result<std::unique_ptr<App>> App::create(const AppOptions& options,
                                                 std::unique_ptr<ui::Speech> speech) {
    auto parts = std::make_unique<Parts>();
    parts->options = options;
    if (!parts->options.wall_clock) parts->options.wall_clock = system_seconds;
    if (options.settings.diagonal_mm > 0 && options.window.diagonal_mm <= 0)
        parts->options.window.diagonal_mm = options.settings.diagonal_mm;
    TALLYSTICK_TRY(pack, ballot::load_pack(options.pack));
    parts->pack = std::make_unique<ballot::RoundPack>(std::move(pack));
    const ballot::BoxPlace place{options.data, {}, nullptr};
    if (!ballot::BallotBox::is_made(place))
        return crypto::bad_data(options.data.string() + ": there is no ballot box here",
                                "check --data, or make it: tallystick-kiosk enrol");
    TALLYSTICK_TRY(box, ballot::BallotBox::open(place, *parts->pack, parts->options.wall_clock()));
    parts->box = std::move(box);
    TALLYSTICK_CHECK(parts->open_drawing());
    open_catalogues((options.assets / "locale").string());
    parts->state =
        initial_state(make_setup(*parts->pack, parts->box->certificate().kiosk, parts->options));
    const double known_mm = parts->options.window.diagonal_mm;
    parts->state.steward.diagonal_mm = known_mm > 0 ? known_mm : assumed_diagonal_mm;
    parts->speech = speech ? std::move(speech) : ui::open_speech();
    // The pack was verified whole: what stands there is what the organiser signed.
    parts->speaker = std::make_unique<Speaker>(
        *parts->speech, [folder = options.pack](std::string_view language, std::string_view words) {
            const ballot::Path file = folder / ballot::recording_path(language, words);
            return ballot::exists(file) ? file.string() : std::string();
        });
    parts->offer = std::make_unique<SpeechOffer>(
        *parts->speech, [speaker = parts->speaker.get()](const State& now, const std::string& in) {
            speaker->offer(now, in);
        });
    parts->open_runner();
    parts->send(event::Tick{parts->window->now_ms()});
    parts->send(event::Touched{});
    parts->send(event::SpeechReport{parts->speech->device_present()});
    parts->send(parts->runner->report());
    parts->attach_mirror();
    parts->send(parts->runner->report());
    parts->perform_effects();
    parts->show(Speaker::Cause::shown);
    return std::unique_ptr<App>(new App(std::move(parts)));
}

void App::step(int most_ms) {
    Parts& parts = *m_parts;
    parts.inputs = std::exchange(parts.later, {});
    parts.window->wait(parts.inputs.empty() ? parts.sleep_ms(most_ms) : 0, parts.inputs);
    const Milliseconds now = parts.window->now_ms();
    if (parts.speech->speaking()) parts.send_quietly(event::Listening{now});
    const std::optional<Milliseconds> due = next_deadline(parts.state);
    // A tick by itself changes nothing that is shown, unless something was due.
    parts.send_quietly(event::Tick{now});
    parts.stale = parts.stale || (due && now >= *due);
    parts.narrow_ring(now);
    for (const ui::Input& input : parts.inputs) parts.handle(input);
    parts.type_by_hand(now);
    parts.offer->step(parts.state);
    for (const std::string& file : parts.speech->take_bad_recordings())
        parts.send(event::RecordingFailed{ballot::Path(file).filename().string()});
    parts.perform_effects();
    parts.show(Speaker::Cause::shown);
    parts.draw();
    parts.drop_presses();
    parts.scanner.was_deaf(now, parts.window->now_ms());
    parts.guard.seen(parts.window->now_ms());
}

void show_refusal(const AppOptions& options, const crypto::Error& error) {
    App::Parts parts;
    parts.options = options;
    if (!parts.open_drawing()) return;
    open_catalogues((options.assets / "locale").string());
    ui::Screen screen;
    screen.id = "refusal";
    screen.language = "en";
    screen.title = tr("This kiosk cannot start.");
    screen.body = ui::column(ui::elements(ui::heading(screen.title), ui::paragraph(error.message),
                                          ui::paragraph(error.hint)))
                      .spaced(ui::Space::l);
    ui::StageSettings settings;
    settings.size = {static_cast<float>(parts.window->width()),
                     static_cast<float>(parts.window->height())};
    settings.px_per_mm = static_cast<float>(parts.window->px_per_mm());
    parts.stage->set(settings);
    parts.stage->show(std::move(screen));
    while (true) {
        parts.dirty = true;
        parts.draw();
        parts.inputs.clear();
        parts.window->wait(-1, parts.inputs);
        for (const ui::Input& input : parts.inputs) {
            if (std::holds_alternative<ui::QuitAsked>(input)) return;
            if (std::holds_alternative<ui::Resized>(input)) parts.raster->forget();
        }
    }
}

bool App::is_over() const {
    return m_parts->closed || m_parts->runner->wants_to_quit();
}
const State& App::state() const {
    return m_parts->state;
}
const ui::SemanticTree& App::tree() const {
    return m_parts->stage->tree();
}
ui::Window& App::window() {
    return *m_parts->window;
}
const std::string& App::focused_id() const {
    return m_parts->stage->focus().id();
}

}  // namespace tallystick::app
