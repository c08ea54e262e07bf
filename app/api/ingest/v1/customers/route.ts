import { z } from "zod";
import { customerAnswer } from "@/lib/customers/customer";
import { listCustomers } from "@/lib/customers/list-customers";
import { batchRoute } from "@/lib/ingest/batch-route";
import { readListRoute } from "@/lib/ingest/read-route";

export const POST = batchRoute("customers", "Takes in customers with whatever of their profile is known");

export const GET = readListRoute(
  {
    summary: "Lists customers by the time of their last change",
    answer: z.object({ customers: z.array(customerAnswer), next: z.string().nullable() }),
  },
  (ctx, updatedSince, page) => listCustomers(ctx, { updatedSince }, page),
);
