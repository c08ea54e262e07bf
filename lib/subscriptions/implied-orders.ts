import type { OrderType, SubscriptionContent } from "@/db/schema/orders";
import { isEnded } from "./legal-moves";
import {
  endsAtOnce,
  type SubscriptionEvent,
  type SubscriptionVersion,
  statedDate,
  timeline,
  utcDate,
} from "./subscription";
import type { SubscriptionLine } from "./subscription-line";

/** An order that nobody sent: a posted edition differs from everything that was ordered until then. */
export type ImpliedOrder = {
  at: Date;
  type: OrderType;
  reason: string | null;
  productId: string;
  quantity: string;
  previousQuantity: string | null;
  unitPrice: string | null;
  unitCost: string | null;
};

/** A total that orders or earlier editions agreed on; `from` undefined = at once. */
type Agreed = {
  quantity: string;
  unitPrice: string | null;
  unitCost: string | null;
  productId: string | undefined;
  from: string | undefined;
};

const nothingSold: Agreed = {
  quantity: "0",
  unitPrice: null,
  unitCost: null,
  productId: undefined,
  from: undefined,
};

/**
 * The implied orders of a subscription: a function of all its lines and editions, so that an order which arrives after
 * the edition it explains takes the implied one away again. An edition is explained when it agrees with a total in
 * force or with one agreed for a later date: a vendor's system may show a dated change at once or on its day.
 */
export function impliedOrders(
  lines: readonly SubscriptionLine[],
  versions: readonly SubscriptionVersion[],
): ImpliedOrder[] {
  const implied: ImpliedOrder[] = [];
  const agreed: Agreed[] = [nothingSold];
  let earlier: SubscriptionVersion | undefined;
  let isOver = false;
  for (const event of timeline(lines, versions)) {
    if (isOver) break;
    isOver = event.line ? endsAtOnce(event.line) : isEnded(event.version.content.status);
    if (event.line) agreed.push(agreedBy(event.line, lastOf(agreed)));
    else {
      const missing = unexplained(event, agreed, earlier);
      if (missing) {
        implied.push(missing);
        agreed.push({ ...missing, from: undefined });
      }
      earlier = event.version;
    }
  }
  return implied;
}

const lastOf = (agreed: readonly Agreed[]): Agreed => agreed.at(-1) ?? nothingSold;

function agreedBy(line: SubscriptionLine, before: Agreed): Agreed {
  return {
    quantity: line.orderType === "cancellation" ? "0" : (line.quantity ?? before.quantity),
    unitPrice: line.unitPrice ?? before.unitPrice,
    unitCost: line.unitCost ?? before.unitCost,
    productId: line.productId,
    from: statedDate(line),
  };
}

function unexplained(
  { version }: SubscriptionEvent & { version: SubscriptionVersion },
  agreed: readonly Agreed[],
  earlier: SubscriptionVersion | undefined,
): ImpliedOrder | undefined {
  const { content, asOf } = version;
  if (content.status === "pending" || content.status === "trial") return undefined;
  const quantity = isEnded(content.status) ? "0" : content.quantity;
  if (possibleAt(agreed, asOf).some((total) => agrees(total, content, quantity))) return undefined;
  const before = lastOf(agreed);
  const isSale = before.productId === undefined;
  const type = typeOf(content, quantity, isSale);
  return {
    at: asOf,
    type,
    reason: isSale && earlier?.content.status === "trial" ? "trial_converted" : null,
    productId: content.productId,
    quantity,
    previousQuantity: isSale ? null : before.quantity,
    unitPrice: content.unitPrice ?? before.unitPrice,
    unitCost: content.unitCost ?? before.unitCost,
  };
}

/** Totals an edition may show: from the newest back to the first that surely was in force on its day, in any zone. */
function possibleAt(agreed: readonly Agreed[], asOf: Date): Agreed[] {
  const day = utcDate(asOf);
  const surely = agreed.findLastIndex(({ from }) => from === undefined || from < day);
  return agreed.slice(Math.max(surely, 0));
}

function agrees(total: Agreed, content: SubscriptionContent, quantity: string): boolean {
  if (total.quantity !== quantity) return false;
  if (quantity === "0") return true;
  const same = (posted: string | undefined, known: string | null): boolean =>
    posted === undefined || known === null || posted === known;
  return (
    total.productId === content.productId &&
    same(content.unitPrice, total.unitPrice) &&
    same(content.unitCost, total.unitCost)
  );
}

function typeOf(content: SubscriptionContent, quantity: string, isSale: boolean): OrderType {
  if (isSale) return "sales";
  if (quantity === "0" && isEnded(content.status)) return "cancellation";
  return content.productKind === "usage" ? "billing" : "change";
}
