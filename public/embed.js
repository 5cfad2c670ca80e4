// @ts-check
/*
 * GMAI Scope on a page of yours:
 *
 *   <script async src="https://HOST/PATH/embed.js"></script>
 *   <gmai-scope view="leaderboard"></gmai-scope>
 *
 * Attributes: `view`, `filter`, `data`, `index`, `predictions`, `theme`, `lang`, `height`, `label`, `src`.
 * Events: `ready`, `height`, `selection`, `score`, `findings`; see the types below.
 * Methods: `setFilter`, `setTheme`, `setLanguage`, `openFiles`.
 * Types for TypeScript are in `embed.d.ts` beside this file.
 */
(() => {
  const PROTOCOL = "gmai-scope/1";

  /** Each view with the page of the app that shows it. */
  const PAGES = new Map([
    ["leaderboard", "board"],
    ["tree", "explore"],
    ["explore", "explore"],
    ["score", "score"],
    ["check", "check"],
  ]);

  /** Addresses of what the app opens, several divided by white space. */
  const ADDRESSES = ["data", "index", "predictions"];

  const SANDBOX = [
    "allow-scripts", // the app is WebAssembly
    "allow-same-origin", // its workers, IndexedDB and storage belong to its origin; without it they are refused
    "allow-forms", // "go to index" is a form; nothing is sent, the app's own policy says form-action 'none'
    "allow-downloads", // results and packages are saved as files
    "allow-popups", // "Open in a tab" and links to sources …
    "allow-popups-to-escape-sandbox", // … which are then ordinary pages
  ].join(" ");

  /** Models that run on the visitor's own machine or network may be asked; links may be copied. */
  const ALLOW = "local-network-access; loopback-network; local-network; clipboard-write";

  /** Pixels: until the frame tells its height, and the greatest that is believed. */
  const [FIRST_HEIGHT, MOST_HEIGHT] = [480, 100_000];

  const EVENTS = new Set(["height", "selection", "score", "findings"]);

  /** The folder of this script, which is the app's. */
  const home = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

  /** @type {Set<string>} */
  const reported = new Set();

  /** One line on the console for each kind of message that is ignored; not a warning, since anyone can cause it. */
  function ignore(/** @type {string} */ why) {
    if (!reported.has(why)) console.info(`gmai-scope ignores a message ${why}`);
    reported.add(why);
  }

  class GmaiScope extends HTMLElement {
    static observedAttributes = ["view", "src", "filter", "theme", "lang", "height", "label", ...ADDRESSES];

    /** Whether the app in the frame listens. */
    ready = false;

    #frame = document.createElement("iframe");
    #origin = "";
    /** The frame's address without what stands behind `#`. */
    #address = "";
    /** @type {Record<string, string>} what the app was told last */
    #told = {};
    /** @type {File[][]} */
    #waiting = [];
    #hear = (/** @type {MessageEvent} */ event) => this.#receive(event);
    #page = new MutationObserver(() => this.#sync());

    connectedCallback() {
      addEventListener("message", this.#hear);
      // Themes and languages of pages are switched by attributes of these two.
      for (const root of [document.documentElement, document.body]) this.#page.observe(root, { attributes: true });
      this.style.display ||= "block";
      Object.assign(this.#frame.style, { border: "0", display: "block", width: "100%" });
      this.#frame.setAttribute("sandbox", SANDBOX);
      this.#frame.allow = ALLOW;
      this.#frame.loading = "lazy";
      this.#load();
      this.replaceChildren(this.#frame);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#page.disconnect();
      this.ready = false;
    }

    /** @param {string} name @param {string | null} before @param {string | null} now */
    attributeChangedCallback(name, before, now) {
      if (!this.isConnected || !this.#frame.isConnected) return;
      if (["view", "src", "height", ...ADDRESSES].includes(name)) before === now || this.#load();
      else if (name === "label") this.#frame.title = this.#label;
      else this.#sync();
    }

    /**
     * Shows the view with these parameters, as they stand behind `?` in the address of the app's page.
     * @param {string | URLSearchParams | Record<string, string> | string[][]} filter
     */
    setFilter(filter) {
      // The visitor may have changed what was told last.
      delete this.#told.filter;
      this.setAttribute("filter", new URLSearchParams(filter).toString().replaceAll("+", "%20"));
    }

    /** @param {"light" | "dark" | "system"} theme */
    setTheme(theme) {
      this.setAttribute("theme", theme);
    }

    /** @param {string} lang language tag: Chinese for every `zh`, English for all others */
    setLanguage(lang) {
      this.setAttribute("lang", lang);
    }

    /**
     * Opens datasets and prediction files. They are read in the visitor's browser and sent nowhere.
     * @param {Iterable<File>} files at most 64
     */
    openFiles(files) {
      this.#waiting.push([...files]);
      this.#frame.loading = "eager";
      this.#flush();
    }

    get #label() {
      return this.getAttribute("label") ?? "GMAI Scope";
    }

    get #wanted() {
      const scheme = getComputedStyle(this).colorScheme;
      const [light, dark] = [/\blight\b/.test(scheme), /\bdark\b/.test(scheme)];
      // A page that says nothing of colours is light.
      const theme = light && dark ? "system" : dark ? "dark" : "light";
      return {
        theme: this.getAttribute("theme") ?? theme,
        lang: this.closest("[lang]")?.getAttribute("lang") || navigator.language,
        filter: (this.getAttribute("filter") ?? "").replace(/^\?/, ""),
      };
    }

    #load() {
      const url = new URL(this.getAttribute("src") ?? home, document.baseURI);
      if (!/^https?:$/.test(url.protocol)) throw new TypeError(`gmai-scope: no address of an app: ${url.protocol}`);
      const { theme, lang, filter } = (this.#told = this.#wanted);
      const addresses = (/** @type {string} */ name) =>
        (this.getAttribute(name) ?? "").split(/\s+/).filter(Boolean).map((address) => [name, address]);
      const search = new URLSearchParams([["theme", theme], ["lang", lang], ...ADDRESSES.flatMap(addresses)]);
      url.search = search.toString();
      url.hash = `/${PAGES.get(this.getAttribute("view") ?? "") ?? "board"}${filter && `?${filter}`}`;
      // Where only the fragment changes browsers load nothing anew, and the app goes on listening.
      const address = url.href.split("#", 1)[0];
      if (address !== this.#address || !this.#frame.isConnected) this.ready = false;
      this.#address = address;
      this.#origin = url.origin;
      this.#frame.title = this.#label;
      this.#frame.style.height = `${this.#fixedHeight ?? FIRST_HEIGHT}px`;
      this.#frame.src = url.href;
      if (this.ready) this.#hello();
    }

    get #fixedHeight() {
      const height = Number.parseInt(this.getAttribute("height") ?? "", 10);
      return height > 0 ? height : undefined;
    }

    /** Tells the app what has changed since it was told last. */
    #sync() {
      if (!this.ready) return;
      const wanted = this.#wanted;
      if (wanted.theme !== this.#told.theme) this.#post({ type: "set-theme", theme: wanted.theme });
      if (wanted.lang !== this.#told.lang) this.#post({ type: "set-language", lang: wanted.lang });
      if (wanted.filter !== this.#told.filter) this.#post({ type: "set-filter", filter: wanted.filter });
      this.#told = wanted;
    }

    /** Begins the talk, or tells the height anew. */
    #hello() {
      this.#post({ type: "hello", ...(this.#fixedHeight === undefined && { height: "auto" }) });
    }

    #flush() {
      if (this.ready) for (const files of this.#waiting.splice(0)) this.#post({ type: "open", files });
    }

    #post(/** @type {Record<string, unknown>} */ message) {
      this.#frame.contentWindow?.postMessage({ protocol: PROTOCOL, ...message }, this.#origin);
    }

    #receive(/** @type {MessageEvent} */ { source, origin, data }) {
      if (source === null || source !== this.#frame.contentWindow) return;
      if (typeof data?.protocol !== "string" || !data.protocol.startsWith("gmai-scope/")) return;
      if (origin !== this.#origin) return ignore("of another origin than the app's");
      if (data.protocol !== PROTOCOL) return ignore(`of another version than ${PROTOCOL}`);
      const { protocol: _, type, ...detail } = data;
      if (type === "listening") {
        this.ready = false;
        this.#hello();
      } else if (type === "ready") {
        this.ready = true;
        this.#sync();
        this.#flush();
        this.dispatchEvent(new CustomEvent("ready"));
      } else if (EVENTS.has(type)) {
        if (type === "height" && !this.#resize(detail.height)) return ignore("with no height");
        this.dispatchEvent(new CustomEvent(type, { detail }));
      } else ignore("of an unknown type");
    }

    #resize(/** @type {unknown} */ height) {
      if (typeof height !== "number" || !(height > 0 && height <= MOST_HEIGHT)) return false;
      if (this.#fixedHeight === undefined) this.#frame.style.height = `${Math.ceil(height)}px`;
      return true;
    }
  }

  // A page may load the script twice.
  if (customElements.get("gmai-scope") === undefined) customElements.define("gmai-scope", GmaiScope);
})();
