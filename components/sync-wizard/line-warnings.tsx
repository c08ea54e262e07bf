import { Notice } from "@/components/ui/notice";
import type { WirePlan } from "@/lib/plans/plan-schema";

/** What a person should look at before going on; each sentence leads to its line. */
export function LineWarnings({ plan }: { plan: WirePlan }) {
  const counted = plan.lines.filter((line) => line.leftOut === undefined);
  const refusals = counted.flatMap((line) => line.refusals.map(({ sentence }) => ({ line, sentence })));
  const warnings = counted.flatMap((line) => line.warnings.map(({ sentence }) => ({ line, sentence })));
  const remainders = counted.flatMap((line) => line.remainders.map((one) => ({ line, ...one })));
  const charged = remainders.filter(({ charge }) => charge);
  const left = remainders.filter(({ charge }) => !charge);
  return (
    <>
      {refusals.length > 0 ? (
        <Notice tone="red" title="Cannot be written as it stands">
          <Anchors items={refusals} />
        </Notice>
      ) : null}
      {warnings.length > 0 ? (
        <Notice tone="amber" title={`${warnings.length} ${warnings.length === 1 ? "warning" : "warnings"}`}>
          <Anchors items={warnings} />
        </Notice>
      ) : null}
      {charged.length > 0 ? (
        <Notice tone="blue" title="Charged once">
          <Anchors items={charged} />
        </Notice>
      ) : null}
      {left.length > 0 ? (
        <Notice tone="blue" title="Left to charge by hand">
          <Anchors items={left} />
        </Notice>
      ) : null}
    </>
  );
}

function Anchors({ items }: { items: readonly { line: { id: string }; sentence: string }[] }) {
  return (
    <ul className="grid gap-1">
      {items.map(({ line, sentence }) => (
        <li key={`${line.id} ${sentence}`}>
          <a href={`#line-${line.id}`} className="underline">
            {sentence}
          </a>
        </li>
      ))}
    </ul>
  );
}
