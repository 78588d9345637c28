/**
 * The style of the page: one sheet with nothing to load. Light, dark and paper differ only in their colours;
 * text has a contrast of at least 4.5 to 1 with its background, and the colours of classes can be distinguished by
 * most colour-blind people (after M. Okabe and K. Ito, "Color universal design", 2008).
 */
export const STYLE = `
:root{color-scheme:light dark;
--paper:#f6f7f4;--card:#ffffff;--ink:#1c2420;--soft:#56605a;--muted:#7d8781;--grid:#c9cfca;--line:#dde2dd;
--accent:#0b6e4f;--on-accent:#ffffff;--cell:#eef1ee;--good:#0b6e4f;--warn:#a34a00;--code:#eef1ee;--shade:#0003;
--c0:#0072b2;--c1:#d55e00;--c2:#009e73;--c3:#b4609a;--c4:#b8860b;--c5:#3d9bd4;--c6:#7a5195;--c7:#6b7280}
@media (prefers-color-scheme:dark){:root{
--paper:#121714;--card:#1a211d;--ink:#e6ebe7;--soft:#a9b4ad;--muted:#87938c;--grid:#3a443e;--line:#2c352f;
--accent:#4cc296;--on-accent:#08130e;--cell:#232b26;--good:#5fd0a4;--warn:#f0a868;--code:#232b26;--shade:#fff4;
--c0:#56b4e9;--c1:#f08a3c;--c2:#35c79a;--c3:#dd93c4;--c4:#e3b93f;--c5:#8fc7ef;--c6:#b493cf;--c7:#a3adb8}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,.table:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem}
.page{max-width:1180px;margin:0 auto;padding:2.2rem 1.4rem 4rem}
header h1{font-size:2.1rem;line-height:1.15;margin:.1rem 0 .4rem;letter-spacing:-.02em}
header h1 small{font-size:1rem;font-weight:500;color:var(--soft);letter-spacing:0;margin-left:.5rem}
.kicker{font-size:.8rem;font-weight:600;letter-spacing:.08em;text-transform:uppercase;color:var(--accent);margin:0}
.lead{font-size:1.06rem;color:var(--soft);max-width:46rem;margin:.2rem 0 1.4rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(155px,1fr));gap:.9rem;margin:0 0 1.4rem;padding:0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:.85rem 1rem .8rem}
.tiles .first{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.tiles b{display:block;font-size:1.75rem;line-height:1.2;font-weight:650;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.tiles span{display:block;font-size:.85rem;color:var(--soft)}
nav ul{display:flex;flex-wrap:wrap;gap:.35rem .45rem;list-style:none;margin:0 0 1.6rem;padding:0}
nav a{display:block;padding:.22rem .7rem;border:1px solid var(--line);border-radius:999px;background:var(--card);color:var(--ink);text-decoration:none;font-size:.88rem}
nav a:hover{border-color:var(--accent)}
section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.3rem 1.5rem 1.5rem;margin:0 0 1.2rem}
h2{font-size:1.35rem;line-height:1.25;margin:0 0 .5rem;letter-spacing:-.01em}
h3{font-size:1rem;line-height:1.35;margin:0 0 .15rem;overflow-wrap:anywhere}
section>p{max-width:46rem;margin:.2rem 0 .9rem;color:var(--soft)}
section>h3{margin-top:1.3rem}
.figures{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1.7rem 2rem;margin-top:1.1rem}
.figures.small{grid-template-columns:repeat(3,minmax(0,1fr));gap:1.3rem 1.4rem}
figure{margin:0;min-width:0;break-inside:avoid}
figure.wide{grid-column:1/-1}
figcaption p{margin:0 0 .5rem;font-size:.88rem;color:var(--soft);line-height:1.45}
figure>svg,.scroll>svg{display:block;width:100%;height:auto;color:var(--ink);font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow:visible}
@media screen{.scroll{overflow-x:auto}.scroll>svg{min-width:var(--least)}}
svg .spark{overflow:visible}
.spark{width:110px;height:26px;display:block;margin-left:auto}
.legend{display:flex;flex-wrap:wrap;gap:.15rem .95rem;list-style:none;margin:0 0 .4rem;padding:0;font-size:.85rem}
.legend i{display:inline-block;width:.75rem;height:.75rem;border-radius:3px;margin-right:.4rem;vertical-align:-1px;print-color-adjust:exact}
details{margin-top:.5rem;font-size:.88rem}
summary{cursor:pointer;color:var(--soft)}
.table{position:relative;overflow-x:auto;margin:.5rem 0 0;max-height:32rem;overflow-y:auto}
@media screen{thead th{position:sticky;top:0;background:var(--card)}}
table{border-collapse:collapse;width:100%;font-size:.88rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.2rem 0 .4rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:.32rem .7rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:middle;white-space:nowrap}
th:first-child,td:first-child{padding-left:0}
thead th{white-space:normal;color:var(--soft);font-weight:600;border-bottom-color:var(--grid)}
tbody th{font-weight:550;white-space:normal;overflow-wrap:break-word;max-width:18rem}
.w{text-align:left}
td.w:last-child,td.w+td.w{white-space:normal;min-width:14rem}
table.narrow{width:auto}
.miss{color:var(--warn);font-weight:600}
li{overflow-wrap:anywhere}
.option{white-space:nowrap}
.note{font-size:.85rem;color:var(--soft);margin:.5rem 0 0}.note+p{margin-top:.7rem}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:.1rem 2rem;margin:.6rem 0 0;font-size:.92rem}
dl div{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--line);padding:.3rem 0}
dt{color:var(--soft);flex:1 1 0;min-width:40%}
dd{margin:0;text-align:right;overflow-wrap:break-word;min-width:0;font-variant-numeric:tabular-nums}
dl.long{grid-template-columns:1fr}
dl.long dd{overflow-wrap:anywhere;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.84rem}
pre{background:var(--code);border-radius:10px;padding:.9rem 1rem;overflow-x:auto;font:13.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.fill{border:1px dashed var(--muted);border-radius:8px;padding:.45rem .8rem;margin:.35rem 0;color:var(--soft);font-size:.92rem}
footer{color:var(--soft);font-size:.85rem;margin-top:1.6rem}
@media screen{.table{background:linear-gradient(90deg,var(--card) 30%,transparent) 0/2.5rem 100% no-repeat local,linear-gradient(270deg,var(--card) 30%,transparent) 100%/2.5rem 100% no-repeat local,radial-gradient(farthest-side at 0 50%,var(--shade),transparent) 0/.7rem 100% no-repeat scroll,radial-gradient(farthest-side at 100% 50%,var(--shade),transparent) 100%/.7rem 100% no-repeat scroll,linear-gradient(0deg,var(--card) 30%,transparent) 0 100%/100% 2.5rem no-repeat local,radial-gradient(farthest-side at 50% 100%,var(--shade),transparent) 0 100%/100% .7rem no-repeat scroll}}
@page{margin:14mm}
@media screen and (max-width:860px){td.w:last-child,td.w+td.w{min-width:20rem}.figures,.figures.small{grid-template-columns:minmax(0,1fr)}section{padding:1.1rem 1rem 1.2rem}}
@media print{
:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--muted:#666;--grid:#bbb;--line:#ccc;--accent:#0b6e4f;--on-accent:#fff;--cell:#f0f0f0;--good:#0b6e4f;--warn:#8a3d00;--code:#f4f4f4;
--c0:#0072b2;--c1:#d55e00;--c2:#009e73;--c3:#b4609a;--c4:#b8860b;--c5:#3d9bd4;--c6:#7a5195;--c7:#6b7280}
body{font-size:10.5pt}
.page{max-width:none;padding:0}
nav,.skip,details{display:none}
section{border:0;padding:0;margin:0 0 1.4rem}
h2,h3,thead,section>p{break-after:avoid}
figure>svg,.scroll>svg{max-height:340px}
.figures{gap:1rem 1.4rem}
table{font-size:8.5pt}
th,td{padding:.22rem .4rem;white-space:normal}
.many table{font-size:7pt}
.many th,.many td{padding:.18rem .22rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
.tiles li,tr,dl div,pre{break-inside:avoid}
.table{overflow:visible;max-height:none}
.tiles li,.legend i,svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
