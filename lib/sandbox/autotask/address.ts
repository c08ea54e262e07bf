import type { ApiRequest } from "../http";

/** A URL of this API taken apart: `/{zone}/ATServicesRest/V1.0/{segments}`; casing of the fixed parts does not matter. */
export type Address = {
  /** Path prefix before ATServicesRest, lower case; "" for the first zone. */
  readonly zone: string;
  /** As written, for building addresses in answers. */
  readonly base: string;
  /** Decoded; empty for the root. */
  readonly segments: readonly string[];
  /** False for what stands beside the version, like versioninformation. */
  readonly versioned: boolean;
};

export function addressOf(request: ApiRequest): Address | undefined {
  const match = /^((?:\/([a-z0-9-]+))?\/atservicesrest)(\/v1\.0)?(\/.*)?$/i.exec(request.path);
  if (!match) return undefined;
  const [, root = "", zone = "", version = "", rest = ""] = match;
  return {
    zone: zone.toLowerCase(),
    base: `${request.origin}${root}${version}`,
    segments: decodeSegments(rest),
    versioned: version !== "",
  };
}

/** A trailing slash is accepted. A segment that does not decode stays as it is and will name nothing. */
function decodeSegments(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

export const isZoneQuestion = ({ versioned, segments }: Address): boolean =>
  versioned && segments.length === 1 && segments[0]?.toLowerCase() === "zoneinformation";

export const isVersionQuestion = ({ versioned, segments }: Address): boolean =>
  !versioned && segments.length === 1 && segments[0]?.toLowerCase() === "versioninformation";
