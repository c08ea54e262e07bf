import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/http/paging";
import { route } from "@/lib/http/route";
import { listOrders } from "@/lib/orders/list-orders";
import { orderAnswer } from "@/lib/orders/order-answer";

export const GET = route(
  {
    permission: "vendor_data.read",
    summary: "Lists the own orders, page by page",
    query: z.strictObject({
      customerId: z.uuid().optional(),
      type: orderAnswer.shape.type.optional(),
      status: orderAnswer.shape.status.optional(),
      ...pageQuery(200),
    }),
    answer: z.object({ orders: z.array(orderAnswer), next: z.string().nullable() }),
  },
  ({ ctx, query: { cursor, limit, ...filter } }) =>
    listOrders(ctx, filter, pageOf({ cursor, limit }, "time")),
);
