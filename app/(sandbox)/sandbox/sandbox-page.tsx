import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { orNotFound, pageContext } from "@/app/page-context";
import { NoSandbox, SandboxAway } from "@/components/sandbox/no-sandbox";
import { SandboxFrame } from "@/components/sandbox/sandbox-frame";
import type { Ctx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { listWorlds, type PracticeWorld } from "@/lib/practice-psa/list-worlds";

export type SandboxQuery = Promise<Record<string, string | string[] | undefined>>;
export type Asked = (name: string) => string | undefined;

/**
 * A page of the sandbox inside its frame, about the look-alike that the address names by connection or name, else the
 * reader's first. While the sandbox program is away the page says so and stays.
 */
export async function sandboxPage(
  query: SandboxQuery,
  content: (ctx: Ctx, world: PracticeWorld, asked: Asked) => Promise<ReactNode>,
): Promise<ReactNode> {
  const ctx = await pageContext("sandbox.read");
  const given = await query;
  const asked: Asked = (name) => {
    const value = given[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  try {
    const worlds = await orNotFound(listWorlds(ctx));
    const world = chosen(worlds, asked);
    if (!world) return worlds.length > 0 ? notFound() : <NoSandbox />;
    return (
      <SandboxFrame worlds={worlds} world={world}>
        {await content(ctx, world, asked)}
      </SandboxFrame>
    );
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return <SandboxAway />;
    throw error;
  }
}

function chosen(worlds: readonly PracticeWorld[], asked: Asked): PracticeWorld | undefined {
  const [connection, name] = [asked("connection"), asked("world")];
  if (connection) return worlds.find((world) => world.connectionId === connection);
  return name ? worlds.find((world) => world.name === name) : worlds[0];
}
