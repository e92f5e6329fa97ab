"""The style sheet of a cheat sheet: a grid on a desktop, one column on a phone, dense columns on paper."""

CSS = """
body { padding: 32px clamp(16px, 4vw, 64px) 96px; font: 15px/1.55 var(--face); font-variant-numeric: tabular-nums }
code { font: 0.93em/1.5 ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "Liberation Mono",
  "Noto Sans Mono", var(--face) }
h1, h2, h3, p, ul, pre { margin: 0; padding: 0; font-weight: normal; font-size: inherit; white-space: pre-wrap }
ul { list-style: none; white-space: normal }
li { white-space: pre-wrap }
b, h1, h2 { font-weight: bold }
b, bdi, code, small { unicode-bidi: isolate }
small { font-size: 13px; color: var(--quiet) }
.languages { float: right; margin: 2px 0 8px 16px }
.heading { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 20px; margin-bottom: 12px }
.heading h1 { font-size: 30px; line-height: 1.25 }
.heading p { color: var(--quiet); flex-basis: 100%; max-width: 60em }
.heading .count { flex-basis: auto }
h1.again { font-size: 20px; margin-top: 56px }
.deck + .deck .heading { margin-top: 88px }
.contents, .decks { display: flex; flex-wrap: wrap; gap: 2px 28px; margin-bottom: 12px }
nav a { color: var(--quiet); text-decoration: none; padding: 4px 0 }
nav a b, nav a:hover, .decks a { color: var(--ink) }
nav a:hover { text-decoration: underline; text-underline-offset: 4px }
.decks { margin-bottom: 40px }
.group > h2 { margin: 44px 0 0; padding-bottom: 8px; font-size: 20px; line-height: 1.4 }
.group > h2 bdi, .above bdi { font-weight: normal }
.notes { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 310px), 1fr)); gap: 0 48px }
.group { scroll-margin-top: 8px }
.note { min-width: 0; padding: 12px 0 20px; border-top: 1px solid var(--hairline) }
@media screen {
.note { content-visibility: auto; contain-intrinsic-size: auto 240px }
}
.above { margin-bottom: 6px; font-size: 13px; font-weight: normal; color: var(--quiet) }
h3 { line-height: 1.25; margin-bottom: 5px }
h3 bdi, h3 b { font-weight: bold; font-size: 16px }
h3 .key { margin-inline-end: 5px }
.short .key { font-size: 27px; letter-spacing: -0.01em }
.middling .key { font-size: 19px }
.explain { margin-top: 6px; color: var(--quiet); font-size: 14px }
.explain p + p, .explain p + ul, .explain ul + p { margin-top: 4px }
.explain b { color: var(--ink) }
.explain li { padding-inline-start: 13px; position: relative }
.explain li::before { content: "·"; position: absolute; inset-inline-start: 2px; font-weight: bold }
.explain li.below { margin-inline-start: 14px }
pre { margin: 6px 0; padding-inline-start: 12px; border-inline-start: 2px solid var(--hairline) }
pre, code { color: var(--ink) }
.more, .hint { margin-top: 5px; font-size: 14px }
.hint { color: var(--quiet) }
.confused { margin-top: 7px; font-size: 14px }
.confused li { padding-inline-start: 18px; position: relative }
.confused li::before { content: "≠"; position: absolute; inset-inline-start: 0; color: var(--quiet);
  font-family: Arial, "Liberation Sans", sans-serif }
.confused b { margin-inline-end: 4px }
.foot { display: flex; flex-wrap: wrap; gap: 0 12px; margin-top: 7px; font-size: 12.5px; color: var(--quiet) }
@media screen and (max-width: 720px) {
body { padding-top: 16px; padding-bottom: 48px }
.heading h1 { font-size: 25px }
.contents, .decks { gap: 0 20px }
nav a { padding: 7px 0 }
.group > h2 { margin-top: 32px }
.deck + .deck .heading { margin-top: 64px }
}
@media print {
@page { margin: 11mm 10mm 13mm; @bottom-right { content: counter(page); font-size: 7pt } }
:root { --page: #FFFFFF; --ink: #000000; --quiet: #3A3A3A; --hairline: #B0B0B0 }
body { padding: 0; max-width: none; font-size: 8pt; line-height: 1.36 }
.contents, .decks { display: none }
.heading { margin-bottom: 2mm }
.heading h1 { font-size: 16pt }
h1.again { font-size: 11pt; margin-top: 5mm }
.deck + .deck .heading { margin-top: 8mm }
h1, h2, h3, .heading { break-after: avoid }
.group > h2 { margin: 3.5mm 0 0; padding-bottom: 1mm; font-size: 11pt }
.deck, article > .notes { columns: 3 54mm; column-gap: 6mm }
.heading { column-span: all }
header + .group > h2, header + .contents + .group > h2 { margin-top: 0 }
.notes { display: block }
.note { break-inside: avoid; padding: 1.6mm 0 2mm; border-top-width: 0.5pt }
.above { font-size: 7pt; margin-bottom: 0.5mm }
small, .above, .foot { font-size: 6.8pt }
.explain, .more, .hint, .confused { font-size: 7.4pt; margin-top: 0.8mm }
h3 { margin-bottom: 0.6mm }
h3 bdi, h3 b { font-size: 8.6pt }
h3 .key { margin-inline-end: 1mm }
.short .key { font-size: 14pt }
.middling .key { font-size: 10pt }
.explain li { padding-inline-start: 2.4mm }
.explain li::before { inset-inline-start: 0.6mm }
.confused li { padding-inline-start: 3.2mm }
pre { margin: 1mm 0; padding-inline-start: 2mm }
.foot { margin-top: 0.8mm; gap: 0 2mm }
}
"""
"""Grids let the eye go from left to right and down; columns on paper waste no room, and a page is small enough."""
