// Coming back to a dataset: its index is kept, so that it is not read through again.

import assert from "node:assert/strict";
import { appendFile, copyFile, mkdir, utimes } from "node:fs/promises";

import { generatedPath } from "./generated.mjs";
import { projectFile, test } from "./harness.mjs";
import * as pages from "./pages.mjs";

const SAMPLE = projectFile("public/sample/SAMPLE_VAL.tsv");
const RESTORED = "Opened from the saved index";

/** A dataset of its own for a test, so that its time of change is the test's. */
async function dataset(name) {
  await mkdir(generatedPath("recent"), { recursive: true });
  const path = generatedPath(`recent/${name}`);
  await copyFile(SAMPLE, path);
  const date = new Date("2026-01-02T03:04:05Z");
  await utimes(path, date, date);
  return path;
}

const list = (page) => page.getByRole("region", { name: "Recently opened" });
const entry = (page, name) => list(page).getByRole("listitem").filter({ hasText: name });

/** Opens the dataset and waits until it is in the list. */
async function openOnce(page, path, name) {
  await pages.openSite(page);
  await pages.dropDataset(page, [path]);
  await pages.untilRead(page);
  await entry(page, name).waitFor();
}

/** Visits the page anew and waits until it can be used. */
async function comeBack(page) {
  await page.reload();
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
}

async function untilRestored(page) {
  await pages.goTo(page, "data");
  await page.getByText(RESTORED).waitFor();
}

test("a dataset that is dropped again is not read again, and is the same", async ({ page }) => {
  const path = await dataset("again.tsv");
  await openOnce(page, path, "again");
  const questions = await pages.textOf(pages.figure(page, "Questions"));
  await pages.goTo(page, "explore");
  // Columns come once the list has been measured.
  await pages.gridLine(page, 7).waitFor();
  await page.waitForTimeout(1000);
  const cells = await pages.gridCells(page, 7);

  await comeBack(page);
  await pages.goTo(page, "data");
  await pages.dropDataset(page, [path]);
  await untilRestored(page);
  await pages.eventually(async () => {
    assert.match(await pages.textOf(pages.figure(page, "Read")), /^0 /);
    assert.equal(await pages.textOf(pages.figure(page, "Questions")), questions);
  });
  await pages.goTo(page, "explore");
  await pages.eventually(async () => assert.deepEqual(await pages.gridCells(page, 7), cells));
  await page.goto(`${page.url().split("#")[0]}#/explore?row=7`);
  await pages.shownPicture(page).waitFor();
  await pages.dropDataset(page, [projectFile("public/sample/madeup-vlm-7b_SAMPLE_VAL.xlsx")]);
  await pages.goTo(page, "score");
  await pages.accuracy(page).waitFor();
});

test("a changed file is read anew", async ({ page }) => {
  const path = await dataset("changed.tsv");
  await openOnce(page, path, "changed");
  await comeBack(page);
  await appendFile(path, "900\tOne more?\n");
  await pages.dropDataset(page, [path]);
  await pages.untilRead(page);
  assert.equal(await page.getByText(RESTORED).count(), 0);
});

test("a file of another time is read anew", async ({ page }) => {
  const path = await dataset("touched.tsv");
  await openOnce(page, path, "touched");
  await comeBack(page);
  await utimes(path, new Date(), new Date());
  await pages.dropDataset(page, [path]);
  await pages.untilRead(page);
});

test("the list opens a dataset whose handle the browser keeps", async ({ page }) => {
  await page.addInitScript(() => {
    // The browser's own dialog cannot be driven; handles of private files are as good as those of the user's.
    window.showOpenFilePicker = async () => {
      const folder = await navigator.storage.getDirectory();
      return [await folder.getFileHandle("picked.tsv")];
    };
  });
  await pages.openSite(page);
  await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle("picked.tsv", { create: true })).createWritable();
    await file.write(await (await fetch("sample/SAMPLE_VAL.tsv")).blob());
    await file.close();
  });
  await page.getByRole("main").getByRole("button", { name: "Choose files" }).click();
  await pages.opened(page).waitFor();
  await pages.untilRead(page);
  await entry(page, "picked").getByRole("button", { name: "Open" }).waitFor();

  await comeBack(page);
  for (const name of ["run", "score", "explore"]) {
    await pages.goTo(page, name);
    await entry(page, "picked").getByRole("button", { name: "Open" }).waitFor();
  }
  await entry(page, "picked").getByRole("button", { name: "Open" }).click();
  await pages.gridLine(page, 0).waitFor();
  await untilRestored(page);
});

test("an entry can be forgotten", async ({ page }) => {
  const path = await dataset("forgotten.tsv");
  await openOnce(page, path, "forgotten");
  await entry(page, "forgotten").getByRole("button", { name: "Forget forgotten" }).click();
  await list(page).waitFor({ state: "detached" });
  await comeBack(page);
  await pages.dropDataset(page, [path]);
  await pages.untilRead(page);
});

test("a damaged index is made anew", async ({ page }) => {
  const path = await dataset("damaged.tsv");
  await openOnce(page, path, "damaged");
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("gmai-scope-recent");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const change = opening.result.transaction(["indices", "datasets"], "readwrite");
          const indices = change.objectStore("indices");
          indices.getAllKeys().onsuccess = ({ target }) => {
            for (const key of target.result) {
              indices.get(key).onsuccess = ({ target }) => {
                const bytes = target.result;
                bytes[bytes.length >> 1] ^= 255;
                indices.put(bytes, key);
              };
            }
          };
          change.objectStore("datasets").put("not a dataset", "odd");
          change.oncomplete = () => resolve(opening.result.close());
          change.onabort = () => reject(change.error);
        };
      }),
  );
  await comeBack(page);
  await pages.dropDataset(page, [path]);
  await pages.untilRead(page);
  // The new one is kept a moment after the file was read.
  await pages.eventually(async () => {
    await comeBack(page);
    await pages.dropDataset(page, [path]);
    await pages.goTo(page, "data");
    const restored = page.getByText(RESTORED);
    await restored.or(page.getByText("Read to the end")).first().waitFor();
    assert.ok(await restored.isVisible());
  });
});

test("parts of one dataset are one entry, and the sample is none", async ({ page }) => {
  const paths = [await dataset("both_part_1.tsv"), await dataset("both_part_2.tsv")];
  await pages.openSite(page);
  await page.getByRole("button", { name: "Try the sample" }).click();
  await pages.opened(page).waitFor();
  await pages.untilRead(page);
  await pages.dropDataset(page, paths);
  await pages.untilRead(page);
  await entry(page, "both").waitFor();
  await pages.eventually(async () => {
    assert.equal(await list(page).getByRole("listitem").count(), 1);
    assert.match(await pages.textOf(entry(page, "both")), /70 questions.*2 files/);
  });
});

test("without handles of its files a dataset is opened again by choosing them", async ({ page }) => {
  await page.addInitScript(() => {
    delete window.showOpenFilePicker;
    delete DataTransferItem.prototype.getAsFileSystemHandle;
  });
  const path = await dataset("chosen.tsv");
  await openOnce(page, path, "chosen");
  await comeBack(page);
  await pages.goTo(page, "data");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    entry(page, "chosen").getByRole("button", { name: "Choose the file again" }).click(),
  ]);
  await chooser.setFiles(path);
  await pages.opened(page).waitFor();
  await untilRestored(page);
});
