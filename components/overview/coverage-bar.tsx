import type { OverviewAnswer } from "@/lib/overview/wire";
import { coverageWords } from "./words";

type Coverage = OverviewAnswer["coverage"][number];

/** The money of a month as one bar; the table beside it says the same in words. */
export function CoverageBar({ coverage }: { coverage: Coverage }) {
  let start = 0;
  return (
    <svg
      viewBox="0 0 1000 10"
      preserveAspectRatio="none"
      aria-hidden
      className="h-2.5 w-full rounded bg-raised"
    >
      {coverage.parts.map(({ part, share }) => {
        const x = start;
        start += share;
        return share === 0 ? null : (
          <rect key={part} x={x} y={0} width={share} height={10} className={coverageWords[part].fill} />
        );
      })}
    </svg>
  );
}
