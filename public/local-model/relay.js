// @ts-check
// Passes a file on while it arrives, and into a cache on the way.

/**
 * The same file, with each piece counted and, where there is a `keeper`, kept. The slower of the two readers sets the
 * pace, so that no more than a piece of the file is held twice.
 * @param {Response} response
 * @param {(bytes: number) => void} count
 * @param {(error: unknown) => Error} explain what it is called when the file breaks off
 * @param {WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>} [keeper]
 */
export function relay(response, count, explain, keeper) {
  if (response.body === null) {
    keeper?.close().catch(() => {});
    return response;
  }
  const reader = response.body.getReader();
  let kept = keeper;
  /** @type {UnderlyingDefaultSource<Uint8Array<ArrayBuffer>>} */
  const pieces = {
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          // Where keeping fails the cache tells so itself; the file is there nonetheless.
          await kept?.close().catch(() => {});
          return controller.close();
        }
        await kept?.write(value).catch(() => void (kept = undefined));
        count(value.byteLength);
        controller.enqueue(value);
      } catch (error) {
        kept?.abort(error).catch(() => {});
        controller.error(explain(error));
      }
    },
    async cancel(reason) {
      kept?.abort(reason).catch(() => {});
      await reader.cancel(reason);
    },
  };
  const body = new ReadableStream(pieces, { highWaterMark: 0 });
  return new Response(body, { headers: response.headers });
}
