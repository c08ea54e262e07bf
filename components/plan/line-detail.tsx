import { Money, Quantity, UnitPrice } from "@/components/ui/money";
import { Facts } from "@/components/ui/panel";
import { Day, Period } from "@/components/ui/time";
import type { WirePlanLine } from "@/lib/plans/plan-schema";
import { LineNotes } from "./line-notes";
import { OperationList } from "./operation-list";

/** A line opened: course of the quantity before and after, each write, prices, the rule used. */
export function LineDetail({ line, isRunning = false }: { line: WirePlanLine; isRunning?: boolean }) {
  const { money, unitPrices, unitCosts, currentPeriod } = line;
  const currency = money?.currency;
  return (
    <div className="grid gap-4 text-left">
      <LineNotes line={line} />
      <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
        <section className="grid content-start gap-2">
          <h4 className="font-medium">What is written</h4>
          <OperationList line={line} isRunning={isRunning} />
          <Course title="Before" course={line.quantities.before} />
          <Course title="After" course={line.quantities.after} />
        </section>
        <section className="grid content-start gap-2">
          <h4 className="font-medium">Figures</h4>
          <Facts
            facts={[
              ...(currency && unitPrices
                ? ([
                    ["Price before", <UnitPrice key="b" price={unitPrices.before} currency={currency} />],
                    ["Price after", <UnitPrice key="a" price={unitPrices.after} currency={currency} />],
                  ] as const)
                : []),
              ...(currency && unitCosts?.after
                ? ([["Cost", <UnitPrice key="c" price={unitCosts.after} currency={currency} />]] as const)
                : []),
              ...(currency && line.costMarginMinor !== undefined
                ? ([
                    ["Margin per period", <Money key="m" minor={line.costMarginMinor} currency={currency} />],
                  ] as const)
                : []),
              ...(currentPeriod
                ? ([
                    [
                      "This period",
                      <Period key="p" from={currentPeriod.startDate} to={currentPeriod.endDate} />,
                    ],
                  ] as const)
                : []),
              ...(money?.nextPeriod && currency
                ? ([
                    [
                      "Next period",
                      <span key="n">
                        <Money minor={money.nextPeriod.beforeMinor} currency={currency} /> to{" "}
                        <Money minor={money.nextPeriod.afterMinor} currency={currency} />
                      </span>,
                    ],
                  ] as const)
                : []),
              ...(money
                ? ([
                    [
                      "Exactness",
                      money.exactness === "exact"
                        ? "exact: we write the amount"
                        : "by the PSA's rule: estimate",
                    ],
                  ] as const)
                : []),
              ["Invoice text", line.invoiceText ?? "as the PSA has it"],
              ...line.reasons
                .slice(0, 1)
                .map(({ rule }) => ["Rule used", rule.replaceAll("-", " ")] as const),
            ]}
          />
        </section>
      </div>
    </div>
  );
}

function Course({ title, course }: { title: string; course: WirePlanLine["quantities"]["before"] }) {
  if (course.length === 0) return null;
  return (
    <p className="text-small">
      <span className="text-muted">{title}: </span>
      {course.map(({ fromDate, quantity }, index) => (
        <span key={fromDate}>
          {index > 0 ? ", " : ""}
          <Quantity value={quantity} /> from <Day date={fromDate} />
        </span>
      ))}
    </p>
  );
}
