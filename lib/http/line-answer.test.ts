import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { answerInLines, wantsLines } from "./line-answer";

const shapes = { step: z.object({ name: z.string() }), result: z.object({ id: z.string() }) };
type Step = { name: string };

describe("an answer in lines", () => {
  it("lets each step out when it happens, and the result last", async () => {
    let go: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const answer = await answerInLines<Step, { id: string; secret: string }>(
      "req_1",
      shapes,
      async (tell) => {
        tell({ name: "one" });
        await held;
        tell({ name: "two" });
        return { id: "7", secret: "not for the wire" };
      },
    );
    const reader = answer.body?.getReader();
    const read = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await read()).toBe('{"step":{"name":"one"}}\n');
    go();
    expect(await read()).toBe('{"step":{"name":"two"}}\n');
    expect(await read()).toBe('{"result":{"id":"7"}}\n');
    expect((await reader?.read())?.done).toBe(true);
  });

  it("fails as any other request before the first step", async () => {
    const failing = answerInLines<Step, never>("req_1", shapes, async () => {
      throw new AppError("invalid", "Type the full user name.");
    });
    await expect(failing).rejects.toMatchObject({ code: "invalid" });
  });

  it("says what went wrong in its last line after that, and nothing of an unknown error", async () => {
    const answer = await answerInLines<Step, never>("req_1", shapes, async (tell) => {
      tell({ name: "one" });
      throw new AppError("conflict", "Connected already.", { current: { id: "3" } });
    });
    const lines = (await answer.text()).trim().split("\n");
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({
      problem: { status: 409, detail: "Connected already.", current: { id: "3" }, requestId: "req_1" },
    });
    const odd = await answerInLines<Step, never>("req_2", shapes, async (tell) => {
      tell({ name: "one" });
      throw new Error("select secret from table");
    });
    expect(await odd.text()).not.toContain("secret");
  });

  it("is wanted by those who ask for it", () => {
    const asking = (accept: string) => wantsLines(new Request("http://localhost/", { headers: { accept } }));
    expect([asking("application/x-ndjson"), asking("application/json")]).toEqual([true, false]);
  });
});
