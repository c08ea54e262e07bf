import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestSandbox } from "../test-sandbox";
import { autotask } from "./index";
import { neededRights } from "./needed-rights";
import { recipes } from "./recipes";
import { credentialsOf, smallWorld } from "./test-world";

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());

describe("the recipe of the API user", () => {
  it("names the rights that the probe asks for, no more and no fewer", async () => {
    const world = "recipe@partner.example";
    const denied = Object.fromEntries(neededRights.map(({ entity, verb }) => [entity, [verb.toLowerCase()]]));
    await sandbox.control(world, "world", smallWorld({ denied }));
    const missing = await autotask.open(sandbox.door(credentialsOf(world))).checkRights();
    const named = recipes("Larkspur Cloud").flatMap((recipe) => recipe.rights ?? []);
    expect(named).toHaveLength(missing.length);
    for (const { right } of named) {
      expect(missing.filter((sentence) => sentence.includes(right.toLowerCase()))).not.toEqual([]);
    }
  });

  it("calls the vendor by its name and gives every step a text", () => {
    const [first] = recipes("Larkspur Cloud");
    expect(first?.steps[0]?.text).toContain("choose Larkspur Cloud");
    for (const { steps } of recipes("Larkspur Cloud"))
      for (const { text } of steps) expect(text.trim()).not.toBe("");
  });
});
