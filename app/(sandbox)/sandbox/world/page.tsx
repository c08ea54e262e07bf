import type { Metadata } from "next";
import { orNotFound } from "@/app/page-context";
import { WorldScreen } from "@/components/sandbox/world-screen";
import { answerOf } from "@/lib/http/page-answer";
import { getCompany } from "@/lib/practice-psa/get-company";
import { listCompanies } from "@/lib/practice-psa/list-companies";
import { companiesAnswer, companyAnswer, companyQuery } from "@/lib/practice-psa/wire";
import { type SandboxQuery, sandboxPage } from "../sandbox-page";

export const metadata: Metadata = { title: "PSA sandbox: world" };

export default function Page({ searchParams }: { searchParams: SandboxQuery }) {
  return sandboxPage(searchParams, async (ctx, world, asked) => {
    const companies = await listCompanies(ctx, { world: world.name, search: "" });
    const wanted = companyQuery.safeParse({ company: asked("company"), contract: asked("contract") });
    const company = wanted.success
      ? await orNotFound(
          getCompany(ctx, {
            world: world.name,
            companyId: wanted.data.company,
            contractId: wanted.data.contract,
          }),
        )
      : undefined;
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
