import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { setApplicationPool } from "@/db/application-pool";
import { buildPartner, buildVendor } from "@/db/builders/partner";
import { buildPerson } from "@/db/builders/person";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { routesIn } from "@/lib/http/openapi";
import { type Caller, call, keyCaller, signedInCaller } from "@/lib/http/test-call";
import { customer, order, product, subscription } from "@/lib/ingest/test-feed";
import { GET } from "./route";
import { routeModules } from "./routes.gen";

type Schema = Parameters<typeof z.fromJSONSchema>[0];
type Operation = {
  requestBody?: { content: { "application/json": { schema: Schema } } };
  parameters: { name: string }[];
  responses: Record<string, { content: Record<string, { schema: Schema }> }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

let database: TestDatabase;
let document: Document;
let vendor: Caller;
let admin: Caller;
let code: string;

beforeAll(async () => {
  database = await createTestDatabase();
  setApplicationPool(database.pool);
  const partnerId = await buildVendor(database);
  vendor = await keyCaller(database, {
    partnerId,
    isVendorWide: true,
    scopes: ["ingest:customers", "ingest:products", "ingest:subscriptions", "ingest:orders", "read"],
  });
  const partner = await buildPartner(database);
  code = partner.code;
  admin = await signedInCaller(database, await buildPerson(database, partner), partner.partnerId);
  document = (await call(GET)).json as Document;
});
afterAll(async () => {
  setApplicationPool(undefined);
  await database.drop();
});

/** Calls the route of a documented path and holds its answer against what the document says of that status. */
async function compare(
  method: "get" | "post",
  documented: string,
  given: { params?: Record<string, string>; query?: string; body?: unknown; caller: Caller },
): Promise<unknown> {
  const folder = documented.replaceAll("{", "[").replaceAll("}", "]");
  const module = await routeModules[folder]?.();
  const handler = module && (module as Record<string, Parameters<typeof call>[0]>)[method.toUpperCase()];
  const operation = document.paths[documented]?.[method];
  if (!handler || !operation) throw new Error(`${method} ${documented} is not documented`);
  const answer = await call(handler, {
    caller: given.caller,
    path: `${documented}${given.query ?? ""}`,
    ...(given.params && { params: given.params }),
    ...(given.body !== undefined && { body: given.body }),
  });
  const type = answer.headers.get("content-type") ?? "";
  const said = operation.responses[answer.status] ?? operation.responses.default;
  const content = said?.content[type]?.schema;
  if (!content) throw new Error(`${answer.status} ${type} of ${documented} is not documented`);
  if (answer.status < 300 || answer.status === 422)
    expect(() => z.fromJSONSchema(content).parse(answer.json)).not.toThrow();
  return answer.json;
}

describe("the description of the API", () => {
  it("is OpenAPI 3.1 and names every route file", () => {
    expect(document.openapi).toBe("3.1.0");
    const api = path.resolve(import.meta.dirname, "..");
    const folders = readdirSync(api, { recursive: true, encoding: "utf8" })
      .filter(
        (file) =>
          file.endsWith("/route.ts") &&
          !/^(auth|inngest|webhooks|openapi\.json|\[\.\.\.address\])\//.test(file),
      )
      .map((file) => `/api/${file.slice(0, -"/route.ts".length)}`);
    // Behind? node --import tsx bin/generate-route-list.ts
    expect(Object.keys(routeModules).sort()).toEqual(folders.sort());
  });

  it("has an operation for every method that a route exports", async () => {
    for (const [folder, load] of Object.entries(routeModules)) {
      const documented = document.paths[folder.replaceAll(/\[(\w+)\]/g, "{$1}")] ?? {};
      const exported = routesIn(folder, { ...(await load()) }).map(({ method }) => method);
      expect([folder, Object.keys(documented).sort()]).toEqual([folder, exported.sort()]);
      expect([folder, exported.length]).not.toEqual([folder, 0]);
    }
  });

  it("names the parameters, lengths and codes that the parser knows", () => {
    const post = document.paths["/api/ingest/v1/orders"]?.post;
    expect(post?.parameters.map(({ name }) => name)).toEqual(["strict", "Idempotency-Key"]);
    const text = JSON.stringify(post);
    for (const fact of [
      '"vendorOrderId"',
      '"maxLength":100',
      '"already_exists_different"',
      '"maxItems":1000',
    ])
      expect(text).toContain(fact);
  });

  it("agrees with the live answers of the ingest API", async () => {
    const partnerCode = code;
    const items = {
      products: [product(), product("OS-PRO", { prices: [] })],
      customers: [customer("19652", { partnerCode }), customer("x", { partnerCode, colour: "red" })],
      subscriptions: [
        subscription("SUB-2", { partnerCode }),
        subscription("SUB-3", { partnerCode, vendorCustomerId: "7" }),
      ],
      orders: [order("1", { partnerCode })],
    };
    for (const [kind, batch] of Object.entries(items))
      await compare("post", `/api/ingest/v1/${kind}`, { caller: vendor, body: { items: batch } });
    await compare("post", "/api/ingest/v1/orders", { caller: vendor, body: { items: [{}] } });
    await compare("post", "/api/ingest/v1/orders", { caller: vendor, body: [] });
    const query = `?partnerCode=${code}`;
    for (const kind of Object.keys(items)) {
      const list = (await compare("get", `/api/ingest/v1/${kind}`, { caller: vendor, query })) as Record<
        string,
        unknown[]
      >;
      expect(list[kind]?.length).toBeGreaterThan(0);
    }
    const ids = { products: "OS-STD:monthly:P1Y", customers: "19652", subscriptions: "SUB-2", orders: "1" };
    for (const [kind, id] of Object.entries(ids))
      await compare("get", `/api/ingest/v1/${kind}/{id}`, { caller: vendor, query, params: { id } });
    const status = await compare("get", "/api/ingest/v1/partners/{code}/status", {
      caller: vendor,
      params: { code },
    });
    expect(status).toMatchObject({ partnerCode: code, waiting: { count: 1, refused: [] } });
  });

  it("agrees with the live answers of the partner's lists", async () => {
    const params = {
      customers: "customerId",
      products: "productId",
      subscriptions: "subscriptionId",
      orders: "orderId",
    };
    for (const [kind, param] of Object.entries(params)) {
      const list = (await compare("get", `/api/v1/${kind}`, { caller: admin })) as Record<
        string,
        { id: string }[]
      >;
      const id = list[kind]?.[0]?.id;
      if (id === undefined) throw new Error(`There are no ${kind}.`);
      await compare("get", `/api/v1/${kind}/{${param}}`, { caller: admin, params: { [param]: id } });
    }
  });
});
