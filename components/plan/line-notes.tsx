import { Notice } from "@/components/ui/notice";
import type { WirePlanLine } from "@/lib/plans/plan-schema";

/** What a person should look at in a line: refusals with the way out, warnings, what is charged once or left to do by hand. */
export function LineNotes({ line }: { line: WirePlanLine }) {
  return (
    <div className="grid gap-2">
      {line.leftOut === undefined
        ? line.refusals.map(({ code, sentence }) => (
            <Notice key={code} tone="red" title="Not possible as it stands">
              {sentence}
            </Notice>
          ))
        : null}
      {line.note && line.leftOut === undefined ? <Notice tone="amber">{line.note}</Notice> : null}
      {line.warnings.map(({ code, sentence }) => (
        <Notice key={`${code} ${sentence}`} tone="amber">
          {sentence}
        </Notice>
      ))}
      {line.remainders.map(({ kind, sentence, text }) => (
        <Notice key={`${kind} ${text}`} tone="blue">
          {sentence}
        </Notice>
      ))}
    </div>
  );
}
