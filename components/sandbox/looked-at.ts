"use client";

import { useEffect } from "react";

const name = "counterpart-looked-at";

/** Notes in this browser that the requests of an operation were looked at: a step of the guided tour proves itself by it. */
export function useLookedAt(operationId: string): void {
  useEffect(() => {
    if (operationId === "") return;
    const known = document.cookie.match(new RegExp(`${name}=([^;]*)`))?.[1]?.split(".") ?? [];
    const latest = [...known.filter((id) => id !== operationId), operationId].slice(-5);
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store of newer browsers is not everywhere yet
    document.cookie = `${name}=${latest.map(encodeURIComponent).join(".")}; Path=/; SameSite=Lax`;
  }, [operationId]);
}
