"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import { type KeyBinding, useKeys } from "@/components/ui/keys";
import { patiently } from "@/components/ui/patiently";
import { placesOf } from "./navigation";
import { useReader } from "./reader";

const Palette = lazy(patiently(() => import("./palette")));
const KeysHelp = lazy(patiently(() => import("./keys-help")));

/** A click on the frame's search field opens what Ctrl+K opens. */
export const openPalette = "counterpart:open-palette";

/** The keys that hold on every page, and what they open. */
export function Shortcuts() {
  const reader = useReader();
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "help">();
  useEffect(() => {
    const show = () => setOpen("palette");
    window.addEventListener(openPalette, show);
    return () => window.removeEventListener(openPalette, show);
  }, []);
  const pages = placesOf(reader).flatMap((place): [string, KeyBinding][] =>
    place.key
      ? [[`g ${place.key}`, { does: `Go to ${place.label}`, run: () => router.push(place.href) }]]
      : [],
  );
  useKeys({
    ...Object.fromEntries(pages),
    "/": {
      does: "Search on this page",
      run: () => document.querySelector<HTMLElement>("[data-search]")?.focus(),
    },
    "?": { does: "List of keys", run: () => setOpen("help") },
  });
  useKeys({ "mod+k": { does: "Find anything", run: () => setOpen("palette") } }, { isAlways: true });
  const close = () => setOpen(undefined);
  return (
    <Suspense>
      {open === "palette" ? <Palette isOpen onClose={close} /> : null}
      {open === "help" ? <KeysHelp isOpen onClose={close} /> : null}
    </Suspense>
  );
}
