import {
  addDecimals,
  isZero,
  largerDecimal,
  multiplyDecimals,
  roundDown,
  roundHalfAway,
  roundUp,
  subtractDecimals,
} from "@/lib/money";

/**
 * The total a line should show for what is used or subscribed: times the factor, less what is included, at least the
 * minimum while the subscription runs, then rounded. 180 GB with 150 included is 30; 3 with a minimum of 5 is 5.
 * Never negative.
 */
export function wantedQuantity(source: {
  quantity: string;
  factor?: string;
  allowance?: string;
  minimum?: string;
  /** The PSA takes the included amount off by itself: the whole total is written, at least allowance + minimum. */
  psaSubtractsAllowance?: boolean;
  isRunning: boolean;
  /** Left out for licences, which are never rounded. */
  rounding?: { direction: "up" | "nearest" | "down"; decimals: number };
}): string {
  if (!source.isRunning) return "0";
  const allowance = source.allowance ?? "0";
  const minimum = source.minimum ?? "0";
  const total = multiplyDecimals(source.quantity, source.factor ?? "1");
  const billed = source.psaSubtractsAllowance
    ? largerDecimal(total, isZero(minimum) ? "0" : addDecimals(allowance, minimum))
    : largerDecimal(largerDecimal(subtractDecimals(total, allowance), "0"), minimum);
  if (source.rounding === undefined) return billed;
  const { direction, decimals } = source.rounding;
  if (direction === "nearest") return roundHalfAway(billed, decimals);
  return direction === "up" ? roundUp(billed, decimals) : roundDown(billed, decimals);
}
