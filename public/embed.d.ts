/** Types of the element that `embed.js` defines. */

export interface Selection {
  /** The filters as they stand in the app's address, without those by results. */
  filter: string;
  /** Questions that pass; `null` without a dataset. */
  count: number | null;
}

export type RuleSet = "r2024" | "r2025" | "r2026";

export interface Score {
  /** Tells prediction files apart. */
  file: number;
  rules: RuleSet;
  /** Whether the answers are the dataset's, or a column of the prediction file. */
  truth: "dataset" | "file";
  n: number;
  hits: number;
  wrong: number;
  notInferable: number;
  byRuleSet: { rules: RuleSet; hits: number; notInferable: number }[];
}

export type Severity = "ok" | "warning" | "error";

export interface Findings {
  /** Tells checks apart. */
  file: number;
  severity: Severity;
  findings: { kind: string; severity: Severity; count: number }[];
}

export interface GmaiScopeEventMap extends HTMLElementEventMap {
  ready: CustomEvent<null>;
  height: CustomEvent<{ height: number }>;
  selection: CustomEvent<Selection>;
  score: CustomEvent<Score>;
  findings: CustomEvent<Findings>;
}

export interface GmaiScopeElement extends HTMLElement {
  /** Whether the app in the frame listens. */
  readonly ready: boolean;
  setFilter(filter: string | URLSearchParams | Record<string, string> | string[][]): void;
  setTheme(theme: "light" | "dark" | "system"): void;
  setLanguage(lang: string): void;
  openFiles(files: Iterable<File>): void;
  addEventListener<K extends keyof GmaiScopeEventMap>(
    type: K,
    listener: (this: GmaiScopeElement, event: GmaiScopeEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "gmai-scope": GmaiScopeElement;
  }
}
