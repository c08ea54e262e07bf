import { decimalFromMinor } from "@/lib/money";
import type { PlanLineView } from "./line-view";

type Cell = string | undefined | null;

/** Columns of a plan's export, one row a line; amounts as decimals, dates as calendar dates. */
const columns: readonly [string, (line: PlanLineView) => Cell][] = [
  ["customer", (line) => line.subject.customerName],
  ["company", (line) => line.subject.psaCompanyName],
  ["contract", (line) => line.subject.contractName],
  ["contract id", (line) => line.address.psaContractId],
  ["line id", (line) => line.address.psaLineId],
  ["product", (line) => line.subject.productName],
  ["orders", (line) => line.subject.orders.join(", ")],
  ["detail", (line) => line.detail.replaceAll("_", " ")],
  ["effective date", (line) => line.effectiveDate],
  ["quantity before", (line) => line.quantityBefore],
  ["quantity", (line) => line.quantity],
  ["price before", (line) => line.unitPrices?.before],
  ["price", (line) => line.unitPrices?.after],
  ["currency", (line) => line.money?.currency],
  ["this period", (line) => amount(line, line.money?.currentPeriodMinor)],
  ["recurring difference", (line) => amount(line, line.money?.recurringDeltaMinor)],
  ["cycle", (line) => line.money?.cycle],
  ["one-time", (line) => amount(line, line.money?.oneTimeMinor)],
  ["exactness", (line) => line.money?.exactness],
  ["sentence", (line) => line.sentence],
  ["warnings", (line) => line.warnings.map((warning) => warning.sentence).join(" ")],
  ["refusals", (line) => line.refusals.map((refusal) => refusal.sentence).join(" ")],
  ["question", (line) => line.confirmation],
  [
    "undo",
    (line) =>
      [...line.steps, ...line.remainders.flatMap(({ charge }) => charge ?? [])]
        .map(({ undo }) => undo.sentence)
        .join(" "),
  ],
  ["state", (line) => line.state.replaceAll("_", " ")],
  ["note", (line) => line.note],
  ["one-time amounts", (line) => line.remainders.map(({ sentence }) => sentence).join(" ")],
];

const amount = ({ money }: PlanLineView, minor: string | undefined): Cell =>
  money && minor !== undefined ? decimalFromMinor(BigInt(minor), money.currency) : undefined;

/** RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function planCsv(lines: readonly PlanLineView[]): string {
  const rows = [columns.map(([name]) => name), ...lines.map((line) => columns.map(([, cell]) => cell(line)))];
  return `${rows.map((row) => row.map(cellText).join(",")).join("\r\n")}\r\n`;
}

function cellText(value: Cell): string {
  const text = value ?? "";
  const safe = /^[=+@\t]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
