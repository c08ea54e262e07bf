import { Moment } from "@/components/ui/time";
import type { ListedCompany } from "@/lib/mirror/wire";

type Told = Pick<ListedCompany, "psaCompanyId" | "name" | "typeName" | "isActive" | "currency" | "city"> & {
  lastActivityAt?: string | null | undefined;
};

/** A company in one or two lines: what tells it from another of the same name. */
export function CompanyLine({ company }: { company: Told }) {
  const facts = [company.typeName, company.isActive ? "active" : "inactive", company.currency, company.city];
  return (
    <span className="block">
      {company.name} <span className="text-small text-muted tabular">{company.psaCompanyId}</span>
      <span className="block text-small text-muted">
        {facts.filter(Boolean).join(", ")}
        {company.lastActivityAt ? (
          <>
            , last activity <Moment at={company.lastActivityAt} />
          </>
        ) : null}
      </span>
    </span>
  );
}
