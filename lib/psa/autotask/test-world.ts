/** A small Autotask database for tests: two companies, a recurring and a time-and-materials contract, a bundle. */
export const trackingId = "SANDBOXTRACKINGID0000000001";

export const credentialsOf = (userName: string) => ({ userName, secret: "s3cret", trackingId });

export function smallWorld(options: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    secret: "s3cret",
    trackingIds: [trackingId],
    currency: "GBP",
    clock: { set: "2026-03-17T09:00:00Z", freeze: true },
    options,
    companies: [
      { id: 10, companyName: "Calder Ltd", countryID: 234, city: "Leeds", phone: "0113 496 0000" },
      { id: 11, companyName: "Lead & Co", companyType: 2 },
    ],
    services: [
      { id: 5, name: "Office Suite Standard", periodType: 2, unitPrice: 9.4, unitCost: 7.1 },
      { id: 6, name: "Office Suite yearly", periodType: 5, unitPrice: 100, unitCost: 80 },
      { id: 8, name: "Server Backup", periodType: 2, unitPrice: 30, unitCost: 20 },
    ],
    bundles: [{ id: 3, name: "Workplace", services: [8] }],
    contracts: [
      {
        id: 7,
        companyID: 10,
        contractName: "Managed services",
        contractNumber: "EFS-19652-M",
        startDate: "2026-01-15",
        endDate: "2027-01-14",
        services: [{ id: 70, serviceID: 5, units: 10 }],
        postedThrough: "2026-02-20",
      },
      {
        id: 9,
        companyID: 10,
        contractName: "Ad hoc",
        contractType: 1,
        startDate: "2026-01-01",
        endDate: "2026-12-31",
      },
    ],
  };
}
