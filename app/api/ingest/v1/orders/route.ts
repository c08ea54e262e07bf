import { z } from "zod";
import { batchRoute } from "@/lib/ingest/batch-route";
import { readListRoute } from "@/lib/ingest/read-route";
import { listOrders } from "@/lib/orders/list-orders";
import { orderAnswer } from "@/lib/orders/order-answer";

export const POST = batchRoute(
  "orders",
  "Takes in orders; their content never changes, their status moves on",
);

export const GET = readListRoute(
  {
    summary: "Lists orders by the time of their last change",
    answer: z.object({ orders: z.array(orderAnswer), next: z.string().nullable() }),
  },
  (ctx, updatedSince, page) => listOrders(ctx, { updatedSince }, page),
);
