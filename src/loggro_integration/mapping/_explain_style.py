# SPDX-License-Identifier: MIT
"""How the page that tells where each peso went looks, on a screen and on paper."""

from typing import Final

__all__ = ["COLOURS", "STYLE"]

# Told apart also by who sees no red or no green (Okabe and Ito, 2008).
COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999")

STYLE: Final = """
@page { size: letter; margin: 14mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #1b2430; background: #eef1f4;
  font: 15px/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; overflow-wrap: anywhere; }
main { max-width: 960px; margin: 24px auto; padding: 32px 40px; background: #fff;
  border-radius: 8px; box-shadow: 0 1px 6px #0002; }
h1, h2, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
.eyebrow { color: #5a6675; font-size: 13px; text-transform: uppercase; letter-spacing: 0.06em; }
h1 { font-size: 30px; line-height: 1.2; }
h1 small { color: #5a6675; font-size: 16px; font-weight: normal; }
h2 { font-size: 16px; margin-bottom: 8px; padding-bottom: 4px; border-bottom: 2px solid #1b2430; }
section { margin-top: 28px; }
.badges { margin: 8px 0 14px; }
.badges span { display: inline-block; margin-right: 8px; padding: 3px 12px; border-radius: 99px;
  font-weight: 600; font-size: 14px; }
.badges .good { background: #dff3e6; color: #10552c; }
.badges .bad { background: #fbe3e0; color: #8c1d12; }
.badges .plain { background: #e6eaef; color: #36404c; }
.facts { display: flex; flex-wrap: wrap; gap: 6px 32px; }
.facts dt { color: #5a6675; font-size: 12px; }
.facts dd { font-weight: 600; }
.bar { display: flex; height: 26px; border-radius: 6px; overflow: hidden; background: #e6eaef; }
.bar i { display: block; min-width: 2px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 22px; margin-top: 8px; font-size: 14px; }
.legend i { display: inline-block; width: 11px; height: 11px; margin-right: 6px;
  border-radius: 3px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 7px 0 7px 16px; text-align: right; vertical-align: top; font-weight: normal;
  font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { padding-left: 0; text-align: left; width: 42%; }
th { color: #5a6675; font-size: 12px; }
.n { white-space: nowrap; }
td { border-top: 1px solid #dde2e8; }
td small { display: block; color: #5a6675; font-size: 12.5px; }
.sum td { color: #36404c; }
.total td { border-top: 2px solid #1b2430; font-weight: 700; font-size: 17px; }
.problems li { margin-top: 8px; padding: 10px 14px; border-left: 4px solid #b3261e;
  background: #fdf1ef; }
.problems .notice { border-color: #b07a00; background: #fdf6e6; }
.problems b, .problems span { display: block; }
code { padding: 0 5px; border-radius: 4px; background: #eef1f4; color: #5a6675;
  font: 12px ui-monospace, Consolas, monospace; }
code:empty { display: none; }
.decisions { padding-left: 26px; font-size: 14px; }
.decisions li { padding: 2px 0; }
footer { margin-top: 28px; color: #5a6675; font-size: 12.5px; }
@media screen and (max-width: 720px) { main { margin: 0; padding: 18px; border-radius: 0; }
  section { overflow-x: auto; } table { min-width: 680px; } }
@media print { body { background: #fff; font-size: 9.5pt; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
  tr, li, .whole { break-inside: avoid; } h2 { break-after: avoid; } }
"""
