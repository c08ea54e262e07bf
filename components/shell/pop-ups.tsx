"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { whenWanted } from "@/components/ui/notify";
import { patiently } from "@/components/ui/patiently";

const Toaster = lazy(patiently(() => import("./toaster")));

/** Where pop-ups appear. Weighs nothing until there is something to say. */
export function PopUps() {
  const [isWanted, setWanted] = useState(false);
  useEffect(() => whenWanted(() => setWanted(true)), []);
  return isWanted ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
}
