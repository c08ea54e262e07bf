import type { Tx } from "@/lib/auth/context";
import { saveLineStates } from "@/lib/mirror/line-state-store";
import type { LineState } from "@/lib/psa/records";
import { driftsOf } from "./drift";
import { type KnownLine, knownLines } from "./line-memory-query";
import { noteDrifts } from "./note-drifts";

/**
 * Notes hand edits in lines that were just read from the PSA, before anything is planned on top of them. Our copies of
 * those that drift are renewed too: an older copy must not close again what was found.
 */
export async function noteReadLines(
  tx: Tx,
  connectionId: string,
  lines: readonly { line: KnownLine; shown: LineState; today: string }[],
): Promise<void> {
  // A write of ours may have been confirmed while the PSA was being read: what looks changed is judged by what we know now.
  const suspects = lines.filter(({ line, shown, today }) => driftsOf(line, shown, today).length > 0);
  const known = await knownLines(
    tx,
    connectionId,
    suspects.map(({ line }) => line.psaLineId),
  );
  const { drifting } = await noteDrifts(
    tx,
    lines.map((one) => ({ ...one, line: known.get(one.line.psaLineId) ?? one.line })),
  );
  const ids = new Set(drifting);
  const states = lines.filter(({ line }) => ids.has(line.lineLinkId)).map(({ shown }) => shown);
  await saveLineStates(tx, connectionId, states);
}
