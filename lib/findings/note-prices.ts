import type { Tx } from "@/lib/auth/context";
import { closeFindings } from "./close-findings";
import type { SeenLine } from "./note-drifts";
import { openFindings } from "./open-findings";
import { movedPrices, priceSubjects } from "./price-findings";

/** Opens a finding for every price and cost that moved on the vendor's side only, and closes those that agree by now. */
export async function notePrices(tx: Tx, lines: readonly SeenLine[]): Promise<void> {
  const found = lines.flatMap(movedPrices);
  const open = new Set(found.map((one) => one.subject));
  const agreeing = lines
    .flatMap(({ line }) => priceSubjects(line.lineLinkId))
    .filter(({ subject }) => !open.has(subject))
    .map(({ subject }) => subject);
  await closeFindings(
    tx,
    { classes: ["price_differs", "cost_differs"], subjects: agreeing },
    "Both sides agree again.",
  );
  await openFindings(tx, found);
}
