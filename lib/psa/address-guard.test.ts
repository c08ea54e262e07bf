import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkAddress, isPublicAddress } from "./address-guard";

const policy = { exemptOrigins: ["http://127.0.0.1:3001"], allowedPorts: [443] };
const isRefused = (text: string) => "refused" in checkAddress(text, policy);

const loopback = [
  "127.0.0.1",
  "127.1",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "017700000001",
  "127.000.000.001",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[0:0:0:0:0:ffff:127.0.0.1]",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "a.localhost",
  "ip6-localhost",
  "0.0.0.0",
  "0",
  "[::]",
  "①②⑦.⓪.⓪.①",
  "127。0。0。1",
];
const hidden = [
  "169.254.169.254",
  "0xa9fea9fe",
  "2852039166",
  "0251.0376.0251.0376",
  "[::ffff:169.254.169.254]",
  "[fe80::1]",
  "[fd00:ec2::254]",
  "metadata.google.internal",
  "metadata",
  "instance-data",
  "100.100.100.200",
  "10.0.0.1",
  "10.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.0.1",
  "192.168.1",
  "3232235521",
  "0xc0a80001",
  "100.64.0.1",
  "198.18.0.1",
  "192.0.2.1",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "239.255.255.250",
  "240.0.0.1",
  "255.255.255.255",
  "[fc00::1]",
  "[fd12:3456::1]",
  "[ff02::1]",
  "[2001:db8::1]",
  "[2002:7f00:1::]",
  "[2002:a9fe:a9fe::]",
  "[64:ff9b::7f00:1]",
  "[64:ff9b::a9fe:a9fe]",
  "[2001::1]",
  "[100::1]",
  "[3fff::1]",
  "router.local",
  "nas.lan",
  "printer.home",
  "db.internal",
];

describe("an address to be called", () => {
  it.each([
    "https://webservices3.autotask.net/atservicesrest/",
    "https://api-eu.myconnectwise.net/v4_6_release/",
    "https://8.8.8.8/",
    "https://[2606:4700::1111]/",
    "https://example.com:443/x?y=1",
    "http://127.0.0.1:3001/ATServicesRest/",
  ])("%s is called", (text) => {
    expect(isRefused(text)).toBe(false);
  });

  it("refuses 300 hostile forms of addresses, schemes, ports and names", () => {
    const hosts = [...loopback, ...hidden];
    const forms = hosts.flatMap((host) => [
      `https://${host}/`,
      `https://${host}:443/a`,
      `https://${host}/?q=https://example.com/`,
      `https://user:pw@${host}/`,
    ]);
    const more = [
      "http://example.com/",
      "ftp://example.com/",
      "file:///etc/passwd",
      "gopher://example.com/",
      "data:text/html,x",
      "javascript:alert(1)",
      "ws://example.com/",
      "https://example.com:22/",
      "https://example.com:80/",
      "https://example.com:8443/",
      "https://example.com:3306/",
      "https://example.com:0/",
      "https://example.com:65536/",
      "https://example.com:-1/",
      "https://user@example.com/",
      "https://user:pw@example.com/",
      "https://127.0.0.1@example.com/",
      "https://example.com@127.0.0.1/",
      "https://example.com#@127.0.0.1/\r\nHost: x",
      "https://example.com/\r\nX: y",
      "https://exa\tmple.com/",
      "https://exam\nple.com/",
      "https://example.com\\@127.0.0.1/",
      "https:\\\\127.0.0.1\\",
      "//127.0.0.1/",
      "127.0.0.1",
      "",
      " ",
      "https://",
      "https://.",
      "https://..",
      "https:///x",
      "http://127.0.0.1:3002/",
      "http://localhost:3001/",
      "https://127.0.0.1:3001/",
      "http://127.0.0.1:3001@10.0.0.1/",
      "https://[::1",
      "https://[fe80::1%25eth0]/",
      "https://intranet/",
      "https://com/",
    ];
    const all = [...new Set([...more, ...forms])];
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(all.filter((text) => !isRefused(text))).toEqual([]);
  });

  it("refuses every private IPv4 address, however it is written", () => {
    const privateRanges = fc.oneof(
      fc.tuple(fc.constant(10), fc.nat(255)),
      fc.tuple(fc.constant(127), fc.nat(255)),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 })),
      fc.tuple(fc.constant(192), fc.constant(168)),
      fc.tuple(fc.constant(169), fc.constant(254)),
      fc.tuple(fc.integer({ min: 224, max: 255 }), fc.nat(255)),
    );
    fc.assert(
      fc.property(privateRanges, fc.nat(255), fc.nat(255), fc.nat(3), ([a, b], c, d, form) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        const host =
          [`${a}.${b}.${c}.${d}`, String(number), `0x${number.toString(16)}`, `[::ffff:${a}.${b}.${c}.${d}]`][
            form
          ] ?? "";
        return isRefused(`https://${host}/`);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a resolved address", () => {
  it.each(["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450:4009::200e"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each(["::ffff:8.8.8.8", "::1", "fe80::1%eth0", "10.0.0.1", "not an address", ""])(
    "%s is not",
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );
});
