"use client";

import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { join } from "@/components/ui/join";
import { takeMessages } from "@/components/ui/notify";
import { toneClasses, toneIcons } from "@/components/ui/state";

export default function Toaster() {
  useEffect(
    () =>
      takeMessages(({ tone, text, action }) => {
        const Icon = toneIcons[tone];
        toast.custom(
          (id) => (
            <div
              className={join(
                "flex w-full items-center gap-2 rounded-md border border-line px-3 py-2 shadow-lg sm:w-96",
                toneClasses[tone],
              )}
            >
              <Icon size={16} aria-hidden className="shrink-0" />
              <p className="grow text-ink">{text}</p>
              {action ? (
                <button
                  type="button"
                  className="rounded border border-current px-2 py-0.5 font-medium"
                  onClick={() => {
                    toast.dismiss(id);
                    action.run();
                  }}
                >
                  {action.label}
                </button>
              ) : null}
            </div>
          ),
          // What can be taken back is given time to be read.
          { duration: action || tone === "red" ? 12_000 : 5_000 },
        );
      }),
    [],
  );
  return <Sonner position="bottom-right" containerAriaLabel="Messages" />;
}
