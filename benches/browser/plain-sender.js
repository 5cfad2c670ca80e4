// A worker that does nothing but send questions, in one of several ways: what a run is measured against, see overhead.mjs.
// It has no scheduler, no journal, and no look at what stands in the file.
// message: { url, key, questions, atATime, way, file, ranges ([start, end] of each row's picture in the file) }

const before = '{"model":"mock-vision","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,';
const after = (row) => `"}},{"type":"text","text":"Plain question ${row}"}]}]}`;
const utf8 = new TextEncoder();

const sliceOf = ({ file, ranges }, row) => file.slice(...ranges[row]);

function joined(...pieces) {
  const body = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    body.set(piece, end);
    end += piece.length;
  }
  return body;
}

/** What the body of a request is made of. */
const WAYS = {
  /** The browser reads the file when it sends it. */
  "pictures of the file, unread": (work, row) => new Blob([before, sliceOf(work, row), after(row)]),
  /** As the one before, but each is read once before. */
  "pictures of the file, read first": async (work, row) => {
    const slice = sliceOf(work, row);
    await slice.arrayBuffer();
    return new Blob([before, slice, after(row)]);
  },
  /** What was read is sent. Beyond some 100 KB this measures Playwright, which has each body of bytes told to it. */
  "pictures as read": async (work, row) =>
    joined(utf8.encode(before), new Uint8Array(await sliceOf(work, row).arrayBuffer()), utf8.encode(after(row))),
};

async function sendAll(data) {
  const { url, key, questions, atATime, way } = data;
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  let next = 0;
  const ask = async () => {
    while (next < questions) {
      const row = next;
      next += 1;
      const body = await WAYS[way](data, row);
      const response = await fetch(url, { method: "POST", headers, body, credentials: "omit" });
      await response.json();
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atATime }, ask));
  return performance.now() - began;
}

onmessage = ({ data }) =>
  sendAll(data).then(
    (milliseconds) => postMessage({ milliseconds }),
    (error) => postMessage({ error: String(error) }),
  );
