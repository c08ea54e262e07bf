import { join } from "@/components/ui/join";
import { Money, Quantity, UnitPrice } from "@/components/ui/money";
import { Facts, Fold, Panel } from "@/components/ui/panel";
import { Day, Moment } from "@/components/ui/time";
import { WhyButton } from "@/components/ui/why";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { cycleWord, periodWord } from "../plan/words";

/** Order facts beside every step. */
export function TaskFacts({ wizard, isWide = false }: { wizard: Wizard; isWide?: boolean }) {
  const { task, orders, subscription, product, connection } = wizard;
  return (
    <aside
      className={join("grid items-start gap-3", isWide && "md:grid-cols-2")}
      aria-label="Facts of the task"
    >
      <Panel
        title={`T-${String(task.number).padStart(6, "0")}`}
        actions={
          <WhyButton
            label="Why this task?"
            title={task.sentence}
            content={{
              sentences: [wizard.title, ...wizard.steps.slice(0, 3).map(({ why }) => why)],
              arithmetic: [],
              facts: [
                ...orders.map((order) => ["Order", order.name] as const),
                ["Subscription", subscription.vendorSubscriptionId],
                ["Zone of record", `${connection.timeZone} (${connection.name})`],
              ],
            }}
          />
        }
      >
        <Facts
          facts={[
            ["Customer", task.customerName],
            ["Product", product.name],
            ["Billed", cycleWord(product.billingCycle)],
            ["Subscription", subscription.vendorSubscriptionId],
            ["Quantity", <Quantity key="q" value={task.quantity} />],
            ["Effective", <Day key="d" date={task.effectiveDate} />],
            ...(subscription.endDate
              ? ([["Ends", <Day key="e" date={subscription.endDate} />]] as const)
              : []),
            ["Vendor price", <UnitPrice key="p" price={task.unitPrice} currency={task.currency} />],
            ...(task.unitCost
              ? ([["Cost", <UnitPrice key="c" price={task.unitCost} currency={task.currency} />]] as const)
              : []),
            [
              `Per ${periodWord(task.money.cycle) ?? "period"}`,
              <Money key="m" minor={task.money.recurringMinor} currency={task.money.currency} isSigned />,
            ],
          ]}
        />
      </Panel>
      {orders.length === 0 ? null : (
        <Panel title={orders.length === 1 ? "Order" : "Orders"}>
          <div className="grid gap-2">
            {orders.map((order) => (
              <Fold key={order.id} summary={order.name} isOpen={orders.length === 1}>
                <Facts
                  facts={[
                    [
                      "Type",
                      order.reason ? `${order.type}, ${order.reason.replaceAll("_", " ")}` : order.type,
                    ],
                    ["Ordered", <Moment key="o" at={order.orderedAt} />],
                    ...(order.effectiveDate
                      ? ([["Effective", <Day key="d" date={order.effectiveDate} />]] as const)
                      : []),
                    ...(order.quantity
                      ? ([["Quantity", <Quantity key="q" value={order.quantity} />]] as const)
                      : []),
                    ...(order.text ? ([["Text", order.text]] as const) : []),
                  ]}
                />
              </Fold>
            ))}
          </div>
        </Panel>
      )}
    </aside>
  );
}
