import { randomBytes, randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSealedWith, keyringOf, mask, open, seal } from "./secrets";

const masterKey = Buffer.alloc(32, 1);
const ring = keyringOf(masterKey);
const place = { partnerId: "11111111-1111-4111-8111-111111111111", field: "connection:a" };

describe("sealed secrets", () => {
  it("open in the place they were sealed for, and never look the same twice", () => {
    const sealed = seal("pässword", place, ring);
    expect(open(sealed, place, ring)).toBe("pässword");
    expect(seal("pässword", place, ring)).not.toBe(sealed);
    expect(sealed).not.toContain("ssword");
  });

  it("are refused in another tenant or another field", () => {
    const sealed = seal("x", place, ring);
    expect(() => open(sealed, { ...place, partnerId: "other" }, ring)).toThrow("does not open");
    expect(() => open(sealed, { ...place, field: "connection:b" }, ring)).toThrow("does not open");
  });

  it("are refused after any of 10,000 flipped bits", () => {
    const sealed = seal("the secret of the API user", place, ring);
    const [version, keyId, ...parts] = sealed.split(".");
    let refused = 0;
    for (let flip = 0; flip < 10_000; flip++) {
      const changed = parts.map((part) => Buffer.from(part, "base64url"));
      const part = changed[randomInt(changed.length)];
      if (!part) throw new Error("no part");
      const at = randomInt(part.length);
      part.writeUInt8(part.readUInt8(at) ^ (1 << randomInt(8)), at);
      const text = [version, keyId, ...changed.map((each) => each.toString("base64url"))].join(".");
      expect(() => open(text, place, ring)).toThrow();
      refused++;
    }
    expect(refused).toBe(10_000);
  });

  it("stay readable while a new master key is put in, and name the key they need when it is gone", () => {
    const old = seal("x", place, ring);
    const newKey = randomBytes(32);
    const both = keyringOf(newKey, masterKey);
    expect(open(old, place, both)).toBe("x");
    const renewed = seal(open(old, place, both), place, both);
    expect(isSealedWith(renewed, both.current)).toBe(true);
    expect(open(renewed, place, keyringOf(newKey))).toBe("x");
    expect(() => open(old, place, keyringOf(newKey))).toThrow("which this deployment does not have");
  });
});

describe("masked secrets", () => {
  it.each([
    ["abcdefghij3f9a", "••••••3f9a"],
    ["short", "••••••"],
  ])("show of '%s' only '%s'", (secret, shown) => {
    expect(mask(secret)).toBe(shown);
  });
});
