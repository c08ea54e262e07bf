import { toInstant } from "@/lib/clock";
import type { SettingValue } from "@/lib/connections/settings";
import { addDays, businessDate, instantAt } from "@/lib/dates";

export type Rhythm = {
  interval: Exclude<SettingValue<"checkChanges">, "off">;
  /** Of a daily check, in the zone of record. */
  at: string;
  zone: string;
};

const fiveMinutesMs = 5 * 60 * 1000;

/**
 * When the next check is due, after `now`: daily the next time the zone's clocks show the hour ("02:00"), whatever summer
 * time does to the day; else the next full five minutes.
 */
export function nextCheckAt({ interval, at, zone }: Rhythm, now: Date): Date {
  if (interval === "every_5_minutes") {
    return toInstant((Math.floor(now.getTime() / fiveMinutesMs) + 1) * fiveMinutesMs);
  }
  const today = businessDate(now, zone);
  const next = [today, addDays(today, 1), addDays(today, 2)]
    .map((date) => instantAt(date, at, zone))
    .find((instant) => instant > now.getTime());
  // Safe: the day after tomorrow is always ahead.
  return toInstant(next ?? now.getTime());
}

/** As text, to notice that a setting or the zone has changed. */
export const rhythmText = ({ interval, at, zone }: Rhythm): string =>
  interval === "daily" ? `daily ${at} ${zone}` : interval;
