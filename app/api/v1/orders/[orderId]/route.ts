import { z } from "zod";
import { route } from "@/lib/http/route";
import { getOrder } from "@/lib/orders/get-order";
import { orderAnswer } from "@/lib/orders/order-answer";

export const GET = route(
  {
    permission: "vendor_data.read",
    summary: "Reads one order",
    params: z.strictObject({ orderId: z.uuid() }),
    answer: orderAnswer,
  },
  ({ ctx, params }) => getOrder(ctx, { id: params.orderId }),
);
