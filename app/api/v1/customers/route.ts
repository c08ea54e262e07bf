import { z } from "zod";
import { customerAnswer } from "@/lib/customers/customer";
import { listCustomers } from "@/lib/customers/list-customers";
import { pageOf, pageQuery } from "@/lib/http/paging";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "vendor_data.read",
    summary: "Lists the own customers, page by page",
    query: z.strictObject({
      search: z.string().min(1).max(100).optional(),
      status: customerAnswer.shape.status.optional(),
      ...pageQuery(200),
    }),
    answer: z.object({ customers: z.array(customerAnswer), next: z.string().nullable() }),
  },
  ({ ctx, query: { cursor, limit, ...filter } }) =>
    listCustomers(ctx, filter, pageOf({ cursor, limit }, "text")),
);
