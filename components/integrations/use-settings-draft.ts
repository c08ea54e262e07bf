"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notify } from "@/components/ui/notify";
import type { SettingName } from "@/lib/connections/settings";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { ApiProblem, fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";

/** What is not saved yet; `null` takes a choice back. */
export type Draft = {
  name?: string;
  callSharePct?: number;
  settings: { [Name in SettingName]?: unknown };
};

/** What stands in the database when somebody else saved first. */
export type StoredNow = {
  name: string;
  callSharePct: number;
  settings: { [Name in SettingName]?: unknown };
  version: number;
};

const nothing: Draft = { settings: {} };

export type SettingsDraft = ReturnType<typeof useSettingsDraft>;

/** The page's one draft: edits of all sections, saved together with the version that was looked at. */
export function useSettingsDraft(connection: ConnectionDetailAnswer) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(nothing);
  const save = useMutation({
    mutationFn: (version: number) => {
      const { settings, ...own } = draft;
      const body = { version, ...own, ...(Object.keys(settings).length > 0 && { settings }) };
      return fetchJson<{ version: number }>(`/api/v1/connections/${connection.id}`, {
        method: "PATCH",
        body,
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.connections });
      setDraft(nothing);
      notify({
        tone: "green",
        text: "Settings saved. Waiting tasks are planned anew; no line was rewritten.",
      });
    },
  });
  const problem = save.error instanceof ApiProblem ? save.error : undefined;
  const conflict = problem?.code === "conflict" ? (problem.current as StoredNow) : undefined;
  return {
    draft,
    count: Object.keys(draft.settings).length + Object.keys(draft).length - 1,
    isSaving: save.isPending,
    problem: conflict ? undefined : problem,
    conflict,
    save: () => save.mutate(connection.version),
    /** Mine over theirs, knowing what theirs is. */
    saveOver: (stored: StoredNow) => save.mutate(stored.version),
    discard: async () => {
      setDraft(nothing);
      save.reset();
      await client.invalidateQueries({ queryKey: queryKeys.connection(connection.id) });
    },
    setOwn: (change: Partial<Pick<Draft, "name" | "callSharePct">>) =>
      setDraft((now) => withoutStored({ ...now, ...change }, connection)),
    setSetting: (name: SettingName, value: unknown) =>
      setDraft((now) => withoutStored({ ...now, settings: { ...now.settings, [name]: value } }, connection)),
  };
}

/** An edit that is back at what is stored is none. */
function withoutStored(draft: Draft, connection: ConnectionDetailAnswer): Draft {
  const settings = Object.fromEntries(
    Object.entries(draft.settings).filter(([name, value]) => {
      const stored = connection.settings[name];
      if (value === null) return stored?.from === "connection";
      return JSON.stringify(value) !== JSON.stringify(stored?.value);
    }),
  );
  const { name, callSharePct } = draft;
  return {
    settings,
    ...(name !== undefined && name !== connection.name && { name }),
    ...(callSharePct !== undefined && callSharePct !== connection.callSharePct && { callSharePct }),
  };
}

/** What a setting would be once the draft is saved, and whether that is a choice of this connection. */
export function drafted(connection: ConnectionDetailAnswer, draft: Draft, name: SettingName) {
  const stored = connection.settings[name];
  const edit = draft.settings[name];
  if (edit === undefined) return { value: stored?.value, isChosen: stored?.from === "connection" };
  return edit === null
    ? { value: connection.defaults[name], isChosen: false }
    : { value: edit, isChosen: true };
}
