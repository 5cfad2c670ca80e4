// Ways to read a File without looking at its bytes: what no contender can beat.

/** Reads through a "bring your own buffer" stream and returns the number of bytes. */
export async function readByob(file, bufferSize) {
  const reader = file.stream().getReader({ mode: "byob" });
  let buffer = new ArrayBuffer(bufferSize);
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(buffer), { min: bufferSize });
    if (value !== undefined) {
      total += value.byteLength;
      buffer = value.buffer;
    }
    if (done) return total;
  }
}

/** Reads through a stream that brings its own chunks and returns the number of bytes. */
export async function readStream(file) {
  let total = 0;
  for await (const chunk of file.stream()) total += chunk.byteLength;
  return total;
}

/** Reads slice by slice and returns the number of bytes. */
export async function readSlices(file, sliceSize) {
  let total = 0;
  for (let start = 0; start < file.size; start += sliceSize) {
    total += (await file.slice(start, start + sliceSize).arrayBuffer()).byteLength;
  }
  return total;
}

/** Times `read(file)`, which must read the whole file. */
export async function timeRead(file, read) {
  const began = performance.now();
  const total = await read(file);
  const seconds = (performance.now() - began) / 1000;
  if (total !== file.size) throw new Error(`read ${total} of ${file.size} bytes`);
  return { rows: null, seconds, note: "reads only" };
}
