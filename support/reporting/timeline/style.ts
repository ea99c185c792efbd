/** How many colours there are for lanes; red is for trouble alone. */
const TINTS = 6;

/** The class that gives a lane its colour. */
export function tintOf(lane: number): string {
  return `c${lane % TINTS}`;
}

const LIGHT = ['#2563eb', '#b45309', '#15803d', '#7e22ce', '#0e7490', '#4d7c0f'];
const DARK = ['#7ab0ff', '#fbbf24', '#4ade80', '#c79bff', '#3fd5ea', '#b5e655'];

/**
 * The styles of the picture. As an image it cannot take fonts or colours from the page around it, so it brings its own
 * paper, and switches by itself where the reader prefers dark.
 */
export const STYLE = [
  'text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif;fill:#1e293b}',
  '.paper{fill:#fff}.band{fill:#f4f6f9}',
  '.title{font-size:17px;font-weight:600}',
  '.head text{text-anchor:middle;fill:currentColor}.name,.who,.what{font-weight:600}',
  '.head .role,.time{font-size:11.5px;fill:#5b6779}.time{text-anchor:end}',
  '.rest{fill:#4b5768}.pause{font-style:italic}',
  '.who{fill:currentColor}',
  '.guide,.spine,.open,.line,.wait,.cut,.block{fill:none;stroke:#c3cad5}.guide{stroke-dasharray:1.5 5}',
  '.block{stroke:#7b8798;stroke-width:1.5}',
  '.spine{stroke:#64748b;stroke-width:3}.open{stroke:currentColor;stroke-width:3}',
  '.arrow{color:#64748b}.line{stroke:currentColor;stroke-width:1.5}.http{stroke-dasharray:5 4}.tip,.dot{fill:currentColor}',
  '.ring{fill:#fff;stroke:currentColor;stroke-width:2}',
  '.cut{stroke:currentColor;stroke-width:2.5}',
  '.wait{stroke:#c81e1e;stroke-width:2;stroke-dasharray:5 4}.haze{fill:#c81e1e;opacity:.08}',
  '.server{color:#475569}',
  ...LIGHT.map((colour, index) => `.c${index}{color:${colour}}`),
  '.trouble{color:#c81e1e}text.trouble,tspan.trouble{fill:#c81e1e;font-weight:600}.verdict{fill:#c81e1e}',
  '@media(prefers-color-scheme:dark){',
  'text{fill:#e2e8f0}.paper,.ring{fill:#16191f}.band{fill:#1d2129}',
  '.head .role,.time,.rest{fill:#a3afc0}',
  '.guide{stroke:#465063}.spine{stroke:#94a3b8}.arrow{color:#94a3b8}.server{color:#cbd5e1}',
  ...DARK.map((colour, index) => `.c${index}{color:${colour}}`),
  '.head text,.who{fill:currentColor}.wait{stroke:#ff7b7b}.haze{fill:#ff7b7b}',
  '.trouble{color:#ff7b7b}text.trouble,tspan.trouble,.verdict{fill:#ff7b7b}',
  '}',
].join('');
