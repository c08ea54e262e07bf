import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import { readingOf } from "./reading";

const askedAt = toInstant("2026-03-17T09:00:00Z");
const read = (list: string, at: string, rows = 3) => ({ list, readAt: toInstant(at), rows, problem: null });
const states = (facts: Partial<Parameters<typeof readingOf>[0]>) => {
  const { isFinished, lists } = readingOf({ askedAt, companiesMapped: 0, lists: [], ...facts });
  return [isFinished, ...lists.map(({ list, state }) => `${list} ${state}`)];
};

describe("a connection's first reading", () => {
  it("reads three lists, and contracts once a company is mapped", () => {
    expect(states({})).toEqual([
      false,
      "companies reading",
      "catalog_items reading",
      "billing_codes reading",
      "contracts after_mapping",
      "lines after_mapping",
    ]);
    const lists = ["companies", "catalog_items", "billing_codes"].map((list) =>
      read(list, "2026-03-17T09:00:00Z"),
    );
    expect(states({ lists })[0]).toBe(true);
    expect(states({ lists, companiesMapped: 1 })[0]).toBe(false);
  });

  it("takes nothing that was read with the credentials before for done", () => {
    expect(states({ lists: [read("companies", "2026-03-17T08:59:59Z")] })[1]).toBe("companies reading");
  });

  it("says that a list was refused and keeps nobody waiting for it", () => {
    const refused = { ...read("companies", "2026-03-16T09:00:00Z"), problem: "31 of 40 are missing." };
    const others = ["catalog_items", "billing_codes"].map((list) => read(list, "2026-03-17T09:00:01Z"));
    expect(states({ lists: [refused, ...others] }).slice(0, 2)).toEqual([true, "companies refused"]);
  });
});
