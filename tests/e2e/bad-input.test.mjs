// Whatever is dropped gets a sentence that names the fault and its place, in both languages, and harms nothing loaded.

import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";

import { generate } from "./generated.mjs";
import { dropFiles, test } from "./harness.mjs";
import * as pages from "./pages.mjs";
import { noise, png } from "./png.mjs";
import { openSample, questions } from "./sample.mjs";

const LANGUAGES = [
  { name: "en", locale: "en-US" },
  { name: "zh", locale: "zh-CN" },
];

/** Runs a test in both languages; `body` gets the page and the key of the language. */
function testInBoth(title, body) {
  for (const { name, locale } of LANGUAGES) {
    test(`${title} [${name}]`, ({ page }) => body(page, name), { locale });
  }
}

/** Waits until an element's text has that in it. */
const untilSays = (locator, expected) =>
  pages.eventually(async () => {
    const text = await pages.textOf(locator);
    assert.ok(text.includes(expected), text);
  });

/** Asserts that the sample opened earlier is there in full and works. */
async function assertSampleWorks(page) {
  await pages.loadedFile(page, "57").waitFor();
  await pages.goTo(page, "explore");
  await pages.eventually(async () => assert.equal(await pages.gridTotal(page), 35));
  await pages.gridLine(page, 2).click();
  await pages.opened(page).getByText(questions[2].question).waitFor();
  assert.equal(await pages.comparePicture(page, questions[2].image), "the same");
}

const header = "index\timage\tquestion\tA\tB\tanswer\n";
const small = noise(7, 8);
const row = (index, image = small.toString("base64")) => `${index}\t${image}\tWhat is ${index}?\tyes\tno\tA\n`;

/** Files that are refused as soon as they are dropped: name, content or a file of `tests/malformed`, and what is said. */
const REFUSED = [
  {
    name: "photo.png",
    content: small,
    en: "This is a PNG file and not a table of predictions.",
    zh: "这是 PNG 文件，不是预测结果表格。",
  },
  {
    name: "columns.tsv",
    content: "number\tanswer\n1\tA\n",
    en: "columns.tsv has neither the columns of a dataset (index, image, question) nor those of a prediction file (index, prediction). Its columns are: number, answer.",
    zh: "既没有数据集的列（index、image、question），也没有预测文件的列（index、prediction）。现有的列：number、answer。",
  },
  {
    name: "gbk.tsv",
    content: Buffer.from("index\tquestion\tprediction\n0\tq\t\xb4\xf0\n", "latin1"),
    en: "The text is not UTF-8 (this file, record 1, byte 30).",
    zh: "文本不是 UTF-8 编码（此文件，第 1 条记录，字节 30）。",
  },
  { name: "empty.tsv", content: "", en: "empty.tsv is empty.", zh: "empty.tsv 是空文件。" },
  {
    name: "broken.json",
    content: '[{"index": 0, "prediction": "A"},\n {"index": 1,',
    en: "The JSON is broken in line 2, column 14",
    zh: "JSON 在第 2 行第 14 列有误",
  },
  { name: "truncated.xlsx", en: "The spreadsheet is damaged or cut off", zh: "电子表格已损坏或不完整" },
  { name: "corrupt.xlsx", en: "The spreadsheet is damaged or cut off", zh: "电子表格已损坏或不完整" },
  { name: "xls_renamed.xlsx", en: "The file is named .xlsx but holds xls", zh: "文件扩展名为 .xlsx，内容却是 xls" },
  { name: "predictions.pkl", en: "The file is a Python pickle.", zh: "该文件是 Python pickle。" },
  {
    name: "no_prediction.xlsx",
    en: "The prediction file has no column “prediction”; it has: index, question,",
    zh: "预测文件没有列“prediction”；现有的列：index、question、",
  },
];

for (const { name, content, ...says } of REFUSED) {
  testInBoth(`${name} is refused`, async (page, language) => {
    await openSample(page);
    const path = content === undefined ? `tests/malformed/${name}` : await generate(`bad/${name}`, content);
    await dropFiles(page, [path]);
    const notice = pages.notices(page).getByText(name).last();
    await untilSays(notice, says[language]);
    await assertSampleWorks(page);
  });
}

