import { describe, expect, it } from "vitest";
import { readEnvironment } from "./env";

const complete = {
  DATABASE_URL: "postgres://app@localhost/counterpart",
  NEXTAUTH_URL: "http://localhost:3000/",
  NEXTAUTH_SECRET: "secret",
  COUNTERPART_MASTER_KEY: Buffer.alloc(32, 1).toString("base64"),
};

describe("environment", () => {
  it("names everything that is missing in one message", () => {
    expect(() => readEnvironment({})).toThrow(
      /DATABASE_URL is missing; NEXTAUTH_URL is missing; NEXTAUTH_SECRET is missing; COUNTERPART_MASTER_KEY is missing/,
    );
  });

  it("refuses a master key of another length", () => {
    expect(() => readEnvironment({ ...complete, COUNTERPART_MASTER_KEY: "c2hvcnQ=" })).toThrow(
      /not 32 bytes/,
    );
  });

  it("refuses an unknown mode instead of taking it for the demo", () => {
    expect(() => readEnvironment({ ...complete, COUNTERPART_MODE: "prod" })).toThrow(
      /COUNTERPART_MODE is 'prod'/,
    );
  });

  it("takes the origins of the sandbox addresses and forgets their paths", () => {
    const { sandboxOrigins } = readEnvironment({
      ...complete,
      PSA_SANDBOX_URL: "http://127.0.0.1:3001/x, http://localhost:3001",
    });
    expect(sandboxOrigins).toEqual(["http://127.0.0.1:3001", "http://localhost:3001"]);
  });

  it("is a demo unless told otherwise and keeps no slash at the end of the address", () => {
    expect(readEnvironment(complete)).toMatchObject({ mode: "demo", portalUrl: "http://localhost:3000" });
  });
});
