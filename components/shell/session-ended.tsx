"use client";

import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { sessionEnded, sessionResumed } from "@/lib/http/fetch-json";
import { useReader } from "./reader";

/**
 * Opens when a request met an ended session. Signing in as the same person lets the waiting requests go on, so that
 * nothing typed is lost; anybody else starts from a fresh page, because this one shows another person's data.
 */
export function SessionEnded() {
  const reader = useReader();
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    const open = () => setOpen(true);
    window.addEventListener(sessionEnded, open);
    return () => window.removeEventListener(sessionEnded, open);
  }, []);

  async function signIn(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    const email = String(form.get("email"));
    const answer = await fetch("/api/v1/sessions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password: String(form.get("password")) }),
    }).catch(() => undefined);
    const body: { detail?: string; partnerId?: string } = await (answer?.json() ?? Promise.resolve({})).catch(
      () => ({}),
    );
    setBusy(false);
    if (!answer?.ok) {
      setProblem(body.detail ?? "The portal does not answer. Try again in a moment.");
      return;
    }
    const isSamePerson = email.trim().toLowerCase() === reader.email;
    if (!isSamePerson || body.partnerId !== reader.partnerId) {
      window.location.assign("/");
      return;
    }
    setOpen(false);
    window.dispatchEvent(new Event(sessionResumed));
  }

  return (
    <Dialog title="You were signed out" isOpen={isOpen} onClose={() => {}} isInsistent>
      <form onSubmit={(event) => void signIn(event)} className="grid gap-3">
        <p>
          Your session ended, here or on another device. Sign in again: what you typed is kept, and what you
          were doing goes on.
        </p>
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={reader.email ?? ""}
          required
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          error={problem}
          required
          data-autofocus
        />
        <div className="flex justify-end gap-2">
          <Button variant="quiet" onClick={() => window.location.assign("/sign-in")}>
            Leave this page
          </Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            Sign in
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
