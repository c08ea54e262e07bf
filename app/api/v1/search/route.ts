import { z } from "zod";
import { route } from "@/lib/http/route";
import { search } from "@/lib/search/search";
import { searchAnswer } from "@/lib/search/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Finds customers, products, subscriptions and tasks by name or id, at most eight of each",
    query: z.strictObject({ text: z.string().max(100) }),
    answer: searchAnswer,
  },
  ({ ctx, query }) => search(ctx, query),
);
