// Measures opening a dataset the second time, from its kept index, in the built site.
// usage: node recent.mjs DATASET.tsv     (CHROME names the browser; the dataset has 4,550 questions)
//
// Each opening is of a page loaded anew. Times are taken in the page, by its own clock, from the drop.

import { drop, finished, onTheSite, printHead, printTimes, timeUntil } from "./stage.mjs";

const OPENINGS = 10;

/** What is waited for; runs in the page. */
const CONDITIONS = {
  browsing: () =>
    /4.?550 questions/.test(document.querySelector("header").innerText) &&
    !/indexing/.test(document.querySelector("header").innerText) &&
    document.querySelector("article h2") !== null,
  picture: () => {
    const picture = document.querySelector(".image__pixels");
    return Boolean(picture?.complete && picture.naturalWidth > 0);
  },
};

/** Bytes of the kept index. */
const indexBytes = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open("gmai-scope-recent").onsuccess = ({ target: { result: database } }) => {
          database.transaction("indices").objectStore("indices").getAll().onsuccess = ({ target }) => {
            database.close();
            resolve(target.result[0].byteLength);
          };
        };
      }),
  );

async function openOnce(page, dataset) {
  const browsing = await timeUntil(page, "drop", "browsing");
  const picture = await timeUntil(page, "drop", "picture");
  await drop(page, dataset);
  return { browsing: await finished(browsing), picture: await finished(picture) };
}

const [dataset] = process.argv.slice(2);
await onTheSite(CONDITIONS, async (page) => {
  page.setDefaultTimeout(900_000);
  const first = await openOnce(page, dataset);
  await page.goto(`${page.url().split("#")[0]}#/data`);
  await page.getByRole("region", { name: "Recently opened" }).waitFor();
  const again = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    await page.reload();
    await page.getByRole("button", { name: "Try the sample" }).waitFor();
    again.push(await openOnce(page, dataset));
    await page.goto(`${page.url().split("#")[0]}#/data`);
    await page.getByText("Opened from the saved index").waitFor();
  }
  printHead();
  printTimes("first opening: drop to every question", [first.browsing]);
  printTimes("later openings: drop to every question, the first one shown", again.map((times) => times.browsing));
  printTimes("later openings: drop to its picture", again.map((times) => times.picture));
  console.log(`\nThe kept index has ${await indexBytes(page)} bytes.`);
});
