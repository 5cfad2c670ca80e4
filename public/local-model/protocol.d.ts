/**
 * What is said to `worker.js` and by it. Everything is a plain object that structured clone takes.
 *
 * A `Request` is answered by any number of `Reply` with `progress` (while a model loads) and then by one with `ok` or
 * `failed`. Unasked come `Ready`, once, and `DeviceLost`. After a load that failed start another worker: the libraries
 * do not recover from everything.
 */

export type Request = { id: number } & (
  | { op: "probe"; args: {} }
  | { op: "load"; args: LoadArgs }
  | { op: "answer"; args: AnswerArgs }
  /** Ends a generation, whose answer is then what was written so far, or a load, which then fails as cancelled. */
  | { op: "stop"; args: {} }
  /** Destroys the GPU device, as a driver that crashes does. Only tests want this. */
  | { op: "lose-device"; args: {} }
);

export type Reply = { id: number } & ({ ok: unknown } | { failed: FailureMessage } | { progress: Progress });

export type Ready = { event: "ready" };

/** The device is gone for good and the model with it: terminate the worker and start another. */
export type DeviceLost = { event: "device-lost"; message: string };

export type Code =
  /** The browser has no WebGPU. */
  | "no-webgpu"
  /** It has, but the machine has no GPU that it would use. */
  | "no-adapter"
  /** The source lacks files, which are named all at once. */
  | "file-missing"
  /** The files are there, but are not what their names promise. */
  | "bad-layout"
  | "unsupported-model"
  /** Half precision is asked for and the GPU has none. */
  | "needs-f16"
  | "bad-image"
  | "device-lost"
  | "out-of-memory"
  /** The model computes no numbers any more, as where those of 16 bits overflow. */
  | "overflow"
  /** The hub cannot be reached or does not do its work. */
  | "network"
  /** The hub wants an account, or has no such model: it does not tell which. */
  | "gated"
  /** There is no network and the files are not kept. */
  | "offline"
  /** Not raised: a model whose files cannot be kept loads all the same, see `Loaded.notKept`. */
  | "storage-full"
  | "not-loaded"
  | "already-loaded"
  | "cancelled"
  | "runtime";

export interface FailureMessage {
  code: Code;
  /** For developers, in English. */
  message: string;
  /** Those that are missing. */
  files?: string[];
}

/** Bytes of all files together; at most ten times a second. */
export interface Progress {
  loaded: number;
  /** 0 where unknown. */
  total: number;
  /** The one that bytes arrived of last. */
  file: string;
}

export interface Gpu {
  webgpu: boolean;
  reason: "" | "no-webgpu" | "no-adapter";
  /** Whether it computes in half precision. */
  shaderF16: boolean;
  /** Whether it is no GPU but software. */
  fallback: boolean;
  /** 0 where unknown. */
  subgroupMinSize: number;
  maxBufferSize: number;
  maxStorageBufferBindingSize: number;
  adapter: string;
  /** Memory of the machine in GiB, roughly; 0 where unknown. */
  deviceMemory: number;
  cores: number;
}

export type SourceDescription =
  /** A model of a hub; `host` is the address of a mirror, or "" for Hugging Face. */
  | { kind: "hub"; id: string; revision: string; host: string }
  /** A folder of the site's own origin; `url` is absolute and ends with a slash. */
  | { kind: "folder"; url: string }
  /** What the user dropped; paths are relative, with or without folders around the model's. */
  | { kind: "files"; files: { path: string; file: Blob }[] };

export type Device = "webgpu" | "wasm";

/** "" stands for the model's own default. */
export type Dtype = "" | "fp32" | "fp16" | "q8" | "q4" | "q4f16";

export interface LoadArgs {
  source: SourceDescription;
  device: Device;
  dtype: Dtype;
}

export interface Loaded {
  /** Whether the model writes text or compares texts with a picture (CLIP and its kin). */
  kind: "generates" | "compares";
  modelType: string;
  device: Device;
  /** What was loaded; "embed_tokens=fp16, …" where its parts differ. */
  dtype: string;
  library: string;
  runtime: string;
  /** The hub's commit, or "". */
  commit: string;
  gpu: Gpu;
  /** Milliseconds. */
  took: number;
  /** Whether files could not be kept for the next time. */
  notKept: boolean;
}

export interface AnswerArgs {
  pictures: Blob[];
  system: string | null;
  prompt: string;
  letters: string[];
  /** What the letters stand for, in the same order; models that compare need them. */
  options: string[];
  maxTokens: number;
  /** In "letters" nothing is written: the text is the most probable letter after one pass. */
  mode: "text" | "letters";
  /** Whether models that cut pictures into tiles (SmolVLM and its kin) are to look at the whole alone: many times faster. */
  wholePictures: boolean;
}

export interface Answer {
  text: string;
  finish: "stop" | "length" | "cancelled" | "score";
  inputTokens: number;
  outputTokens: number;
  /** Natural logarithms of the letters' probabilities, which add up to 1; empty where there are no letters. */
  logprobs: number[];
  /** How much probability the letters had among all tokens. */
  mass: number;
  /** Milliseconds. */
  took: number;
}
