// Every page in its states, for what must hold on all of them; a new page joins here.

const OWN_ID = "own:r2024:madeup-vlm-7b_SAMPLE_VAL.xlsx";

export const PHONE = { width: 390, height: 844 };

export const LOCALES = ["en-US", "zh-CN"];

export const APPEARANCES = ["light", "dark"].flatMap((colorScheme) => LOCALES.map((locale) => ({ colorScheme, locale })));

/** Without files: what is shown, its address, and what is there once it is. */
export const EMPTY = [
  ["data, empty", "#/data", "h1"],
  ["explore, the published tree", "#/explore", ".tree__line"],
  ["run, empty", "#/run", "h1"],
  ["score, empty", "#/score", "h1"],
  ["compare, empty", "#/compare", "h1"],
  ["check, empty", "#/check", "h1"],
  ["board, overview", "#/board", "main tbody tr"],
  ["help", "#/help", "main ol"],
  ["help, a table", "#/help?topic=scoring", "main table"],
  ["help, keys", "#/help?topic=keys", "main kbd"],
  ["settings", "#/settings", ".kept dt, .kept__nothing"],
  ["board, compare", "#/board?view=compare&m=GPT-4o&m=MedDr", "main svg path"],
];

/** With the sample's dataset and predictions. */
export const WITH_SAMPLE = [
  ["data, loaded", "#/data", "ol.files"],
  ["explore, table", "#/explore", '[role="row"][aria-rowindex="2"]'],
  ["explore, gallery", "#/explore?list=gallery", "#tile-0 img"],
  ["explore, keyword fault", `#/explore?q=${encodeURIComponent('disc "optic')}`, ".keywords__mark"],
  ["explore, question open", "#/explore?row=0", "article img"],
  ["explore, question of several pictures", "#/explore?row=34", ".strip"],
  ["explore, nothing found", "#/explore?q=nosuchword", ".none-found"],
  ["run", "#/run", "h1"],
  ["run, a model in this browser", "#/run?local=1", "#run-choice-7, main select"],
  ["score", "#/score", ".headline__accuracy"],
  ["score, row open", "#/score?at=0", "article img"],
  ["compare, one file", "#/compare", "h1"],
  ["board, own row compared", `#/board?view=compare&m=GPT-4o&m=${encodeURIComponent(OWN_ID)}`, "main svg path"],
];

/** With three prediction files. */
export const COMPARED = [
  ["compare, three files", "#/compare", ".versus"],
  ["compare, by department", "#/compare?by=department", ".chart__mark"],
];

/** Goes to an address within the site, and waits for what shows that it is there. */
export async function goTo(page, address, selector) {
  await page.evaluate((address) => location.assign(address), address);
  const [name] = address.split("?");
  await page.locator(`:is(nav, header) a[href^="${name}"][aria-current="page"]`).waitFor({ state: "attached" });
  await page.locator(selector).first().waitFor({ state: "attached" });
}
