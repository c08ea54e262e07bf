import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server";
import { TestWorld } from "../test-world";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.stop());

const zoneOf = (world: TestWorld, user: string, path = "/atservicesrest/v1.0/zoneInformation") =>
  world.raw("GET", `${path}?user=${encodeURIComponent(user)}`);

describe("zone discovery", () => {
  it("leads a user to this server, without credentials, with a trailing slash and the customer's id", async () => {
    const world = await TestWorld.make(sandbox, { ci: 20264 });
    const { status, json } = await zoneOf(world, world.name);
    expect(status).toBe(200);
    expect(json).toEqual({
      zoneName: "Sandbox",
      url: `${sandbox.url}/ATServicesRest/`,
      webUrl: expect.stringMatching(/\/$/),
      ci: 20264,
    });
  });

  it("answers 500 with a sentence for an unknown and for a blank user", async () => {
    const world = await TestWorld.make(sandbox);
    for (const user of ["nobody@nowhere.example", ""]) {
      const { status, json } = await zoneOf(world, user);
      expect(status).toBe(500);
      expect(json).toEqual({ errors: ["Zone information could not be determined"] });
    }
  });

  it("takes the path in any casing and a user name with a plus sign", async () => {
    const world = await TestWorld.make(sandbox);
    expect(world.name).toContain("+");
    expect((await zoneOf(world, world.name, "/ATSERVICESREST/V1.0/ZONEINFORMATION")).status).toBe(200);
  });

  it("sends a moved database's calls to its new zone and turns the old address away", async () => {
    const world = await TestWorld.make(sandbox);
    await world.act({ act: "move-zone", zone: "zone2" });
    const old = await world.api("GET", "/Companies/0");
    expect([old.status, old.text]).toEqual([401, ""]);
    const { json } = await zoneOf(world, world.name);
    expect(json.url).toBe(`${sandbox.url}/zone2/ATServicesRest/`);
    world.root = "/zone2/ATServicesRest";
    expect((await world.api("GET", "/Companies/0")).json.item.id).toBe(0);
  });
});

describe("versions and thresholds", () => {
  it("names the one API version without credentials", async () => {
    const world = await TestWorld.make(sandbox);
    const { json } = await world.raw("GET", "/atservicesrest/versioninformation");
    expect(json).toEqual({ apiVersions: ["V1.0"] });
  });

  it("tells the version only to a known user", async () => {
    const world = await TestWorld.make(sandbox);
    const { json } = await world.api("GET", "/Version");
    expect(Object.keys(json)).toEqual(["majorVersion", "minorVersion", "build", "customerType"]);
    expect((await world.raw("GET", "/ATServicesRest/V1.0/Version")).status).toBe(401);
  });

  it("counts the question about the threshold as a request of the hour", async () => {
    const world = await TestWorld.make(sandbox);
    await world.api("GET", "/Companies/0");
    const { json } = await world.api("GET", "/ThresholdInformation/");
    expect(json).toEqual({
      externalRequestThreshold: 10_000,
      requestThresholdTimeframe: 60,
      currentTimeframeRequestCount: 2,
    });
  });
});
