import { z } from "zod";
import type { Ctx } from "@/lib/auth/context";
import { forPartners } from "@/lib/auth/key-context";
import { toInstant } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { ingestRoute } from "@/lib/http/ingest-route";
import { type Page, pageOf, pageQuery } from "@/lib/http/paging";
import { parseQuery } from "@/lib/http/parse-request";
import { queryInstant } from "@/lib/http/query-instant";
import { type RouteHandler, toAnswer } from "@/lib/http/route";
import { partnersByCode } from "./partners-of-batch";
import { inSlot } from "./slots";

const ofPartner = {
  partnerCode: z
    .string()
    .trim()
    .normalize("NFC")
    .max(100)
    .optional()
    .meta({ description: "May be left out with a key that is bound to one partner." }),
};
const listQuery = z.strictObject({
  ...ofPartner,
  updatedSince: queryInstant.optional(),
  ...pageQuery(500),
});
const oneQuery = z.strictObject(ofPartner);

/** The partner that a reading key asks for; a vendor-wide key must say which. */
async function inPartner(ctx: Ctx, code: string | undefined, isRequired: boolean): Promise<Ctx> {
  if (code === undefined) {
    if (ctx.actor.kind !== "api_key" || !ctx.actor.isVendorWide || !isRequired) return ctx;
    const fields = [{ field: "partnerCode", code: "required", message: "partnerCode is missing" }];
    throw new AppError("invalid", "A vendor-wide key names the partner: partnerCode is missing.", { fields });
  }
  const partnerId = (await partnersByCode(ctx, [code])).get(code);
  if (partnerId === undefined) throw new AppError("not_found", "There is no such partner.");
  return forPartners(ctx, [partnerId]);
}

type Options<A extends z.ZodType> = {
  summary: string;
  answer: A;
  /** False for what exists once for all partners: the catalogue. */
  needsPartner?: boolean;
};

/** `GET /api/ingest/v1/{kind}`: what changed, the earliest first, page by page. */
export function readListRoute<A extends z.ZodType>(
  { needsPartner = true, ...options }: Options<A>,
  list: (ctx: Ctx, since: Date, page: Page) => Promise<object>,
): RouteHandler {
  return ingestRoute({ ...options, scope: "read", query: listQuery }, async ({ ctx, request }) => {
    const query = parseQuery(listQuery, request);
    const page = pageOf(query, "time");
    const since = toInstant(query.updatedSince ?? 0);
    const listed = await inSlot(ctx, async () =>
      list(await inPartner(ctx, query.partnerCode, needsPartner), since, page),
    );
    return toAnswer(options.answer, listed, 200);
  });
}

/** `GET /api/ingest/v1/{kind}/{id}` with the vendor's own id. */
export function readOneRoute<A extends z.ZodType>(
  { needsPartner = true, ...options }: Options<A>,
  get: (ctx: Ctx, vendorId: string) => Promise<object>,
): RouteHandler {
  const params = z.object({ id: z.string().trim().normalize("NFC").min(1).max(300) });
  return ingestRoute(
    { ...options, scope: "read", query: oneQuery, params },
    async ({ ctx, params, request }) => {
      const { partnerCode } = parseQuery(oneQuery, request);
      const found = await inSlot(ctx, async () =>
        get(await inPartner(ctx, partnerCode, needsPartner), params.id),
      );
      return toAnswer(options.answer, found, 200);
    },
  );
}
