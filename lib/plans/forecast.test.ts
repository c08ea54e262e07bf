import { describe, expect, it } from "vitest";
import { forecastCalls, forecastOf, forecastSeconds, sayForecast } from "./forecast";

const alone = { callsPerHour: 10000, share: 1, callsInFlight: 3 };
const half = { ...alone, share: 0.5 };
const minutes = (calls: number, allowance: typeof alone & { usedByUs?: number; usedByOthers?: number }) =>
  Math.round(forecastSeconds(calls, allowance) / 60);

describe("the forecast of an apply", () => {
  it.each([
    [10000, 100, 146],
    [1000, 1000, 1019],
    [1000, 0, 9],
    [10000, 10000, 10145],
  ])("for %i lines with %i changes is %i calls", (lines, changes, calls) => {
    expect(forecastCalls({ lines, changes })).toBe(calls);
  });

  it("takes three calls at a time while nothing is scarce", () => {
    expect(forecastSeconds(0, alone)).toBe(0);
    expect(forecastSeconds(1000, alone)).toBe(84);
    expect(minutes(5000, alone)).toBe(7);
  });

  it("waits for the rolling hour when the share is used up", () => {
    expect(minutes(5065, half)).toBe(60);
    expect(minutes(10065, half)).toBe(120);
    expect(minutes(10065, alone)).toBeGreaterThanOrEqual(60);
  });

  it("counts what we and others have used of the hour by now", () => {
    expect(minutes(1000, { ...half, usedByUs: 5000 })).toBeGreaterThan(10);
    expect(forecastSeconds(600, { ...alone, usedByOthers: 8000 })).toBe(250);
    expect(forecastSeconds(1, { ...alone, usedByOthers: 10000 })).toBe(Number.POSITIVE_INFINITY);
  });

  it("is told in calls and time", () => {
    expect(sayForecast(forecastOf({ lines: 10000, changes: 100 }, half))).toBe("146 calls, about 20 s");
    expect(sayForecast({ calls: 10065, seconds: 7205 })).toBe("10,065 calls, about 2 h 0 min");
    expect(sayForecast({ calls: 1, seconds: 1 })).toBe("1 call, about 1 s");
    expect(sayForecast({ calls: 9, seconds: Number.POSITIVE_INFINITY })).toBe(
      "9 calls, waiting for the call budget",
    );
  });
});
