// SPDX-License-Identifier: GPL-3.0-or-later
// The style sheet of the results page. Logical properties throughout, so that right-to-left pages
// mirror; colours keep 4.5:1 on their ground and never carry meaning alone.
#include "page_parts.h"

namespace tallystick::tally {

const std::string_view page_style = R"css(
:root{--ink:#0f1b33;--soft:#47546b;--line:#dbe2ec;--ground:#f1f4f9;--card:#fff;--good:#0b7a55;
--good-soft:#d8f5e8;--accent:#1e40af;--radius:18px}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.55 Inter,"Noto Sans",
"Noto Sans CJK SC","Noto Sans Arabic",system-ui,sans-serif;-webkit-text-size-adjust:100%}
body:lang(ur){font-family:Inter,"Noto Nastaliq Urdu","Noto Sans Arabic",sans-serif;line-height:2.25}
.wrap{max-width:1060px;margin:0 auto;padding:0 20px}
header{background:#fff;border-block-end:1px solid var(--line)}
header .wrap{display:flex;flex-wrap:wrap;gap:10px 24px;align-items:center;padding-block:18px}
.mark{width:44px;height:44px;border-radius:12px;background:var(--accent);flex:none;display:grid;
place-items:center}
header p{margin:0}.brand{font-weight:700;font-size:19px;line-height:1.3}.brand+p{color:var(--soft);
font-size:15px}
nav{margin-inline-start:auto}nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:6px;margin:0;
padding:0}
nav a,nav strong{display:block;padding:6px 13px;border-radius:999px;border:1px solid var(--line);
color:var(--ink);text-decoration:none;font-size:15px;font-weight:500;line-height:1.6}
nav strong{background:var(--ink);color:#fff;border-color:var(--ink)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
h1{font-size:clamp(30px,5vw,46px);line-height:1.15;letter-spacing:-.02em;margin:38px 0 8px}
:lang(ur) h1,:lang(ur) h2{line-height:1.9;letter-spacing:0}
.lead{font-size:20px;color:var(--soft);margin:0 0 26px;max-width:44em;text-wrap:balance}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:14px;margin:0 0 30px;
padding:0}
.tiles div{background:var(--card);border-radius:var(--radius);padding:16px 20px;
box-shadow:0 1px 2px #0f1b3314}
.tiles dt{color:var(--soft);font-size:15px}.tiles dd{margin:0;font-size:31px;font-weight:700;
letter-spacing:-.01em;line-height:1.35}
section{background:var(--card);border-radius:22px;padding:26px 28px 20px;margin:0 0 24px;
box-shadow:0 1px 2px #0f1b3314}
section>h2{margin:0;font-size:27px;line-height:1.25;display:flex;gap:12px;align-items:center}
section>h2::before{content:"";width:8px;height:1.05em;border-radius:4px;background:var(--accent);
flex:none}
.money{margin:4px 0 14px;color:var(--soft)}.money b{color:var(--ink)}
.budget{display:flex;gap:3px;height:22px;border-radius:11px;overflow:hidden;background:#e4e9f1;
margin:0 0 20px}
.budget i{display:block;background:var(--accent);min-width:2px}.budget i:nth-child(even){opacity:.8}
ol{list-style:none;margin:0;padding:0}
.place{display:grid;grid-template-columns:44px 1fr auto;gap:2px 16px;padding:15px 0;
border-block-start:1px solid var(--line);break-inside:avoid}
.pictured .place{grid-template-columns:44px 116px 1fr auto}
.pictured .place>:is(.bar,.fate,.by){grid-column:3/5}
.place img{grid-row:1/6;grid-column:2;width:116px;height:78px;border-radius:12px;display:block;
object-fit:cover;background:#e9eef5}
.rank{grid-row:1/4;width:40px;height:40px;border-radius:50%;display:grid;place-items:center;
font-weight:700;background:#e9eef5;color:var(--soft);font-size:17px;line-height:1}
.won .rank{background:var(--accent);color:#fff}
h3{margin:0;font-size:20px;line-height:1.35}
:lang(ur) h3{line-height:2}
.cost{font-weight:700;font-size:20px;text-align:end;white-space:nowrap}
.bar{grid-column:2/4;display:flex;align-items:center;gap:12px;margin:3px 0}
.bar span{display:block;height:15px;border-radius:8px;background:#c3cddb;min-width:3px}
.won .bar span{background:var(--accent)}
.bar b{white-space:nowrap;font-size:16px}
.fate{grid-column:2/4;margin:0;color:var(--soft)}
.chip{display:inline-flex;gap:6px;align-items:center;border-radius:999px;padding:2px 12px;
font-size:15px;font-weight:600;margin-inline-end:8px;background:var(--good-soft);color:#075c40}
.by{font-size:15px;color:var(--soft);grid-column:2/4;margin:0}
.fund-line{display:flex;align-items:center;gap:14px;padding:9px 0;font-weight:700;color:var(--good);
break-inside:avoid}
.fund-line::before,.fund-line::after{content:"";height:0;border-block-start:3px dashed var(--good);
flex:1}
.moved{margin:14px 0 6px;padding:12px 16px;border-radius:12px;background:#f1f4f9}
.plain{font-size:17px}.plain ul{margin:8px 0;padding-inline-start:22px}
table{border-collapse:collapse;width:100%;margin:6px 0 12px}
th,td{text-align:start;padding:8px 10px 8px 0;border-block-end:1px solid var(--line);
vertical-align:top;font-weight:400}
td{text-align:end;font-weight:700;white-space:nowrap}
.loud{border-inline-start:6px solid #b45309;background:#fff7ec;padding:12px 16px;border-radius:8px;
margin:10px 0}
code{font:14px/1.5 ui-monospace,"DejaVu Sans Mono",monospace;word-break:break-all;direction:ltr;
unicode-bidi:isolate;display:inline-block;text-align:left}
footer{color:var(--soft);font-size:15px;padding:8px 0 46px}
@media(max-width:640px){section{padding:20px 16px 12px;border-radius:16px}
.place{grid-template-columns:36px 1fr;gap:2px 10px}.rank{width:32px;height:32px;font-size:15px}
.cost{grid-column:2;text-align:start}.bar,.fate,.by{grid-column:2}.lead{font-size:18px}
.pictured .place{grid-template-columns:36px 1fr}.pictured .place>:is(.bar,.fate,.by){grid-column:2}
.place img{grid-row:auto;width:160px;height:auto;aspect-ratio:232/156;margin-block-end:6px}
.tiles{grid-template-columns:1fr 1fr;gap:10px}.tiles div{padding:12px 14px}.tiles dd{font-size:24px}
nav{margin-inline-start:0}}
@media print{body{background:#fff;font-size:11pt;line-height:1.4}.wrap{max-width:none;padding:0}
nav,.mark{display:none}header{border:0}h1{margin:6px 0}section,.tiles div{box-shadow:none;
border:1px solid #bbb;padding:14px 16px;border-radius:8px}.tiles{grid-template-columns:repeat(4,1fr);
gap:8px}.tiles dd{font-size:20pt}.place{padding:8px 0}*{-webkit-print-color-adjust:exact;
print-color-adjust:exact}section{break-inside:auto}section>h2{break-after:avoid}}
)css";

}  // namespace tallystick::tally
