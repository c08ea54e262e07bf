type Company = {
  id: number;
  companyName: string;
  isActive?: boolean;
  address1?: string;
  city?: string;
  postalCode?: string;
  countryID?: number;
  phone: string;
};

type Contact = { id: number; companyID: number; firstName: string; lastName: string; emailAddress?: string };

const gb = { countryID: 234 };

/** Companies that are no customers of the vendor yet; what the last four lack stops an import. */
const rows: readonly (readonly [company: Company, contact?: { name: string; email?: string }])[] = [
  [
    {
      id: 219,
      companyName: "Harrow Joinery Ltd",
      address1: "Unit 9, Sawpit Yard",
      city: "Harrow",
      postalCode: "HA1 2XY",
      phone: "+442079460031",
      ...gb,
    },
    { name: "Colin Marsh", email: "colin@harrow.example" },
  ],
  ...(
    [
      ["Ashcombe Farm Shop", "Exeter", "EX1 1AA", "Holly Ash"],
      ["Brookside Care", "Derby", "DE1 2BB", "Ian Brook"],
      ["Coldharbour Brewery", "Whitby", "YO21 3CC", "Jess Cole"],
      ["Dovetail Interiors", "Stafford", "ST16 4DD", "Karl Dove"],
      ["Elmfield Primary", "Luton", "LU1 5EE", "Lara Elm"],
      ["Fairlight Optics", "Hastings", "TN34 6FF", "Max Fair"],
    ] as const
  ).map(
    ([companyName, city, postalCode, name], index) =>
      [
        {
          id: 231 + index,
          companyName,
          address1: `${index + 1} Market Place`,
          city,
          postalCode,
          phone: `+44207946004${index}`,
          ...gb,
        },
        { name, email: `office@${companyName.split(" ")[0]?.toLowerCase()}.example` },
      ] as const,
  ),
  [
    {
      id: 237,
      companyName: "Gorse Hill Kennels",
      address1: "7 Gorse Hill",
      city: "Swindon",
      postalCode: "SN1 1GH",
      phone: "+442079460047",
    },
    { name: "Nina Gorse", email: "nina@gorsehill.example" },
  ],
  [
    {
      id: 238,
      companyName: "Highmoor Quarry",
      address1: "Quarry Lane",
      city: "Buxton",
      postalCode: "SK17 2HQ",
      phone: "+442079460048",
      ...gb,
    },
  ],
  [
    {
      id: 239,
      companyName: "Inkwell Books",
      address1: "5 The Shambles",
      city: "Norwich",
      postalCode: "NR1 3IB",
      phone: "0",
      ...gb,
    },
    { name: "Olive Inkster", email: "olive@inkwell.example" },
  ],
  [
    {
      id: 240,
      companyName: "Jackdaw Roofing",
      address1: "22 Slate Street",
      city: "Bangor",
      postalCode: "LL57 4JR",
      phone: "+442079460050",
      ...gb,
    },
    { name: "Pete Daw" },
  ],
  [
    {
      id: 241,
      companyName: "Kingsway Video Hire",
      isActive: false,
      address1: "1 Kingsway",
      city: "Hull",
      postalCode: "HU1 5KV",
      phone: "+442079460051",
      ...gb,
    },
    { name: "Quinn King", email: "quinn@kingsway.example" },
  ],
];

export function otherCompanies(): { companies: Company[]; contacts: Contact[] } {
  return {
    companies: rows.map(([company]) => company),
    contacts: rows.flatMap(([company, contact], index) => {
      if (!contact) return [];
      const [firstName = "", ...rest] = contact.name.split(" ");
      const email = contact.email === undefined ? {} : { emailAddress: contact.email };
      return [{ id: 451 + index, companyID: company.id, firstName, lastName: rest.join(" "), ...email }];
    }),
  };
}
