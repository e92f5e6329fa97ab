"""The style sheet of the report, beyond that of every page: for a phone, a desktop and paper."""

CSS = """
body { padding: 40px clamp(16px, 4vw, 64px) 96px; font: 16px/1.6 var(--face); font-variant-numeric: tabular-nums }
h1, h2, h3, p { margin: 0 }
.heading h1 { font-size: 30px; line-height: 1.25 }
.heading p { color: var(--quiet); margin-top: 6px }
.advice { margin-top: 32px; padding: 4px 0 4px 20px; border-left: 5px solid var(--next); font-size: 19px;
  max-width: 46em }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 28px 40px;
  margin: 44px 0 0; padding: 0; list-style: none }
.figures b { font-size: 46px; line-height: 1.1; letter-spacing: -0.01em; margin-right: 3px }
.figures small { display: block; color: var(--quiet); font-size: 14px }
.group > h2 { margin: 72px 0 32px; padding-bottom: 10px; border-bottom: 1px solid var(--hairline); font-size: 20px }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 52px 56px;
  align-items: start }
.panel, .wide { min-width: 0; break-inside: avoid }
.charts header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 20px;
  margin-bottom: 14px }
.charts h3 { font-size: 17px; line-height: 1.5 }
.charts header p { color: var(--quiet); font-size: 14px }
.charts svg { display: block; width: 100%; height: auto }
.charts .empty { color: var(--quiet); font-size: 15px; max-width: 30em }
.wide { grid-column: 1 / -1 }
.charts .narrow { display: none }
details { margin-top: 14px; color: var(--quiet); font-size: 13.5px; line-height: 1.6 }
summary { cursor: pointer; width: fit-content }
summary:hover { color: var(--ink) }
details p { margin-top: 6px; max-width: 60em }
@media screen and (max-width: 1080px) {
.figures { grid-template-columns: 1fr 1fr }
}
@media screen and (max-width: 720px) {
.charts .broad { display: none }
.charts .narrow { display: block; max-width: 480px }
body { padding-top: 20px }
.figures { gap: 24px 20px }
.figures b { font-size: 36px }
.heading h1 { font-size: 26px }
.group > h2 { margin-top: 56px }
}
@media print {
body { padding: 0; max-width: none; font-size: 11pt }
details:not([open]) { display: none }
.charts { grid-template-columns: 1fr 1fr; gap: 32px }
.figures { grid-template-columns: repeat(4, 1fr); gap: 20px }
.figures b { font-size: 26pt }
.group > h2 { margin: 32px 0 20px; break-after: avoid }
}
"""
"""The page around the drawings, which have a style sheet of their own: :data:`quiz.charts.svg.CSS`."""
