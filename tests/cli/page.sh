#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The results page as a browser sees it: opened in headless Chromium and read.
here=$(cd "$(dirname "$0")" && pwd)
browser=$(command -v chromium || command -v chromium-browser || true)
if [ -z "$browser" ]; then
    echo "skipped: chromium is not installed"
    exit 77
fi
. "$here/lib.sh" "$@"
. "$here/small_round.sh"

hold_event 24
publish_event
expect 0 tallystick count opened --pack pack --json
cp stdout count.json

for language in en ur; do
    page=audit/results/$language.html
    grep -qE '<script|src="[^d]|url\(|https?://' "$page" && fail "$page needs something from elsewhere"
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$scratch/browser" --dump-dom "file://$scratch/$page" >dom.$language \
        2>/dev/null </dev/null || fail "chromium could not open $page"
done
python3 - <<'PY'
import json, re, sys
from html.parser import HTMLParser

class Reader(HTMLParser):
    """Text of the page, headings, and the rows of each ranking with their class."""
    def __init__(self):
        super().__init__()
        self.rows, self.text, self.attributes, self.depth = [], "", {}, 0
    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html": self.attributes = attributes
        if tag == "li" and "place" in (attributes.get("class") or ""):
            self.rows.append((attributes["id"][2:], "won" in attributes["class"], ""))
        if tag == "style": self.depth += 1
    def handle_endtag(self, tag):
        if tag == "style": self.depth -= 1
    def handle_data(self, data):
        if self.depth: return
        self.text += data
        if self.rows:
            identity, won, words = self.rows[-1]
            self.rows[-1] = (identity, won, words + data)

def read(file):
    reader = Reader()
    reader.feed(open(file, encoding="utf-8").read())
    reader.text = re.sub("[\u2066-\u2069]", "", reader.text)
    return reader

count = json.load(open("count.json"))
english, urdu = read("dom.en"), read("dom.ur")
assert english.attributes["lang"] == "en" and english.attributes["dir"] == "ltr"
assert urdu.attributes["lang"] == "ur" and urdu.attributes["dir"] == "rtl"
for page in (english, urdu):
    assert len(page.rows) == 7, page.rows
    won = {identity for identity, winner, _ in page.rows if winner}
    assert won == set(count["winners"]), (won, count["winners"])
assert "Funding line" in english.text and "Money left" in english.text
assert "£6,000" in english.text or "of £" in english.text
for identity, winner, words in english.rows:
    assert ("Funded in full" in words) == winner, (identity, words)
    assert winner or "it costs" in words or "the money went" in words, (identity, words)
    assert re.search(r"Votes: .*\d", words), words
assert "چالیس درخت" in urdu.text and "New benches" in urdu.text  # falls back to English
print("the page says what was counted")
PY
echo "page: passed"
