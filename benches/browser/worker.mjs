self.onmessage = async ({ data: { url, file } }) => {
  try {
    const { run } = await import(url);
    self.postMessage({ result: await run(file) });
  } catch (error) {
    self.postMessage({ failure: String(error?.stack ?? error) });
  }
};
