import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Counterpart", template: "%s - Counterpart" },
  description: "Keeps a vendor's orders and a reseller's PSA in step.",
};

export const viewport: Viewport = { colorScheme: "light dark" };

// A prerendered page would carry no nonce, and the browser would refuse all its scripts.
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const theme = jar.get("theme")?.value;
  const density = jar.get("density")?.value;
  return (
    <html
      lang="en-GB"
      data-theme={theme === "light" || theme === "dark" ? theme : undefined}
      data-density={density === "compact" ? "compact" : undefined}
    >
      <body>{children}</body>
    </html>
  );
}
