import type { Connector } from "@/lib/psa/connector";
import type { LineWork } from "./line-work";

/** Reads all these lines in one batch and puts what the PSA shows into their work. Nothing to read: no call. */
export async function readLinesOfWork(connector: Connector, lines: readonly LineWork[]): Promise<void> {
  if (lines.length === 0) return;
  const windows = lines.map((work) => work.row.line.window);
  const fromDate = windows.map((window) => window.fromDate).sort()[0] ?? "";
  const toDate =
    windows
      .map((window) => window.toDate)
      .sort()
      .at(-1) ?? "";
  const states = await connector.readLines(
    lines.map((work) => work.address),
    { fromDate, toDate },
  );
  for (const [index, work] of lines.entries()) {
    const state = states[index];
    if (!state) throw new Error("The connector answered fewer lines than it was asked for.");
    work.state = state;
  }
}
