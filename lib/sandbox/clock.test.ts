import { describe, expect, it } from "vitest";
import { httpDate, isoMs, isoText, realMs, WorldClock } from "./clock";

const at = isoMs("2026-03-17T09:00:00Z");
const frozen = () => new WorldClock({ mode: "frozen", anchorWorld: at, anchorReal: 0, speed: 1 });

describe("a world's clock", () => {
  it("stands still while frozen and moves when it is advanced", () => {
    const clock = frozen();
    expect(clock.now()).toBe(at);
    clock.change({ advanceMs: 3_600_000 });
    expect(isoText(clock.now())).toBe("2026-03-17T10:00:00Z");
  });

  it("runs faster than the machine when it is told to", () => {
    const clock = new WorldClock({
      mode: "running",
      anchorWorld: at,
      anchorReal: realMs() - 1_000,
      speed: 60,
    });
    expect(clock.now() - at).toBeGreaterThanOrEqual(60_000);
    clock.change({ freeze: true });
    expect(clock.now()).toBe(clock.now());
  });

  it("goes back to the machine's time", () => {
    const clock = frozen();
    clock.change({ real: true });
    expect(Math.abs(clock.now() - realMs())).toBeLessThan(1_000);
    expect(clock.state).toMatchObject({ mode: "running", speed: 1 });
  });

  it("runs what falls due by a jump, oldest first, and nothing that was taken back", () => {
    const clock = frozen();
    const seen: string[] = [];
    clock.at(at + 2_000, () => seen.push("second"));
    clock.at(at + 1_000, () => seen.push("first"));
    clock.at(at + 9_000, () => seen.push("later"));
    clock.at(at + 1_500, () => seen.push("withdrawn"))();
    clock.change({ advanceMs: 5_000 });
    expect(seen).toEqual(["first", "second"]);
    clock.stop();
  });

  it("runs what fell due while the sandbox was not there", () => {
    const clock = frozen();
    let hasRun = false;
    clock.at(at - 1_000, () => {
      hasRun = true;
    });
    clock.runDue();
    expect(hasRun).toBe(true);
  });

  it("runs what is due by itself when the clock runs", async () => {
    const clock = new WorldClock({ mode: "running", anchorWorld: at, anchorReal: realMs(), speed: 1_000 });
    await new Promise<void>((resolve) => clock.at(at + 5_000, resolve));
    expect(clock.now()).toBeGreaterThanOrEqual(at + 5_000);
    clock.stop();
  });

  it("keeps standing where a stored state says", () => {
    const clock = frozen();
    clock.change({ set: "2028-02-29T23:59:59.999Z" });
    expect(isoText(new WorldClock(clock.state).now())).toBe("2028-02-29T23:59:59.999Z");
  });
});

describe("time as text", () => {
  it.each([
    ["2026-03-17T09:15:52.407Z", "2026-03-17T09:15:52.407Z"],
    ["2026-03-17T09:15:52.400Z", "2026-03-17T09:15:52.4Z"],
    ["2026-03-17T09:15:50.000Z", "2026-03-17T09:15:50Z"],
    ["2026-03-17T09:15:52", "2026-03-17T09:15:52Z"],
    ["2026-03-17", "2026-03-17T00:00:00Z"],
    ["2026-03-17T01:00:00+02:00", "2026-03-16T23:00:00Z"],
  ])("reads %s and writes %s", (given, written) => {
    expect(isoText(isoMs(given))).toBe(written);
  });

  it("knows what is no instant", () => {
    expect(isoMs("tomorrow")).toBeNaN();
    expect(httpDate(at)).toBe("Tue, 17 Mar 2026 09:00:00 GMT");
  });
});
