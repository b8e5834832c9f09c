/** What the report of a study has besides the style of a run's. */

export const STUDY_STYLE = `
.heat{font:11px/1 var(--mono);width:auto}.heat th{font-weight:400;color:var(--dim);padding:0 6px 6px;text-align:right;white-space:nowrap}.heat tbody th{padding:0 8px 0 0}
.heat td{height:26px;min-width:52px;padding:0 6px;text-align:right;border:1px solid var(--ground);border-radius:4px;background:color-mix(in srgb,var(--shade,var(--accent)) var(--tint),transparent)}
.heat td.gain{--shade:var(--gain);color:var(--text)}.heat td.loss{--shade:var(--loss);color:var(--text)}.heat td.none{background:none;color:var(--dim);text-align:center}
.heat td.best{outline:2px solid var(--text);outline-offset:-2px;font-weight:700}
.slices{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:12px 28px}
.slice h3{color:var(--dim);border-bottom:1px solid var(--line);padding-bottom:4px;margin-bottom:4px}
.slice .row{display:grid;grid-template-columns:96px minmax(0,1fr) 76px;gap:8px;align-items:center;height:21px;font:11px/1 var(--mono)}
.slice .row.best{font-weight:700}.slice .track{position:relative;height:11px}.slice .track i{position:absolute;top:0;bottom:0;min-width:1px;background:var(--accent);opacity:.55}
.slice .best .track i{opacity:1}.slice .track i.loss{background:var(--loss)}
.list{font:11.5px/1.3 var(--mono);width:auto}.list th{font-weight:400;color:var(--dim);text-align:right;padding:2px 28px 6px 0;white-space:nowrap}.list td{text-align:right;padding:4px 28px 4px 0;border-top:1px solid var(--line);white-space:nowrap}
.list td:first-child,.list th:first-child{text-align:left}.list td.text{text-align:left}.list th.text{text-align:left}
.timeline .row{display:grid;grid-template-columns:40px minmax(0,1fr);gap:8px;align-items:center;height:15px;font:11px/1 var(--mono);color:var(--dim)}
.timeline .track{position:relative;height:9px;background:color-mix(in srgb,var(--line) 45%,transparent)}.timeline .track i{position:absolute;top:0;bottom:0;min-width:1px;background:var(--dim);opacity:.5}
.timeline .track i.test{background:var(--accent);opacity:1}
.pairs{display:flex;align-items:stretch;gap:2px;height:150px;position:relative}.pairs .pair{flex:1;position:relative;min-width:4px}
.pairs i{position:absolute;width:38%;min-height:1px}.pairs i.in{left:8%;background:var(--dim);opacity:.55}.pairs i.out{left:50%;background:var(--accent)}.pairs i.out.loss{background:var(--loss)}
.pairs hr{position:absolute;left:0;right:0;border:0;border-top:1px solid var(--line);margin:0}.pairs small{position:absolute;bottom:-16px;left:0;right:0;text-align:center;font-size:10px}
.legend{display:flex;gap:14px;font-size:11px;color:var(--dim);margin-bottom:8px}.legend i{display:inline-block;width:10px;height:10px;margin-right:5px;vertical-align:-1px;background:var(--dim);opacity:.55}.legend i.out{background:var(--accent);opacity:1}
.pairs+p{margin-top:22px}
.steps{height:64px;display:flex;align-items:flex-end;gap:2px;border-bottom:1px solid var(--line)}.steps i{flex:1;background:var(--accent);opacity:.7;min-height:2px}.steps i.gap{background:none}
.say p{margin:0 0 6px;max-width:100ch}.say p:first-child{font-weight:600;font-size:14px}
.account .mark{border-color:var(--dim);opacity:.55}.account .mark b{color:var(--dim);writing-mode:horizontal-tb;right:auto;left:3px}
.finding{display:grid;grid-template-columns:96px minmax(0,1fr);gap:12px;padding:8px 0;border-top:1px solid var(--line)}.finding>b{font-size:12px;text-align:center;border:1px solid currentColor;border-radius:4px;height:22px;line-height:20px}
.finding.fatal>b{color:var(--loss)}.finding.weak>b{color:var(--warn)}.finding.strong>b{color:var(--gain)}.finding.apart{opacity:.65}.finding p{max-width:100ch}
.verdict h2{font-size:22px;line-height:1.35;margin:0}.verdict.fatal h2{color:var(--loss)}.verdict.weak h2{color:var(--warn)}.verdict.strong h2{color:var(--gain)}
.parts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,560px),1fr));overflow:hidden}.parts .panel{border-left:1px solid var(--line);margin-left:-1px;min-width:0}
.parts .list th,.parts .list td{padding-right:20px}
@media (max-width:640px){.finding{grid-template-columns:64px minmax(0,1fr);gap:8px}}
.account .line{stroke:var(--accent)}.account .area{fill:var(--accent)}
`;
