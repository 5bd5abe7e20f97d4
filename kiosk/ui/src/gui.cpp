// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gui.h"

#include <algorithm>
#include <cfloat>

namespace tallystick::ui {

namespace {

// A font atlas of one blank: ImGui wants a font, voters get Pango's.
void add_blank_font(ImGuiIO& io) {
    static const ImWchar only_space[] = {' ', ' ', 0};
    ImFontConfig config;
    config.SizePixels = 13;
    config.OversampleH = 1;
    config.OversampleV = 1;
    config.GlyphRanges = only_space;
    io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
    io.Fonts->AddFontDefault(&config);
    io.Fonts->Build();
    // The null texture is the rasteriser's "plain vertex colour".
    io.Fonts->SetTexID(nullptr);
    io.Fonts->ClearInputData();
}

}  // namespace

Gui::Gui() : m_context(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags = ImGuiConfigFlags_NoMouseCursorChange;
    io.BackendFlags = ImGuiBackendFlags_RendererHasVtxOffset;
    io.GetClipboardTextFn = [](void*) { return ""; };
    io.SetClipboardTextFn = [](void*, const char*) {};
    io.MousePos = ImVec2(-FLT_MAX, -FLT_MAX);
    add_blank_font(io);
    ImGuiStyle& style = ImGui::GetStyle();
    style.AntiAliasedLines = true;
    style.AntiAliasedLinesUseTex = false;
    style.AntiAliasedFill = true;
    style.CircleTessellationMaxError = 0.15F;
    style.CurveTessellationTol = 0.5F;
}

Gui::~Gui() {
    ImGui::DestroyContext(m_context);
}

void Gui::feed(const Input& input) {
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    if (const auto* moved = std::get_if<PointerMove>(&input)) {
        io.MousePos = ImVec2(moved->x, moved->y);
    } else if (const auto* down = std::get_if<PointerDown>(&input)) {
        io.MousePos = ImVec2(down->x, down->y);
        io.MouseDown[0] = true;
    } else if (const auto* up = std::get_if<PointerUp>(&input)) {
        io.MousePos = ImVec2(up->x, up->y);
        io.MouseDown[0] = false;
    } else if (std::holds_alternative<PointerAway>(input)) {
        // Parked off-screen first, so that a press given up (a lost finger) clicks nothing.
        io.MousePos = ImVec2(-FLT_MAX, -FLT_MAX);
        io.MouseDown[0] = false;
    } else if (const auto* wheel = std::get_if<Wheel>(&input)) {
        io.MouseWheel += wheel->lines;
    }
}

ImDrawList& Gui::begin_frame(int width, int height, std::int64_t now_ms) {
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
    const std::int64_t passed = m_last_ms < 0 ? 16 : now_ms - m_last_ms;
    io.DeltaTime = static_cast<float>(std::clamp<std::int64_t>(passed, 1, 1000)) / 1000.0F;
    m_last_ms = now_ms;
    ImGui::NewFrame();
    return *ImGui::GetBackgroundDrawList();
}

const ImDrawData& Gui::end_frame() {
    ImGui::SetCurrentContext(m_context);
    ImGui::Render();
    return *ImGui::GetDrawData();
}

}  // namespace tallystick::ui
