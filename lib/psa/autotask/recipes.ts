import type { Recipe } from "../recipe";
import { neededRights, securityLevelPath } from "./needed-rights";

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The recipes as people follow them in Autotask; older menus have the words in brackets. */
export function recipes(vendor: string): readonly Recipe[] {
  return [
    {
      id: "api-user",
      title: "Make the API user",
      purpose: `One API user for ${vendor} alone. It cannot sign in to Autotask's own screens and needs no licence.`,
      steps: [
        {
          text: `Open the Integration Center and choose ${vendor}; where it is not listed, take Custom and use the tracking identifier that it shows.`,
          path: ["Admin", "Extensions & Integrations", "Other Extensions & Tools", "Integration Center"],
        },
        { text: "Choose Add API User." },
        {
          text: "General: first name, last name, an e-mail address that somebody reads, and the security level API User (system) or a narrower copy of it with the rights below. Date, time and number format and the location do not matter.",
        },
        {
          text: "Credentials: Generate Key, then Generate Secret. Copy both into the fields here; the user name includes the part after the @.",
        },
        { text: "Save & Close." },
      ],
      rights: neededRights.map(({ does, reason }) => ({ right: capitalised(does), reason: `${reason}.` })),
      caution:
        "One API user for one integration. Somebody else's key shared with this one would be locked together with it.",
    },
    {
      id: "security-level",
      title: "Tenants without the Integration Center's security level",
      purpose: "Older tenants give the right to sign in through a security level.",
      steps: [
        {
          text: "Open the level with the pencil, then Other > Miscellaneous, and tick Can login to Web Services API. Save & Close.",
          path: securityLevelPath,
        },
        {
          text: "New: General with first name, last name and e-mail; Security with user name, password twice and that level. An existing user of such a level will do.",
          path: ["Admin", "Resources (Users)", "New"],
        },
        { text: "Where the level has no such box, ask Autotask support to enable the API module." },
      ],
    },
    {
      id: "billing",
      title: "What billing needs",
      purpose: "Contracts and services are yours; they are looked for and never made silently.",
      steps: [
        {
          text: "One service for each product, with the same period: Monthly for products billed per month.",
          path: ["Admin", "Products & Services", "Services"],
        },
        {
          text: "One contract of type Recurring Service for each customer and period, active, with the services attached directly and not inside a bundle.",
          path: ["CRM", "the company", "Contracts", "New", "Recurring Service Contract"],
        },
        {
          text: "Fees, catch-up of closed periods and credits become contract charges. For them the API user may read, create and delete contract charges, and there is one active billing code of use Material Code (or you choose one in Integration Setup). Without that such amounts are shown, and you enter them by hand.",
        },
        { text: "Companies that buy are of type Customer; other types can be allowed under Billing > What." },
      ],
    },
  ];
}
