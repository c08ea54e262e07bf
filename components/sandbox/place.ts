import type { WorldWire } from "@/lib/practice-psa/wire";

/** Query members that say which look-alike is meant; they follow the reader from tab to tab. */
export function placeQuery(
  world: WorldWire,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const own = world.connectionId ? { connection: world.connectionId } : { world: world.name };
  const given = Object.entries({ ...own, ...more }).filter((entry): entry is [string, string] => !!entry[1]);
  return `?${new URLSearchParams(given)}`;
}

export const worldPath = (world: WorldWire, part: string): string =>
  `/api/v1/sandbox/worlds/${encodeURIComponent(world.name)}/${part}`;
