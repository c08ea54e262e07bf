import { recordAudits } from "@/lib/audit/record";
import type { Tx } from "@/lib/auth/context";
import type { Found } from "./finding";
import { upsertFindings } from "./store";

/**
 * Writes down what was found: one finding for each class and subject, however often it is found. One that is open is
 * brought up to date, one that was closed before is opened as a new one.
 */
export async function openFindings(tx: Tx, found: readonly Found[]): Promise<void> {
  const opened = await upsertFindings(tx, found);
  await recordAudits(
    tx,
    opened.map(({ id, isNew, ...said }) => ({
      action: isNew ? "finding.opened" : "finding.changed",
      recordKind: "finding",
      recordId: id,
      after: { class: said.class, sentence: said.sentence },
    })),
  );
}