/** Datasets that cannot be read to the end: content, the number of questions before the fault, and what is said. */
const BROKEN_DATASETS = [
  {
    name: "quote.tsv",
    content: Buffer.from(header + row(0) + row(1) + '2\tx\t"What is never closed?\tyes\tno\tA\n' + row(3)),
    fault: '"',
    en: "A quotation mark is opened and never closed (quote.tsv, record 3, byte AT).",
    zh: "有一个引号打开后未闭合（quote.tsv，第 3 条记录，字节 AT）。",
  },
  {
    name: "latin1.tsv",
    content: Buffer.from(header + row(0) + row(1) + "2\tx\tQu\u00e9?\tyes\tno\tA\n", "latin1"),
    fault: "\u00e9",
    en: "The text is not UTF-8 (latin1.tsv, record 3, byte AT).",
    zh: "文本不是 UTF-8 编码（latin1.tsv，第 3 条记录，字节 AT）。",
  },
];

for (const { name, content, fault, ...says } of BROKEN_DATASETS) {
  testInBoth(`${name} says where reading ended and keeps what came before`, async (page, language) => {
    await openSample(page);
    await dropFiles(page, [await generate(`bad/${name}`, content)]);
    const byte = content.indexOf(fault, 0, "latin1");
    await untilSays(pages.alerts(page).first(), says[language].replace("AT", byte));
    // The predictions stay, and the questions before the fault can be used.
    await pages.loadedFile(page, "madeup-vlm-7b").waitFor();
    await pages.goTo(page, "explore");
    await pages.eventually(async () => assert.equal(await pages.gridTotal(page), 2));
    await pages.gridLine(page, 1).click();
    assert.equal(await pages.comparePicture(page, small.toString("base64")), "the same");
  });
}

/** Where the second row begins. */
const SECOND_ROW = (header + row(0)).length;

/** Faults that reading goes on from, though VLMEvalKit may refuse the dataset for them. */
const FINDINGS = {
  ragged: {
    content: header + row(0) + row(1).replace("\n", "\tmore\tyet more\n") + row(2),
    en: `A row has 8 fields where 6 are expected (ragged.tsv, record 2, byte ${SECOND_ROW}).`,
    zh: `有一行含 8 个字段，应为 6 个（ragged.tsv，第 2 条记录，字节 ${SECOND_ROW}）。`,
  },
  twice: {
    content: header + row(0) + row(0) + row(2),
    en: `Index 0 stands twice: twice.tsv, record 1, byte ${header.length}, and again twice.tsv, record 2, byte ${SECOND_ROW}.`,
    zh: `索引 0 重复出现：先在 twice.tsv，第 1 条记录，字节 ${header.length}，又在 twice.tsv，第 2 条记录，字节 ${SECOND_ROW}。`,
  },
  reference: {
    content: header + row(0) + row(1, "77") + row(2),
    en: `The image of index 1 refers to index 77, which holds no image before it (reference.tsv, record 2, byte ${SECOND_ROW + 2}).`,
    zh: `索引 1 的图像引用了索引 77，但该索引在此之前没有图像（reference.tsv，第 2 条记录，字节 ${SECOND_ROW + 2}）。`,
  },
};

for (const [name, { content, ...says }] of Object.entries(FINDINGS)) {
  testInBoth(`${name}.tsv is read to its end and its fault is told`, async (page, language) => {
    await pages.openSite(page);
    await pages.dropDataset(page, [await generate(`bad/${name}.tsv`, content)]);
    await pages.goTo(page, "data");
    await page.getByRole("main").getByText(says[language]).first().waitFor();
    await pages.goTo(page, "explore");
    await pages.eventually(async () => assert.equal(await pages.gridTotal(page), 3));
    await pages.gridLine(page, 2).click();
    assert.equal(await pages.comparePicture(page, small.toString("base64")), "the same");
  });
}

const truncated = noise(8, 32).subarray(0, 2000).toString("base64");
const unknown = Buffer.from("no picture ".repeat(20)).toString("base64");
const bomb = png(65_535, 65_535, Buffer.alloc(100)).toString("base64");

