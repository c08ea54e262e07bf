/** What was chosen for the contract, in the model's own words. */
export type ModelSettings = {
  proration: "psa" | "vendor" | "none";
  credit: boolean;
  reportsClosed: boolean;
  lateFromCurrentPeriod: boolean;
  priceFromCurrentPeriod: boolean;
};

/** Days as places of the calendar; prices in hundredths. */
export type Wish = {
  today: number;
  date: number;
  units: number;
  price?: number;
  takesOffer: boolean;
  proratedMinor?: number;
};

/** An amount for days that the line itself does not bill. */
export type Once = { kind: string; minor: number; from: number; to: number };

export type PriceMove = { from: number; price: number; isAfterOwn: boolean };

/** What an order comes to: the line's new days, the amounts charged once, and where the change was meant to begin. */
export type Outcome = {
  date: number;
  units: number[];
  prices: number[];
  once: readonly Once[];
  main?: { from: number; lean: "later" | "before" };
  price?: PriceMove;
};

/** Where a change had to go to another day, the price too may begin on it. */
export type Course = { units: number[]; prices: number[]; priceFrom?: number };
