import type { Connector } from "@/lib/psa/connector";
import { PsaError } from "@/lib/psa/errors";
import type { LineWork } from "./line-work";

/**
 * Reads all these lines in one batch and puts what the PSA shows into their work. Gives the lines whose contract no
 * longer answers; the others are read all the same. Nothing to read: no call.
 */
export async function readLinesOfWork(
  connector: Connector,
  lines: readonly LineWork[],
): Promise<{ gone: LineWork[] }> {
  if (lines.length === 0) return { gone: [] };
  const windows = lines.map((work) => work.row.line.window);
  const fromDate = windows.map((window) => window.fromDate).sort()[0] ?? "";
  const toDate =
    windows
      .map((window) => window.toDate)
      .sort()
      .at(-1) ?? "";
  try {
    const addresses = lines.map((work) => work.address);
    const states = await connector.readLines(addresses, { fromDate, toDate });
    for (const [index, work] of lines.entries()) {
      const state = states[index];
      if (!state) throw new PsaError("bad_answer", "The PSA answered fewer lines than it was asked for.");
      work.state = state;
    }
    return { gone: [] };
  } catch (error) {
    if (!(error instanceof PsaError) || error.kind !== "gone" || error.goneIds.length === 0) throw error;
    const isGone = (work: LineWork) => error.goneIds.includes(work.address.psaContractId);
    const gone = lines.filter(isGone);
    if (gone.length === 0) throw error;
    const rest = await readLinesOfWork(
      connector,
      lines.filter((work) => !isGone(work)),
    );
    return { gone: [...gone, ...rest.gone] };
  }
}
