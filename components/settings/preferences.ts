/** What a reader sets for this browser. The frame reads the cookies on the server, so that no page flashes. */
export type Preferences = {
  theme: "system" | "light" | "dark";
  density: "comfortable" | "compact";
  keys: "on" | "off";
};

const year = 365 * 24 * 60 * 60;

/** Kept for a year on this browser, and applied to the page that is open. */
export function setPreference<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store of newer browsers is not everywhere yet
  document.cookie = `${name}=${value}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`;
  const { dataset } = document.documentElement;
  if (name === "theme") {
    if (value === "system") delete dataset.theme;
    else dataset.theme = value;
  }
  if (name === "density") {
    if (value === "compact") dataset.density = value;
    else delete dataset.density;
  }
}

/** What cookies say, whoever wrote them. */
export function preferencesOf(cookie: (name: keyof Preferences) => string | undefined): Preferences {
  const theme = cookie("theme");
  return {
    theme: theme === "light" || theme === "dark" ? theme : "system",
    density: cookie("density") === "compact" ? "compact" : "comfortable",
    keys: cookie("keys") === "off" ? "off" : "on",
  };
}
