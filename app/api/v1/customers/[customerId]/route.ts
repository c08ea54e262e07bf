import { z } from "zod";
import { customerAnswer } from "@/lib/customers/customer";
import { getCustomer } from "@/lib/customers/get-customer";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "vendor_data.read",
    summary: "Reads one customer",
    params: z.strictObject({ customerId: z.uuid() }),
    answer: customerAnswer,
  },
  ({ ctx, params }) => getCustomer(ctx, { id: params.customerId }),
);
