import { type Interactions, measureInteractions } from "./b9/interactions";
import { desktop, ensureLighthouse, type Lighthouse, type Phone, phone } from "./b9/lighthouse";
import { type BrowserStage, openBrowserStage } from "./b9/stage";
import { measureTtfb, type Ttfb } from "./b9/ttfb";
import { type BenchOptions, type BenchResult, round } from "./bench";

type Screen = { name: string; ttfb: Ttfb; mobile: Phone; desktop: Lighthouse };

/** Goals of quality-bars B9. */
const goals = {
  mobile: { score: 95, lcpMs: 2_000 },
  desktop: { score: 99, lcpMs: 1_000 },
  tbtMs: 150,
  cls: 0.02,
  interactionMs: 100,
  ttfbMs: 60,
  timesHello: 6,
};

/**
 * B9: what a browser meets on the production build with `size` subscriptions of one partner and 5,000 waiting tasks.
 * Lighthouse as a phone and as a desktop and the first byte of each screen, the latter beside a page that says hello
 * (in turns); and the slowest interactions of a scripted run.
 */
export async function run(options: BenchOptions): Promise<BenchResult> {
  ensureLighthouse(options.say);
  const stage = await openBrowserStage(options.size, options.say);
  try {
    const addresses = await screens(stage);
    // What the framework alone costs on this machine: no screen can be better.
    const hello = await phone(stage.helloUrl, stage.cookie);
    options.say(`Hello              mobile ${hello.score} lcp ${hello.lcpMs} tbt ${hello.tbtMs}`);
    const measured: Screen[] = [];
    for (const [name, address] of Object.entries(addresses.pages)) {
      measured.push(await measure(stage, name, address, options));
    }
    const interactions = await measureInteractions(stage.portalUrl, stage.cookie, addresses.taskId);
    options.say(
      `Interactions: ${interactions.count}, p95 ${interactions.p95Ms} ms, slowest ${interactions.slowestMs} ms`,
    );
    return judge(options, measured, interactions, hello);
  } finally {
    await stage.close();
  }
}

async function screens(stage: BrowserStage): Promise<{ taskId: string; pages: Record<string, string> }> {
  const { tasks } = await stage.get<{ tasks: { id: string }[] }>("/api/v1/sync-tasks?states=ready&limit=2");
  const [task, other] = tasks;
  if (!task || !other) throw new Error("The check made no tasks.");
  const { plan } = await stage.post<{ plan: { id: string } }>("/api/v1/plans", { taskIds: [other.id] });
  const wizard = `/sync/wizard/${task.id}`;
  return {
    taskId: task.id,
    pages: {
      Overview: "/overview",
      Integrations: "/integrations",
      "Customer Map": "/customer-map",
      Products: "/products",
      Sync: "/sync",
      "Wizard: customer": `${wizard}?step=customer`,
      "Wizard: product": `${wizard}?step=product`,
      "Wizard: contract": `${wizard}?step=contract`,
      "Wizard: lines": `${wizard}?step=lines`,
      "Wizard: confirm": `${wizard}?step=confirm`,
      Plan: `/sync/plans/${plan.id}`,
      "Action Log": "/sync/log",
    },
  };
}

async function measure(
  { portalUrl, helloUrl, cookie }: BrowserStage,
  name: string,
  address: string,
  options: BenchOptions,
): Promise<Screen> {
  const url = portalUrl + address;
  const ttfb = await measureTtfb(url, helloUrl, cookie, Math.max(20, options.rounds * 4));
  const mobile = await phone(url, cookie);
  const wide = await desktop(url, cookie);
  options.say(
    `${name.padEnd(18)} ttfb p95 ${round(ttfb.p95, 1)} ms (hello ${round(ttfb.helloP95, 1)}) ` +
      `mobile ${mobile.score} lcp ${mobile.lcpMs} tbt ${mobile.tbtMs} cls ${mobile.cls} (simulated ${mobile.simulated.score} ${mobile.simulated.lcpMs} ${mobile.simulated.tbtMs}) ` +
      `desktop ${wide.score} lcp ${wide.lcpMs} tbt ${wide.tbtMs} cls ${wide.cls}`,
  );
  return { name, ttfb, mobile, desktop: wide };
}

function judge(
  options: BenchOptions,
  measured: readonly Screen[],
  interactions: Interactions,
  hello: Lighthouse,
): BenchResult {
  const short = measured.flatMap((screen) => shortcomings(screen));
  if (interactions.p95Ms > goals.interactionMs) short.push(`interactions p95 ${interactions.p95Ms} ms`);
  for (const line of short) options.say(`MISSED ${line}`);
  const ratios = measured.map(({ ttfb }) => ttfb.p95 / ttfb.helloP95);
  return {
    bench: "b9",
    size: options.sizeName,
    metric:
      "slowest interaction, p95 of the scripted run, ms; ratio: first byte to the hello page's, worst screen",
    value: interactions.p95Ms,
    reference: round(Math.min(...measured.map(({ ttfb }) => ttfb.helloP95)), 1),
    ratio: round(Math.max(...ratios)),
    goal: "mobile >= 95, desktop >= 99, LCP <= 2.0 s / 1.0 s, TBT <= 150 ms, CLS <= 0.02, interaction p95 <= 100 ms, TTFB p95 <= 60 ms and <= 6x hello",
    pass: short.length === 0,
    seed: options.seed,
    detail: { hello, screens: measured, interactions, short },
  };
}

function shortcomings({ name, ttfb, mobile, desktop }: Screen): string[] {
  const missed: string[] = [];
  const check = (isMet: boolean, what: string) => isMet || missed.push(`${name}: ${what}`);
  for (const [as, seen] of Object.entries({ mobile, desktop })) {
    const goal = as === "mobile" ? goals.mobile : goals.desktop;
    check(seen.score >= goal.score, `${as} score ${seen.score}`);
    check(seen.lcpMs <= goal.lcpMs, `${as} LCP ${seen.lcpMs} ms`);
    check(seen.tbtMs <= goals.tbtMs, `${as} TBT ${seen.tbtMs} ms`);
    check(seen.cls <= goals.cls, `${as} CLS ${seen.cls}`);
  }
  check(ttfb.p95 <= goals.ttfbMs, `TTFB p95 ${round(ttfb.p95, 1)} ms`);
  check(ttfb.p95 <= goals.timesHello * ttfb.helloP95, `TTFB ${round(ttfb.p95 / ttfb.helloP95)}x hello`);
  return missed;
}
