import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actAsTechnician } from "./act-as-technician";
import { getCompany } from "./get-company";
import { listCompanies } from "./list-companies";
import { type Practice, PracticeBed } from "./practice.fixture";
import type { TechnicianAct } from "./technician-act";

let bed: PracticeBed;
let own: Practice;
beforeAll(async () => {
  bed = await PracticeBed.start();
});
afterAll(() => bed.stop());
beforeEach(async () => {
  own = await bed.partner();
});

const act = (wanted: TechnicianAct) => actAsTechnician(own.ctx, { world: own.world, act: wanted });
const company = () => getCompany(own.ctx, { world: own.world, companyId: "10" });
const firstLine = async () => (await company()).contracts.find(({ id }) => id === "7")?.lines[0];

describe("a technician", () => {
  it("changes quantity and price from a day on, and the grid splits the period there", async () => {
    await act({
      act: "change_line",
      lineId: "70",
      fromDate: "2026-03-20",
      quantity: "12",
      unitPrice: "8.75",
    });
    const { contracts, today } = await company();
    const contract = contracts.find(({ id }) => id === "7");
    expect(today).toBe("2026-03-17");
    expect(contract?.periods.map(({ start, isToday, posted }) => [start, isToday, posted])).toEqual([
      ["2026-01-15", false, "yes"],
      ["2026-02-15", false, "yes"],
      ["2026-03-15", true, "no"],
      ["2026-04-15", false, "no"],
      ["2026-05-15", false, "no"],
      ["2026-06-15", false, "no"],
      ["2026-07-15", false, "no"],
    ]);
    const parts = contract?.lines[0]?.cells.map((cell) =>
      cell.map(({ fromDate, quantity, unitPrice }) => `${fromDate.slice(5)} ${quantity} x ${unitPrice}`),
    );
    expect(parts?.slice(1, 4)).toEqual([
      ["02-15 10 x 9.4"],
      ["03-15 10 x 9.4", "03-20 12 x 8.75"],
      ["04-15 12 x 8.75"],
    ]);
    expect(contract?.lines[0]?.changes).toMatchObject([
      { date: "2026-03-20", difference: "2", by: "technician", operation: null },
    ]);
    expect(await bed.lastAudit(own.ctx.partnerId)).toMatchObject({
      action: "sandbox.acted",
      after: { act: "change_line", lineId: "70", quantity: "12" },
    });
  });

  it("is refused with the PSA's own sentence in a posted period, and allowed once it is taken back", async () => {
    const change = { act: "change_line", lineId: "70", fromDate: "2026-03-20", quantity: "12" } as const;
    await act({ act: "post_period", contractId: "7", date: "2026-03-17" });
    await expect(act(change)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/posted/i),
    });
    await act({ act: "unpost_period", contractId: "7", date: "2026-03-17" });
    expect(await act(change)).toEqual({ done: "change_line" });
  });

  it("renames, deactivates, hides and shows a company", async () => {
    const state = async () =>
      (await listCompanies(own.ctx, { world: own.world, search: "10" })).companies.find(
        ({ id }) => id === "10",
      );
    await act({ act: "rename_company", companyId: "10", name: "Calder and Sons" });
    await act({ act: "set_company_active", companyId: "10", isActive: false });
    await act({ act: "set_company_hidden", companyId: "10", isHidden: true });
    await act({ act: "set_company_hidden", companyId: "11", isHidden: true });
    expect(await state()).toMatchObject({
      name: "Calder and Sons",
      isActive: false,
      isHidden: true,
      contracts: 2,
    });
    await act({ act: "set_company_hidden", companyId: "10", isHidden: false });
    expect(await state()).toMatchObject({ isHidden: false });
    const { companies } = await listCompanies(own.ctx, { world: own.world, search: "lead" });
    expect(companies).toMatchObject([{ id: "11", isHidden: true }]);
  });

  it("puts a service into a bundle, whose line takes the place of the service's", async () => {
    await act({
      act: "put_into_bundle",
      contractId: "7",
      itemId: "5",
      bundleName: "Workplace",
      quantity: "10",
    });
    expect(await firstLine()).toMatchObject({ kind: "bundle", name: "Workplace", itemId: null });
  });

  it("removes a line", async () => {
    await act({ act: "remove_line", lineId: "70" });
    expect(await firstLine()).toBeUndefined();
  });

  it("is found by the id of a contract as well as of its company", async () => {
    const found = await getCompany(own.ctx, { world: own.world, contractId: "9" });
    expect(found).toMatchObject({ company: { id: "10", currency: "GBP" } });
    expect(found.contracts.map(({ id }) => id)).toEqual(["7", "9"]);
    const nothing = getCompany(own.ctx, { world: own.world, contractId: "4711" });
    await expect(nothing).rejects.toMatchObject({ code: "not_found" });
  });
});
