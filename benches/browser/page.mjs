/** Runs a contender (the URL of its module) in a worker of its own, on the file that the page was given. */
window.runContender = (url) =>
  new Promise((resolve, reject) => {
    const worker = new Worker("worker.mjs", { type: "module" });
    worker.onmessage = ({ data }) => ("failure" in data ? reject(new Error(data.failure)) : resolve(data.result));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ url, file: document.querySelector("input").files[0] });
  });
