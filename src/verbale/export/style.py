"""The style sheet of the HTML export: legible type, two columns where there is room, light and dark."""

STYLE = """
:root { color-scheme: light dark; --ink: #1c1b1a; --soft: #66625c; --paper: #fdfcfa; --line: #dedad3;
  --verbal-coop: #1f6f8b; --material-coop: #2c7a3f; --verbal-conf: #9a6700; --material-conf: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e6e1; --soft: #a8a39b; --paper: #171614;
  --line: #3a3733; --verbal-coop: #6db7d1; --material-coop: #79c58b; --verbal-conf: #e0ac4f;
  --material-conf: #f08a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; }
main { display: grid; gap: 2.5rem; border-bottom: 1px solid var(--line); padding: 1.5rem 0 2.5rem; }
@media (min-width: 60rem) { main { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
  aside { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; } }
.text span[id], h1 span[id] { scroll-margin-top: 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0; }
.origin, .voice, dl, .notice { color: var(--soft); font: 0.875rem/1.5 system-ui, sans-serif; }
.text { white-space: pre-line; max-width: 40rem; }
.mark { color: inherit; text-decoration: underline 2px; text-underline-offset: 0.25em; }
.mark:hover, .mark:focus-visible { background: color-mix(in srgb, currentColor 12%, transparent); }
.mark.verbal-cooperation { text-decoration-color: var(--verbal-coop); }
.mark.material-cooperation { text-decoration-color: var(--material-coop); }
.mark.verbal-conflict { text-decoration-color: var(--verbal-conf); }
.mark.material-conflict { text-decoration-color: var(--material-conf); }
sup { line-height: 0; font: 0.7rem system-ui, sans-serif; }
sup a { color: var(--soft); margin-left: 0.15em; text-decoration: none; }
.event { border-left: 4px solid var(--line); padding: 0.25rem 0 0.25rem 1rem; margin: 0 0 1.25rem;
  scroll-margin-top: 1rem; }
.event.verbal-cooperation { border-color: var(--verbal-coop); }
.event.material-cooperation { border-color: var(--material-coop); }
.event.verbal-conflict { border-color: var(--verbal-conf); }
.event.material-conflict { border-color: var(--material-conf); }
.event:target { background: color-mix(in srgb, currentColor 8%, transparent); outline: 2px solid; }
.says, .voice { margin: 0; }
.number { font-variant-numeric: tabular-nums; color: var(--soft); text-decoration: none; }
blockquote { margin: 0.4rem 0; font-style: italic; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 0.8rem; margin: 0.4rem 0 0; }
dt { opacity: 0.8; } dd { margin: 0; overflow-wrap: anywhere; }
dl a { color: inherit; }
@media print { body { max-width: none; } .event { break-inside: avoid; } }
"""
