/** How the overview looks: light or dark as the reader's machine says, and on a phone in one column. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f6f8; --line: #d5dae0; --text: #1b1f24; --quiet: #525b66; --link: #0b4fb3;
  --good: #14632b; --bad: #a8071a; --flaky: #7a4b00; --unknown: #0b4fb3; --absent: #525b66;
  --good-fill: #2f9e4f; --bad-fill: #d9364b; --flaky-fill: #d99a1c; --unknown-fill: #6f9fe0; --absent-fill: #b4bcc6;
  --strong: #2b6fb5; --faint: #a9c6e6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151b; --raised: #18202a; --line: #36414e; --text: #e8edf3; --quiet: #a9b4c0; --link: #8ec2ff;
    --good: #6bd487; --bad: #ff8f95; --flaky: #f0bd57; --unknown: #8ec2ff; --absent: #a9b4c0;
    --good-fill: #37a358; --bad-fill: #dc5560; --flaky-fill: #cf9424; --unknown-fill: #4f86cc; --absent-fill: #5a6673;
    --strong: #5d9fe0; --faint: #34506e;
  }
}
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
header, main, footer { max-width: 70rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .5rem 0 }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line) }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem }
p { margin: .5rem 0; max-width: 48rem }
a { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
small { color: var(--quiet); font-size: .82rem }
.skip { position: absolute; left: -200vw }
.skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .5rem }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 1rem 0 0; padding: 0 }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem; margin: 1rem 0 }
.card { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem }
.card h2 { border: 0; margin: 0; padding: 0; font-size: 1.05rem }
.card .whole { font-size: 1.35rem; font-weight: 600; margin: .25rem 0 }
.card svg { display: block; width: 100%; height: .75rem; margin: .5rem 0 }
.tally { display: flex; flex-wrap: wrap; gap: .1rem 1rem; list-style: none; margin: .25rem 0; padding: 0 }
.mark { font-weight: 600; position: relative }
.good { color: var(--good); fill: var(--good-fill) } .bad { color: var(--bad); fill: var(--bad-fill) }
.flaky { color: var(--flaky); fill: var(--flaky-fill) } .unknown { color: var(--unknown); fill: var(--unknown-fill) }
.absent { color: var(--absent); fill: var(--absent-fill) }
.strong { fill: var(--strong) } .faint { fill: var(--faint) }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); font-weight: 400 }
thead th { color: var(--quiet); font-size: .85rem; font-weight: 600 }
tr:target th { background: var(--raised) }
td.verdict { width: 11rem; min-width: 7rem } td.verdict small { display: block }
td.number, th.number { text-align: right; white-space: nowrap; width: 6rem; padding-right: 0; padding-left: .75rem; font-variant-numeric: tabular-nums }
.id { font-size: .82rem; font-weight: 600; margin-right: .4rem; white-space: nowrap }
details { margin: .25rem 0 }
summary { cursor: pointer; color: var(--link); width: fit-content; font-size: .9rem }
.scenarios { list-style: none; margin: .25rem 0; padding: 0; font-size: .92rem }
.scenarios li { display: flex; gap: .5rem; margin: .2rem 0 } .scenarios small { display: block }
.marks { flex: none; display: flex; gap: .3rem }
.failure { border-left: 4px solid var(--bad-fill); background: var(--raised); padding: .5rem 1rem; margin: 1rem 0 }
.failure.unsure { border-color: var(--flaky-fill) }
.failure h3 { margin: 0 0 .25rem }
pre { white-space: pre-wrap; font: .85rem/1.45 ui-monospace, monospace; margin: .5rem 0 }
.bar { display: block; width: 100%; height: .65rem; margin: .2rem 0 } .grid { stroke: var(--line); fill: none; vector-effect: non-scaling-stroke }
.plot { display: block; width: 100%; height: 8rem } figure { margin: 1rem 0 } figcaption { font-size: .9rem; color: var(--quiet) }
.notice { border: 1px solid var(--bad-fill); border-radius: .5rem; padding: .5rem 1rem }
footer { color: var(--quiet); font-size: .9rem; margin-top: 2rem; border-top: 1px solid var(--line) }
@media (max-width: 40rem) {
  header, main, footer { padding: .75rem }
  th, td { padding-right: .5rem }
  td.verdict { width: 6.5rem; min-width: 5.5rem; font-size: .9rem }
  td.number, th.number { width: 4.2rem; font-size: .85rem; padding-left: .4rem }
}
`;
