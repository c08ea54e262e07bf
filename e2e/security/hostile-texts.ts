/**
 * A hundred texts that would run as script where a page forgot to treat them as text: in element content, attributes,
 * addresses, templates. Each calls `hit()`, which the story defines to raise the alarm.
 */
const bodies = [
  "<script>hit()</script>",
  "<ScRiPt>hit()</sCrIpT>",
  "</title><script>hit()</script>",
  "</textarea><script>hit()</script>",
  "</script><script>hit()</script>",
  "<img src=x onerror=hit()>",
  "<img/src=x/onerror=hit()>",
  "<svg onload=hit()>",
  "<svg><script>hit()</script></svg>",
  "<svg><animate onbegin=hit() attributeName=x>",
  "<body onload=hit()>",
  "<details open ontoggle=hit()>x",
  "<input autofocus onfocus=hit()>",
  "<select autofocus onfocus=hit()>",
  "<video><source onerror=hit()>",
  "<audio src=x onerror=hit()>",
  "<iframe srcdoc='<script>parent.hit()</script>'>",
  "<iframe src=javascript:parent.hit()>",
  "<object data=javascript:hit()>",
  "<embed src=javascript:hit()>",
  "<a href=javascript:hit()>x</a>",
  "<form action=javascript:hit()><button>x",
  "<math><mi xlink:href=javascript:hit()>x",
  "<marquee onstart=hit()>x",
  "<meta http-equiv=refresh content=0;url=javascript:hit()>",
];
const breakouts = ["", '">', "'>", "-->"];

export const hostileTexts: readonly string[] = bodies.flatMap((body) =>
  breakouts.map((breakout) => breakout + body),
);