/** Cells whose picture cannot be shown, and what stands in its place. */
const PICTURES = [
  [`${"QUJD".repeat(30)}?${"QUJD".repeat(30)}`, "character 121 does not belong there", "第 121 个字符有误"],
  [truncated, "The PNG image is damaged or cut off", "PNG 图像已损坏或不完整"],
  [unknown, "of no known format; its bytes start with 6e 6f 20", "无法识别图像格式；字节开头为 6e 6f 20"],
  [bomb, "The image has 65 535 × 65 535 pixels", "图像为 65 535 × 65 535 像素"],
];

testInBoth("a bad picture says what is wrong with it and leaves the next one alone", async (page, language) => {
  const cells = PICTURES.flatMap(([cell], at) => row(2 * at, cell) + row(2 * at + 1));
  await pages.openSite(page);
  await pages.dropDataset(page, [await generate("bad/pictures.tsv", header + cells.join(""))]);
  await pages.goTo(page, "explore");
  for (const [at, [, en, zh]] of PICTURES.entries()) {
    await pages.gridLine(page, 2 * at).click();
    await pages.opened(page).getByText(`What is ${2 * at}?`).waitFor();
    await untilSays(pages.opened(page).getByRole("alert"), language === "en" ? en : zh);
    await pages.gridLine(page, 2 * at + 1).click();
    assert.equal(await pages.comparePicture(page, small.toString("base64")), "the same");
  }
});

const GONE = { en: "gone.tsv can no longer be read", zh: "gone.tsv 已无法读取" };
const CHANGES = {
  deleted: (path) => rm(path),
  changed: (path) => writeFile(path, header + row(9)),
};

for (const [change, apply] of Object.entries(CHANGES)) {
  testInBoth(`a file that is ${change} after it was opened is said to be gone`, async (page, language) => {
    const path = await generate("bad/gone.tsv", header + row(0) + row(1) + row(2));
    await pages.openSite(page);
    await pages.dropDataset(page, [path]);
    await pages.gridLine(page, 0).click();
    assert.equal(await pages.comparePicture(page, small.toString("base64")), "the same");
    await apply(path);
    await pages.gridLine(page, 2).click();
    await pages.opened(page).getByText("What is 2?").waitFor();
    await untilSays(pages.opened(page).getByRole("alert"), GONE[language]);
    // Opened anew it works again.
    await generate("bad/gone.tsv", header + row(0) + row(1) + row(2));
    await dropFiles(page, [path]);
    await pages.gridLine(page, 2).click();
    assert.equal(await pages.comparePicture(page, small.toString("base64")), "the same");
  });
}

testInBoth("predictions for another dataset get no score of VLMEvalKit's", async (page, language) => {
  const says = {
    en: "VLMEvalKit gives no score for this file: Rows whose index the dataset does not have: 5; the first is 35.",
    zh: "VLMEvalKit 无法为此文件给出得分：有 5 行的索引不在数据集中，首个为 35。",
  };
  await openSample(page);
  await dropFiles(page, ["tests/malformed/unknown_index.xlsx"]);
  await pages.loadedFile(page, "unknown_index.xlsx").getByRole("link").click();
  await untilSays(pages.alerts(page).first(), says[language]);
  await assertSampleWorks(page);
});

testInBoth("predictions that repeat an index are scored, and the page says how", async (page, language) => {
  const says = {
    en: "2 rows repeat an index, 1 of them with another prediction.",
    zh: "有 2 行重复了已有索引，其中 1 行的预测不同。",
  };
  await openSample(page);
  const lines = ["index\tquestion\tA\tB\tprediction", "0\tq\tx\ty\tA", "0\tq\tx\ty\tB", "1\tq\tx\ty\tA", "1\tq\tx\ty\tA"];
  await dropFiles(page, [await generate(`twice-${language}.tsv`, `${lines.join("\n")}\n`)]);
  await pages.loadedFile(page, "twice").getByRole("link").click();
  await page.getByText(says[language]).waitFor();
  await assertSampleWorks(page);
});
