# SPDX-License-Identifier: MIT
"""The one style sheet: no text below 15 px, no sideways scroll from 320 px up."""

from __future__ import annotations

from typing import Final

from loggro_integration.render import Colours

__all__ = ["style"]

_STYLE: Final = """
:root { --good: #1d6b3f; --bad: #a1300f; --way: #7a5200; --ask: #4a4a8a; --card: #fff;
  --bad-ink: var(--bad); --way-ink: var(--way); --ask-ink: var(--ask);
  --font: "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--tint); color: var(--ink); font: 16px/1.45 var(--font);
  overflow-wrap: break-word; }
dd, code, .card p, .customer, .why { overflow-wrap: anywhere; }
code { font-family: ui-monospace, "Cascadia Mono", "Liberation Mono", monospace; font-size: 15px;
  background: var(--tint); border-radius: 4px; padding: 1px 4px; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible,
summary:focus-visible { outline: 3px solid #1a5fb4; outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { position: static; }
header { background: var(--card); border-bottom: 1px solid var(--line); }
header .bar, main, footer { max-width: 1060px; margin: 0 auto; padding: 0 16px; }
header .bar { display: flex; align-items: center; gap: 4px 16px; min-height: 52px;
  flex-wrap: wrap; }
header nav { display: flex; gap: 16px; }
header nav a, header .language { padding: 12px 0; text-decoration: none; }
header nav a[aria-current] { font-weight: bold; border-bottom: 3px solid var(--accent); }
header .language { margin-left: auto; }
h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
h1 { font-size: 26px; line-height: 1.2; }
main > h1 { margin-top: 18px; }
main > .pages + h1 { margin-top: 0; }
.apart { margin-top: 12px; }
h2 { font-size: 19px; margin: 22px 0 8px; }
h3 { font-size: 17px; }
.muted { color: var(--muted); }
.small { font-size: 15px; }
.hero { margin-top: 16px; padding: 16px; border-radius: 10px; color: #fff;
  background: var(--bad); }
.hero.yes { background: var(--good); }
.hero.not-yet { background: var(--way); }
.hero.unknown { background: var(--ask); }
.hero p { margin-top: 6px; }
.reasons { list-style: none; display: grid; gap: 10px; }
.reasons li, .card, .tile { background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; padding: 10px 14px; }
.reasons li { border-left: 6px solid var(--bad); }
.reasons li.way { border-left-color: var(--way); }
.reasons li.ask { border-left-color: var(--ask); }
.state { color: var(--bad-ink); font-weight: bold; margin-right: 12px; }
.way .state { color: var(--way-ink); }
.ask .state { color: var(--ask-ink); }
.reasons .numbers a { margin-right: 10px; white-space: nowrap; display: inline-block;
  padding: 3px 0; }
.todo::before { content: "→ "; color: var(--muted); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(145px, 1fr)); gap: 10px;
  list-style: none; }
.tile a { color: inherit; text-decoration: none; display: block; }
.tile a:hover b { text-decoration: underline; }
.tile b { display: block; font-size: 22px; font-variant-numeric: tabular-nums; }
.notes .card + .card { margin-top: 0; }
.notes { list-style: none; display: grid; gap: 8px; }
.card + .card { margin-top: 10px; }
summary { cursor: pointer; padding: 8px 0; font-weight: bold; }
form { display: grid; gap: 10px; margin: 12px 0; }
.search { display: flex; gap: 10px; align-items: end; }
.search > :first-child { flex: 1; min-width: 0; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; }
.fields + p { margin-top: 8px; }
label { display: block; }
label span { display: block; color: var(--muted); font-size: 15px; }
input, select, button { font: inherit; color: inherit; width: 100%; min-height: 44px;
  padding: 6px 10px; border: 1px solid #8a817a; border-radius: 6px; background: var(--card); }
button { width: auto; background: var(--accent); color: var(--on-accent); border: 0;
  padding: 8px 18px; cursor: pointer; font-weight: bold; }
.icon { display: inline-flex; align-items: center; gap: 6px; }
.icon svg { width: 22px; height: 22px; flex: none; }
.icon circle { fill: var(--muted); }
.icon path { fill: none; stroke: #fff; stroke-width: 2.2; stroke-linecap: round;
  stroke-linejoin: round; }
.icon.ok circle { fill: var(--good); }
.icon.bad circle { fill: var(--bad); }
.icon.way circle { fill: var(--way); }
.icon.ask circle { fill: var(--ask); }
table { border-collapse: collapse; width: 100%; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; }
caption { text-align: left; padding: 4px 0 8px; color: var(--muted); }
th, td { padding: 9px 12px; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); }
thead th { color: var(--muted); font-size: 15px; }
.money { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.why { display: block; color: var(--muted); font-size: 15px; }
.pages { display: flex; gap: 8px 18px; flex-wrap: wrap; align-items: center; margin: 14px 0; }
.pages a { padding: 8px 0; }
.facts { display: grid; grid-template-columns: minmax(110px, max-content) 1fr; gap: 6px 16px; }
.facts dt { color: var(--muted); }
.icons { display: flex; flex-wrap: wrap; gap: 8px 22px; margin: 8px 0; }
.icons > span { display: inline-flex; align-items: center; gap: 6px; }
.icons .icon { font-weight: bold; }
.story { list-style: none; border-left: 3px solid var(--line); margin-left: 6px; }
.story li { padding: 0 0 12px 16px; position: relative; }
.story li::before { content: ""; position: absolute; left: -8px; top: 7px; width: 12px;
  height: 12px; border-radius: 50%; background: var(--accent); }
.story time { display: block; color: var(--muted); font-size: 15px; }
.actions a { display: inline-block; padding: 8px 14px; margin: 4px 10px 4px 0;
  border: 1px solid var(--accent); border-radius: 6px; text-decoration: none; }
footer { padding-top: 22px; padding-bottom: 28px; color: var(--muted); font-size: 15px; }
td .icon, .day, .payment, .number, .number .why { white-space: nowrap; }
.number .why { overflow-wrap: normal; }
@media (max-width: 759px) {
  h1 { font-size: 24px; }
  .sales, .sales caption, .sales tbody { display: block; border: 0; background: none; }
  .sales thead { position: absolute; left: -9999px; }
  .sales tr { display: grid; grid-template-columns: 1fr auto; gap: 2px 14px; padding: 10px 14px;
    background: var(--card); border: 1px solid var(--line); border-radius: 8px;
    margin-bottom: 10px; }
  .sales td { padding: 0; border: 0; min-width: 0; }
  .sales .number { font-weight: bold; }
  .sales .number .why { display: inline; white-space: normal; font-weight: normal;
    margin-left: 8px; }
  .sales .money { order: -1; font-weight: bold; }
  .sales .number { order: -2; }
  .sales .payment { order: 1; text-align: right; color: var(--muted); }
  .sales .day { order: 0; color: var(--muted); }
  .sales .customer { order: 2; grid-column: 1 / -1; }
  .sales .dian, .sales .pymes { order: 3; grid-column: 1 / -1; display: flex; gap: 10px;
    align-items: start; }
  .sales .dian::before, .sales .pymes::before { content: attr(data-label); color: var(--muted);
    flex: 0 0 58px; }
  .sales .icon { white-space: normal; align-items: center; }
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #f1ece6; --muted: #b9b0a7; --tint: #1d1a18; --line: #46403b; --card: #292522;
    --accent: #f0a58f; --on-accent: #1f1f1f; --bad-ink: #ffa488; --way-ink: #e5b95c;
    --ask-ink: #bcbcff; }
  .icon circle { fill: #6d655e; }
  input, select { border-color: #8d857d; }
}
"""


def style() -> str:
    """Return the style sheet, in the colours of the printed forms."""
    colours = Colours()
    return (
        f":root {{ --accent: {colours.accent}; --on-accent: {colours.on_accent}; "
        f"--ink: {colours.ink}; --muted: {colours.muted}; --tint: {colours.tint}; "
        f"--line: {colours.line}; }}{_STYLE}"
    )
