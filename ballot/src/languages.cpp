// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/languages.h>

#include <array>

namespace tallystick::ballot {
namespace {

enum class Script { left_to_right, right_to_left };

struct OwnName {
    std::string_view code, name;
    Script script = Script::left_to_right;
};
constexpr std::array own_names{
    OwnName{"en", "English"},
    OwnName{"cy", "Cymraeg"},
    OwnName{"pl", "Polski"},
    OwnName{"ro", "Română"},
    OwnName{"pa", "ਪੰਜਾਬੀ"},
    OwnName{"ur", "اردو", Script::right_to_left},
    OwnName{"bn", "বাংলা"},
    OwnName{"gu", "ગુજરાતી"},
    OwnName{"ar", "العربية", Script::right_to_left},
    OwnName{"zh", "简体中文"},
    OwnName{"so", "Soomaali"},
    OwnName{"uk", "Українська"},
    OwnName{"en@easy", "Easy Read"},
    // Without words of the programs: English stands in their place.
    OwnName{"bg", "Български"},
    OwnName{"ca", "Català"},
    OwnName{"ckb", "کوردی", Script::right_to_left},
    OwnName{"cs", "Čeština"},
    OwnName{"da", "Dansk"},
    OwnName{"de", "Deutsch"},
    OwnName{"el", "Ελληνικά"},
    OwnName{"es", "Español"},
    OwnName{"et", "Eesti"},
    OwnName{"fa", "فارسی", Script::right_to_left},
    OwnName{"fi", "Suomi"},
    OwnName{"fr", "Français"},
    OwnName{"ga", "Gaeilge"},
    OwnName{"gd", "Gàidhlig"},
    OwnName{"gv", "Gaelg"},
    OwnName{"hr", "Hrvatski"},
    OwnName{"hu", "Magyar"},
    OwnName{"it", "Italiano"},
    OwnName{"ku", "Kurdî"},
    OwnName{"kw", "Kernewek"},
    OwnName{"lt", "Lietuvių"},
    OwnName{"lv", "Latviešu"},
    OwnName{"mt", "Malti"},
    OwnName{"nl", "Nederlands"},
    OwnName{"no", "Norsk"},
    OwnName{"ps", "پښتو", Script::right_to_left},
    OwnName{"pt", "Português"},
    OwnName{"ru", "Русский"},
    OwnName{"sco", "Scots"},
    OwnName{"sk", "Slovenčina"},
    OwnName{"sl", "Slovenščina"},
    OwnName{"sq", "Shqip"},
    OwnName{"sr", "Српски"},
    OwnName{"sv", "Svenska"},
    OwnName{"sw", "Kiswahili"},
    OwnName{"tl", "Tagalog"},
    OwnName{"tr", "Türkçe"},
    OwnName{"vi", "Tiếng Việt"},
    OwnName{"yo", "Yorùbá"},
};

const OwnName* find_name(std::string_view code) {
    for (const OwnName& entry : own_names)
        if (entry.code == code) return &entry;
    return nullptr;
}

}  // namespace

std::string_view own_name(std::string_view code) {
    const OwnName* entry = find_name(code);
    return entry ? entry->name : code;
}

bool is_right_to_left(std::string_view code) {
    const OwnName* entry = find_name(code.substr(0, code.find_first_of("-@")));
    return entry && entry->script == Script::right_to_left;
}

}  // namespace tallystick::ballot
