import { readOneRoute } from "@/lib/ingest/read-route";
import { getOrder } from "@/lib/orders/get-order";
import { orderAnswer } from "@/lib/orders/order-answer";

export const GET = readOneRoute(
  { summary: "Reads one order by the vendor's own id", answer: orderAnswer },
  (ctx, id) => getOrder(ctx, { vendorOrderId: id }),
);
