import { describe, expect, it } from "vitest";
import { readSettings } from "./settings";

describe("launch settings", () => {
  it("are a demo on ports 3000 and 3001 in .data when nothing is said", () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      mode: "demo",
      port: 3000,
      sandboxPort: 3001,
      portalUrl: "http://localhost:3000",
      database: undefined,
      inngest: undefined,
    });
    expect(settings.data).toMatch(/\/\.data$/);
  });

  it("take empty variables for unset ones", () => {
    expect(readSettings({ PORT: "", DATABASE_URL: " " })).toMatchObject({ port: 3000, database: undefined });
  });

  it("refuse a port that is none, by name", () => {
    expect(() => readSettings({ SANDBOX_PORT: "http" })).toThrow(/SANDBOX_PORT is 'http'/);
  });

  it("refuse half of the keys of an Inngest server and name the missing one", () => {
    expect(() => readSettings({ INNGEST_SIGNING_KEY: "x" })).toThrow(/INNGEST_EVENT_KEY is missing/);
    expect(() => readSettings({ INNGEST_EVENT_KEY: "x" })).toThrow(/INNGEST_SIGNING_KEY is missing/);
  });

  it("refuse an unknown mode", () => {
    expect(() => readSettings({ COUNTERPART_MODE: "staging" })).toThrow(
      /'staging', not 'demo' or 'production'/,
    );
  });
});
