"use client";

import type { Column } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/time";
import type { CustomerMapRow, MapConnection } from "@/lib/mappings/customer-map-wire";
import { CompanyCell } from "./company-cell";
import { ContractCells } from "./contract-cell";
import { CustomerName } from "./customer-name";
import { MonthlyMoney } from "./monthly-money";
import { RowMenu } from "./row-menu";
import { StateCell } from "./state-cell";

/** The connection is named only where there are several. */
export function mapColumns(connections: readonly MapConnection[]): readonly Column<CustomerMapRow>[] {
  return [
    {
      key: "name",
      width: "sm:w-48",
      header: "Customer",
      isMain: true,
      isSortable: true,
      cell: (row) => <CustomerName row={row} />,
    },
    {
      key: "money",
      header: "Per month",
      isNumeric: true,
      isSortable: true,
      cell: (row) => <Holds row={row} />,
    },
    {
      key: "company",
      header: "Company",
      width: "sm:w-60",
      cell: (row) => <CompanyCell row={row} />,
    },
    { key: "contracts", header: "Contract", width: "sm:w-64", cell: (row) => <ContractCells row={row} /> },
    ...(connections.length > 1
      ? [
          {
            key: "connection",
            header: "Connection",
            cell: (row: CustomerMapRow) => connections.find(({ id }) => id === row.connectionId)?.name ?? "",
          },
        ]
      : []),
    {
      key: "changed",
      header: "Last change",
      isSortable: true,
      cell: (row) => (
        <>
          <StateCell row={row} />
          <LastChange row={row} />
        </>
      ),
    },
    { key: "menu", header: "Actions", cell: (row) => <RowMenu row={row} /> },
  ];
}

function Holds({ row }: { row: CustomerMapRow }) {
  return (
    <>
      <MonthlyMoney money={row.money} />
      <span className="block text-small whitespace-nowrap text-muted">
        {row.services} {row.services === 1 ? "service" : "services"}
      </span>
    </>
  );
}

function LastChange({ row }: { row: CustomerMapRow }) {
  if (!row.changedAt) return null;
  return (
    <span className="block text-small text-muted">
      <Moment at={row.changedAt} />
      {row.changedBy ? `, ${row.changedBy}` : null}
    </span>
  );
}
