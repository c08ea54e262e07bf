/** An answer of the portal or the sandbox that the story did not expect. */
export class UnexpectedAnswer extends Error {
  constructor(method: string, path: string, status: number, body: string) {
    super(`${method} ${path} was answered with ${status}: ${body.slice(0, 2000)}`);
    this.name = "UnexpectedAnswer";
  }
}

/** The portal as a script sees it: through its public doors, as a person or with a key. */
export class Portal {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  private constructor(url: string, headers: Record<string, string>) {
    this.#url = url;
    this.#headers = headers;
  }

  static withKey(url: string, key: string): Portal {
    return new Portal(url, { authorization: `Bearer ${key}` });
  }

  /** Signs in as a person; changes then come from the portal's own origin, as the pages' do. */
  static async signIn(url: string, email: string, password: string): Promise<Portal> {
    const answer = await fetch(`${url}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    const cookie = answer.headers.get("set-cookie")?.split(";")[0];
    if (!answer.ok || !cookie) {
      throw new UnexpectedAnswer("POST", "/api/v1/sessions", answer.status, await answer.text());
    }
    return new Portal(url, { cookie, origin: new URL(url).origin });
  }

  get<T>(path: string): Promise<T> {
    return this.#ask<T>("GET", path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.#ask<T>("POST", path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.#ask<T>("PUT", path, body);
  }

  // The answer's shape is the contract of the route; whoever asks names it.
  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: { ...this.#headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new UnexpectedAnswer(method, path, answer.status, text);
    return JSON.parse(text) as T;
  }
}
