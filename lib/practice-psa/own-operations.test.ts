import { afterAll, beforeAll, expect, it } from "vitest";
import { buildVendor } from "@/db/builders/partner";
import { testContext } from "@/lib/auth/test-context";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getCompany } from "./get-company";
import { getRequest } from "./get-request";
import { listRequests } from "./list-requests";

let fixture: ApplyFixture;
beforeAll(async () => {
  fixture = await ApplyFixture.open();
});
afterAll(() => fixture.close());

it("stands beside the write that it sent, in the partner's eyes and in nobody else's", async () => {
  const { stage, planId } = await fixture.approvedChange();
  await fixture.apply(stage, planId);
  const asked = { world: stage.world, isWrite: true, limit: 10 };
  const { requests } = await listRequests(stage.ctx, asked);
  const written = requests.find(({ path }) => path.endsWith("Adjustments"));
  expect(written?.operation?.sentence).toMatch(/^T-000001, 10 to 12 \w+ from 17 March \(/);

  const operation = written?.operation?.id ?? "";
  const ofOperation = await listRequests(stage.ctx, { world: stage.world, operation, limit: 10 });
  expect(ofOperation.requests.map(({ seq }) => seq)).toEqual([written?.seq]);
  const { contracts } = await getCompany(stage.ctx, { world: stage.world, contractId: "1000000" });
  expect(contracts[0]?.lines[0]?.changes[0]).toMatchObject({ by: "api", operation: written?.operation });

  const vendor = testContext(fixture.database.pool, {
    partnerId: await buildVendor(fixture.database),
    role: "vendor_admin",
  });
  const seen = await getRequest(vendor, { world: stage.world, seq: written?.seq ?? 0 });
  expect(seen.path).toBe(written?.path);
  expect(JSON.stringify(seen)).not.toContain(operation);
});
