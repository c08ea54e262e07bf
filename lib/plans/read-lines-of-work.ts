import { earlierDate, laterDate } from "@/lib/dates";
import { isCharge } from "@/lib/operations/kinds";
import type { OperationRow } from "@/lib/operations/store";
import type { Connector } from "@/lib/psa/connector";
import { PsaError } from "@/lib/psa/errors";
import type { LineTarget } from "@/lib/psa/records";
import type { LineWork } from "./line-work";

/** A line whose price, cost and texts this plan leaves alone, and which exists: its periods say all that matters. */
function needsPeriodsOnly({ address, operations, row }: LineWork): boolean {
  const setsMore = operations.some((operation) => {
    const { unitPrice, unitCost } = operation.intended as LineTarget;
    if (isCharge(operation)) return false;
    return operation.kind !== "set_line_quantity" || unitPrice !== undefined || unitCost !== undefined;
  });
  return address.psaLineId !== undefined && row.line.before.exists && !setsMore;
}

/**
 * Days to be read: all of the plan's, or after a write those from its effective date on, and from that of any step still
 * to be sent: it is sent from this reading.
 */
function windowOf(
  { row, lastSent, operations }: LineWork,
  reading: Reading,
): { fromDate: string; toDate: string } {
  const { window } = row.line;
  const dateOf = (operation: OperationRow) => (operation.intended as Partial<LineTarget>).effectiveDate;
  const sentFrom = reading === "read_back" && lastSent ? dateOf(lastSent) : undefined;
  if (sentFrom === undefined) return window;
  const next = operations.filter(({ state }) => state === "planned").flatMap((one) => dateOf(one) ?? []);
  return { ...window, fromDate: laterDate(window.fromDate, next.reduce(earlierDate, sentFrom)) };
}

type Reading = "before" | "read_back";

/**
 * Reads all these lines in two batches at most and puts what the PSA shows into their work: periods alone where that is
 * enough (half the calls), the whole line where price or text is written. Gives the lines whose contract no longer
 * answers; the others are read all the same. Nothing to read: no call.
 */
export async function readLinesOfWork(
  connector: Connector,
  lines: readonly LineWork[],
  reading: Reading = "before",
): Promise<{ gone: LineWork[] }> {
  const bare = await readBatch(connector, lines.filter(needsPeriodsOnly), reading, true);
  const whole = await readBatch(
    connector,
    lines.filter((work) => !needsPeriodsOnly(work)),
    reading,
    false,
  );
  return { gone: [...bare.gone, ...whole.gone] };
}

async function readBatch(
  connector: Connector,
  lines: readonly LineWork[],
  reading: Reading,
  periodsOnly: boolean,
): Promise<{ gone: LineWork[] }> {
  if (lines.length === 0) return { gone: [] };
  const windows = lines.map((work) => windowOf(work, reading));
  const fromDate = windows.map((window) => window.fromDate).sort()[0] ?? "";
  const toDate =
    windows
      .map((window) => window.toDate)
      .sort()
      .at(-1) ?? "";
  try {
    const addresses = lines.map((work) => work.address);
    const states = await connector.readLines(addresses, { fromDate, toDate, periodsOnly });
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
    const rest = await readBatch(
      connector,
      lines.filter((work) => !isGone(work)),
      reading,
      periodsOnly,
    );
    return { gone: [...gone, ...rest.gone] };
  }
}
