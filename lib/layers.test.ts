import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** Reads the sources as text: a rule that is broken shall show even where the types still fit. */
const root = path.resolve(import.meta.dirname, "..");

type Source = { file: string; text: string; imports: { from: string; isTypeOnly: boolean }[] };

const comments = /\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm;
const importing =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)|(?:^|\n)import\s+"([^"]+)"/g;

/** A folder that nobody has needed yet has no sources. */
function sources(folder: string): Source[] {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => {
      const file = `${folder}/${name}`;
      const text = readFileSync(path.join(root, file), "utf8").replace(comments, "$1");
      const imports = [...text.matchAll(importing)].map((match) => ({
        from: resolveImport(file, match[2] ?? match[3] ?? match[4] ?? ""),
        isTypeOnly: match[1] !== undefined,
      }));
      return { file, text, imports };
    });
}

/** "./store" of lib/orders/get-order.ts is lib/orders/store, as is "@/lib/orders/store". */
function resolveImport(file: string, from: string): string {
  if (from.startsWith("@/")) return from.slice(2);
  return from.startsWith(".") ? path.posix.join(path.posix.dirname(file), from) : from;
}

const isTest = ({ file }: Source) =>
  /\.test\.tsx?$|\/test-[\w-]+\.ts$|[-.]fixture\.ts$|\/testing\//.test(file);
const production = (folder: string) => sources(folder).filter((source) => !isTest(source));
const inside = (folder: string) => (from: string) => from === folder || from.startsWith(`${folder}/`);
const whereNot = (list: Source[], isAllowed: (source: Source) => boolean) =>
  list.filter((source) => !isAllowed(source)).map(({ file }) => file);

const lib = production("lib");
const everything = ["app", "components", "db", "inngest", "lib"].flatMap(production);

describe("the layers that protect people's data", () => {
  test("no SQL stands outside stores and queries", () => {
    // Those of ingest store a whole batch in a few statements, which is all that they do.
    const batchStores = ["customers", "orders", "products", "subscriptions"].map(
      (kind) => `lib/${kind}/save-${kind}.ts`,
    );
    const others = ["lib/outbox/announce.ts", ...batchStores];
    const mayHoldSql = (file: string) =>
      /(^|[/-])(store|query|lock)\.ts$/.test(file) ||
      others.includes(file) ||
      file.startsWith("lib/sandbox/");
    const hasSql = ({ text, imports }: Source) =>
      imports.some(
        ({ from, isTypeOnly }) => !isTypeOnly && (from === "drizzle-orm" || inside("db/schema")(from)),
      ) || /\.db\s*\.(select|insert|update|delete|execute)\b/.test(text);
    const outside = [
      ...lib,
      ...production("app"),
      ...production("components"),
      ...production("inngest/functions"),
    ];
    expect(whereNot(outside, (source) => mayHoldSql(source.file) || !hasSql(source))).toEqual([]);
  });

  test("no provider is known outside lib/psa, and which one it is nobody asks", () => {
    const knowsProvider = ({ text, imports }: Source) =>
      imports.some(({ from }) => /^lib\/psa\/(autotask|connectwise)(\/|$)/.test(from)) ||
      /provider\s*[!=]==?\s*["']|["'](autotask|connectwise)["']\s*[!=]==?/.test(text);
    const outside = everything.filter(
      ({ file }) => !file.startsWith("lib/psa/") && !file.startsWith("lib/sandbox/"),
    );
    expect(whereNot(outside, (source) => !knowsProvider(source))).toEqual([]);
  });

  test("a provider imports the port, small values and nothing else of ours", () => {
    const small = ["clock", "money", "dates", "decimal-text", "errors", "log", "json"].map(
      (name) => `lib/${name}`,
    );
    const isPort = (from: string) => /^lib\/psa\/[\w-]+$/.test(from) && from !== "lib/psa/registry";
    const providers = lib.filter(({ file }) => /^lib\/psa\/(autotask|connectwise)\//.test(file));
    const isFine = ({ file, imports }: Source) =>
      imports.every(({ from }) =>
        !inside("lib")(from) && !inside("db")(from)
          ? true
          : small.includes(from) || isPort(from) || inside(path.posix.dirname(file))(from),
      );
    expect(whereNot(providers, isFine)).toEqual([]);
  });

  test("components hold no server code: of lib they import types and the calls of the API", () => {
    const forBrowsers = ["lib/http/fetch-json", "lib/http/query-keys", "lib/show"];
    const isFine = ({ imports }: Source) =>
      imports.every(
        ({ from, isTypeOnly }) =>
          isTypeOnly ||
          !(inside("lib")(from) || inside("db")(from) || inside("inngest")(from)) ||
          forBrowsers.includes(from),
      );
    expect(whereNot(production("components"), isFine)).toEqual([]);
  });

  test("the sandbox imports nothing of the portal, and production nothing of the sandbox", () => {
    const ours = (from: string) => inside("lib")(from) || inside("db")(from) || inside("inngest")(from);
    const sandbox = lib.filter(({ file }) => file.startsWith("lib/sandbox/"));
    const standsAlone = ({ imports }: Source) =>
      imports.every(({ from }) => !ours(from) || inside("lib/sandbox")(from));
    expect(whereNot(sandbox, standsAlone)).toEqual([]);
    const portal = everything.filter(({ file }) => !file.startsWith("lib/sandbox/"));
    const isFree = ({ file, imports }: Source) =>
      file.startsWith("db/seed/") ||
      imports.every(({ from, isTypeOnly }) => isTypeOnly || !inside("lib/sandbox")(from));
    expect(whereNot(portal, isFree)).toEqual([]);
  });

  test("only the doors look at other tenants than the request's, and only they make contexts", () => {
    const doors = /^lib\/(auth|partners|members|support-visits)\/|^db\/(seed|builders)\//;
    const opens = /\b(withScope|atTheDoor|makeContext)\s*\(|\bdoor:\s*true/;
    expect(whereNot(everything, ({ file, text }) => doors.test(file) || !opens.test(text))).toEqual([]);
  });
});

describe("the layers that keep lib readable", () => {
  test("lib knows nothing of Next, React and Inngest", () => {
    const framework = /^(next|react|react-dom|inngest|@tanstack)(\/|$)/;
    const isFine = ({ imports }: Source) =>
      imports.every(({ from }) => !framework.test(from) && !inside("app")(from));
    expect(whereNot(lib, isFine)).toEqual([]);
  });

  test("the environment is read in one place, the machine's clock in another", () => {
    const readsEnvironment = [
      "lib/env.ts",
      "lib/sandbox/main.ts",
      "inngest/engine/main.ts",
      "db/embedded.ts",
    ];
    const hasEnvironment = /process\.env\b/;
    expect(
      whereNot(
        everything,
        ({ file, text }) =>
          readsEnvironment.includes(file) || file.startsWith("db/embedded/") || !hasEnvironment.test(text),
      ),
    ).toEqual([]);
    const readsClock = /^lib\/clock\.ts$|^(lib\/sandbox|inngest\/engine)\/(\w+\/)?clock\.ts$/;
    const asksClock = /\bnew Date\(|\bDate\.now\(/;
    expect(whereNot(everything, ({ file, text }) => readsClock.test(file) || !asksClock.test(text))).toEqual(
      [],
    );
  });
});
