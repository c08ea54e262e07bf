import { gbpPrice, type ProductName } from "../catalogue";

type ServiceRow = { id: number; name: string; periodType: number };

const monthly = 2;
const yearly = 5;

/** What stands in Brightwater's PSA for each product; Mail Archive is missing on purpose. */
export const services = {
  officeBasic: { id: 101, name: "Office Suite Basic", periodType: monthly },
  officeStandard: { id: 102, name: "Office Suite Standard - 12 months", periodType: monthly },
  officeStandardFlexible: { id: 103, name: "Office Suite Standard - flexible", periodType: monthly },
  officeStandardAnnual: { id: 104, name: "Office Suite Standard - paid yearly", periodType: yearly },
  officePro: { id: 105, name: "Office Suite Professional", periodType: monthly },
  backup: { id: 106, name: "Online Backup w/25 GB", periodType: monthly },
  backupFlat: { id: 107, name: "Online Backup base", periodType: monthly },
  serverProtect: { id: 108, name: "Server Protect", periodType: monthly },
  workstationProtect: { id: 109, name: "Workstation Protect", periodType: monthly },
  endpointGuard: { id: 110, name: "Endpoint Guard", periodType: monthly },
  compute: { id: 111, name: "Compute", periodType: monthly },
  nocWatch: { id: 112, name: "NOC Watch", periodType: monthly },
} as const satisfies Partial<Record<ProductName, ServiceRow>>;

export type ServiceName = keyof typeof services;

export const hasService = (product: ProductName): product is ServiceName => product in services;

/** Service records by the API's member names. */
export function serviceRecords(): Record<string, string | number>[] {
  return Object.entries(services).map(([product, service]) => {
    // Safe: the keys of `services` are product names.
    const [price, cost] = gbpPrice(product as ServiceName);
    return {
      ...service,
      description: service.name,
      unitPrice: Number.parseFloat(price),
      unitCost: Number.parseFloat(cost),
    };
  });
}
