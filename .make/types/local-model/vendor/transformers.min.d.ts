// The build puts the library beside our scripts; while they are checked its types stand for it.
export * from "@huggingface/transformers";
