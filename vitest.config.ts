import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    environment: "node",
    globalSetup: ["./db/test-server.ts"],
    setupFiles: ["./bin/testing/property-seed.ts"],
    exclude: [...configDefaults.exclude, "e2e/**", ".data/**", ".next/**"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A promise that nobody waited for may be a write that nobody waited for.
    dangerouslyIgnoreUnhandledErrors: false,
    env: {
      TZ: "UTC",
      COUNTERPART_MASTER_KEY: Buffer.alloc(32, 7).toString("base64"),
      NEXTAUTH_SECRET: "of-tests-only",
      NEXTAUTH_URL: "http://localhost:3000",
      // Tests bring their own database (createTestDatabase); whoever asks the environment for one shall fail.
      DATABASE_URL: "postgres://nobody@database.invalid/none",
    },
  },
});
