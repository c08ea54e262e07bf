import { customerAnswer } from "@/lib/customers/customer";
import { getCustomer } from "@/lib/customers/get-customer";
import { readOneRoute } from "@/lib/ingest/read-route";

export const GET = readOneRoute(
  { summary: "Reads one customer by the vendor's own id", answer: customerAnswer },
  (ctx, id) => getCustomer(ctx, { vendorCustomerId: id }),
);
