/** The look of a report: a page of its own, in black on white, that prints on A4. */
export const reportStyle = `
:root { color-scheme: light; font: 15px/1.5 system-ui, sans-serif; color: #1a1d21; background: #fff; }
body { max-width: 52rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .2rem 0 .6rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #c9ced6; padding-bottom: .2rem; }
p.lead { font-size: 1.1rem; }
.muted { color: #565d68; }
.severity { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; border: 1.5px solid currentColor; font-weight: 600; }
.severity-high { color: #a3151b; } .severity-medium { color: #8a4b00; } .severity-low, .severity-info { color: #1f5a96; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; margin: 0; }
dt { color: #565d68; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid #e3e6eb; vertical-align: top; }
td.end, th.end { text-align: right; }
thead th { color: #565d68; font-weight: 600; }
code { font: .85rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
figure { margin: 1rem 0; } figcaption { font-weight: 600; margin-bottom: .25rem; }
svg { width: 100%; height: auto; display: block; }
svg text { font: 11px system-ui, sans-serif; fill: #3f4650; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
.wide { overflow-x: auto; }
.in-it td { background: #fdf1e7; }
ol { padding-left: 1.2rem; }
.note { border-left: 3px solid #c9ced6; padding-left: .8rem; margin: .8rem 0; } .note p { margin: 0; } .written { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
tbody th { font-weight: 500; } td, th { overflow-wrap: break-word; } table.many { font-size: .8rem; line-height: 1.35; }
@page { size: A4; margin: 16mm; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 11pt; } figure, tr, li { break-inside: avoid; } h2 { break-after: avoid; } }
`;
