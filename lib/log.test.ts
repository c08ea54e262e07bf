import { describe, expect, it } from "vitest";
import { redact } from "./log";

describe("redact", () => {
  it("strikes secrets out by name at any depth and in any spelling", () => {
    const line = redact({
      headers: { Authorization: "Bearer x", "X-Api-Key": "x", ApiIntegrationcode: "x", accept: "text/html" },
      settings: [{ apiSecret: "x", userName: "api@brightwater.example" }],
    });
    expect(line).toEqual({
      headers: {
        Authorization: "[redacted]",
        "X-Api-Key": "[redacted]",
        ApiIntegrationcode: "[redacted]",
        accept: "text/html",
      },
      settings: [{ apiSecret: "[redacted]", userName: "api@brightwater.example" }],
    });
  });

  it("spells out an error with its cause", () => {
    const error = new Error("The import broke off.", { cause: new Error("connection reset") });
    expect(redact(error)).toMatchObject({
      name: "Error",
      message: "The import broke off.",
      cause: { message: "connection reset" },
    });
  });

  it("cuts what is endless: long texts, long lists, rings", () => {
    const ring: Record<string, unknown> = {};
    ring.self = ring;
    expect(JSON.stringify(redact(ring)).length).toBeLessThan(200);
    expect(String(redact("x".repeat(5000))).length).toBeLessThan(2100);
  });
});
