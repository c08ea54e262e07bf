import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { MARLOW, TestWorld } from "../test-world";

let sandbox: Sandbox;
let world: TestWorld;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  world = await TestWorld.make(sandbox, MARLOW);
});
afterAll(() => sandbox.stop());

describe("paths", () => {
  it.each(["/atservicesrest/v1.0", "/ATServicesRest/V1.0", "/AtServicesRest/v1.0"])(
    "takes %s in any casing",
    async (base) => {
      const answer = await world.raw("GET", `${base}/Companies/10`, undefined, world.credentials);
      expect(answer.json.item.companyName).toBe("Marlow Foods");
    },
  );

  it("accepts a trailing slash", async () => {
    expect((await world.api("GET", "/Companies/10/")).json.item.id).toBe(10);
  });

  it.each([
    ["GET", "/Sprockets/1"],
    ["GET", "/Companies/10/Sprockets"],
    ["POST", "/ContractServices"],
    ["PATCH", "/ContractCharges"],
    ["POST", "/Contacts"],
    ["POST", "/ContractServiceAdjustments/query"],
    ["GET", "/ContractServiceAdjustments/1"],
  ])("answers %s %s, which is no path of the API, with 404 and a page", async (method, path) => {
    const answer = await world.api(
      method,
      path,
      method === "GET" ? undefined : { filter: [{ op: "exist", field: "id" }] },
    );
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("text/html");
  });

  it.each([
    ["PATCH", "/Companies/10"],
    ["PUT", "/Contracts/7"],
    ["DELETE", "/Companies/10"],
    ["DELETE", "/Contracts/7/Services/70"],
    ["GET", "/ContractServiceAdjustments"],
    ["GET", "/Companies"],
    ["POST", "/Contracts/7/ServiceUnits"],
    ["DELETE", "/Companies/query"],
    ["POST", "/ThresholdInformation"],
  ])("answers %s %s, a verb the path does not know, with 405 and the message", async (method, path) => {
    const answer = await world.api(method, path, method === "GET" || method === "DELETE" ? undefined : {});
    expect(answer.status).toBe(405);
    expect(answer.json).toEqual({
      Message: `The requested resource does not support http method '${method}'.`,
    });
  });

  it("does not find a GET address of more than 2,048 characters", async () => {
    const search = encodeURIComponent(
      JSON.stringify({ filter: [{ op: "eq", field: "companyName", value: "x".repeat(2000) }] }),
    );
    const answer = await world.api("GET", `/Companies/query?search=${search}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html"]);
  });

  it("answers a literal {parentId} and broken JSON with 400", async () => {
    expect((await world.api("GET", "/Contracts/%7BparentId%7D/Services")).status).toBe(400);
    const headers = { ...world.credentials, "Content-Type": "application/json" };
    expect((await world.raw("POST", "/ATServicesRest/V1.0/Companies", "{ nonsense", headers)).status).toBe(
      400,
    );
  });

  it("wants a JSON content type on bodies", async () => {
    const body = JSON.stringify({ filter: [{ op: "exist", field: "id" }] });
    const answer = await world.raw("POST", "/ATServicesRest/V1.0/Companies/query", body, {
      ...world.credentials,
      "Content-Type": "text/plain",
    });
    expect(answer.status).toBe(415);
  });
});
