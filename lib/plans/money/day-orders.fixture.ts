import { toInstant } from "@/lib/clock";
import { draftOfLine, mergeDrafts } from "@/lib/sync/fold-lines";
import { lineOf, pictureOf } from "@/lib/sync/test-picture";
import type { LineFee } from "../plan-line-input";
import type { Calendar } from "./calendar.fixture";
import type { OrderLine } from "./history.fixture";
import { decimalOf, localDate, same } from "./say.fixture";

/** What the orders of one day come to. */
export type DayOrder = { date: string; units: number; price?: string; prorated?: string; fees: LineFee[] };

/** Orders that are checked together, merged by day as the product does it, earliest first. */
export function dayOrders(
  lines: readonly OrderLine[],
  calendar: Calendar,
  zone: string,
  firstMs: number,
): DayOrder[] {
  const picture = pictureOf({ startDate: undefined });
  const drafts = lines
    .toSorted((one, other) => one.later - other.later)
    .map((line, index) => {
      const at = firstMs + line.later * 60_000;
      const today = localDate(at, zone);
      const date = dateOf(line, calendar, today);
      const drafted = draftOfLine(
        lineOf({
          sequence: index + 1,
          orderedAt: toInstant(at).toISOString(),
          orderType: line.units === 0 ? "cancellation" : "change",
          quantity: String(line.units),
          ...(date !== undefined && { effectiveDate: date }),
          ...(line.price !== undefined && { unitPrice: decimalOf(line.price) }),
        }),
        picture,
        zone,
      );
      same("effective date", drafted.effectiveDate, date ?? today);
      return { line, draft: drafted };
    });
  const dates = [...new Set(drafts.map(({ draft }) => draft.effectiveDate))].sort();
  return dates.map((date) => {
    const those = drafts.filter(({ draft }) => draft.effectiveDate === date);
    const draft = mergeDrafts(those.map((one) => one.draft));
    const last = those.at(-1);
    same("units of the last order", draft.quantity, String(last?.line.units));
    const price = those.findLast((one) => one.line.price !== undefined)?.line.price;
    const prorated = those.findLast((one) => one.line.prorated !== undefined)?.line.prorated;
    const fees = those.flatMap(({ line }) =>
      line.fee === undefined ? [] : [{ kind: "setup", quantity: "1", unitPrice: line.fee }],
    );
    return {
      date,
      units: last?.line.units ?? 0,
      ...(price !== undefined && { price: decimalOf(price) }),
      ...(prorated !== undefined && { prorated }),
      fees,
    };
  });
}

function dateOf({ date }: OrderLine, calendar: Calendar, today: string): string | undefined {
  if (date === undefined) return undefined;
  const { days, periods } = calendar;
  const place = calendar.at(today) ?? 0;
  const wanted =
    "days" in date
      ? place + date.days
      : periods[periods.indexOf(calendar.around(place)) + date.period]?.first;
  return days[Math.max(wanted ?? 0, 0)];
}
