const browsers: readonly [mark: RegExp, name: string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrom(e|ium)\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const systems: readonly [mark: RegExp, name: string][] = [
  [/Windows/, "Windows"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux/, "Linux"],
];

/** "Firefox on Windows"; a program that is no browser by its own name. */
export function browserWords(userAgent: string | null): string {
  if (!userAgent) return "unknown program";
  const nameIn = (table: typeof browsers) => table.find(([mark]) => mark.test(userAgent))?.[1];
  const browser = nameIn(browsers);
  if (!browser) return userAgent.split(/[/ ]/)[0] ?? userAgent;
  const system = nameIn(systems);
  return system ? `${browser} on ${system}` : browser;
}
