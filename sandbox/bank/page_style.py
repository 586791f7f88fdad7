"""How the hosted page looks: its style sheet and its few drawings."""


def _drawing(path: str, width: float = 2.2) -> str:
    return (
        '<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" '
        f'stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round">{path}</svg>'
    )


LOCK = _drawing(
    '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>'
)
CHECK = _drawing('<path d="M5 12.5l4.5 4.5L19 7.5"/>', 2.6)
CROSS = _drawing('<path d="M7 7l10 10M17 7L7 17"/>', 2.6)
CLOCK = _drawing('<circle cx="12" cy="12" r="8"/><path d="M12 8v4.5l3 2"/>')

STYLE = """
:root{color-scheme:light dark;--ink:light-dark(#161b26,#eef2f6);--soft:light-dark(#5f6878,#97a3b3);
--line:light-dark(#dde1e9,#2c3745);--paper:light-dark(#fff,#17202b);--ground:light-dark(#f2f4f8,#0d141c);
--accent:light-dark(#2f5fe0,#7ea4ff)}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--ground);color:var(--ink);font:15.5px/1.4
-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
header{display:flex;gap:8px;align-items:center;justify-content:center;padding:12px;font-size:14px}
header svg{width:17px;color:light-dark(#1c7a3c,#6fd08c)}
header span{color:var(--soft)}
main{max-width:440px;margin:0 auto;padding:20px;background:var(--paper);border-radius:20px;
box-shadow:0 8px 30px #0000001a}
h1{margin:0;font-size:22px;line-height:1.2}p{margin:6px 0}
.order{padding-bottom:14px}.order h1{font-size:15px;font-weight:400;color:var(--soft)}
.shop{margin:0 0 10px;font-weight:600}.much{margin:0;font-size:32px;font-weight:700;line-height:1.2}
.about{color:var(--soft)}
.card{padding:16px 18px;border-radius:16px;color:#fff;font-size:14px;
background:linear-gradient(125deg,#1f8a7d,#1f5fc4 60%,#3946b8)}
.card p{margin:0;font-size:11.5px;color:#ffffffcc}
.card span{display:block;font:600 18px/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,monospace;
color:#ffffffa6;white-space:nowrap}
.card>div{display:flex;gap:22px;align-items:flex-end;margin-top:8px}
.card em{margin-left:auto;font-weight:800;font-size:20px;letter-spacing:.04em}
.note{margin:14px 0;padding:10px 14px;border-radius:12px;background:light-dark(#fff4d1,#3a2f12);
font-size:13.5px}.bad{background:light-dark(#fce4e3,#451f20)}
.cards{display:grid;gap:7px}
.or{display:flex;gap:12px;align-items:center;margin:14px 0;color:var(--soft);font-size:13.5px}
.or::before,.or::after{content:"";flex:1;height:1px;background:var(--line)}
button,.back{display:block;width:100%;margin:0;padding:12px 14px;border:1px solid var(--line);
border-radius:14px;background:var(--paper);color:inherit;font:inherit;text-align:center;
text-decoration:none;cursor:pointer}
.cards button{display:flex;gap:12px;align-items:center;padding:9px 12px;text-align:left}
.cards span{flex:1;min-width:0;line-height:1.25}.cards b{font-size:14px;white-space:nowrap}
.mini{display:grid;place-items:center;width:40px;height:27px;border-radius:6px;flex:none;color:#fff;
font-size:10px;font-weight:800;background:linear-gradient(125deg,#1f8a7d,#1f5fc4)}
.grey{background:#7d8796}
button:hover,.back:hover,.pressed{border-color:var(--accent)}
.pressed{outline:3px solid #ffc93c}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
small{display:block;color:var(--soft);font-size:13px}
.main{margin-top:12px;background:light-dark(#2f5fe0,#3c6df0);border-color:transparent;color:#fff;
font-weight:600}.plain{margin-top:8px;border:0;color:var(--accent)}
input{width:100%;padding:12px;border:1px solid var(--line);border-radius:14px;
background:var(--ground);color:inherit;font-size:22px;font-weight:600;letter-spacing:.4em;
text-align:center}
dl{display:grid;grid-template-columns:auto 1fr;gap:5px 14px;margin:16px 0;font-size:14.5px}
dt{color:var(--soft)}dd{margin:0;text-align:right}
.result{padding:22px 0 8px;text-align:center}
.result i{display:inline-grid;place-items:center;width:76px;height:76px;margin-bottom:16px;
border-radius:50%;color:#fff;background:#d64a45}.result svg{width:44px}
.yes i{background:#2c9a4b}.wait i{background:#c98a12}
.foot{margin-top:14px;font-size:13px;color:var(--soft);text-align:center}
@media(max-width:470px){main{border-radius:20px 20px 0 0;min-height:calc(100vh - 44px)}}
"""
