import type { Tx } from "@/lib/auth/context";
import { quantityOn, timelineOf } from "@/lib/billing/timeline";
import type { LineField } from "@/lib/mappings/line-memory";
import { closeFindings } from "./close-findings";
import { driftsOf, type LineShown } from "./drift";
import { findingOfDrift } from "./drift-finding";
import { lineSubject } from "./finding";
import type { KnownLine } from "./line-memory-query";
import { openFindings } from "./open-findings";

export type SeenLine = { line: KnownLine; shown: LineShown; today: string };

/** Fields that a reading says something about. */
function fieldsSeen(shown: LineShown): LineField[] {
  const fields: LineField[] = shown.periods.length > 0 ? ["quantity"] : [];
  if (shown.unitPrice !== undefined) fields.push("price");
  if (shown.unitCost !== undefined) fields.push("cost");
  return fields;
}

/**
 * Opens a finding for every field of these lines that was changed by hand, and closes those where both sides agree
 * again. Called with what was just read from the PSA, or with our copy of it. Gives the lines with a hand edit. A line
 * whose write is on its way or in doubt is left as it is.
 */
export async function noteDrifts(tx: Tx, lines: readonly SeenLine[]): Promise<{ drifting: string[] }> {
  const certain = lines.filter(({ line }) => !line.isInDoubt);
  const seen = certain.map(({ line, shown, today }) => ({
    line,
    shown,
    drifts: driftsOf(line, shown, today),
    held: quantityOn(timelineOf(shown.periods), today),
  }));
  const agreeing = seen.flatMap(({ line, shown, drifts }) =>
    fieldsSeen(shown)
      .filter((field) => drifts.every((drift) => drift.field !== field))
      .map((field) => lineSubject(line.lineLinkId, field)),
  );
  await closeFindings(tx, { classes: ["drift"], subjects: agreeing }, "Both sides agree again.");
  await openFindings(
    tx,
    seen.flatMap(({ line, drifts, held }) => drifts.map((drift) => findingOfDrift(line, drift, held))),
  );
  return { drifting: seen.flatMap(({ line, drifts }) => (drifts.length > 0 ? [line.lineLinkId] : [])) };
}
