/** The style sheet of the report: a terminal on paper, dark or light as the reader's system is. */

export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--panel:#f7f8fa;--line:#e4e7ec;--text:#1a2029;--dim:#5d6875;--accent:#2563eb;
--c-green:#08805a;--c-red:#cf2440;--c-blue:#1d5fd1;--c-orange:#b35400;--short:#8a3ffc;--warn:#9a5b00;--gain:var(--c-green);--loss:var(--c-red);
--mono:"JetBrains Mono",ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",monospace}
@media (prefers-color-scheme:dark){:root{--ground:#0b0e11;--panel:#12161c;--line:#222831;--text:#d7dde5;--dim:#8a94a1;--accent:#4b8df8;
--c-green:#2ebd85;--c-red:#f6586c;--c-blue:#5b9dff;--c-orange:#f0983a;--short:#b48cff;--warn:#e0a93b}}
:root:has(#red:checked){--gain:var(--c-red);--loss:var(--c-green)}
:root:has(#blue:checked){--gain:var(--c-blue);--loss:var(--c-orange)}
*{box-sizing:border-box;margin:0}
body{background:var(--ground);color:var(--text);font:13px/1.45 "Inter Variable",Inter,system-ui,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;
font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
main{max-width:1440px;margin:0 auto;border-inline:1px solid var(--line)}
h1{font-size:15px;font-weight:650;white-space:nowrap}h2,h3{font-size:12px;font-weight:600}
small{font-size:11px;font-weight:400;color:var(--dim)}
.num{font-family:var(--mono);text-align:right;white-space:nowrap}.gain{color:var(--gain)}.loss{color:var(--loss)}
header{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center;padding:8px 12px;border-bottom:1px solid var(--line);background:var(--panel)}
header .facts{color:var(--dim)}header .facts b{color:var(--text);font-weight:500}
.badge{border:1px solid currentColor;border-radius:4px;padding:0 6px;font-size:11px;font-weight:600;letter-spacing:.03em;white-space:nowrap}
.badge.warn{color:var(--warn)}.badge.bad{color:var(--loss)}
fieldset{border:0;padding:0;margin-left:auto;display:flex;gap:2px;font-size:11px;color:var(--dim)}
legend{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
fieldset input{position:absolute;opacity:0}fieldset label{padding:3px 8px;border-radius:4px;cursor:pointer}
fieldset input:checked+label{background:var(--line);color:var(--text)}fieldset input:focus-visible+label{outline:2px solid var(--accent)}
.note{padding:6px 12px;border-bottom:1px solid var(--line);color:var(--warn)}
.tiles{display:grid;grid-template-columns:repeat(8,minmax(0,1fr));border-bottom:1px solid var(--line)}
.tile{padding:10px 12px 12px;border-left:1px solid var(--line);display:flex;flex-direction:column;gap:1px;min-width:0}.tile:first-child{border-left:0}
.tile>span{font-size:11px;color:var(--dim)}.tile b{font-size:22px;font-weight:600;line-height:1.35;text-align:left;letter-spacing:-.02em}.tile small{line-height:1.35}
.split{display:grid;grid-template-columns:minmax(0,1fr) 380px}.split>aside{border-left:1px solid var(--line)}
.chart{position:relative;padding:0 0 4px;display:grid;grid-template-rows:1fr auto auto auto;align-content:start}
.pane{position:relative;border-top:1px solid var(--line)}.pane:first-child{border-top:0}
.pane h3{position:absolute;top:6px;left:12px;z-index:1;pointer-events:none}
.pane .plot{position:relative;margin-right:76px;padding-top:28px}.pane.tall{display:grid}.tall .plot{min-height:300px}.low .plot{height:128px}
.pane svg{position:absolute;inset:28px 0 0;width:100%;height:calc(100% - 28px);overflow:visible}
.pane path{vector-effect:non-scaling-stroke;fill:none}.grid{stroke:var(--line);stroke-width:1}.zero{stroke:var(--dim);stroke-width:1;opacity:.55}
.pane .line{stroke-width:1.25;stroke-linejoin:round}.pane .area{fill-opacity:.14}
.equity .line{stroke:var(--accent)}.equity .area{fill:var(--accent)}.drawdown .line{stroke:var(--loss)}.drawdown .area{fill:var(--loss);fill-opacity:.22}
.inventory .line.long{stroke:var(--accent)}.inventory .area.long{fill:var(--accent);fill-opacity:.25}
.inventory .line.short{stroke:var(--short)}.inventory .area.short{fill:var(--short);fill-opacity:.25}
.values{position:absolute;right:0;top:28px;bottom:0;width:76px;font:11px/1 var(--mono);color:var(--dim)}
.chart::after{content:"";position:absolute;top:0;bottom:4px;right:76px;border-left:1px solid var(--line)}
.values span{position:absolute;white-space:nowrap;left:6px;transform:translateY(50%)}
.values .last{left:0;padding:3px 6px;background:var(--text);color:var(--ground);font-weight:600;z-index:1;border-radius:0 3px 3px 0}
.drawdown .plot,.drawdown .values{margin-bottom:6px}.inventory .plot{margin-bottom:8px}.inventory .values{bottom:8px}.drawdown .values{bottom:0}
.mark{position:absolute;top:28px;bottom:0;border-left:1px dashed var(--loss)}.mark b{position:absolute;top:0;right:3px;font:600 10px/1.3 var(--mono);font-style:normal;color:var(--loss);white-space:nowrap;writing-mode:vertical-rl}
.times{position:relative;height:20px;margin-right:76px;border-top:1px solid var(--line);font:11px/20px var(--mono);color:var(--dim);overflow:hidden}
.times span{position:absolute;padding-left:4px;border-left:1px solid var(--line)}
.cross{position:absolute;inset:0 76px 24px 0;display:flex;z-index:2}.cross i{position:relative;flex:1;font-style:normal}
.cross i:hover{border-left:1px solid var(--dim)}.cross b{display:none;position:absolute;top:28px;left:8px;padding:6px 8px;background:var(--panel);border:1px solid var(--line);border-radius:4px;font:11px/1.5 var(--mono);white-space:pre-line;width:max-content;pointer-events:none}
.cross .r b{left:auto;right:8px}.cross i:hover b{display:block}.cross u{text-decoration:none;color:var(--dim)}.cross s{text-decoration:none;color:var(--dim)}
.panel{padding:10px 12px 14px;border-top:1px solid var(--line)}.panel>h2{margin-bottom:8px}aside .panel:first-child{border-top:0}
.empty{color:var(--dim);padding:36px 12px 16px}
.waterfall .row{display:grid;grid-template-columns:84px minmax(0,1fr) 92px;gap:8px;align-items:center;height:28px}
.waterfall .track{position:relative;height:14px}.waterfall .track i{position:absolute;top:0;bottom:0;min-width:1px}
.waterfall i.gain{background:var(--gain)}.waterfall i.loss{background:var(--loss)}.waterfall i.origin{background:var(--dim);opacity:.5;width:1px;top:-7px;bottom:-7px}
.waterfall .total{border-top:1px solid var(--line);font-weight:600}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
.months{font:11px/1 var(--mono)}.months th{font-weight:400;color:var(--dim);text-align:right;padding:0 6px 6px}.months tbody th{padding:0 8px 0 0;text-align:left;position:sticky;left:0;background:var(--ground)}
.months td{height:26px;padding:0 6px;text-align:right;min-width:54px;border:1px solid var(--ground);border-radius:4px}
.months td.gain,.days .gain{background:color-mix(in srgb,var(--gain) var(--tint),transparent);color:var(--text)}
.months td.loss,.days .loss{background:color-mix(in srgb,var(--loss) var(--tint),transparent);color:var(--text)}
.months td.sum{background:none;font-weight:600;border-left:8px solid var(--ground)}.months td.sum.gain{color:var(--gain)}.months td.sum.loss{color:var(--loss)}
.days{display:grid;grid-template-columns:repeat(auto-fill,minmax(64px,1fr));gap:2px}.days div{padding:4px 6px;border-radius:3px;font:11px/1.4 var(--mono);text-align:right}.days small{display:block;text-align:left}
.groups{display:grid;grid-template-columns:repeat(auto-fit,minmax(250px,1fr));gap:8px 24px}.groups h3{color:var(--dim);border-bottom:1px solid var(--line);padding-bottom:4px}
.metric{display:flex;justify-content:space-between;align-items:baseline;gap:12px;padding:4px 0;border-bottom:1px solid color-mix(in srgb,var(--line) 55%,transparent)}.metric small{display:block;line-height:1.3}
.two{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr)}.two>*+*{border-left:1px solid var(--line)}
aside ul{padding-left:14px}aside li{font-size:12px;line-height:1.4}
ul{padding-left:16px}li{margin:3px 0}li::marker{color:var(--dim)}
.warning{padding:6px 0 6px 10px;border-left:2px solid var(--warn);margin-bottom:8px}.warning code{color:var(--warn);font-weight:600}
code,pre{font:11.5px/1.5 var(--mono)}pre{overflow:auto;max-height:420px;padding:8px;background:var(--panel);border:1px solid var(--line);border-radius:4px;margin-top:8px}
.identity{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px}.identity dt{color:var(--dim)}.identity dd{font-family:var(--mono);font-size:11.5px;overflow-wrap:anywhere}
@media (max-width:1100px){.two{grid-template-columns:minmax(0,1fr)}.two>*+*{border-left:0}.split{grid-template-columns:minmax(0,1fr)}.split>aside{border-left:0;border-top:1px solid var(--line)}.tiles{grid-template-columns:repeat(4,minmax(0,1fr))}.tile:nth-child(n+5){border-top:1px solid var(--line)}.tile:nth-child(5){border-left:0}}
@media (max-width:640px){header{padding:8px}h1{white-space:normal}fieldset{margin-left:0}.minor{display:none}
.tiles{display:flex;overflow-x:auto;scroll-snap-type:x proximity}.tile{flex:0 0 150px;scroll-snap-align:start}.tile:nth-child(n){border-top:0}.tile:nth-child(5){border-left:1px solid var(--line)}
.tall .plot{min-height:230px}.low .plot{height:112px}.pane h3 small{display:none}.pane .plot,.times{margin-right:62px}.values{width:62px}.cross,.chart::after{right:62px}.panel{padding:10px 8px 14px}.waterfall .row{grid-template-columns:64px minmax(0,1fr) 84px}}
@media print{.cross,fieldset{display:none}pre{max-height:none}}
`;
