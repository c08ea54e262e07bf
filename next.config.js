import path from "node:path";

const root = import.meta.dirname ?? path.resolve(".");

/** @type {import("next").NextConfig} */
export default {
  output: "standalone",
  outputFileTracingRoot: root,
  turbopack: { root },
  // Native and large packages stay outside the bundles and are traced as they are.
  serverExternalPackages: ["pg", "@node-rs/argon2"],
  poweredByHeader: false,
  reactStrictMode: true,
  // The first paint waits for no second answer.
  experimental: { inlineCss: true },
  // Types are checked by `npm run check`; the first start on a fresh machine should not wait for them.
  typescript: { ignoreBuildErrors: true },
};
