import { recordAudits } from "@/lib/audit/record";
import type { Tx } from "@/lib/auth/context";
import type { FindingClass } from "./finding";
import { closeSubjects } from "./store";

/** Closes what is still open or muted of these subjects, and says why. Closing what is closed does nothing. */
export async function closeFindings(
  tx: Tx,
  which: { classes: readonly FindingClass[]; subjects: readonly string[] },
  because: string,
): Promise<number> {
  const closed = await closeSubjects(tx, which.classes, which.subjects, because);
  await recordAudits(
    tx,
    closed.map((id) => ({
      action: "finding.resolved" as const,
      recordKind: "finding",
      recordId: id,
      after: { state: "closed", because },
    })),
  );
  return closed.length;
}
