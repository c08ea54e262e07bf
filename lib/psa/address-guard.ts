import { BlockList, isIP } from "node:net";

/** Which addresses a call may go to. */
export type AddressPolicy = {
  /**
   * Origins of the PSA sandbox, named in the deployment's environment and nowhere else. For exactly these, plain http,
   * any port and private addresses are allowed.
   */
  readonly exemptOrigins: readonly string[];
  readonly allowedPorts: readonly number[];
};

// Special-purpose ranges of the IANA registries; everything that is not the public internet.
const IPV4_BLOCKS = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
] as const;

/** Inside 2000::/3: protocol assignments (Teredo too), documentation, 6to4, the second documentation range. */
const IPV6_BLOCKS = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"] as const;

const blocked = new BlockList();
const publicIpv6 = new BlockList();
publicIpv6.addSubnet("2000::", 3, "ipv6");
for (const block of IPV4_BLOCKS) addBlock(block, "ipv4");
for (const block of IPV6_BLOCKS) addBlock(block, "ipv6");

function addBlock(block: string, family: "ipv4" | "ipv6"): void {
  const [net = "", bits = ""] = block.split("/");
  blocked.addSubnet(net, Number.parseInt(bits, 10), family);
}

/**
 * Whether an address literal lies on the public internet. Mapped (`::ffff:10.0.0.1`), translated (`64:ff9b::`),
 * link-local, zone-suffixed and unknown forms are not public.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blocked.check(address, "ipv4");
    case 6:
      return publicIpv6.check(address, "ipv6") && !blocked.check(address, "ipv6");
    default:
      return false;
  }
}

/**
 * Parses an address that may be called, or says in one sentence why not. Names are judged again when they are resolved
 * (`transport.ts`), because only then is it known where they lead.
 */
export function checkAddress(text: string, policy: AddressPolicy): { url: URL } | { refused: string } {
  // The URL parser drops tabs and line breaks silently; whoever sends them means no good.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0020\u007f\\]/.test(text))
    return { refused: "The address holds characters that no address has." };
  if (!URL.canParse(text)) return { refused: "This is not an address." };
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    return { refused: "The address holds a user name or password." };
  if (policy.exemptOrigins.includes(url.origin)) return { url };
  if (url.protocol !== "https:") return { refused: "Only https addresses are called." };
  const port = url.port === "" ? 443 : Number.parseInt(url.port, 10);
  if (!policy.allowedPorts.includes(port)) return { refused: `Port ${port} is not called.` };
  const host = url.hostname.replace(/^\[|\]$|\.+$/g, "");
  if (isIP(host) !== 0) {
    return isPublicAddress(host) ? { url } : { refused: `${host} is not a public address.` };
  }
  if (!host.includes(".") || /\.(local|localhost|internal|home|lan|arpa)$/.test(host)) {
    return { refused: `${host} is not a public name.` };
  }
  return { url };
}
