"use client";

import { LogOut } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { useReader } from "./reader";

/** Who is signed in, and the way out. */
export function PersonCard() {
  const reader = useReader();
  return (
    <div className="flex items-center gap-2">
      <div className="min-w-0 grow leading-tight">
        <p className="truncate">{reader.name}</p>
        <p className="text-small text-muted">{reader.roleName}</p>
      </div>
      <form method="post" action="/api/v1/me/sign-out">
        <IconButton type="submit" label="Sign out" icon={LogOut} />
      </form>
    </div>
  );
}
