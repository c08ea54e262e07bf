import { describe, expect, it } from "vitest";
import { addMilliseconds, toInstant } from "@/lib/clock";
import { addDays, addMonths, businessDate } from "@/lib/dates";
import { customerItem, orderItem, productItem, subscriptionItem } from "@/lib/ingest/schemas";
import { multiplyDecimals, subtractDecimals } from "@/lib/money";
import { parseDefinition } from "@/lib/sandbox/autotask/definition";
import { inFivePence } from "./catalogue";
import { lastOnDay } from "./days";
import { type Story, story } from "./story";

const day = 24 * 60 * 60 * 1000;

/** Every day of 2028 at an hour that moves through the day, and both hours of each clock change. */
const instants: Date[] = [
  ...Array.from({ length: 366 }, (_, index) =>
    addMilliseconds(toInstant("2028-01-01T00:00:00Z"), index * day + (index % 24) * 60 * 60 * 1000),
  ),
  ...[
    "2028-03-26T00:59:59Z",
    "2028-03-26T01:00:00Z",
    "2028-10-29T00:30:00Z",
    "2028-10-29T01:30:00Z",
    "2028-07-14T23:30:00Z",
  ].map(toInstant),
];

const zone = "Europe/London";
const reference = story(toInstant("2026-03-17T09:00:00Z"));

function line(told: Story, contractId: number) {
  const found = told.connection.world.contracts.find((contract) => contract.id === contractId)?.services[0];
  if (!found) throw new Error(`Contract ${contractId} has no line.`);
  return found;
}

function held(told: Story, vendorCustomerId: string) {
  const sales = told.orders.filter(
    (order) => order.type === "sales" && order.vendorCustomerId === vendorCustomerId,
  );
  return sales.flatMap((order) => order.lines);
}

describe("the demo story", () => {
  it("is the same on every day of a leap year and through both clock changes", () => {
    const shape = (told: Story) => ({
      orders: told.orders.map((order) => [
        order.type,
        order.vendorCustomerId,
        order.lines.map((each) => [each.sku, each.quantity]),
      ]),
      contracts: told.connection.world.contracts.map(({ id, companyID, services, bundles }) => ({
        id,
        companyID,
        services,
        bundles,
      })),
      mappings: told.connection.mappings,
    });
    const sorted = (told: Story) => ({
      ...shape(told),
      orders: shape(told)
        .orders.map((order) => JSON.stringify(order))
        .sort(),
    });
    const expected = sorted(reference);
    for (const instant of instants) expect(sorted(story(instant)), instant.toISOString()).toEqual(expected);
  });

  it("sends only what the ingest API accepts, and nothing from the future", () => {
    for (const instant of instants) {
      const told = story(instant);
      for (const item of told.products) productItem.parse(item);
      for (const item of told.customers) customerItem.parse(item);
      for (const item of told.subscriptions) subscriptionItem.parse(item);
      for (const item of told.orders) {
        orderItem.parse(item);
        expect(
          toInstant(item.orderedAt) <= instant,
          `${item.vendorOrderId} at ${instant.toISOString()}`,
        ).toBe(true);
        expect(businessDate(toInstant(item.orderedAt), zone)).toBe(item.lines[0]?.effectiveDate);
      }
    }
  });

  it("lets the present contract period begin 16 days before today, Marlow's on the 15th", () => {
    for (const instant of instants) {
      const today = businessDate(instant, zone);
      for (const contract of story(instant).connection.world.contracts) {
        const isMarlow = contract.id === 517;
        const expected = isMarlow ? lastOnDay(today, 15) : addDays(today, -16);
        const starts = Array.from({ length: 40 }, (_, month) => addMonths(contract.startDate, month));
        const current = starts.filter((start) => start <= today).at(-1);
        expect(current, `${contract.id} on ${today}`).toBe(expected);
        expect(contract.endDate > today).toBe(true);
      }
    }
  });

  it("describes a world that the sandbox takes, on every day", () => {
    for (const instant of instants) {
      const { world, userName } = story(instant).connection;
      expect(() => parseDefinition(userName, structuredClone(world))).not.toThrow();
    }
  });

  it("holds the figures that the demo is known by", () => {
    const price = (vendorCustomerId: string) => held(reference, vendorCustomerId)[0]?.unitPrice ?? "";
    expect(multiplyDecimals("12", price("19652"))).toBe("112.8");
    const missingAtAlder = subtractDecimals("25", String(line(reference, 502).units));
    expect(multiplyDecimals(missingAtAlder, price("19653"))).toBe("28.2");
    expect(multiplyDecimals("2", price("19654"))).toBe("58");
    expect(multiplyDecimals("12", String(line(reference, 504).unitPrice))).toBe("42");
    const drift = subtractDecimals("9.4", String(line(reference, 514).unitPrice));
    expect(multiplyDecimals("8", drift)).toBe("5.2");
    const mailArchive = reference.orders.flatMap((order) => order.lines).filter(({ sku }) => sku === "MA-50");
    expect(mailArchive).toHaveLength(3);
    expect(reference.connection.mappings.products.some(({ key }) => key.sku === "MA-50")).toBe(false);
  });

  it("prices other currencies by their factor, rounded to five cents", () => {
    expect(inFivePence(390, 125)).toBe("4.90");
    expect(inFivePence(520, 125)).toBe("6.50");
    expect(inFivePence(940, 115)).toBe("10.80");
    expect(inFivePence(940, 100)).toBe("9.40");
  });
});
