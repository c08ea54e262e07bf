import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { type ItemError, itemCodes } from "./answer";
import { parseBatch } from "./parse-batch";
import { type IngestKind, ingestKinds } from "./schemas";
import { customer, order, orderLine, product, subscription } from "./test-feed";

const errorOf = (kind: IngestKind, item: object): ItemError | undefined => {
  const of: { item: z.ZodType; idField: string } = ingestKinds[kind];
  const [parsed] = parseBatch(of, { items: [item] });
  return parsed && "error" in parsed ? parsed.error : undefined;
};

describe("an item", () => {
  it.each([
    ["customers", customer("1", { companyName: undefined }), "companyName", "required"],
    ["customers", customer("1", { companyName: "  " }), "companyName", "required"],
    ["customers", customer("1", { companyName: null }), "companyName", "required"],
    ["customers", customer(`1${"0".repeat(100)}`), "vendorCustomerId", "too_long"],
    ["customers", customer("1", { companyName: 7 }), "companyName", "unknown_value"],
    ["customers", customer("1", { companyName: "Bell\u0007" }), "companyName", "unknown_value"],
    ["customers", customer("1", { companyName: "\ud800" }), "companyName", "unknown_value"],
    ["customers", customer("1", { country: "uk" }), "country", "unknown_value"],
    ["customers", customer("1", { access: { pin: "1" } }), "access.pin", "unknown_field"],
    ["subscriptions", subscription("1", { quantity: "1e3" }), "quantity", "not_a_decimal"],
    ["subscriptions", subscription("1", { quantity: 12 }), "quantity", "not_a_decimal"],
    ["subscriptions", subscription("1", { quantity: "-1" }), "quantity", "not_a_decimal"],
    ["subscriptions", subscription("1", { quantity: "1.1234567" }), "quantity", "not_a_decimal"],
    ["subscriptions", subscription("1", { startDate: "2026-02-29" }), "startDate", "not_a_date"],
    ["subscriptions", subscription("1", { startDate: "0000-01-01" }), "startDate", "not_a_date"],
    ["subscriptions", subscription("1", { asOf: "2026-03-01" }), "asOf", "not_a_date"],
    ["subscriptions", subscription("1", { asOf: "0001-01-01T00:00:00+14:00" }), "asOf", "not_a_date"],
    ["subscriptions", subscription("1", { asOf: "9999-12-31T23:59:59-14:00" }), "asOf", "not_a_date"],
    ["subscriptions", subscription("1", { currency: "ZZZ" }), "currency", "unknown_value"],
    ["subscriptions", subscription("1", { status: "sleeping" }), "status", "unknown_value"],
    ["products", product("1", { term: "P2Y" }), "term", "unknown_value"],
    ["products", product("1", { prices: undefined }), "prices", "required"],
    ["orders", order("1", { lines: [] }), "lines", "required"],
    ["orders", order("implied:SUB-1:2026-03-01T09:00:00.000Z"), "vendorOrderId", "unknown_value"],
    [
      "orders",
      order("1", { type: "cancellation", lines: [orderLine("1", { endDate: "9999-12-31" })] }),
      "lines.0.endDate",
      "unknown_value",
    ],
    [
      "orders",
      order("1", { lines: [orderLine("1", { quantity: undefined })] }),
      "lines.0.quantity",
      "required",
    ],
    ["orders", order("1", { lines: Array(201).fill(orderLine("1")) }), "lines", "limit_exceeded"],
    [
      "orders",
      order("1", { lines: [orderLine("1"), orderLine("2")] }),
      "lines.1.vendorLineId",
      "already_exists_different",
    ],
  ] as const)("of %s is told what is wrong: %#", (kind, item, field, code) => {
    expect(errorOf(kind, item)).toMatchObject({ field, code });
  });

  it("is told in a sentence", () => {
    expect(errorOf("subscriptions", subscription("1", { quantity: "many" }))?.message).toBe(
      'quantity must be a decimal text such as "12.5"',
    );
    expect(errorOf("subscriptions", subscription("1", { status: "on" }))?.message).toBe(
      "status must be one of pending, trial, active, suspended, cancelled, expired",
    );
  });

  it.each([
    [customer("1", { companyName: "x".repeat(151) }), "companyName may have at most 150 characters"],
    [customer("1", { companyName: 7 }), "companyName must be text"],
    [customer("1", { companyName: "a\tb" }), "companyName must be text without control characters"],
    [customer("1", { country: "gb" }), /^country must be a country code .* such as GB$/],
    [customer("1", { currency: "eur" }), /^currency must be a currency code .* such as GBP$/],
    [customer("1", { administrativeContact: "Ada" }), "administrativeContact must be an object"],
  ])("is told what its value must be: %#", (item, sentence) => {
    expect(errorOf("customers", item)?.message).toMatch(sentence);
  });

  it("is told how many entries a list may hold", () => {
    expect(errorOf("orders", order("1", { lines: Array(201).fill(orderLine("1")) }))?.message).toBe(
      "lines may hold at most 200 entries",
    );
  });

  it("that is no object is named too", () => {
    expect(errorOf("customers", [] as unknown as object)).toMatchObject({
      code: "unknown_value",
      message: "the item must be an object",
    });
  });

  it("keeps its ids as given but for outer white space and normal form C", () => {
    const [parsed] = parseBatch(ingestKinds.customers, { items: [customer(" Ae\u0301-1 ")] });
    expect(parsed).toMatchObject({ id: "A\u00e9-1", item: { vendorCustomerId: "A\u00e9-1" } });
  });
});

describe("a batch", () => {
  it.each([
    [null, "Send a batch"],
    [[], "Send a batch"],
    [{ items: [] }, "holds 1 to 1000 items"],
    [{ items: Array(1001).fill({}) }, "holds 1 to 1000 items; this one holds 1001"],
    [{ items: [{}], dryRun: true }, 'no member "dryRun"'],
  ])("of another shape is malformed: %#", (json, detail) => {
    expect(() => parseBatch(ingestKinds.customers, json)).toThrow(detail);
  });
});

it("has a code for each way in which an item can be wrong", () => {
  expect(new Set(itemCodes).size).toBe(13);
});
