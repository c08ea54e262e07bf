import type { Metadata } from "next";
import { WorldScreen } from "@/components/sandbox/world-screen";
import type { Ctx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { answerOf } from "@/lib/http/page-answer";
import { companyQuery } from "@/lib/practice-psa/bodies";
import { getCompany } from "@/lib/practice-psa/get-company";
import { listCompanies } from "@/lib/practice-psa/list-companies";
import { companiesAnswer, companyAnswer } from "@/lib/practice-psa/wire";
import { type SandboxQuery, sandboxPage } from "../sandbox-page";

export const metadata: Metadata = { title: "PSA sandbox: world" };

export default function Page({ searchParams }: { searchParams: SandboxQuery }) {
  return sandboxPage(searchParams, async (ctx, world, asked) => {
    const companies = await listCompanies(ctx, { world: world.name, search: "" });
    const wanted = companyQuery.safeParse({ company: asked("company"), contract: asked("contract") });
    const company = wanted.success ? await findCompany(ctx, world.name, wanted.data) : undefined;
    return (
      <WorldScreen
        key={world.name}
        world={world}
        companies={answerOf(companiesAnswer, companies)}
        company={company && answerOf(companyAnswer, company)}
      />
    );
  });
}

/** A link from the portal may name what a technician has removed: the list stays, and the screen says so. */
async function findCompany(ctx: Ctx, world: string, named: { company?: string; contract?: string }) {
  try {
    return await getCompany(ctx, { world, companyId: named.company, contractId: named.contract });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return undefined;
    throw error;
  }
}
