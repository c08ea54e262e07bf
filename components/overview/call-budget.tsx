"use client";

import { useReader } from "@/components/shell/reader";
import { join } from "@/components/ui/join";
import { Notice } from "@/components/ui/notice";
import { Fold, Panel } from "@/components/ui/panel";
import type { OverviewAnswer } from "@/lib/overview/wire";
import { showCount, showTime } from "@/lib/show";

type Connection = OverviewAnswer["connections"][number];

/** How much of the PSA's hour is used, by us and by others, and what is left for us. */
export function CallBudget({ connection }: { connection: Connection }) {
  const reader = useReader();
  const { budget, psa, name } = connection;
  const count = (calls: number) => showCount(calls, reader.locale, budget.callsPerHour);
  return (
    <Panel title={`Calls of ${name}`}>
      <div className="grid gap-2">
        <Gauge budget={budget} />
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small">
          <Part dot="bg-blue" word={`${count(budget.usedByUs)} by us`} />
          <Part
            dot="bg-amber"
            word={
              budget.usedByOthers === null ? "by others not told" : `${count(budget.usedByOthers)} by others`
            }
          />
          <Part dot="bg-green" word={`${count(budget.leftForUs)} left for us`} />
        </ul>
        <p className="text-small text-muted">
          {psa} allows {count(budget.callsPerHour)} calls an hour; {budget.sharePct} % of them are ours.
        </p>
        {budget.blockedUntil ? (
          <Notice tone="amber">
            {psa} asks to wait until {showTime(budget.blockedUntil, reader, reader.now())}. What waits goes on
            by itself.
          </Notice>
        ) : null}
        <Day budget={budget} />
      </div>
    </Panel>
  );
}

function Part({ dot, word }: { dot: string; word: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden className={join("size-2.5 rounded", dot)} />
      {word}
    </li>
  );
}

/** The whole hour of the PSA: used by us, by others, left for us, the rest. The words below say the same. */
function Gauge({ budget }: { budget: Connection["budget"] }) {
  const { callsPerHour, usedByUs, usedByOthers, leftForUs } = budget;
  // A few calls of ten thousand must still be seen.
  const seen = (calls: number) => (calls === 0 ? 0 : Math.max(calls, callsPerHour / 200));
  const parts = [
    { fill: "fill-blue", width: seen(usedByUs) },
    { fill: "fill-amber", width: seen(usedByOthers ?? 0) },
    { fill: "fill-green", width: seen(leftForUs) },
  ];
  let start = 0;
  return (
    <svg
      viewBox={`0 0 ${callsPerHour} 10`}
      preserveAspectRatio="none"
      aria-hidden
      className="h-2.5 w-full rounded bg-raised"
    >
      {parts.map(({ fill, width }) => {
        const x = start;
        start += width;
        return width === 0 ? null : (
          <rect key={fill} x={x} y={0} width={width} height={10} className={fill} />
        );
      })}
    </svg>
  );
}

/** Our calls of the last 24 hours, a bar for each. */
function Day({ budget }: { budget: Connection["budget"] }) {
  const { locale } = useReader();
  const { hours } = budget;
  const most = Math.max(1, ...hours);
  const all = hours.reduce((sum, calls) => sum + calls, 0);
  const words = (back: number) =>
    back === 0 ? "this hour" : back === 1 ? "1 hour before" : `${back} hours before`;
  return (
    <Fold
      summary={
        <span className="text-small">{showCount(all, locale, 1_000_000)} of our calls in 24 hours</span>
      }
    >
      <svg viewBox="0 0 240 40" aria-hidden className="h-10 w-full">
        {hours.map((calls, hour) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place
            key={hour}
            x={hour * 10 + 1}
            y={40 - Math.max(1, (calls * 38) / most)}
            width={8}
            height={Math.max(1, (calls * 38) / most)}
            className={calls === 0 ? "fill-line" : "fill-blue"}
          />
        ))}
      </svg>
      <table className="mt-2 w-full text-small">
        <caption className="sr-only">
          Our calls by hour, the latest first; hours without calls are left out
        </caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Hour</th>
            <th scope="col">Calls</th>
          </tr>
        </thead>
        <tbody>
          {hours
            .map((calls, hour) => ({ calls, back: hours.length - 1 - hour }))
            .reverse()
            .filter(({ calls }) => calls > 0)
            .map(({ calls, back }) => (
              <tr key={back}>
                <th scope="row" className="text-left font-normal text-muted">
                  {words(back)}
                </th>
                <td className="text-right tabular">{showCount(calls, locale, 1_000_000)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Fold>
  );
}
