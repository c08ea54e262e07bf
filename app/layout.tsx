import type { Metadata } from "next";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Counterpart", template: "%s - Counterpart" },
  description: "Keeps a vendor's orders and a reseller's PSA in step.",
};

// A prerendered page would carry no nonce, and the browser would refuse all its scripts.
export const dynamic = "force-dynamic";

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-GB">
      <body>{children}</body>
    </html>
  );
}
